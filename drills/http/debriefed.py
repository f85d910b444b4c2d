"""Read a drill's whole book and the minutes of its shadow, and fold its debrief from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drills.debrief import Debrief, Minute, debrief_of, minute_of
from drills.drill.running import PANEL as DRILL
from drills.drill.signing import Machine
from drills.drill.state import Phase
from drills.score import Sheet, sheet_of
from metro_flow.db import COUNTS, db
from metro_flow.errors import Refused
from metro_flow.flow.count import seconds_of
from metro_flow.review.kept import read_estimates
from metro_flow.watch.day import day_of, time_of_minute
from metro_flow.web import house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drills.calendar.planned import PlannedDrill
    from metro_flow.logbook.entry import Entry
    from metro_flow.logbook.logbook import Logbook

# Ninety minutes of a drill write some hundred entries; this many would be three days of it.
MOST_ENTRIES = 100_000


def debriefed(drill: PlannedDrill) -> tuple[Debrief, Sheet]:
    """Return the debrief of a drill that is over, and its sheet as the machine fills it.

    Before that it would tell whoever plays which messages are yet to come.
    """
    book: Logbook = house().shelf.open(drill.room)
    phase = book.board()[DRILL].phase
    if phase is not Phase.OVER:
        raise Refused("the drill is not over", phase=phase)
    debrief = folded(drill.room)
    return debrief, sheet_of(debrief)


def folded(room: str) -> Debrief:
    """Return the debrief of the drill of a room, which must be over."""
    book: Logbook = house().shelf.open(room)
    entries = book.entries(limit=MOST_ENTRIES)
    return debrief_of(entries, _minutes(room, entries))


def machine_of(drill: PlannedDrill) -> Machine:
    """Return the machine's points, and the head of the book that they were made of."""
    debrief, sheet = debriefed(drill)
    return Machine(dict(sheet.machine), debrief.head.seq, debrief.head.sha256)


def _minutes(room: str, entries: Sequence[Entry]) -> list[Minute]:
    first, last = (day_of(seconds_of(entry.at)) for entry in (entries[0], entries[-1]))
    engine = db.engines[COUNTS]
    kept = {
        minute: body
        for day in dict.fromkeys((first, last))
        for minute, body in read_estimates(engine, room, day).items()
    }
    return [minute_of(time_of_minute(minute), kept[minute]) for minute in sorted(kept)]
