"""Answer for the wall, and for all rooms of whoever asks, worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.district.map import StationState, worst_first
from stations.posted import ClockTold
from stations.room.edge import room_of
from stations.room.told import RoomsTold

if TYPE_CHECKING:
    from stations.district.wall import District

bp = APIBlueprint("district", __name__, url_prefix="/api", tag="District")


@dataclass(frozen=True, slots=True)
class DistrictTold:
    """Everything of the wall."""

    room: str
    stations: dict[str, StationState]
    clock: ClockTold
    places: list[dict[str, Any]]


@bp.get("/district")
@describe(tells=DistrictTold)
def district() -> Response:
    """Return everything that the wall shows."""
    asker().require(Right.SEE_DISTRICT)
    return jsonify(_district().joined())


@bp.get("/rooms")
@describe(tells=RoomsTold)
def rooms() -> Response:
    """Return the rooms of whoever asks, worst first."""
    mine = asker().places(Right.OPEN_ROOM)
    states = {place.station: _district().state(place.station) for place in mine}
    return jsonify({"rooms": [_brief(each, states[each]) for each in worst_first(states)]})


def _brief(station: str, state: StationState) -> dict[str, Any]:
    name = house().atlas[station].name
    return {
        "room": room_of(station),
        "station": station,
        "names": {"zh": name.zh, "en": name.en},
        "colour": state.colour,
        "level": state.level,
        "unanswered": state.unanswered,
        "overdue": state.overdue,
        "known": state.known,
        "stale": state.stale,
        "seq": state.seq,
    }


def _district() -> District:
    found: District = house().district
    return found
