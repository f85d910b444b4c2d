"""Say in one line per station what the district must know, worst first.

Pure: a station's state follows from its room's panels as tablets see them and from its newest
reading. Live alerts are one switch of the wall; static risk is the other, is no part of this
state, and is asked for by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from metro_flow.alerts.colour import AlertColour, rank_of
from stations.profile.words import ResponseLevel

PANELS: Final = ("alerts", "response", "call", "plan")
CALLED: Final = "called"
Shown = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Headline:
    """What the worst alert says, in words that the tablet finds."""

    key: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StationState:
    """What the district knows of one station.

    `known`: the figures are there. `share`: of the fullest zone's holding capacity.
    `unanswered`: people called who have not answered. `overdue`: answers, arrivals and steps
    past their time. `sensors`: gate groups that are ill.
    """

    colour: str | None
    level: str | None
    known: bool
    stale: bool
    share: float | None
    unanswered: int
    overdue: int
    sensors: int
    headline: Headline | None
    seq: int

    @property
    def alert(self) -> bool:
        """Whether nobody may be signed out here: yellow or above, or in response."""
        return rank_of(_colour(self.colour)) >= AlertColour.YELLOW.rank or self.level is not None

    @property
    def gravity(self) -> tuple[int, int, int, int]:
        """How much this station needs somebody, highest first."""
        level = 0 if self.level is None else ResponseLevel(self.level).rank
        waiting = self.overdue + self.unanswered
        return (rank_of(_colour(self.colour)), level, waiting, int(not self.known))

    def shown(self) -> dict[str, Any]:
        """Return the state as the wall gets it."""
        return asdict(self)


def state_of(panels: Shown, reading: Shown | None, seq: int) -> StationState:
    """Return a station's state from what its tablets are shown."""
    people = [called for call in panels["call"]["open"] for called in call["people"]]
    run = panels["plan"]["running"]
    steps = [] if run is None else run["steps"]
    waiting = {called["person"] for called in people if called["state"] == CALLED}
    late = sum(1 for called in people if called["overdue"] is not None)
    return StationState(
        colour=panels["alerts"]["colour"],
        level=panels["response"]["level"],
        known=reading is not None and bool(reading["known"]),
        stale=reading is None or bool(reading["stale"]),
        share=None if reading is None else _fullest(reading["zones"]),
        unanswered=len(waiting),
        overdue=late + sum(1 for step in steps if step.get("overdue")),
        sensors=0 if reading is None else len(reading["sensors"]),
        headline=_headline(panels["alerts"]["open"]),
        seq=seq,
    )


def worst_first(states: Mapping[str, StationState]) -> list[str]:
    """Return the station ids, the one that needs somebody most first."""
    return sorted(
        states, key=lambda station: ([-each for each in states[station].gravity], station)
    )


def _fullest(zones: Iterable[Shown]) -> float | None:
    shares = [zone["share"] for zone in zones if zone["share"] is not None]
    return max(shares, default=None)


def _headline(alerts: Iterable[Shown]) -> Headline | None:
    worst = max(alerts, key=lambda alert: rank_of(_colour(alert["colour"])), default=None)
    if worst is None:
        return None
    return Headline(worst["reason"]["key"], worst["reason"]["facts"])


def _colour(wire: str | None) -> AlertColour | None:
    return None if wire is None else AlertColour(wire)
