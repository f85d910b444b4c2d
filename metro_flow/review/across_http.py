"""Hand an analyst two days or stations laid over each other, and all stations of one day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from metro_flow.db import COUNTS, db
from metro_flow.errors import Unknown
from metro_flow.review.asked import (
    cell_asked,
    day_asked,
    gate_groups_of,
    language_asked,
    may_review,
    reviewed_stations,
    table,
    way_asked,
)
from metro_flow.review.comparison import Comparison, laid_over, midnight_of, series_of
from metro_flow.review.curves import Way, until_of
from metro_flow.review.export import comparison_csv, heat_csv
from metro_flow.review.heat import HeatMap, heat_of
from metro_flow.review.heat_figure import heat_figure_of
from metro_flow.review.ink import Language
from metro_flow.review.kept import find_day
from metro_flow.review.pair_figure import pair_figure_of
from metro_flow.review.told import moment_told, names_told, value_told
from metro_flow.watch.day import Day
from metro_flow.web.describe import describe

bp = APIBlueprint("across", __name__, url_prefix="/api/review", tag="Review")


@dataclass(frozen=True, slots=True)
class ComparisonTold:
    """Two lines on one clock.

    `both_known` counts only what is known of both; a total or difference is null where it is not.
    """

    way: str
    step_s: int
    lines: list[dict[str, Any]]
    difference: int | None
    both_known: list[int]
    figure: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HeatTold:
    """People by station and cell; null where nothing is known.

    The figure's scale reaches to `top`, and `over` cells are fuller than that.
    """

    day: str
    way: str
    cell_s: int
    until: str | None
    top: int
    over: int
    rows: list[dict[str, Any]]
    figure: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    station: str
    day: date
    kept: Day

    def named(self, language: Language) -> str:
        """Return what the line is called on the figure."""
        return f"{names_told(self.station)[language]} {self.day.isoformat()}"


@bp.get("/comparison")
@describe(tells=ComparisonTold)
def comparison() -> Response:
    """Compare `station` on `day` with `other_station` on `other_day`; `way` is in, out or both."""
    one, other = sides = _sides()
    language = language_asked()
    way = way_asked()
    laid = _laid(sides, way, [side.named(language) for side in sides])
    told = {
        "way": way,
        "step_s": laid.step_s,
        "lines": [
            {
                "station": side.station,
                "day": side.day.isoformat(),
                "until": moment_told(until_of((side.kept,))),
                "total": line.total,
                "peak": None if line.peak is None else value_told(line.peak),
                "peak_s": line.peak_s,
            }
            for side, line in zip((one, other), laid.lines, strict=True)
        ],
        "difference": laid.difference[0],
        "both_known": list(laid.both_known or ()),
        "figure": pair_figure_of(laid, axis="clock", quantity=way, language=language),
    }
    return jsonify(told)


@bp.get("/comparison.csv")
@describe(tells=str)
def comparison_table() -> Response:
    """Return a comparison as a CSV file; it asks as `comparison` does."""
    sides = _sides()
    names = [f"{side.station} {side.day.isoformat()}" for side in sides]
    laid = _laid(sides, way_asked(), names)
    name = "-".join(f"{side.station}-{side.day.isoformat()}" for side in sides)
    return table(comparison_csv(laid, names), f"comparison-{way_asked()}-{name}.csv")


@bp.get("/heat")
@describe(tells=HeatTold)
def heat() -> Response:
    """Return all stations one may review by time of `day`; `way` and `cell` (5 or 15 minutes)."""
    found = _heat()
    language = language_asked()
    names = {row.station: names_told(row.station)[language] for row in found.rows}
    told = {
        "day": found.day.isoformat(),
        "way": found.way,
        "cell_s": found.step * 60,
        "until": moment_told(found.until),
        "top": found.top,
        "over": found.over,
        "rows": [asdict(row) for row in found.rows],
        "figure": heat_figure_of(found, names, language),
    }
    return jsonify(told)


@bp.get("/heat.csv")
@describe(tells=str)
def heat_table() -> Response:
    """Return a heat map as a CSV file; it asks as `heat` does."""
    found = _heat()
    return table(heat_csv(found), f"heat-{found.way}-{found.day.isoformat()}.csv")


def _sides() -> tuple[Side, Side]:
    """Return both sides of a comparison; both must be open to whoever asks, one must be held."""
    stations = [request.args.get(f"{which}station", "") for which in ("", "other_")]
    for station in stations:
        may_review(station)
    days = [day_asked(), day_asked("other_day")]
    kept = [_day(station, day) for station, day in zip(stations, days, strict=True)]
    if not any(kept):
        known = "nothing was counted on either day"
        raise Unknown("day", days[0].isoformat(), known=known)
    one, other = (
        Side(station, day, found or Day.empty(station, day, ()))
        for station, day, found in zip(stations, days, kept, strict=True)
    )
    return one, other


def _laid(sides: tuple[Side, Side], way: Way, names: list[str]) -> Comparison:
    series = [series_of(side.kept, way, name) for side, name in zip(sides, names, strict=True)]
    return laid_over(series, [midnight_of(side.day) for side in sides])


def _heat() -> HeatMap:
    mine = reviewed_stations()
    day, way, step = day_asked(), way_asked(), cell_asked()
    days = {station: _day(station, day) for station in mine}
    if not any(days.values()):
        raise Unknown("day", day.isoformat(), known="nothing was counted on that day")
    return heat_of(days, day=day, way=way, step=step)


def _day(station: str, day: date) -> Day | None:
    return find_day(db.engines[COUNTS], station, day, gate_groups_of(station))
