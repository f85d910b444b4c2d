"""Say what a consultation (定期会商) is, what may be asked about one, and what then happened.

It is planned for a day and held by at least two agencies. What it decides are *actions*: each has
an owner and a due date, and is done or overdue. A due date that was agreed on is not moved here;
the next consultation may decide anew.
The rules and the fold stand in `consultations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from metro_flow.logbook.entry import event
from stations.readiness.asking import Named, Said
from stations.readiness.authority import Agency

# All of them together stay below an entry's 8 kB, the panel included.
Minutes = Annotated[str, Field(max_length=700)]
MOST = 8


@dataclass(frozen=True, slots=True)
class Came:
    """One person who came, for an agency."""

    agency: Agency
    person: Named


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: who owes it, by which day."""

    what: Named
    owner: Agency
    due: date


@dataclass(frozen=True, slots=True)
class Done:
    """Who did it, and what shows it."""

    by: str
    at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Action:
    """A decision on its way."""

    id: str
    what: str
    owner: Agency
    due: date
    done: Done | None = None
    overdue: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.done is None


@dataclass(frozen=True, slots=True)
class Held:
    """What a consultation came to."""

    day: date
    came: tuple[Came, ...]
    minutes: str
    by: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """One consultation, from its plan to its minutes."""

    id: str
    day: date
    agenda: str
    by: str
    held: Held | None = None
    called_off: str | None = None
    actions: tuple[str, ...] = ()

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be held."""
        return self.held is None and self.called_off is None


@dataclass(frozen=True, slots=True)
class Consultations:
    """All consultations and actions by id, and the earliest due date not yet told as overdue."""

    by_id: Mapping[str, Consultation] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    earliest: date | None = None

    @property
    def last_held(self) -> Held | None:
        """The latest that was held."""
        held = [each.held for each in self.by_id.values() if each.held is not None]
        return max(held, key=lambda each: each.day, default=None)


@dataclass(frozen=True, slots=True)
class PlanConsultation:
    """Plan a consultation for a day."""

    day: date
    agenda: Said


@dataclass(frozen=True, slots=True)
class CallOffConsultation:
    """Call a planned one off, with a reason."""

    consultation: Named
    reason: Said


@dataclass(frozen=True, slots=True)
class HoldConsultation:
    """Write down who came, what was said, and what was decided."""

    consultation: Named
    day: date
    came: Annotated[tuple[Came, ...], Field(max_length=MOST)]
    minutes: Minutes
    decisions: Annotated[tuple[Decided, ...], Field(max_length=MOST)] = ()


@dataclass(frozen=True, slots=True)
class FinishAction:
    """Say that what one owes is done, and what shows it."""

    action: Named
    evidence: Said


@event()
@dataclass(frozen=True, slots=True)
class ConsultationPlanned:
    """A consultation was planned."""

    consultation: str
    day: date
    agenda: str


@event()
@dataclass(frozen=True, slots=True)
class ConsultationCalledOff:
    """It will not be held."""

    consultation: str
    reason: str


@event()
@dataclass(frozen=True, slots=True)
class ConsultationHeld:
    """It was held; its decisions are actions from here on, numbered in their order."""

    consultation: str
    day: date
    came: tuple[Came, ...]
    minutes: str
    decisions: tuple[Decided, ...]


@event()
@dataclass(frozen=True, slots=True)
class ActionFinished:
    """Its owner did what was decided."""

    action: str
    evidence: str


@event()
@dataclass(frozen=True, slots=True)
class ActionOverdue:
    """Its due date went by and it is not done."""

    action: str
    due: date
