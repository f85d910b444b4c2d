"""Say what may be asked of the calendar of drills; the rules that answer stand in `planning`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import AwareDatetime, Field

from drills.calendar.happened import Extent, Form, Notice, Participant, Staff

Named = Annotated[str, Field(min_length=1, max_length=80)]
Said = Annotated[str, Field(max_length=400)]
# A drill has four seats; beside their holders deputies and trainees play, by line at interchanges.
Participants = Annotated[tuple[Participant, ...], Field(max_length=24)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]


@dataclass(frozen=True, slots=True)
class PlanDrill:
    """Play this script at that station, then, with these people (已排)."""

    station: Named
    scenario: Named
    starts_at: AwareDatetime
    participants: Participants
    staff: Staff
    form: Form = Form.LIVE
    extent: Extent = Extent.FULL
    notice: Notice = Notice.ANNOUNCED
    seed: Seed = 1


@dataclass(frozen=True, slots=True)
class ApproveDrill:
    """Agree to a drill that somebody else planned (已批)."""

    drill: Named


@dataclass(frozen=True, slots=True)
class MoveDrill:
    """Let it begin at another time, with a reason (改期)."""

    drill: Named
    starts_at: AwareDatetime
    reason: Said


@dataclass(frozen=True, slots=True)
class ManDrill:
    """Name others who take part or make the exercise."""

    drill: Named
    participants: Participants
    staff: Staff


@dataclass(frozen=True, slots=True)
class CallOffDrill:
    """Strike it, with a reason."""

    drill: Named
    reason: Said


@dataclass(frozen=True, slots=True)
class FileReport:
    """Write down to whom the report of a drill went, and under which number (报送)."""

    drill: Named
    to: Named
    reference: Annotated[str, Field(max_length=80)] = ""


@dataclass(frozen=True, slots=True)
class SetRequirement:
    """Say how many quarters these stations may go without a drill, and who says so; 0 for ever.

    Without stations it is said of all. It is provisional until `confirmed_by` names somebody.
    """

    every_quarters: Annotated[int, Field(ge=0, le=12)]
    since: Named
    source: Said
    stations: Annotated[tuple[Named, ...], Field(max_length=200)] = ()
    confirmed_by: Annotated[str, Field(max_length=80)] = ""
