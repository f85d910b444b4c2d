"""Say which drills there are and how far each has come, as the calendar's entries have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from drills.calendar.happened import (
    DrillApproved,
    DrillCalledOff,
    DrillEvaluated,
    DrillManned,
    DrillMoved,
    DrillPlanned,
    DrillRun,
    DrillSettled,
    Outcome,
    Participant,
    ReportFiled,
    RequirementSet,
    Staff,
)
from metro_flow.clock import iso
from metro_flow.logbook.board import Panel
from metro_flow.logbook.entry import Entry

# An entry travels with its panel in 8 kB; the grid is asked for over HTTP.
SHOWN: Final = 40


class Stage(StrEnum):
    """How far a drill has come, in order; nothing planned is no drill at all (未排)."""

    PLANNED = "planned"
    APPROVED = "approved"
    RUN = "run"
    EVALUATED = "evaluated"
    FILED = "filed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class PlannedDrill:
    """One drill of the calendar; `changes` counts what other people's calendars must follow."""

    plan: DrillPlanned
    seq: int
    planner: str
    starts_at: datetime
    quarter: str
    participants: tuple[Participant, ...]
    staff: Staff
    changes: int = 0
    approved_by: str | None = None
    moves: tuple[DrillMoved, ...] = ()
    called_off: DrillCalledOff | None = None
    run: DrillRun | None = None
    evaluated: DrillEvaluated | None = None
    filed: ReportFiled | None = None
    settled: DrillSettled | None = None

    @property
    def id(self) -> str:
        """Its name."""
        return self.plan.drill

    @property
    def room(self) -> str:
        """The name of its room."""
        return f"drill/{self.id}/{self.plan.station}"

    @property
    def ends_at(self) -> datetime:
        """When its script is over."""
        return self.starts_at + timedelta(minutes=self.plan.minutes)

    @property
    def to_come(self) -> bool:
        """Whether it has neither been run nor called off."""
        return self.run is None and self.called_off is None

    @property
    def awake(self) -> bool:
        """Whether something may happen by itself in its room."""
        return self.approved_by is not None and self.to_come

    @property
    def counts(self) -> bool:
        """Whether its station has practised by it: a run that was broken off is none."""
        return self.run is not None and self.run.outcome is Outcome.FINISHED

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.settled is not None:
            return Stage.SETTLED
        if self.filed is not None:
            return Stage.FILED
        if self.evaluated is not None:
            return Stage.EVALUATED
        if self.run is not None:
            return Stage.RUN
        return Stage.PLANNED if self.approved_by is None else Stage.APPROVED

    def has(self, person: str) -> bool:
        """Claim that somebody takes part."""
        return any(each.person == person for each in self.participants)

    def makes(self, person: str) -> bool:
        """Claim that somebody makes the exercise."""
        staff = self.staff
        return person in (self.planner, staff.director, staff.safety, *staff.evaluators)


@dataclass(frozen=True, slots=True)
class Calendar:
    """All drills by name in the order in which they were planned, and what stations owe."""

    drills: Mapping[str, PlannedDrill] = field(default_factory=dict)
    required: tuple[RequirementSet, ...] = ()


def _fold(calendar: Calendar, entry: Entry) -> Calendar:
    event = entry.event
    if isinstance(event, RequirementSet):
        return replace(calendar, required=(*calendar.required, event))
    if isinstance(event, DrillPlanned):
        after = _planned(event, entry)
    else:
        after = _after(calendar.drills[event.drill], entry)
    return replace(calendar, drills={**calendar.drills, after.id: after})


def _planned(plan: DrillPlanned, entry: Entry) -> PlannedDrill:
    return PlannedDrill(
        plan,
        entry.seq,
        planner=entry.by.who,
        starts_at=plan.starts_at,
        quarter=plan.quarter,
        participants=plan.participants,
        staff=plan.staff,
    )


def _after(drill: PlannedDrill, entry: Entry) -> PlannedDrill:
    match entry.event:
        case DrillApproved():
            return replace(drill, approved_by=entry.by.who)
        case DrillMoved() as moved:
            return _moved(drill, moved)
        case DrillManned(participants=participants, staff=staff):
            return replace(drill, participants=participants, staff=staff)
        case DrillCalledOff() as off:
            return replace(drill, called_off=off, changes=drill.changes + 1)
        case DrillRun() as run:
            return replace(drill, run=run)
        case DrillEvaluated() as evaluated:
            return replace(drill, evaluated=evaluated)
        case ReportFiled() as filed:
            return replace(drill, filed=filed)
        case DrillSettled() as settled:
            return replace(drill, settled=settled)
        case _:
            return drill


def _moved(drill: PlannedDrill, moved: DrillMoved) -> PlannedDrill:
    """Put it elsewhere; in another quarter it is another promise, and is approved anew."""
    same = moved.quarter == drill.quarter
    return replace(
        drill,
        starts_at=moved.starts_at,
        quarter=moved.quarter,
        moves=(*drill.moves, moved),
        changes=drill.changes + 1,
        approved_by=drill.approved_by if same else None,
    )


def _show(calendar: Calendar) -> dict[str, Any]:
    """Show which drills are not at their end; no date, for a 双盲 one must not be told by it."""
    going = [each for each in calendar.drills.values() if each.stage is not Stage.SETTLED]
    standing = [each for each in going if each.called_off is None][-SHOWN:]
    return {
        "drills": len(calendar.drills),
        "standing": [
            {"drill": each.id, "changes": each.changes, "stage": each.stage.value}
            for each in standing
        ],
        "required": len(calendar.required),
    }


def shown(drill: PlannedDrill, *, dated: bool = True) -> dict[str, Any]:
    """Return a drill for whoever may see it; ids of persons only, without its script's text."""
    plan = drill.plan
    return {
        "drill": drill.id,
        "room": drill.room,
        "station": plan.station,
        "quarter": drill.quarter,
        "scenario": plan.scenario,
        "version": plan.version,
        "sha256": plan.sha256,
        "starts_at": iso(drill.starts_at) if dated else None,
        "ends_at": iso(drill.ends_at) if dated else None,
        "minutes": plan.minutes,
        "form": plan.form.value,
        "extent": plan.extent.value,
        "notice": plan.notice.value,
        "stage": drill.stage.value,
        "planner": drill.planner,
        "approved_by": drill.approved_by,
        "participants": [
            {"person": each.person, "seat": each.seat.value, "trainee": each.trainee}
            for each in drill.participants
        ],
        "staff": {
            "director": drill.staff.director,
            "evaluators": list(drill.staff.evaluators),
            "safety": drill.staff.safety,
        },
        "moves": [
            {
                "was": iso(each.was) if dated else None,
                "starts_at": iso(each.starts_at) if dated else None,
                "reason": each.reason,
            }
            for each in drill.moves
        ],
        "called_off": None if drill.called_off is None else drill.called_off.reason,
        "outcome": None if drill.run is None else drill.run.outcome.value,
        "points": None if drill.evaluated is None else drill.evaluated.points,
        "vetoes": [] if drill.evaluated is None else list(drill.evaluated.vetoes),
        "filed": None if drill.filed is None else drill.filed.to,
        "hazards": None if drill.settled is None else drill.settled.hazards,
    }


PANEL: Panel[Calendar] = Panel(
    name="calendar",
    empty=Calendar(),
    events=(
        DrillPlanned,
        DrillApproved,
        DrillMoved,
        DrillManned,
        DrillCalledOff,
        DrillRun,
        DrillEvaluated,
        ReportFiled,
        DrillSettled,
        RequirementSet,
    ),
    fold=_fold,
    show=_show,
)
