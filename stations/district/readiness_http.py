"""Answer for the readiness of all stations at once: lights, static grades, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.readiness import risks
from stations.readiness.asking import day_of
from stations.readiness.beside import all_lights, limits
from stations.readiness.overdue import overdue_of
from stations.readiness.panels import PREFIX
from stations.readiness.whole import whole

if TYPE_CHECKING:
    from metro_flow.logbook.board import Board
    from metro_flow.logbook.shelf import Shelf

bp = APIBlueprint("district-readiness", __name__, url_prefix="/api/district", tag="District")


@dataclass(frozen=True, slots=True)
class AllReady:
    """The stations that whoever asks may read about, and what is late there, the longest first."""

    stations: list[dict[str, Any]]
    overdue: list[dict[str, Any]]
    limits: dict[str, Any]


@bp.get("/readiness")
@describe(tells=AllReady)
def readiness() -> Response:
    """Return lights, static grade and what is late of every station of whoever asks."""
    mine = asker()
    places = mine.places(Right.READ_READINESS)
    if not places:
        mine.require(Right.READ_READINESS)
    lights = all_lights(place.station for place in places)
    today = day_of(house().clock.now())
    late = [
        {"station": station, **whole(each)}
        for station in lights
        for each in overdue_of(_board(station), today)
    ]
    return jsonify(
        {
            "stations": [
                {
                    "station": station,
                    "names": whole(house().atlas[station].name),
                    "lights": [each.told() for each in found],
                    "grade": whole(_board(station)[risks.PANEL].grade),
                    "grades": whole(_board(station)[risks.PANEL].history),
                }
                for station, found in lights.items()
            ],
            "overdue": sorted(late, key=lambda each: (each["due"], each["station"])),
            "limits": whole(limits()),
        }
    )


def _board(station: str) -> Board:
    """Return a board that `all_lights` has just brought up to date."""
    shelf: Shelf = house().shelf
    return shelf.open(PREFIX + station).glance()
