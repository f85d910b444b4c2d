"""Hold the words, inks and strokes that every figure of the review is drawn with.

The page gives a figure its own type and ground, and each ink its twin for a dark one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.review.curves import Band, Stretch
from metro_flow.watch.day import SHANGHAI

Language = Literal["zh", "en"]
Trace = dict[str, Any]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "in": "进站",
        "out": "出站",
        "both": "进出站",
        "rate": "人/分钟",
        "mean": "人/分钟（{}分钟平均）",
        "inside": "区域内人数",
        "gap": "无数据",
        "added": "演示加入的人流",
        "range": "九成区间",
        "paid": "付费区站厅",
        "unpaid": "非付费区站厅",
        "platform": "{}号线站台",
        "alerts": "预警",
        "book": "日志",
        "cell": "人次/{}分钟",
        "over": "超过{}",
        "since": "T0起",
        "minute": "分",
    },
    "en": {
        "in": "In",
        "out": "Out",
        "both": "In and out",
        "rate": "people a minute",
        "mean": "people a minute (mean of {} min)",
        "inside": "people in the zone",
        "gap": "nothing heard",
        "added": "people added by the demonstration",
        "range": "nine in ten",
        "paid": "Paid hall",
        "unpaid": "Unpaid hall",
        "platform": "Line {} platforms",
        "alerts": "Alerts",
        "book": "Logbook",
        "cell": "people in {} min",
        "over": "over {}",
        "since": "since T0",
        "minute": "min",
    },
}
IN_INK: Final = "#1764c0"
OUT_INK: Final = "#8a6d1d"
ZONE_INKS: Final = ("#b8487f", "#9b3fb5", "#0b7a75", "#7a5c2e", "#5d6673", "#3f6f2a")
ALERT_INKS: Final = {"blue": "#2f6fde", "yellow": "#d9a400", "orange": "#e06c00", "red": "#c8102e"}
QUIET_INK: Final = "#7b8794"
ADDED_INK: Final = "#b08900"
MINUTE_MS: Final = 60_000
# A figure knows no zones: it is given Shanghai's clock as if it were the epoch's.
MINUTES_AHEAD: Final = 8 * 60


def rate_words(step: int, words: Mapping[str, str]) -> str:
    """Return what the axis of flow says: people a minute, and over how many it is a mean."""
    return words["rate"] if step == 1 else words["mean"].format(step)


def banded(
    x: Sequence[float],
    band: Band,
    name: str,
    *,
    ink: str,
    axis: str,
    words: Mapping[str, str],
    dash: str = "solid",
) -> list[Trace]:
    """Return the interval as a soft band and the figure as a line, both broken where unknown."""
    line = {"type": "scatter", "mode": "lines", "yaxis": axis, "legendgroup": name}
    around, edge = _around(np.asarray(x), band)
    return [
        {
            **line,
            "x": around,
            "y": edge,
            "name": f"{name} · {words['range']}",
            "line": {"width": 0},
            "fill": "toself",
            "fillcolor": _soft(ink),
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            **line,
            "x": list(x),
            "y": values_of(band.middle),
            "name": name,
            "line": {"color": ink, "width": 2, "dash": dash},
            "connectgaps": False,
        },
    ]


def _around(x: Any, band: Band) -> tuple[list[float | None], list[float | None]]:
    """Walk around the band, out along its high edge and back along the low, run by run."""
    known = np.isfinite(band.low) & np.isfinite(band.high)
    ends = np.flatnonzero(np.diff(known.astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    around: list[float | None] = []
    edge: list[float | None] = []
    for start, end in ends:
        run = x[start:end]
        around += [*run.tolist(), *run[::-1].tolist(), None]
        edge += [*values_of(band.high[start:end]), *values_of(band.low[start:end][::-1]), None]
    return around, edge


def hatched(
    boxes: Sequence[tuple[Any, Any, float, float]], name: str, *, shape: str, ink: str
) -> Trace | None:
    """Return boxes (left, right, bottom, top) under hatching: nothing is known there."""
    if not boxes:
        return None
    x: list[Any] = []
    y: list[float | None] = []
    for left, right, bottom, top in boxes:
        x += [left, left, right, right, None]
        y += [bottom, top, top, bottom, None]
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


def boxes_of(stretches: Sequence[Stretch], top: float) -> list[tuple[str, str, float, float]]:
    """Return stretches of time as boxes from the ground to the top."""
    return [(local(each.start), local(each.end), 0, top) for each in stretches]


def top_of(bands: Sequence[Band]) -> float:
    """Return a little more than the highest end of these bands, and never nothing."""
    known = [band.high[np.isfinite(band.high)] for band in bands]
    return 1.05 * max([10.0] + [float(values.max()) for values in known if values.size])


def values_of(values: Floats) -> list[float | None]:
    """Return figures to a tenth, None where they are not known."""
    rounded = np.round(values, 1)
    return [value if value == value else None for value in rounded.tolist()]


def local(moment: datetime) -> str:
    """Return a moment as Shanghai's clock shows it, in the form Plotly reads."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%dT%H:%M:%S}"


def steps_of(first: int, steps: int, step: int) -> list[int]:
    """Return where steps stand on Shanghai's clock, in milliseconds: half as long as in words."""
    begins = (first + MINUTES_AHEAD) * MINUTE_MS
    return list(range(begins, begins + steps * step * MINUTE_MS, step * MINUTE_MS))


def zone_words(zone: str, words: Mapping[str, str]) -> str:
    """Return the name of a zone."""
    kind, _, line = zone.partition("-")
    return words[kind].format(line) if kind in words else zone


def _soft(ink: str) -> str:
    red, green, blue = (int(ink[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.15)"
