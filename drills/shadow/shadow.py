"""Make the figures of one drill: a recorded day at its station, and the script's crowd on top.

A shadow goes by the seconds that its drill has run, so a pause holds it and the same script with
the same seed brings the same counts. Inside it is the recorded day's hour, for that is when those
trains ran; what it tells is dated by the room. It reads no live count and stores none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from drills.drill.state import script_of
from drills.surge import largest_platform, surge_of
from metro_flow.alerts.panel import PANEL as ALERTS
from metro_flow.feeds.real_day import SHANGHAI_2015, SLOT_S, SLOTS, RealDay, read_real_day
from metro_flow.feeds.replay import Replay
from metro_flow.flow.count import seconds_of, time_of
from metro_flow.flow.pieces import PANE_S
from metro_flow.watch.batch import Batch, Filed
from metro_flow.watch.grounds import Foreseen
from metro_flow.watch.monitor import LOOKS_BACK_S, Monitor
from metro_flow.watch.reading import Asks, reading_of
from metro_flow.watch.shift import REHEARSED_S, asks_of
from metro_flow.watch.tail import Stored
from stations.profile.watched import watched
from stations.room.situation import looks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drills.calendar.happened import DrillPlanned
    from metro_flow.alerts.turn import Turn
    from metro_flow.flow.ahead import Ahead
    from metro_flow.logbook.board import Board
    from stations.profile.station import StationProfile

FEED: Final = "shadow"


class Shadow:
    """The figures of one drill's room, made anew from its plan whenever a shift begins."""

    def __init__(self, station: StationProfile, plan: DrillPlanned, room: str) -> None:
        script = script_of(plan.text)
        day = background_of(station.id)
        at = script.crowd.day_at
        self.begins = day.begins + at.hour * 3600 + at.minute * 60 + at.second
        self.station = replace(watched(station, looks=looks_of), practised_in=room)
        surge = surge_of(
            script, largest_platform(station), starts_at=_moment(self.begins), seed=plan.seed
        )
        self._day = day
        self._replay = Replay(day, station.gate_groups, seed=plan.seed, surges=[surge])
        self._monitor = Monitor([self.station], self.begins - LOOKS_BACK_S)
        self._heard: list[Stored] = []
        self._people = np.zeros(2, np.int64)
        self._asks: Asks = {}
        self._ahead: Ahead | None = None
        self._begun = False

    def check(self, board: Board, *, ran_s: int, now: datetime) -> Sequence[Turn]:
        """Look at the second to which the drill has run, and judge every rule at room time `now`.

        Asked for the first time it looks at the minutes before as well, so that whoever takes
        over has no way up or down to begin anew.
        """
        if not self._begun:
            self._begun = True
            self._catch_up(board, ran_s, now)
        return self._judge(board, self.begins + ran_s, now)

    def reading(self, board: Board, *, ran_s: int, now: datetime) -> dict[str, Any]:
        """Return the reading at the second last checked."""
        seen = self._monitor.look(self.begins + ran_s, self._looks(board, ran_s, now))
        return reading_of(
            self.station,
            seen.shifted(seconds_of(now) - seen.now),
            self._monitor,
            asks=self._asks,
            today=(int(self._people[0]), int(self._people[1])),
            after_seq=board.seq,
            ahead=self._ahead,
        )

    def _catch_up(self, board: Board, ran_s: int, now: datetime) -> None:
        """Hear everything the windows look back on, and make the last checks again."""
        newest = self.begins + ran_s
        since = (newest - LOOKS_BACK_S) // SLOT_S * SLOT_S
        self._replay.resume_at(since)
        slots = (since - self._day.begins) // SLOT_S
        self._people += self._day.people[self.station.station][:slots].sum(axis=0)
        first = (newest - REHEARSED_S) // PANE_S * PANE_S
        for moment in range(first, newest, PANE_S):
            self._judge(board, moment, now - timedelta(seconds=newest - moment))

    def _judge(self, board: Board, moment: int, now: datetime) -> Sequence[Turn]:
        self._hear(moment)
        seen = self._monitor.look(moment, self._looks(board, moment - self.begins, now))
        room = self.station.room
        self._ahead = self._monitor.foresee(seen)
        moved = seen.shifted(seconds_of(now) - moment)
        turns = self._monitor.judge(moved, {room: board}, Foreseen(ahead=self._ahead))[room]
        self._asks = asks_of(turns)
        return turns

    def _hear(self, moment: int) -> None:
        self._replay.deliver(moment, self._accept)
        self._monitor.hear(self._heard, moment)
        self._heard.clear()

    def _accept(self, batch: Batch, feed: str, at: datetime) -> bool:
        number = len(self._heard) + 1
        filed = Filed.of(batch.packed())
        self._heard.append(Stored(FEED, number, feed, batch.ref, at, filed))
        for direction in (0, 1):
            self._people[direction] += filed.counts[4][filed.counts[1] == direction].sum()
        return True

    def _looks(self, board: Board, ran_s: int, now: datetime) -> list[Any]:
        """Return what was judged by eye, dated by the recorded day."""
        later = now - time_of(self.begins + ran_s)
        return [replace(look, at=look.at - later) for look in looks_of(board)]


def estimate_of(board: Board, reading: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of a drill's minute, for its debrief and for its curves."""
    colour = board[ALERTS].colour
    entering = reading["rates"]["in"]
    return {
        "zones": {
            zone["zone"]: [zone["people"], zone["low"], zone["high"]] for zone in reading["zones"]
        },
        "shares": {zone["zone"]: zone["share"] for zone in reading["zones"]},
        "entering": {window: entering[window]["per_minute"] for window in ("1", "5")},
        "leaving": {"1": reading["rates"]["out"]["1"]["per_minute"]},
        "asks": reading["asks"],
        "colour": None if colour is None else colour.value,
        "coverage": entering["5"]["coverage"],
    }


@lru_cache(maxsize=32)
def background_of(station: str) -> RealDay:
    """Return the recorded day at one station; where none was recorded, nobody but the crowd."""
    day = _recorded()
    people = day.people.get(station)
    return RealDay(day.day, {station: np.zeros((SLOTS, 2), np.int64) if people is None else people})


def is_recorded(station: str) -> bool:
    """Claim that the recorded day knows this station."""
    return station in _recorded().people


@lru_cache(maxsize=1)
def _recorded() -> RealDay:
    return read_real_day(SHANGHAI_2015)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
