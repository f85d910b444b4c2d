"""Give tablets what does not change while something happens: the station and its plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from apiflask import APIBlueprint
from flask import Response, jsonify, make_response, request

from metro_flow.errors import Fault, Malformed, Refused, Unknown
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.plan_text import difference
from stations.posted import allowed
from stations.room.edge import book_of
from stations.room.place_shown import brief, etag_of, shown
from stations.room.plan_shown import change_shown
from stations.room.plan_shown import shown as plan_shown
from stations.room.planbook import PANEL as PLANBOOK
from stations.room.planbook import Planbook, parsed

bp = APIBlueprint("place", __name__, url_prefix="/api", tag="Station")

HASH: Final = re.compile("[0-9a-f]{64}")
# A text that is named by its own hash never changes.
FOR_EVER: Final = "private, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StationsTold:
    """The stations of the atlas that one may read."""

    stations: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ChangesTold:
    """What a draft changes in the adopted plan."""

    changes: list[dict[str, Any]]


@bp.get("/stations")
@describe(tells=StationsTold)
def stations() -> Response:
    """List the stations that whoever asks may read."""
    atlas = house().atlas
    mine = asker().places(Right.READ_STATION)
    return jsonify({"stations": [brief(atlas[place.station]) for place in mine]})


@bp.get("/stations/<station>")
@describe(tells=dict[str, Any])
def station(station: str) -> Response:
    """Return a station as its room's pages show it."""
    allowed(Right.READ_STATION, station)
    profile = house().atlas[station]
    rules = house().rules.get(station, [])
    response = jsonify({**shown(profile), "rules": rules})
    response.set_etag(etag_of(profile))
    response.headers["Cache-Control"] = "private, no-cache"
    return make_response(response.make_conditional(request))


@bp.get("/plans/<sha256>")
@describe(tells=dict[str, Any])
def plan(sha256: str) -> Response:
    """Return a plan's text by its hash: steps, posts and action cards."""
    if not HASH.fullmatch(sha256):
        raise Malformed(Fault("sha256", sha256, "64 hexadecimal digits in small letters"))
    for place in asker().places(Right.READ_STATION):
        text = _texts(planbook_of(place.station)).get(sha256)
        if text is not None:
            response = jsonify(plan_shown(parsed(text), sha256=sha256))
            response.headers["Cache-Control"] = FOR_EVER
            return response
    raise Unknown("plan", sha256)


@bp.get("/rooms/station/<station>/plan/difference")
@describe(tells=ChangesTold)
def plan_difference(station: str) -> Response:
    """Return what the open draft changes in the adopted plan."""
    allowed(Right.OPEN_ROOM, station)
    book = planbook_of(station)
    if book.adopted is None or book.draft is None:
        held = {"adopted": book.adopted is not None, "draft": book.draft is not None}
        raise Refused("nothing to compare", **held)
    changes = difference(parsed(book.adopted.text), parsed(book.draft.text))
    return jsonify({"changes": [change_shown(change) for change in changes]})


def planbook_of(station: str) -> Planbook:
    """Return a station's planbook as the database has it now."""
    return book_of(station).board()[PLANBOOK]


def _texts(book: Planbook) -> dict[str, str]:
    """Return every text that a planbook keeps, by its hash."""
    kept = [each for each in (book.adopted, book.draft) if each is not None]
    return {each.sha256: each.text for each in (*kept, *book.superseded)}
