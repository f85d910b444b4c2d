"""Hand an analyst drills laid over each other by the moment T0, out of their own rooms.

When a drill began, when its T0 was, or that it had none, is what its debrief says. Whoever may not
know of a drill, or not read the curves of its station, gets nothing of it by any of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from apiflask import APIBlueprint
from flask import Response, jsonify, request

from drills.debrief import Mark, Moment
from drills.drill.state import script_of
from drills.http.access import calendar, find_drill, onlooker
from drills.http.debriefed import folded
from metro_flow.clock import iso
from metro_flow.db import COUNTS, db
from metro_flow.errors import Fault, Malformed, Refused
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.review.asked import language_asked, may_review, reviewed_stations, table
from metro_flow.review.export import comparison_csv
from metro_flow.review.ink import LANGUAGES, WORDS, Language, zone_words
from metro_flow.review.pair_figure import pair_figure_of
from metro_flow.review.runs import Run, runs_laid_over
from metro_flow.review.told import moment_told, names_told, value_told
from metro_flow.web import house
from metro_flow.web.describe import describe

if TYPE_CHECKING:
    from drills.calendar.happened import DrillRun
    from drills.calendar.planned import PlannedDrill
    from metro_flow.review.comparison import Comparison, Laid

bp = APIBlueprint("runs", __name__, url_prefix="/api/review/drills", tag="Review")

# As many as there are strokes that nobody takes for one another.
MOST_RUNS: Final = 4
# A year of nineteen stations' quarters and more; to find its T0 each one's book is folded.
MOST_HELD: Final = 100


@dataclass(frozen=True, slots=True)
class HeldDrillsTold:
    """The drills held, the newest first; `t0` is null where there is none, and `why` says why."""

    drills: list[dict[str, Any]]
    left_out: int


@dataclass(frozen=True, slots=True)
class RunsTold:
    """People in a zone in some drills by the time since T0; null where nothing is known."""

    zone: str
    step_s: int
    lines: list[dict[str, Any]]
    figure: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A drill that is over, with its T0."""

    drill: PlannedDrill
    ran: DrillRun
    t0: Moment

    def named(self, language: Language) -> str:
        """Return what its line is called on the figure."""
        return f"{self.drill.id} {names_told(self.drill.plan.station)[language]}"

    @property
    def run(self) -> Run:
        """What is laid over others; a drill without T0 has no place on their axis."""
        if self.t0.at is None:
            raise Refused("the drill has no T0", drill=self.drill.id, why=self.t0.why)
        return Run(self.drill.id, self.drill.room, self.t0.at, self.ran.ended_at)


@bp.get("")
@describe(tells=HeldDrillsTold)
def held() -> Response:
    """List the drills held that whoever asks may review, each with its T0 or why it has none."""
    asker().require(Right.READ_DRILLS)
    stations, looks = set(reviewed_stations()), onlooker()
    mine = [
        (each, each.run)
        for each in calendar(looks.here).drills.values()
        if each.run is not None and each.plan.station in stations and looks.knows(each)
    ]
    newest = sorted(mine, key=lambda each: each[1].began_at, reverse=True)
    told = [_held_told(_held(drill, ran)) for drill, ran in newest[:MOST_HELD]]
    return jsonify({"drills": told, "left_out": len(newest) - len(told)})


@bp.get("/comparison")
@describe(tells=RunsTold)
def comparison() -> Response:
    """Lay up to four `drills`, parted by commas, over each other by T0: people in a `zone`."""
    runs, zone = _asked()
    language = language_asked()
    laid = _laid(runs, zone, [each.named(language) for each in runs])
    told = {
        "zone": zone,
        "step_s": laid.step_s,
        "lines": [_line_told(each, line) for each, line in zip(runs, laid.lines, strict=True)],
        "figure": pair_figure_of(
            laid, axis="T0", quantity=zone_words(zone, WORDS[language]), language=language
        ),
    }
    return jsonify(told)


@bp.get("/comparison.csv")
@describe(tells=str)
def comparison_table() -> Response:
    """Return drills laid over each other as a CSV file; it asks as their `comparison` does."""
    runs, zone = _asked()
    names = [each.drill.id for each in runs]
    laid = _laid(runs, zone, names)
    name = f"drills-{zone}-{'-'.join(names)}.csv"
    return table(comparison_csv(laid, names, figure="people"), name)


def _asked() -> tuple[list[Held], str]:
    """Return the drills of the question and its zone, which each of their stations must have."""
    asker().require(Right.READ_CURVES)
    wanted = request.args.get("drills", "")
    names = [name for name in wanted.split(",") if name]
    if not 0 < len(names) <= MOST_RUNS or len(set(names)) < len(names):
        expected = f"one to {MOST_RUNS} drills, parted by commas, each once"
        raise Malformed(Fault("drills", wanted, expected))
    runs = [_held_open(name) for name in names]
    zone = request.args.get("zone", "")
    for each in runs:
        zones = _zones(each.drill.plan.station)
        if zone not in zones:
            expected = f"a zone of station {each.drill.plan.station}: {', '.join(zones)}"
            raise Malformed(Fault("zone", zone, expected))
    return runs, zone


def _held_open(name: str) -> Held:
    """Return a drill that whoever asks may know of and whose station's curves they may read."""
    _, drill = find_drill(name)
    may_review(drill.plan.station)
    if drill.run is None:
        raise Refused("the drill is not over", phase="planned")
    return _held(drill, drill.run)


def _held(drill: PlannedDrill, ran: DrillRun) -> Held:
    return Held(drill, ran, folded(drill.room).moment(Mark.T0))


def _laid(runs: list[Held], zone: str, names: list[str]) -> Comparison:
    named = [
        Run(name, run.room, run.t0, run.ends)
        for name, run in zip(names, (each.run for each in runs), strict=True)
    ]
    return runs_laid_over(db.engines[COUNTS], named, zone)


def _zones(station: str) -> list[str]:
    return [space.id for space in house().atlas[station].spaces]


def _held_told(held: Held) -> dict[str, Any]:
    drill = held.drill
    name = script_of(drill.plan.text).name
    return {
        "drill": drill.id,
        "station": drill.plan.station,
        "names": names_told(drill.plan.station),
        "scenario": {"zh": name.zh, "en": name.en},
        "began_at": iso(held.ran.began_at),
        "t0": moment_told(held.t0.at),
        "why": held.t0.why,
        "zones": [
            {"id": zone, "names": {each: zone_words(zone, WORDS[each]) for each in LANGUAGES}}
            for zone in _zones(drill.plan.station)
        ],
    }


def _line_told(held: Held, line: Laid) -> dict[str, Any]:
    at_zero = np.flatnonzero(line.seconds <= 0)[-1]
    return {
        "drill": held.drill.id,
        "station": held.drill.plan.station,
        "began_at": iso(held.ran.began_at),
        "ended_at": iso(held.ran.ended_at),
        "t0": iso(held.run.t0),
        "at_t0": value_told(line.band.middle[at_zero]),
        "peak": None if line.peak is None else value_told(line.peak),
        "peak_s": line.peak_s,
    }
