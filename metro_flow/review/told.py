"""Say curves and what lies on their axis in plain JSON values, the same on every route."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np

from metro_flow.clock import iso
from metro_flow.db import COUNTS, db
from metro_flow.errors import Unknown
from metro_flow.review.asked import gate_groups_of
from metro_flow.review.curves import Band, Curves, DayTotal, Peak, Stretch, curves_of
from metro_flow.review.ink import values_of
from metro_flow.review.kept import Marks, read_estimates, read_marks, read_span, runs_of
from metro_flow.web import house


def read_curves(station: str, first: date, last: date, *, step: int) -> tuple[Curves, Marks]:
    """Return the curves of a station's days and what was written on them, or raise Unknown."""
    engine = db.engines[COUNTS]
    days = read_span(engine, station, first, last, gate_groups_of(station))
    if days is None:
        raise nothing_on(first)
    book = house().shelf.open(f"station/{station}")
    marks = read_marks(book, first, last)
    estimates = read_estimates(engine, book.room, first, last)
    return curves_of(days, estimates=estimates, marks=marks.marks, step=step), marks


def nothing_on(day: date) -> Unknown:
    """Return the no to a day of which nothing is kept."""
    return Unknown("day", day.isoformat(), known="nothing was counted here on that day")


def written_told(curves: Curves, marks: Marks) -> dict[str, Any]:
    """Return what the axis carries beside the curves."""
    return {
        "gaps": [_stretch(each) for each in curves.gaps],
        "added": [_stretch(each) for each in curves.added],
        "marks": [
            {"seq": mark.seq, "at": iso(mark.at), "kind": mark.kind, "colour": mark.colour}
            for mark in marks.marks
        ],
        "marks_left_out": marks.left_out,
    }


def total_told(day: DayTotal) -> dict[str, Any]:
    """Return what one day came to, null where nothing was heard."""
    return {
        "day": day.day.isoformat(),
        "in": day.people_in,
        "out": day.people_out,
        "peak_in": _peak(day.peak_in),
        "peak_out": _peak(day.peak_out),
    }


def runs_told(held: list[date]) -> list[list[str]]:
    """Return days held as runs without a break, the first and the last of each."""
    return [[first.isoformat(), last.isoformat()] for first, last in runs_of(held)]


def names_told(station: str) -> dict[str, str]:
    """Return what a station is called in both languages."""
    name = house().atlas[station].name
    return {"zh": name.zh, "en": name.en}


def moment_told(moment: datetime | None) -> str | None:
    """Return a moment, None where there is none."""
    return None if moment is None else iso(moment)


def band_told(band: Band) -> dict[str, list[float | None]]:
    """Return a figure with its ends, null where it is not known."""
    return {name: values_of(getattr(band, name)) for name in ("middle", "low", "high")}


def value_told(value: float) -> float | None:
    """Return a figure to a tenth, None where it is not known."""
    return round(float(value), 1) if np.isfinite(value) else None


def _peak(peak: Peak | None) -> dict[str, Any] | None:
    return None if peak is None else {"at": iso(peak.at), "per_minute": value_told(peak.per_minute)}


def _stretch(each: Stretch) -> list[str]:
    return [iso(each.start), iso(each.end)]
