"""A seat is held by several people at once, each for some lines, exits and hours.

Nanjing Xilu has three station masters; an exit may lie in another street than the station's name.
Here stand the pure answers: which seats a station must fill, whose street each exit lies in, and
who of a roster answers for a line or an exit at a moment. Who really sits is the room's to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metro_flow.people.roster import needed_at
from stations.profile.words import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from metro_flow.people.person import Seat
    from metro_flow.people.roster import Duty, NeededSeat
    from stations.profile.station import StationProfile
    from stations.profile.words import Words

_SURENESS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class Territory:
    """The exits of a station that lie in one street; as sure as its least sure exit."""

    street: Words
    district: Words
    exits: tuple[str, ...]
    confidence: Confidence


def needed_seats(station: StationProfile) -> tuple[NeededSeat, ...]:
    """Return the seats that may not be empty: a station master for each line, and the others."""
    return needed_at(station.id, [line.line for line in station.lines])


def territories(station: StationProfile) -> tuple[Territory, ...]:
    """Return the streets that a station's open exits lie in, the one with most exits first."""
    streets = dict.fromkeys((mouth.street, mouth.district) for mouth in station.open_exits)
    found = [_territory(station, street, district) for street, district in streets]
    return tuple(sorted(found, key=lambda territory: -len(territory.exits)))


def answering(
    duties: Iterable[Duty],
    seat: Seat,
    *,
    at: datetime,
    line: str | None = None,
    exit_id: str | None = None,
) -> tuple[Duty, ...]:
    """Return who answers for a seat at a moment, the nearest to the line or exit first.

    Holders come before deputies, and those appointed to just this place before those to all.
    """
    here = [
        duty
        for duty in duties
        if duty.seat is seat
        and duty.starts <= at < duty.ends
        and _covers(duty.lines, line)
        and _covers(duty.exits, exit_id)
    ]
    return tuple(sorted(here, key=lambda duty: (duty.deputy, not duty.lines, not duty.exits)))


def _territory(station: StationProfile, street: Words, district: Words) -> Territory:
    exits = [mouth for mouth in station.open_exits if mouth.street == street]
    least = min((mouth.street_confidence for mouth in exits), key=_SURENESS.index)
    return Territory(street, district, tuple(mouth.id for mouth in exits), least)


def _covers(scope: tuple[str, ...], wanted: str | None) -> bool:
    """Whether a duty reaches a place; a duty without lines or exits is for all of them."""
    return wanted is None or not scope or wanted in scope
