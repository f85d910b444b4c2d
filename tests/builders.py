"""Say in a word what a test needs, so that only what matters shows in it.

`PracticeRoom` is a real room on a real database file under a clock moved by
hand. A tablet listens to it; at the end of every test that acts it must show
what a tablet shows that joins then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy

from metro_flow.clock import Clock, HandClock, real_now
from metro_flow.db import db, settle
from metro_flow.logbook import table
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import THE_CLOCK, Author, Entry, Grant
from metro_flow.logbook.logbook import Answer, Logbook, Witness, unseen
from metro_flow.logbook.shelf import RoomKind, Shelf

# Half past five on the real day, Shanghai time: shortly before the evening peak.
HALF_PAST_FIVE = datetime(2015, 4, 1, 9, 30, tzinfo=UTC)


def a_database(folder: Path) -> sqlalchemy.Engine:
    """Return an engine on a new database file that has the book's tables."""
    engine = sqlalchemy.create_engine(f"sqlite:///{folder / 'book.sqlite3'}")
    settle(engine)
    db.metadata.create_all(engine, tables=[table.entries, table.answers])
    return engine


def a_chief(
    who: str = "p-zhangwei", seat: str | None = "station-master", device: str = "tablet-1"
) -> Author:
    """Return an author who sits in a seat."""
    return Author(who=who, seat=seat, device=device)


class PracticeTablet:
    """What a tablet does: replace the panels it hears, notice a gap."""

    def __init__(self, book: Logbook) -> None:
        joined = book.joined()
        self.seq: int = joined["seq"]
        self.panels: dict[str, Any] = joined["panels"]

    def hear(self, _room: str, entry: Entry, panels: Mapping[str, Any]) -> None:
        """Take the next entry; a number out of turn fails the test."""
        assert entry.seq == self.seq + 1, f"heard {entry.seq} after {self.seq}"
        self.seq = entry.seq
        self.panels.update(panels)


class PracticeRoom:
    """A room to act in: commands go in by their values, time moves by hand."""

    def __init__(
        self,
        folder: Path,
        panels: Sequence[Panel[Any]],
        commands: Mapping[type, Callable[..., Sequence[Any]]],
        *,
        place: object = None,
        now: datetime = HALF_PAST_FIVE,
        name: str = "station/0243",
        engine: sqlalchemy.Engine | None = None,
        witness: Witness = unseen,
    ) -> None:
        self.name = name
        self.clock = HandClock(now)
        self.engine = engine or a_database(folder)
        kind = RoomKind(tuple(panels), commands, place_of=lambda _name: place)
        self._kinds = {name.partition("/")[0]: kind}
        self.shelf = Shelf(self.engine, self._kinds, self.clock, witness=witness)
        self.book = self.shelf.open(name)
        self.tablet = PracticeTablet(self.book)
        self.shelf.listen(self.tablet.hear)

    @property
    def board(self) -> Board:
        """Return the board as it is now."""
        return self.book.board()

    @property
    def now(self) -> datetime:
        """Return room time."""
        return self.clock.now()

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of all entries, in order."""
        return [entry.kind for entry in self.book.entries(limit=10_000)]

    @property
    def last(self) -> Any:
        """Return the last event written."""
        return self.book.entries(limit=1)[-1].event

    def act(
        self,
        command: object,
        by: Author | None = None,
        *,
        ref: str | None = None,
        grants: Sequence[Grant] = (),
        seen_seq: int | None = None,
        cursors: Mapping[str, int] | None = None,
        occurred_at: datetime | None = None,
    ) -> Answer:
        """Ask for a command as a chief would; raises Refused as the rules do."""
        return self.book.write(
            self.shelf.decide(self.name, command),
            by=by or a_chief(),
            ref=ref,
            grants=grants,
            seen_seq=seen_seq,
            cursors=cursors,
            occurred_at=occurred_at,
        )

    def happen(self, *events: object, by: Author | None = None) -> Answer:
        """Write events as the watch would, without a rule to decide them."""
        return self.book.write(lambda _board, _act: events, by=by or Author("the watch"))

    def wait(self, seconds: int) -> list[str]:
        """Let room time pass second by second, writing what falls due; return its kinds."""
        before = self.board.seq
        for _ in range(seconds):
            self.clock.advance(1)
            self.fall_due()
        return self.kinds[before:]

    def fall_due(self) -> None:
        """Write what is due by itself at this moment."""
        now = self.now
        if self.book.glance().due(now):
            self.book.write(lambda board, _act: board.due(now), by=Author(THE_CLOCK), at=now)

    def a_tablet_that_joins(self) -> PracticeTablet:
        """Return what a tablet would see that joins now, from another process's reading."""
        fresh = Shelf(self.engine, self._kinds, self.clock)
        return PracticeTablet(fresh.open(self.name))

    def check(self) -> None:
        """Hold the room to its word: heard equals joined, and the same entries give one board."""
        joined = self.a_tablet_that_joins()
        assert self.tablet.seq == joined.seq
        assert self.tablet.panels == joined.panels


def a_clock(now: datetime = HALF_PAST_FIVE, *, speed: float = 1.0) -> Clock:
    """Return a clock that runs, from the real day, at a speed."""
    from metro_flow.clock import ClockState

    return Clock(ClockState(base=now, started=real_now(), speed=speed))


def minutes(count: float) -> timedelta:
    """Return a length of time in minutes."""
    return timedelta(minutes=count)
