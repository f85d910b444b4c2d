"""Draw stations by time of day: fuller is darker, and what is not known is hatched, never pale.

One hue that is none of the alerts': a full quarter of an hour is not an alert. The few cells that
are fuller than the scale reaches to have an ink of their own at its end, which says over how many.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.review.heat import HeatMap
from metro_flow.review.ink import QUIET_INK, WORDS, Language, hatched

# From paper to deep teal; the page turns the scale round on a dark ground.
SCALE: Final = ((0.0, "#e3f1f0"), (0.35, "#7cc0bb"), (0.7, "#1f8a83"), (1.0, "#063f3c"))
OVER_INK: Final = "#8a3f9e"
# As much of the scale's length as shows an ink, and no more.
OVER_PART: Final = 0.08
HOURS_A_TICK: Final = 4


def heat_figure_of(
    heat: HeatMap, names: Mapping[str, str], language: Language = "zh"
) -> dict[str, Any]:
    """Return the figure as plain JSON values, the stations from the top down."""
    words = WORDS[language]
    hours = np.round((np.arange(heat.people.shape[1]) + 0.5) * heat.step / 60, 4)
    rows = [names[row.station] for row in heat.rows]
    missing = hatched(_missing(heat.people, heat.step), words["gap"], shape="/", ink=QUIET_INK)
    cells = {
        "type": "heatmap",
        "x": hours.tolist(),
        "y": list(range(len(rows))),
        "z": _whole(heat.people),
        "text": [_said(name, heat) for name in rows],
        "hovertemplate": "%{text} · %{z:,d}<extra></extra>",
        "hoverongaps": False,
        **_scale(heat),
        "colorbar": {
            **_ticks(heat, words),
            "title": {"text": words["cell"].format(heat.step), "side": "top"},
            "orientation": "h",
            "thickness": 14,
            "len": 0.6,
            # Its last words are longer than its last part, and are not to be left away.
            "x": 0.94,
            "xanchor": "right",
            "ticklabeloverflow": "allow",
            "y": 1.01,
            "yanchor": "bottom",
        },
        "name": words[heat.way],
        "xgap": 0,
        "ygap": 2,
    }
    ticks = range(0, 25, HOURS_A_TICK)
    layout = {
        "title": {"text": f"{words[heat.way]} · {heat.day.isoformat()}"},
        "hovermode": "closest",
        "showlegend": missing is not None,
        "xaxis": {
            "type": "linear",
            "range": [0, 24],
            "tickvals": list(ticks),
            "ticktext": [f"{hour:02}:00" for hour in ticks],
        },
        "yaxis": {
            "type": "linear",
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": rows,
        },
    }
    return {"data": [cells, *([missing] if missing else [])], "layout": layout}


def _scale(heat: HeatMap) -> dict[str, Any]:
    """Return the inks from nobody to the top, and the one over it where anything is."""
    if not heat.over:
        return {"colorscale": [list(stop) for stop in SCALE], "zmin": 0, "zmax": heat.top}
    ends = 1 - OVER_PART
    stops = [[round(at * ends, 4), ink] for at, ink in SCALE]
    over = [[ends, OVER_INK], [1.0, OVER_INK]]
    # People are whole: what the scale just reaches is not yet over it.
    return {"colorscale": stops + over, "zmin": 0, "zmax": (heat.top + 0.5) / ends}


def _ticks(heat: HeatMap, words: Mapping[str, str]) -> dict[str, Any]:
    top = heat.top
    if not heat.over:
        return {"tickvals": [0, top // 2, top], "ticktext": ["0", f"{top // 2:,}", f"{top:,}"]}
    middle = top / (1 - OVER_PART) * (1 - OVER_PART / 2)
    said = words["over"].format(f"{top:,}")
    return {"tickvals": [0, top // 2, middle], "ticktext": ["0", f"{top // 2:,}", said]}


def _missing(people: Floats, step: int) -> list[tuple[float, float, float, float]]:
    """Return the unknown cells as boxes, neighbours of one station in one."""
    boxes = []
    for place, row in enumerate(np.isfinite(people)):
        at = 0
        for known, run in groupby(row):
            end = at + len(list(run))
            if not known:
                left, right = (round(edge * step / 60, 4) for edge in (at, end))
                boxes.append((left, right, place - 0.46, place + 0.46))
            at = end
    return boxes


def _whole(people: Floats) -> list[list[int | None]]:
    return [[round(v) if np.isfinite(v) else None for v in row] for row in people.tolist()]


def _said(name: str, heat: HeatMap) -> list[str]:
    starts = [at * heat.step for at in range(heat.people.shape[1])]
    return [f"{name} {_clock(start)}–{_clock(start + heat.step)}" for start in starts]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
