"""What a drill's script says, as values that fit any station and name none.

A `Scenario` says what is practised, how large a crowd comes on top of the day, and which injects
(导调信息) are given when. It holds no date, no station and no person: those are the drill's.
A limit that nobody has confirmed is provisional and shown as 暂定.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from metro_flow.people.person import Seat

if TYPE_CHECKING:
    from datetime import time

    from drills.scenario.row import Row
    from metro_flow.feeds.surge import Shape
    from stations.plan_text import Scenario as PlanScenario
    from stations.profile.words import Words
    from stations.room.turnout import Channel

# Under ten minutes nobody can come; joint drills take an hour and a half, few take three.
SHORTEST_MIN: Final = 10
LONGEST_MIN: Final = 180
# What is expected later than an hour on is another inject's.
LONGEST_LIMIT_MIN: Final = 60
# The posts of every station's plan and the seat that each answers to; “platform” is the post on the
# platform that the crowd fills.
POSTS: Final[Mapping[str, Seat]] = {
    "duty-station-master": Seat.STATION_MASTER,
    "operations-officer": Seat.STATION_MASTER,
    "passenger-officer": Seat.STATION_MASTER,
    "hall": Seat.STATION_MASTER,
    "platform": Seat.STATION_MASTER,
    "ticket-office": Seat.STATION_MASTER,
    "security-check": Seat.STATION_MASTER,
    "cleaning": Seat.STATION_MASTER,
    "resident-officer": Seat.TRANSIT_POLICE,
    "local-reinforcement": Seat.LOCAL_POLICE,
    "street-reinforcement": Seat.STREET,
    "volunteers": Seat.STREET,
    "bus-liaison": Seat.STREET,
}


@dataclass(frozen=True, slots=True)
class Objective:
    """One thing that a drill practises, and the row of the sheet in which its injects count."""

    id: str
    words: Words
    row: Row


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who comes on top of the day, sized by the largest platform so that no station is tuned.

    `of_holding` times as many people as that platform holds come within `minutes`. `day_at` is the
    local time of the recorded day at which the drill's first minute falls.
    """

    begins_min: float
    of_holding: float
    minutes: float
    shape: Shape
    line_share: float
    day_at: time
    why: Words
    source: Words


@dataclass(frozen=True, slots=True)
class Inject:
    """One message that the conductors give, and what it should bring about.

    It is due so many minutes after the drill begins, or given by hand when `due_min` is None.
    One of the entries `shown_by` should stand in the log within `limit_min` minutes of it.
    """

    id: str
    due_min: float | None
    sender: Words
    to: tuple[Seat, ...]
    posts: tuple[str, ...]
    channel: Channel
    message: Words
    expected: Words
    objective: str
    limit_min: float
    limit_source: Words
    confirmed_by: str
    shown_by: tuple[str, ...]

    @property
    def by_hand(self) -> bool:
        """Whether the conductors choose the moment."""
        return self.due_min is None

    @property
    def provisional(self) -> bool:
        """Whether nobody has confirmed this inject's limit."""
        return not self.confirmed_by


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole script; `prefix` is said before every message, so that no exercise looks real."""

    id: str
    version: int
    name: Words
    about: Words
    plan: PlanScenario
    minutes: float
    seats: tuple[Seat, ...]
    safety: Words
    prefix: Words
    objectives: tuple[Objective, ...]
    crowd: Crowd
    injects: tuple[Inject, ...]

    def objective(self, name: str) -> Objective:
        """Return an objective by its id, or raise KeyError."""
        return {objective.id: objective for objective in self.objectives}[name]

    def row_of(self, inject: Inject) -> Row:
        """Return the one row of the sheet in which an inject counts."""
        return self.objective(inject.objective).row

    def inject(self, name: str) -> Inject:
        """Return an inject by its id, or raise KeyError."""
        return {inject.id: inject for inject in self.injects}[name]
