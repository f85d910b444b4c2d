"""Do what the watch does from taking the duty to losing it, second by second of room time.

Every second: what falls due in every room. Every ten seconds, on the round ones: sources deliver,
what was accepted is counted, every rule is checked, readings are made. Room time is never stepped
by more than one second, whatever its speed, so the same counts write the same entries at ×1 and
at ×60, and an entry by the watch is dated by its tick.
A shift begins from the stores alone: whoever takes over knows what its forerunner knew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import orjson
import structlog
from sqlalchemy import delete

from metro_flow.alerts.colour import LOWER_AFTER
from metro_flow.alerts.judge import SCORED
from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.alerts.turn import Turn, turn_colours
from metro_flow.db import writing
from metro_flow.errors import Refused
from metro_flow.flow.ahead import Ahead
from metro_flow.flow.count import seconds_of, time_of
from metro_flow.logbook.board import Board, Decide
from metro_flow.logbook.entry import THE_CLOCK, THE_WATCH, Act, Author
from metro_flow.watch.archive import Archive
from metro_flow.watch.day import day_of
from metro_flow.watch.estimated import keep_estimates
from metro_flow.watch.grounds import AHEAD_MIN, Foreseen
from metro_flow.watch.monitor import LOOKS_BACK_S, Monitor
from metro_flow.watch.outlook import Outlook
from metro_flow.watch.post import Post
from metro_flow.watch.reading import Asks, reading_of
from metro_flow.watch.seen import Seen
from metro_flow.watch.table import batches
from metro_flow.watch.tail import Stored, Tail

CHECK_S: Final = 10
MINUTE_S: Final = 60
HOUR_S: Final = 3600
# After a longer leap of room time (a restart, a sleeping machine) the next tick is now.
LEAP_S: Final = 60
# At ×60 a second's hiccup is a minute of room time, and no leap: five real seconds are.
LEAP_REAL_S: Final = 5
LONG_AGO: Final = datetime.fromtimestamp(0, UTC)
# A colour comes down after ten minutes; what waited for that must not wait anew.
REHEARSED_S: Final = int(LOWER_AFTER.total_seconds()) + 2 * CHECK_S
BATCHES_KEPT: Final = timedelta(hours=24)
# Twice a second is as often as readings are told; and looking takes no more than a sixth of the
# time, because under a flood whoever posts and whoever taps goes before the next figure.
LOOKS_APART: Final = timedelta(seconds=0.5)
REST_FOR_EACH_LOOK: Final = 5

log = structlog.get_logger(__name__)


@dataclass(slots=True, eq=False)
class Shift:
    """One holder's time on duty, under one fencing number."""

    post: Post
    fence: int
    tick: int
    monitor: Monitor
    archive: Archive
    tail: Tail
    outlook: Outlook
    asks: dict[str, Asks] = field(default_factory=dict)
    estimated: dict[tuple[str, int], bytes] = field(default_factory=dict)
    ahead: Ahead | None = None
    rests_until: datetime = LONG_AGO
    troubled: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def begin(cls, post: Post, fence: int) -> Shift:
        """Take over: count again what the windows look back on."""
        now = seconds_of(post.clock.now())
        for source in post.sources:
            source.begin()
        for guest in post.guests:
            guest.begin(fence)
        since = now - LOOKS_BACK_S
        groups = [group for station in post.stations for group in station.gate_groups]
        archive = Archive(post.counts, groups)
        tail = Tail(post.counts, since=time_of(since), folded=archive.folded)
        monitor = Monitor(post.stations, since)
        outlook = Outlook(post.counts, post.stations, post.calendar)
        outlook.learn(day_of(now))
        shift = cls(post, fence, now - 1, monitor, archive, tail, outlook)
        shift.rehearse(now - 1)
        # Tablets have been grey since the last watch ended: they are told before the next check.
        shift.tell(monitor.look(now - 1, shift._looks(shift._boards())))
        return shift

    def rehearse(self, until: int) -> None:
        """Make the last checks again without writing, so that no way up or down begins anew."""
        stored = []
        while more := self.tail.read():
            stored += more
        stored.sort(key=lambda each: each.at)
        first = (until - REHEARSED_S) // CHECK_S * CHECK_S
        boards = self._boards()
        # Where nothing was counted nothing can be pending.
        for moment in range(first, until + 1, CHECK_S) if stored else ():
            due = [each for each in stored if seconds_of(each.at) <= moment]
            stored = stored[len(due) :]
            self._count(due, moment)
            seen = self.monitor.look(moment, self._looks(boards))
            turns = self.monitor.judge(seen, boards, self._foresee(seen))
            self.asks = {room: asks_of(of_room) for room, of_room in turns.items()}
        self._count(stored, until)

    def step(self, now: datetime, *, still: Callable[[], bool] = lambda: True) -> None:
        """Go on to room time `now`, tick by tick, while the duty is `still` ours."""
        target = seconds_of(now)
        leap = max(LEAP_S, LEAP_REAL_S * self.post.clock.state().speed)
        if target - self.tick > leap:
            self.tick = target - 1
        while self.tick < target and still():
            self.tick += 1
            if self.tick % CHECK_S == 0:
                self.check(self.tick)
            self._ask_guests(self.tick)
            self.fall_due(self.tick)
        self._look_between()

    def listen(self, now: int) -> bool:
        """Count what was accepted since; claim that there was something."""
        heard = False
        self.tail.more = True
        while self.tail.more and (stored := self.tail.read()):
            heard = True
            self._count(stored, now)
        return heard

    def check(self, now: int) -> None:
        """Take in what is there by this tick, judge every rule, write what differs, tell."""
        for source in self.post.sources:
            source.deliver(now)
        self.listen(now)
        boards = self._boards()
        seen = self.monitor.look(now, self._looks(boards))
        turns = self.monitor.judge(seen, boards, self._foresee(seen))
        for room, of_room in turns.items():
            self.asks[room] = asks_of(of_room)
            self._write(room, turn_colours(of_room), by=Author(THE_WATCH), at=time_of(now))
        self._go_on(("outlook", THE_WATCH), partial(self.outlook.step, now))
        self.tell(seen)
        if now % MINUTE_S == 0:
            self._keep(seen)

    def _foresee(self, seen: Seen) -> Foreseen:
        """Look ahead from what was seen; what is foreseen is told until the next check."""
        expected = self.outlook.entering(seen.now, AHEAD_MIN)
        self.ahead = self.monitor.foresee(seen, expected)
        return Foreseen(self.outlook.usual(seen.now), self.outlook.scores(), self.ahead)

    def fall_due(self, now: int) -> None:
        """Write what falls due by itself in every room at this tick."""
        at = time_of(now)

        def due(board: Board, _act: Act) -> Sequence[Any]:
            return board.due(at)

        for room in self.post.shelf.rooms():
            self._write(room, due, by=Author(THE_CLOCK), at=at)

    def _ask_guests(self, now: int) -> None:
        for place, guest in enumerate(self.post.guests):
            self._go_on(("guest", str(place)), partial(guest.tick, now))

    def tell(self, seen: Seen) -> None:
        """Make the readings of all stations and hand them to whoever tells them."""
        today = self.archive.today(seen.now)
        for station in self.post.stations:
            counted = today[self.monitor.places[station.station]].sum(axis=0)
            reading = reading_of(
                station,
                seen,
                self.monitor,
                asks=self.asks.get(station.room, {}),
                today=(int(counted[0]), int(counted[1])),
                after_seq=self.post.shelf.open(station.room).glance().seq,
                outlook=self.outlook.of(station.station, seen.now),
                ahead=self.ahead,
            )
            self.post.readings.tell(station.room, reading)
            if seen.now % MINUTE_S == 0 and seen.now % CHECK_S == 0:
                self._note_estimate(seen.now, reading)

    def end(self) -> None:
        """Store what is folded; a shift that ends in a crash is folded again instead."""
        self._flush()

    def _look_between(self) -> None:
        """Between checks, take counts in only to look at them: together they cost far less."""
        begun = self.post.clock.real()
        if begun < self.rests_until or not self.listen(self.tick):
            return
        self.tell(self.monitor.look(self.tick, self._looks(self._boards())))
        ended = self.post.clock.real()
        rest = ended + (ended - begun) * REST_FOR_EACH_LOOK
        self.rests_until = max(rest, begun + LOOKS_APART)

    def _write(self, room: str, decide: Decide, *, by: Author, at: datetime) -> None:
        """Take a turn at a room's book, but only when there is something to write."""

        def write() -> None:
            book = self.post.shelf.open(room)
            if decide(book.glance(), Act(by=by, at=at, occurred_at=at)):
                book.write(decide, by=by, at=at, fence=self.fence)

        self._go_on((room, by.who), write)

    def _go_on(self, whose: tuple[str, str], do: Callable[[], None]) -> None:
        """Do something of which the trouble must not silence anybody else; it is asked again."""
        try:
            do()
            self.troubled.discard(whose)
        except Refused:
            raise
        except Exception:
            if whose not in self.troubled:
                log.exception("a part of the round failed", whose=whose)
            self.troubled.add(whose)

    def _count(self, stored: Sequence[Stored], now: int) -> None:
        for part in self.monitor.hear(stored, now, folded=self.archive.folded):
            if part.fresh:
                self.archive.fold(part.counts, added=part.added)
                self.archive.fold(part.late, added=part.added)

    def _boards(self) -> dict[str, Board]:
        shelf = self.post.shelf
        return {station.room: shelf.open(station.room).glance() for station in self.post.stations}

    def _looks(self, boards: Mapping[str, Board]) -> list[Any]:
        return [
            look for station in self.post.stations for look in station.looks(boards[station.room])
        ]

    def _note_estimate(self, now: int, reading: Mapping[str, Any]) -> None:
        colour = self.post.shelf.open(reading["room"]).glance()[ALERTS].colour
        body = {
            "zones": {
                zone["zone"]: [zone["people"], zone["low"], zone["high"]]
                for zone in reading["zones"]
            },
            "asks": reading["asks"],
            "colour": None if colour is None else colour.value,
            "coverage": reading["rates"]["in"]["5"]["coverage"],
        }
        # Counts that come within the minute's own second tell it anew; the last word is kept.
        self.estimated[reading["room"], now // MINUTE_S] = orjson.dumps(body)

    def _keep(self, seen: Seen) -> None:
        self._flush()
        if seen.now % HOUR_S == 0:
            now = time_of(seen.now)
            self.archive.seal(now)
            self._prune(now - BATCHES_KEPT)

    def _flush(self) -> None:
        self.archive.flush(self.tail.read_up_to)
        keep_estimates(self.post.counts, self.estimated)
        self.estimated.clear()

    def _prune(self, before: datetime) -> None:
        """Forget batches that no window needs and that are folded."""
        with writing(self.post.counts) as connection:
            for process, n in sorted(self.archive.folded.items()):
                done = (batches.c.process == process) & (batches.c.n <= n)
                connection.execute(delete(batches).where(done & (batches.c.at < before)))


def asks_of(turns: Sequence[Turn]) -> Asks:
    """Return the highest colour that what is there asks for in each zone."""
    asks: dict[str, Any] = {}
    for turn in turns:
        if turn.rule.quantity in SCORED:
            continue
        zone, colour = turn.rule.zone, turn.judgement.colour
        before = asks.get(zone)
        asks[zone] = colour if before is None or (colour and colour > before) else before
    return asks
