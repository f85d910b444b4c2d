"""Draw a day's curves as a Plotly figure: flow above, people inside below, gaps hatched.

The page gives the figure its own type and ground; here stand the lines, the words in both
languages, and the marks of what was written that day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.review.curves import Band, Curves, Mark, Stretch
from metro_flow.watch.day import SHANGHAI, time_of_minute

Language = Literal["zh", "en"]
Trace = dict[str, Any]

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "in": "进站",
        "out": "出站",
        "rate": "人/分钟",
        "inside": "区域内人数",
        "gap": "无数据",
        "added": "演示加入的人流",
        "range": "九成区间",
        "paid": "付费区站厅",
        "unpaid": "非付费区站厅",
        "platform": "{}号线站台",
        "alerts": "预警",
        "book": "日志",
    },
    "en": {
        "in": "In",
        "out": "Out",
        "rate": "people a minute",
        "inside": "people in the zone",
        "gap": "nothing heard",
        "added": "people added by the demonstration",
        "range": "nine in ten",
        "paid": "Paid hall",
        "unpaid": "Unpaid hall",
        "platform": "Line {} platforms",
        "alerts": "Alerts",
        "book": "Logbook",
    },
}
IN_INK: Final = "#1764c0"
OUT_INK: Final = "#8a6d1d"
ZONE_INKS: Final = ("#b8487f", "#9b3fb5", "#0b7a75", "#7a5c2e", "#5d6673", "#3f6f2a")
ALERT_INKS: Final = {"blue": "#2f6fde", "yellow": "#d9a400", "orange": "#e06c00", "red": "#c8102e"}
QUIET_INK: Final = "#7b8794"


def figure_of(curves: Curves, language: Language = "zh") -> dict[str, Any]:
    """Return the figure as plain JSON values: `data` and `layout`."""
    words = WORDS[language]
    times = [_local(curves.first + place) for place in range(len(curves))]
    top = _top(curves)
    data = [
        _hatched(curves.gaps, top, words["gap"], shape="/", ink=QUIET_INK),
        _hatched(curves.added, top, words["added"], shape=".", ink="#b08900"),
        *_banded(times, curves.entering, words["in"], ink=IN_INK, axis="y", words=words),
        *_banded(times, curves.leaving, words["out"], ink=OUT_INK, axis="y", words=words),
    ]
    for place, (zone, band) in enumerate(curves.zones.items()):
        ink = ZONE_INKS[place % len(ZONE_INKS)]
        data += _banded(times, band, _zone(zone, words), ink=ink, axis="y2", words=words)
    data += _marks(curves.marks, top, words)
    return {"data": [trace for trace in data if trace], "layout": _layout(curves, words)}


def _layout(curves: Curves, words: Mapping[str, str]) -> dict[str, Any]:
    lower = bool(curves.zones)
    layout: dict[str, Any] = {
        "title": {"text": f"{curves.station} · {curves.day.isoformat()}"},
        "hovermode": "x unified",
        "xaxis": {"type": "date", "anchor": "y2" if lower else "y", "hoverformat": "%H:%M"},
        "yaxis": {
            "title": {"text": words["rate"]},
            "rangemode": "tozero",
            "domain": [0.45, 1.0] if lower else [0.0, 1.0],
        },
        "shapes": [_line(mark) for mark in curves.marks if mark.colour is not None],
    }
    if lower:
        layout["yaxis2"] = {
            "title": {"text": words["inside"]},
            "rangemode": "tozero",
            "domain": [0.0, 0.38],
        }
    return layout


def _banded(
    times: Sequence[str],
    band: Band,
    name: str,
    *,
    ink: str,
    axis: str,
    words: Mapping[str, str],
) -> list[Trace]:
    """Return the interval as a soft band and the figure as a line, broken where unknown."""
    line = {"type": "scatter", "mode": "lines", "x": list(times), "yaxis": axis}
    edge = {**line, "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    label = f"{name} · {words['range']}"
    return [
        {**edge, "y": _values(band.low), "name": label, "legendgroup": name},
        {
            **edge,
            "y": _values(band.high),
            "name": label,
            "legendgroup": name,
            "fill": "tonexty",
            "fillcolor": _soft(ink),
        },
        {
            **line,
            "y": _values(band.middle),
            "name": name,
            "legendgroup": name,
            "line": {"color": ink, "width": 2},
            "connectgaps": False,
        },
    ]


def _hatched(
    stretches: Sequence[Stretch], top: float, name: str, *, shape: str, ink: str
) -> Trace | None:
    if not stretches:
        return None
    x: list[str | None] = []
    y: list[float | None] = []
    for each in stretches:
        start, end = (moment.astimezone(SHANGHAI) for moment in (each.start, each.end))
        left, right = (f"{moment:%Y-%m-%dT%H:%M:%S}" for moment in (start, end))
        x += [left, left, right, right, None]
        y += [0, top, top, 0, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "name": name,
        "fill": "toself",
        "fillpattern": {"shape": shape, "fgcolor": ink, "fillmode": "overlay", "size": 9},
        "line": {"width": 0},
        "hoverinfo": "name",
    }


def _marks(marks: Sequence[Mark], top: float, words: Mapping[str, str]) -> list[Trace]:
    """Return what was written as points above the curves, alerts in their colours."""
    traces = []
    kinds = (("alerts", True, "diamond", 12, 1.04), ("book", False, "line-ns-open", 9, 1.0))
    for name, coloured, symbol, size, height in kinds:
        own = [mark for mark in marks if (mark.colour is not None) is coloured]
        if not own:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": words[name],
                "x": [f"{mark.at.astimezone(SHANGHAI):%Y-%m-%dT%H:%M:%S}" for mark in own],
                "y": [height * top] * len(own),
                "text": [f"#{mark.seq} {mark.kind} {mark.colour or ''}".strip() for mark in own],
                "hoverinfo": "text",
                "marker": {
                    "symbol": symbol,
                    "size": size,
                    "color": [ALERT_INKS.get(mark.colour or "", QUIET_INK) for mark in own],
                },
            }
        )
    return traces


def _line(mark: Mark) -> dict[str, Any]:
    at = f"{mark.at.astimezone(SHANGHAI):%Y-%m-%dT%H:%M:%S}"
    ink = ALERT_INKS.get(mark.colour or "", QUIET_INK)
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "line": {"color": ink, "width": 1, "dash": "dot"},
    }


def _zone(zone: str, words: Mapping[str, str]) -> str:
    kind, _, line = zone.partition("-")
    return words[kind].format(line) if kind in words else zone


def _top(curves: Curves) -> float:
    known = [band.high[np.isfinite(band.high)] for band in (curves.entering, curves.leaving)]
    return 1.05 * max([10.0] + [float(values.max()) for values in known if values.size])


def _values(values: Floats) -> list[float | None]:
    return [round(float(value), 1) if np.isfinite(value) else None for value in values]


def _soft(ink: str) -> str:
    red, green, blue = (int(ink[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.15)"


def _local(minute: int) -> str:
    return f"{time_of_minute(minute).astimezone(SHANGHAI):%Y-%m-%dT%H:%M:%S}"
