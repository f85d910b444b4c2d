"""Hand an analyst a station's day as numbers, as a figure, and as a table; a room its last hour.

Every route asks `may_review` first: whoever may not look at a station's curves gets nothing of
them by any of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from apiflask import APIBlueprint
from flask import Response, jsonify, request

from metro_flow.clock import iso
from metro_flow.db import COUNTS, db
from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import seconds_of
from metro_flow.review.asked import date_of, gate_groups_of, language_asked, may_review, table
from metro_flow.review.curves import Curves, curves_of
from metro_flow.review.export import counts_csv
from metro_flow.review.figures import figure_of
from metro_flow.review.kept import find_day, read_estimates
from metro_flow.review.told import band_told, nothing_on, read_curves, value_told, written_told
from metro_flow.watch.day import day_of, time_of_minute
from metro_flow.web import house
from metro_flow.web.describe import describe

bp = APIBlueprint("review", __name__, url_prefix="/api", tag="Review")

STEP_S: Final = 60
LONGEST_MINUTES: Final = 24 * 60
USUAL_MINUTES: Final = 90


@dataclass(frozen=True, slots=True)
class CurveTold:
    """The last minutes of a station, a point a minute."""

    points: list[dict[str, Any]]
    step_s: int


@dataclass(frozen=True, slots=True)
class DayTold:
    """A station's day: a value a minute, null where it is not known."""

    station: str
    day: str
    step_s: int
    minutes: list[str]
    entering: dict[str, list[float | None]]
    leaving: dict[str, list[float | None]]
    zones: dict[str, dict[str, list[float | None]]]
    gaps: list[list[str]]
    added: list[list[str]]
    marks: list[dict[str, Any]]
    marks_left_out: int
    totals: dict[str, int]


@bp.get("/stations/<station>/curve")
@describe(tells=CurveTold)
def curve(station: str) -> Response:
    """Return people a minute and people inside, for the last while of room time."""
    may_review(station)
    minutes = _minutes(request.args.get("minutes", str(USUAL_MINUTES)))
    now = seconds_of(house().clock.now()) // STEP_S
    since = now - minutes
    points: list[dict[str, Any]] = []
    for day in dict.fromkeys((day_of(since * STEP_S), day_of(now * STEP_S))):
        kept = _curves(station, day, since=since)
        if kept is not None:
            points += [_point(kept, place) for place in _heard(kept, since, now)]
    return jsonify({"points": points, "step_s": STEP_S})


@bp.get("/review/stations/<station>/days/<day>")
@describe(tells=DayTold)
def day_numbers(station: str, day: str) -> Response:
    """Return a station's day as numbers."""
    may_review(station)
    wanted = date_of(day)
    curves, marks = read_curves(station, wanted, wanted, step=1)
    told = {
        "station": station,
        "day": day,
        "step_s": STEP_S,
        "minutes": [iso(time_of_minute(curves.first + place)) for place in range(len(curves))],
        "entering": band_told(curves.entering),
        "leaving": band_told(curves.leaving),
        "zones": {zone: band_told(band) for zone, band in curves.zones.items()},
        **written_told(curves, marks),
        "totals": {"in": curves.total_in, "out": curves.total_out},
    }
    return jsonify(told)


@bp.get("/review/stations/<station>/days/<day>/figure")
@describe(tells=dict[str, Any])
def day_figure(station: str, day: str) -> Response:
    """Return a station's day as a Plotly figure, in the reader's language unless `lang` says."""
    may_review(station)
    wanted = date_of(day)
    curves, _marks = read_curves(station, wanted, wanted, step=1)
    return jsonify(figure_of(curves, language_asked()))


@bp.get("/review/stations/<station>/days/<day>/counts.csv")
@describe(tells=str)
def day_table(station: str, day: str) -> Response:
    """Return what each gate group counted on a station's day as a CSV file."""
    may_review(station)
    wanted = date_of(day)
    found = find_day(db.engines[COUNTS], station, wanted, gate_groups_of(station))
    if found is None:
        raise nothing_on(wanted)
    return table(counts_csv(found), f"counts-{station}-{day}.csv")


def _curves(station: str, day: date, *, since: int) -> Curves | None:
    engine = db.engines[COUNTS]
    found = find_day(engine, station, day, gate_groups_of(station), since=since)
    if found is None:
        return None
    estimates = read_estimates(engine, f"station/{station}", day, since=since)
    return curves_of((found,), estimates=estimates)


def _heard(curves: Curves, since: int, now: int) -> list[int]:
    """Return the minutes between two moments, up to the last of which anything is known."""
    known = np.flatnonzero(np.isfinite(curves.entering.middle))
    last = int(known.max(initial=-1))
    first = max(0, since - curves.first)
    return list(range(first, min(last, now - curves.first - 1) + 1))


def _point(curves: Curves, place: int) -> dict[str, Any]:
    zones = {zone: value_told(band.middle[place]) for zone, band in curves.zones.items()}
    return {
        "t": iso(time_of_minute(curves.first + place)),
        "in": value_told(curves.entering.middle[place]),
        "out": value_told(curves.leaving.middle[place]),
        "in_low": value_told(curves.entering.low[place]),
        "in_high": value_told(curves.entering.high[place]),
        "zones": zones,
        "colour": curves.colours[place],
    }


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= LONGEST_MINUTES:
        raise Malformed(Fault("minutes", text, f"a whole number 1 … {LONGEST_MINUTES}"))
    return int(text)
