"""Write what analysts look at as tables that any program reads; what is not known stays empty."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

import numpy as np

from metro_flow.flow.count import Floats
from metro_flow.review.comparison import Comparison
from metro_flow.review.curves import Band, Curves
from metro_flow.review.heat import HeatMap
from metro_flow.watch.day import SHANGHAI, Day, first_minute_of, time_of_minute

HEADER = ("minute", "gate_group", "direction", "people", "heard_s", "backlog", "added")
WAYS = ("in", "out")
ENDS: Final = ("", "_low", "_high")


def counts_csv(day: Day) -> str:
    """Return the day's minutes as CSV; a minute of which nothing was heard has no line."""
    return _csv(HEADER, _counts(day))


def curves_csv(curves: Curves) -> str:
    """Return every minute of some days: flow and people inside, each with its interval."""
    bands = {"in": curves.entering, "out": curves.leaving, **curves.zones}
    header = ["minute", *(name + end for name in bands for end in ENDS)]
    columns = [values for band in bands.values() for values in _columns(band)]
    begins = (_local(curves.first + place * curves.step) for place in range(len(curves)))
    return _csv(header, zip(begins, *columns, strict=True))


def comparison_csv(
    comparison: Comparison, names: Sequence[str], *, figure: str = "people_a_minute"
) -> str:
    """Return each line's figures by the time since its zero, one line of figures after another."""
    return _csv(
        ("line", "since", figure, "low", "high"),
        (
            (name, _since(int(seconds)), *figures)
            for name, line in zip(names, comparison.lines, strict=True)
            for seconds, *figures in zip(line.seconds, *_columns(line.band), strict=True)
        ),
    )


def heat_csv(heat: HeatMap) -> str:
    """Return the cells of a heat map, a line a station and cell."""
    first = first_minute_of(heat.day)
    return _csv(
        ("station", "begins", "minutes", "way", "people"),
        (
            (row.station, _local(first + cell * heat.step), heat.step, heat.way, people)
            for row, cells in zip(heat.rows, heat.people, strict=True)
            for cell, people in enumerate(_written(cells, places=0))
        ),
    )


def _counts(day: Day) -> Iterable[Sequence[object]]:
    heard_s = day.heard_s
    first = first_minute_of(day.day)
    for minute, group, way in zip(*((heard_s > 0) | (day.backlog > 0)).nonzero(), strict=True):
        yield (
            _local(first + int(minute)),
            day.gate_groups[group],
            WAYS[way],
            day.people[minute, group, way],
            heard_s[minute, group, way],
            day.backlog[minute, group, way],
            int(day.added[minute]),
        )


def _csv(header: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(header)
    table.writerows(lines)
    return out.getvalue()


def _columns(band: Band) -> list[list[object]]:
    return [_written(values, places=1) for values in (band.middle, band.low, band.high)]


def _written(values: Floats, *, places: int) -> list[object]:
    rounded = np.round(values, places)
    return [
        "" if not np.isfinite(value) else (value if places else round(value))
        for value in rounded.tolist()
    ]


def _since(seconds: int) -> str:
    """Write a time since zero; what came before it has a minus, and not the day before's hours."""
    return f"{'-' if seconds < 0 else ''}{timedelta(seconds=abs(seconds))}"


def _local(minute: int) -> str:
    return time_of_minute(minute).astimezone(SHANGHAI).isoformat()
