"""Draw a station's days as a Plotly figure: flow above, people inside below, gaps hatched.

Over several days a step is a mean that says so, and marks that would lie on each other are
drawn as one, an alert in the worst of its colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from metro_flow.flow.count import seconds_of
from metro_flow.review.curves import Curves, Mark
from metro_flow.review.ink import (
    ADDED_INK,
    ALERT_INKS,
    IN_INK,
    OUT_INK,
    QUIET_INK,
    WORDS,
    ZONE_INKS,
    Language,
    Trace,
    banded,
    boxes_of,
    hatched,
    local,
    rate_words,
    steps_of,
    top_of,
    zone_words,
)
from metro_flow.watch.day import time_of_minute

# As many steps as a mark is wide on a tablet.
STEPS_A_MARK: Final = 12
HALF_DAY_MS: Final = 43_200_000
RANKS: Final = {colour: rank for rank, colour in enumerate(ALERT_INKS)}


def figure_of(curves: Curves, language: Language = "zh") -> dict[str, Any]:
    """Return the figure as plain JSON values: `data` and `layout`."""
    words = WORDS[language]
    times = steps_of(curves.first, len(curves), curves.step)
    top = top_of((curves.entering, curves.leaving))
    gaps, added = boxes_of(curves.gaps, top), boxes_of(curves.added, top)
    data = [
        hatched(gaps, words["gap"], shape="/", ink=QUIET_INK),
        hatched(added, words["added"], shape=".", ink=ADDED_INK),
        *banded(times, curves.entering, words["in"], ink=IN_INK, axis="y", words=words),
        *banded(times, curves.leaving, words["out"], ink=OUT_INK, axis="y", words=words),
    ]
    for place, (zone, band) in enumerate(curves.zones.items()):
        ink = ZONE_INKS[place % len(ZONE_INKS)]
        data += banded(times, band, zone_words(zone, words), ink=ink, axis="y2", words=words)
    groups = list(_grouped(curves))
    data += _marks(groups, top, words)
    layout = _layout(curves, words)
    layout["shapes"] = [_line(group[0], _worst(group)) for group in groups if _worst(group)]
    return {"data": [trace for trace in data if trace], "layout": layout}


def _layout(curves: Curves, words: Mapping[str, str]) -> dict[str, Any]:
    lower = bool(curves.zones)
    days = [each.day.isoformat() for each in curves.days]
    layout: dict[str, Any] = {
        "title": {"text": f"{curves.station} · {' – '.join(dict.fromkeys((days[0], days[-1])))}"},
        "hovermode": "x unified",
        "xaxis": {
            "type": "date",
            "anchor": "y2" if lower else "y",
            "range": _reach(curves),
            **_ticks(len(days)),
        },
        "yaxis": {
            "title": {"text": rate_words(curves.step, words)},
            "rangemode": "tozero",
            "domain": [0.45, 1.0] if lower else [0.0, 1.0],
        },
    }
    if lower:
        layout["yaxis2"] = {
            "title": {"text": words["inside"]},
            "rangemode": "tozero",
            "domain": [0.0, 0.38],
        }
    return layout


def _reach(curves: Curves) -> list[str]:
    """Return from when to when anything is known, so that a day half over is not half a figure.

    A hundredth more, so that the last mark is whole.
    """
    begins = time_of_minute(curves.first)
    ends = max([mark.at for mark in curves.marks[-1:]] + [curves.until or begins])
    return [local(begins), local(ends + (ends - begins) / 100)]


def _ticks(days: int) -> dict[str, Any]:
    """Return hours for one day; for several the dates too, at every depth of zoom."""
    if days == 1:
        return {"tickformat": "%H:%M", "hoverformat": "%H:%M"}
    stops = [
        {"dtickrange": [None, HALF_DAY_MS], "value": "%H:%M\n%m-%d"},
        {"dtickrange": [HALF_DAY_MS, None], "value": "%m-%d"},
    ]
    return {"tickformatstops": stops, "hoverformat": "%m-%d %H:%M"}


def _grouped(curves: Curves) -> Iterator[list[Mark]]:
    """Part the marks into alerts and others; those that would lie on each other go together."""
    width_s = 0 if curves.step == 1 else STEPS_A_MARK * curves.step * 60
    for coloured in (True, False):
        own = [mark for mark in curves.marks if (mark.colour is not None) is coloured]
        if not width_s:
            yield from ([mark] for mark in own)
            continue
        for _, group in groupby(own, lambda mark: seconds_of(mark.at) // width_s):
            yield list(group)


def _worst(group: Sequence[Mark]) -> str | None:
    colours = [mark.colour for mark in group if mark.colour is not None]
    return max(colours, key=lambda colour: RANKS.get(colour, -1), default=None)


def _marks(groups: Sequence[list[Mark]], top: float, words: Mapping[str, str]) -> list[Trace]:
    """Return what was written as points above the curves, alerts in their colours."""
    traces = []
    kinds = (("alerts", True, "diamond", 12, 1.04), ("book", False, "line-ns-open", 9, 1.0))
    for name, coloured, symbol, size, height in kinds:
        own = [group for group in groups if (_worst(group) is not None) is coloured]
        if not own:
            continue
        inks = [ALERT_INKS.get(_worst(group) or "", QUIET_INK) for group in own]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": words[name],
                "x": [local(group[0].at) for group in own],
                "y": [height * top] * len(own),
                "text": [_said(group) for group in own],
                "hoverinfo": "text",
                "marker": {"symbol": symbol, "size": size, "color": inks},
            }
        )
    return traces


def _said(group: Sequence[Mark]) -> str:
    """Return what the page puts into words: one entry, or how many from which to which."""
    first, last = group[0], group[-1]
    what = first.kind if len(group) == 1 else f"–#{last.seq} ({len(group)})"
    gap = " " if len(group) == 1 else ""
    return f"#{first.seq}{gap}{what} {_worst(group) or ''}".strip()


def _line(mark: Mark, colour: str | None) -> dict[str, Any]:
    at = local(mark.at)
    ink = ALERT_INKS.get(colour or "", QUIET_INK)
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
