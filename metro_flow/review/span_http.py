"""Hand an analyst which days are held, and any run of them of one station as one figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from metro_flow.db import COUNTS, db
from metro_flow.review.asked import language_asked, may_review, reviewed_stations, span_of, table
from metro_flow.review.curves import step_for
from metro_flow.review.export import curves_csv
from metro_flow.review.figures import figure_of
from metro_flow.review.kept import days_between, read_days_held
from metro_flow.review.told import (
    moment_told,
    names_told,
    read_curves,
    runs_told,
    total_told,
    written_told,
)
from metro_flow.web.describe import describe

bp = APIBlueprint("span", __name__, url_prefix="/api/review", tag="Review")


@dataclass(frozen=True, slots=True)
class ReviewedTold:
    """The stations one may review; the days held of each, in runs without a break."""

    stations: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class HeldTold:
    """The days held of a station, in runs without a break: the first and the last of each."""

    station: str
    held: list[list[str]]


@dataclass(frozen=True, slots=True)
class SpanTold:
    """A station's days as they are drawn, with what each came to; null where nothing is known."""

    station: str
    first: str
    last: str
    until: str | None
    step_s: int
    figure: dict[str, Any]
    gaps: list[list[str]]
    added: list[list[str]]
    marks: list[dict[str, Any]]
    marks_left_out: int
    totals: dict[str, int]
    days: list[dict[str, Any]]


@bp.get("/stations")
@describe(tells=ReviewedTold)
def reviewed() -> Response:
    """List the stations that whoever asks may review, and which days are held of each."""
    mine = reviewed_stations()
    held = read_days_held(db.engines[COUNTS], mine)
    told = [
        {"id": station, "name": names_told(station), "held": runs_told(held[station])}
        for station in mine
    ]
    return jsonify({"stations": told})


@bp.get("/stations/<station>/days")
@describe(tells=HeldTold)
def days_held(station: str) -> Response:
    """Return which days are held of a station."""
    may_review(station)
    held = read_days_held(db.engines[COUNTS], [station])
    return jsonify({"station": station, "held": runs_told(held[station])})


@bp.get("/stations/<station>/spans/<first>/<last>")
@describe(tells=SpanTold)
def span(station: str, first: str, last: str) -> Response:
    """Return a station's days as one figure with totals, in the reader's language or `lang`."""
    may_review(station)
    begins, ends = span_of(first, last)
    step = step_for(len(days_between(begins, ends)))
    curves, marks = read_curves(station, begins, ends, step=step)
    told = {
        "station": station,
        "first": first,
        "last": last,
        "until": moment_told(curves.until),
        "step_s": step * 60,
        "figure": figure_of(curves, language_asked()),
        **written_told(curves, marks),
        "totals": {"in": curves.total_in, "out": curves.total_out},
        "days": [total_told(each) for each in curves.days],
    }
    return jsonify(told)


@bp.get("/stations/<station>/spans/<first>/<last>/curves.csv")
@describe(tells=str)
def span_table(station: str, first: str, last: str) -> Response:
    """Return every minute of a station's days as a CSV file, with intervals."""
    may_review(station)
    begins, ends = span_of(first, last)
    curves, _marks = read_curves(station, begins, ends, step=1)
    return table(curves_csv(curves), f"curves-{station}-{first}-{last}.csv")
