"""Hand an analyst a station's day as numbers, as a figure, and as a table; a room its last hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
from apiflask import APIBlueprint
from flask import Response, jsonify, request

from metro_flow.clock import iso
from metro_flow.db import COUNTS, db
from metro_flow.errors import Fault, Malformed, Unknown
from metro_flow.flow.count import Floats, seconds_of
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.review.curves import Band, Curves, curves_of
from metro_flow.review.export import csv_of
from metro_flow.review.figures import Language, figure_of
from metro_flow.review.kept import find_day, read_estimates, read_marks
from metro_flow.watch.day import Day, day_of, time_of_minute
from metro_flow.web import house
from metro_flow.web.describe import describe

bp = APIBlueprint("review", __name__, url_prefix="/api", tag="Review")

STEP_S: Final = 60
LONGEST_MINUTES: Final = 24 * 60
USUAL_MINUTES: Final = 90
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


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
    totals: dict[str, int]


@bp.get("/stations/<station>/curve")
@describe(tells=CurveTold)
def curve(station: str) -> Response:
    """Return people a minute and people inside, for the last while of room time."""
    asker().require_at(Right.READ_CURVES, station)
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
    curves = _reviewed(station, day)
    told = {
        "station": station,
        "day": curves.day.isoformat(),
        "step_s": STEP_S,
        "minutes": [iso(time_of_minute(curves.first + place)) for place in range(len(curves))],
        "entering": _band(curves.entering),
        "leaving": _band(curves.leaving),
        "zones": {zone: _band(band) for zone, band in curves.zones.items()},
        "gaps": [[iso(each.start), iso(each.end)] for each in curves.gaps],
        "added": [[iso(each.start), iso(each.end)] for each in curves.added],
        "marks": [
            {"seq": mark.seq, "at": iso(mark.at), "kind": mark.kind, "colour": mark.colour}
            for mark in curves.marks
        ],
        "totals": {"in": curves.total_in, "out": curves.total_out},
    }
    return jsonify(told)


@bp.get("/review/stations/<station>/days/<day>/figure")
@describe(tells=dict[str, Any])
def day_figure(station: str, day: str) -> Response:
    """Return a station's day as a Plotly figure, in the reader's language unless `lang` says."""
    curves = _reviewed(station, day)
    return jsonify(figure_of(curves, _language()))


@bp.get("/review/stations/<station>/days/<day>/counts.csv")
@describe(tells=str)
def day_table(station: str, day: str) -> Response:
    """Return a station's day as a CSV file."""
    asker().require_at(Right.READ_CURVES, station)
    found = _day(station, _date(day))
    response = Response(csv_of(found), mimetype="text/csv")
    name = f"counts-{station}-{found.day.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _reviewed(station: str, day: str) -> Curves:
    asker().require_at(Right.READ_CURVES, station)
    wanted = _date(day)
    book = house().shelf.open(f"station/{station}")
    marks = read_marks(book, wanted)
    estimates = read_estimates(db.engines[COUNTS], book.room, wanted)
    return curves_of(_day(station, wanted), estimates=estimates, marks=marks)


def _day(station: str, day: date) -> Day:
    found = find_day(db.engines[COUNTS], station, day, _names(station))
    if found is None:
        raise Unknown("day", day.isoformat(), known="nothing was counted here on that day")
    return found


def _curves(station: str, day: date, *, since: int) -> Curves | None:
    engine = db.engines[COUNTS]
    found = find_day(engine, station, day, _names(station), since=since)
    if found is None:
        return None
    estimates = read_estimates(engine, f"station/{station}", day, since=since)
    return curves_of(found, estimates=estimates)


def _names(station: str) -> list[str]:
    return [group.id for group in house().atlas[station].gate_groups]


def _heard(curves: Curves, since: int, now: int) -> list[int]:
    """Return the minutes between two moments, up to the last of which anything is known."""
    known = np.flatnonzero(np.isfinite(curves.entering.middle))
    last = int(known.max(initial=-1))
    first = max(0, since - curves.first)
    return list(range(first, min(last, now - curves.first - 1) + 1))


def _point(curves: Curves, place: int) -> dict[str, Any]:
    zones = {zone: _value(band.middle[place]) for zone, band in curves.zones.items()}
    return {
        "t": iso(time_of_minute(curves.first + place)),
        "in": _value(curves.entering.middle[place]),
        "out": _value(curves.leaving.middle[place]),
        "in_low": _value(curves.entering.low[place]),
        "in_high": _value(curves.entering.high[place]),
        "zones": zones,
        "colour": curves.colours[place],
    }


def _band(band: Band) -> dict[str, list[float | None]]:
    return {name: _values(getattr(band, name)) for name in ("middle", "low", "high")}


def _values(values: Floats) -> list[float | None]:
    return [_value(value) for value in values]


def _value(value: float) -> float | None:
    return round(float(value), 1) if np.isfinite(value) else None


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= LONGEST_MINUTES:
        raise Malformed(Fault("minutes", text, f"a whole number 1 … {LONGEST_MINUTES}"))
    return int(text)


def _date(text: str) -> date:
    try:
        found = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        raise Malformed(Fault("day", text, "a day such as 2015-04-01")) from None
    return found


def _language() -> Language:
    wanted = request.args.get("lang") or house().people.person(asker().person).language
    for language in LANGUAGES:
        if wanted == language:
            return language
    raise Malformed(Fault("lang", wanted, "zh or en"))
