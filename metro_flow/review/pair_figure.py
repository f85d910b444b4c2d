"""Draw two lines over each other on one clock, or on one course since T0.

The lines differ in ink and in stroke, so that nobody needs to tell colours apart; no ink is
near a colour of the alerts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

import numpy as np

from metro_flow.review.comparison import Comparison, Laid
from metro_flow.review.ink import WORDS, Language, banded, rate_words, top_of

Axis = Literal["clock", "T0"]

INKS: Final = ("#0b7a75", "#9b3fb5", "#7a5c2e", "#5d6673")
DASHES: Final = ("solid", "dash", "dot", "dashdot")
HOUR_S: Final = 3600
DAY_S: Final = 24 * HOUR_S
HOURS_A_TICK: Final = 2


def pair_figure_of(
    comparison: Comparison,
    *,
    axis: Axis,
    quantity: str,
    language: Language = "zh",
) -> dict[str, Any]:
    """Return the figure as plain JSON values; `quantity` is in, out, both, or a zone's words."""
    words = WORDS[language]
    data = []
    for place, line in enumerate(comparison.lines):
        style = {"ink": INKS[place % len(INKS)], "dash": DASHES[place % len(DASHES)]}
        traces = banded(_x(line, axis), line.band, line.name, axis="y", words=words, **style)
        traces[-1]["hovertemplate"] = f"{line.name} %{{y}}<extra></extra>"
        data += traces
    flow = quantity in words and comparison.both_known is not None
    unit = rate_words(comparison.step_s // 60, words) if flow else words["inside"]
    layout = {
        "title": {"text": " / ".join(line.name for line in comparison.lines)},
        "hovermode": "x unified",
        "xaxis": _axis(comparison, axis, words),
        "yaxis": {
            "title": {"text": f"{words.get(quantity, quantity)} · {unit}"},
            "range": [0, top_of([line.band for line in comparison.lines])],
        },
    }
    return {"data": data, "layout": layout}


def _x(line: Laid, axis: Axis) -> list[float]:
    """Return where the steps stand: hours of the clock, or minutes since T0."""
    units: list[float] = np.round(line.seconds / (HOUR_S if axis == "clock" else 60), 3).tolist()
    return units


def _axis(comparison: Comparison, axis: Axis, words: Mapping[str, str]) -> dict[str, Any]:
    if axis == "T0":
        title = f"{words['since']} · {words['minute']}"
        return {"type": "linear", "anchor": "y", "title": {"text": title}, "zeroline": True}
    hours = range(0, DAY_S // HOUR_S + 1, HOURS_A_TICK)
    return {
        "type": "linear",
        "anchor": "y",
        "range": [0, DAY_S // HOUR_S],
        "tickvals": list(hours),
        "ticktext": [f"{hour:02}:00" for hour in hours],
    }
