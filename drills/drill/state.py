"""Say what a drill is at one moment of its own book: how far, what was given, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from drills.calendar.happened import DrillPlanned, Outcome
from drills.drill.happened import InjectGiven, Observed, Real, RealWarned
from drills.scenario import Inject, Scenario, parse_scenario
from stations.profile.words import Words


class Phase(StrEnum):
    """Whether a drill waits for its start, runs, is paused or is over."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Given:
    """When an inject was given, in room time and in minutes of the script."""

    at: datetime
    minute: float
    event: InjectGiven


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody who makes the exercise saw."""

    seq: int
    at: datetime
    by: str
    event: Observed


@dataclass(frozen=True, slots=True)
class End:
    """How it ended; `real`, `room` and `seq` say what halted it."""

    outcome: Outcome
    at: datetime
    by: str
    reason: str = ""
    real: Real | None = None
    room: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill as its own book has it; without a plan nothing was carried here yet."""

    plan: DrillPlanned | None = None
    starts_at: datetime | None = None
    phase: Phase = Phase.WAITING
    began_at: datetime | None = None
    resumed_at: datetime | None = None
    ran: timedelta = timedelta()
    given: Mapping[str, Given] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    warning: RealWarned | None = None
    answered: tuple[tuple[str, int], ...] = ()
    observed: tuple[Seen, ...] = ()
    end: End | None = None

    @property
    def script(self) -> Scenario:
        """The script that is played; raises LookupError before anything was planned here."""
        if self.plan is None:
            raise LookupError("this book has no plan of a drill")
        return script_of(self.plan.text)

    def elapsed(self, now: datetime) -> timedelta:
        """Return how long the script has run by a moment, without its pauses."""
        if self.phase is not Phase.RUNNING or self.resumed_at is None:
            return self.ran
        return self.ran + max(now - self.resumed_at, timedelta())

    def plays(self, person: str) -> bool:
        """Claim that somebody takes part."""
        return self.plan is not None and any(
            each.person == person for each in self.plan.participants
        )

    def evaluates(self, person: str) -> bool:
        """Claim that somebody is one of the evaluators."""
        return self.plan is not None and person in self.plan.staff.evaluators

    def directs(self, person: str) -> bool:
        """Claim that somebody conducts it."""
        return self.plan is not None and person == self.plan.staff.director

    def inside(self, person: str) -> bool:
        """Claim that somebody is in the exercise, on whichever side."""
        if self.plan is None:
            return False
        staff = self.plan.staff
        return self.plays(person) or person in (staff.director, staff.safety, *staff.evaluators)

    @property
    def to_give(self) -> tuple[Inject, ...]:
        """The injects that were neither given nor skipped, in the script's order."""
        done = {*self.given, *self.skipped}
        return tuple(each for each in self.script.injects if each.id not in done)


@lru_cache(maxsize=64)
def script_of(text: str) -> Scenario:
    """Return the script that a planned drill carries; the same text is asked for at every tick."""
    return parse_scenario(text)


def given_of(script: Scenario, inject: Inject, *, by_hand: bool) -> InjectGiven:
    """Return what is written when an inject is given: the prefix goes before its words."""
    prefix, message = script.prefix, inject.message
    words = Words(f"{prefix.zh}：{message.zh}", f"{prefix.en}: {message.en}")
    return InjectGiven(inject.id, by_hand, inject.to, inject.sender, words)
