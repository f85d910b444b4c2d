"""What a written plan says, as values small enough to travel inside an entry of the logbook.

A `PlanText` is what four chiefs sign. A step says who (seat and post) does what (title) where
(zone, exit, line), after which other steps, within how long, and how it is undone.
A limit that nobody has confirmed is provisional and shown as 暂定.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from metro_flow.people.person import Seat
from stations.profile.words import ControlZone, ResponseLevel, Words

SEATS_IN_ORDER = (Seat.STATION_MASTER, Seat.TRANSIT_POLICE, Seat.LOCAL_POLICE, Seat.STREET)


class Scenario(StrEnum):
    """What a plan is written for."""

    CROWD = "crowd"
    FIRE = "fire"
    ESCALATOR = "escalator"
    SENSORS = "sensors"


class RequestTo(StrEnum):
    """Who must grant what a station may not do alone."""

    LINE_CONTROL = "line-control"


@dataclass(frozen=True, slots=True)
class Card:
    """The action card of one post, to be printed and carried."""

    title: Words
    who: Words
    trigger: Words
    first: tuple[Words, ...]
    report_to: Words
    equipment: tuple[Words, ...]
    never: tuple[Words, ...]
    stand_down: Words


@dataclass(frozen=True, slots=True)
class Post:
    """A place where somebody stands, and the seat they answer to."""

    id: str
    name: Words
    seat: Seat
    place: Words
    line: str | None
    card: Card


@dataclass(frozen=True, slots=True)
class Step:
    """One task of one post."""

    id: str
    scenarios: tuple[Scenario, ...]
    response_level: ResponseLevel
    zone: ControlZone
    exit: str | None
    line: str | None
    seat: Seat
    post: str
    title: Words
    say: Words | None
    after: tuple[str, ...]
    limit_s: int
    limit_source: Words
    confirmed_by: str
    request_to: RequestTo | None
    release: Words | None

    @property
    def provisional(self) -> bool:
        """Whether nobody has confirmed this step's limit."""
        return not self.confirmed_by


@dataclass(frozen=True, slots=True)
class PlanText:
    """A whole plan as it is signed."""

    station: str
    title: Words
    basis: tuple[Words, ...]
    posts: tuple[Post, ...]
    steps: tuple[Step, ...]

    def post(self, name: str) -> Post:
        """Return a post by its id, or raise KeyError."""
        return {post.id: post for post in self.posts}[name]

    def step(self, name: str) -> Step:
        """Return a step by its id, or raise KeyError."""
        return {step.id: step for step in self.steps}[name]

    def issued(self, scenario: Scenario, level: ResponseLevel) -> tuple[Step, ...]:
        """Return the steps of a scenario that are issued when `level` is ordered from nothing.

        A higher level brings the steps of every level below it.
        """
        return tuple(
            step
            for step in self.steps
            if scenario in step.scenarios and step.response_level.rank <= level.rank
        )
