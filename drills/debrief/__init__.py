"""What a drill came to, measured from its book and its shadow's minutes: T0 to T7, acts, words."""

from drills.debrief.fold import debrief_of
from drills.debrief.measured import (
    Debrief,
    InjectOutcome,
    InjectTime,
    Kept,
    Known,
    Limit,
    Mark,
    Moment,
    PersonTime,
    SeatTime,
    StepsDone,
    Why,
)
from drills.debrief.minute import Minute, People, minute_of
from drills.debrief.running import Pause

__all__ = [
    "Debrief",
    "InjectOutcome",
    "InjectTime",
    "Kept",
    "Known",
    "Limit",
    "Mark",
    "Minute",
    "Moment",
    "Pause",
    "People",
    "PersonTime",
    "SeatTime",
    "StepsDone",
    "Why",
    "debrief_of",
    "minute_of",
]
