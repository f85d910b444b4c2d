"""Give tablets what does not change while something happens: the station and its plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from apiflask import APIBlueprint
from flask import Response, jsonify, make_response, request

from metro_flow.errors import Fault, Malformed, Refused, Unknown
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.plan_text import difference
from stations.room.edge import allowed, book_of
from stations.room.place_shown import brief, etag_of, shown
from stations.room.plan_shown import change_shown, parsed
from stations.room.plan_shown import shown as plan_shown

if TYPE_CHECKING:
    from metro_flow.logbook.logbook import Logbook

bp = APIBlueprint("place", __name__, url_prefix="/api", tag="Station")

HASH: Final = re.compile("[0-9a-f]{64}")
# A text that is named by its own hash never changes.
FOR_EVER: Final = "private, max-age=31536000, immutable"
# More than any book grows to between two plans.
WHOLE_BOOK: Final = 10_000_000


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
        text = _find_text(book_of(place.station), sha256)
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
    book = book_of(station)
    told = book.board().shown(["planbook"])["planbook"]
    old, new = (_text_of(book, told[which]) for which in ("adopted", "draft"))
    if old is None or new is None:
        raise Refused("nothing to compare", adopted=told["adopted"], draft=told["draft"])
    changes = difference(parsed(old), parsed(new))
    return jsonify({"changes": [change_shown(change) for change in changes]})


def _text_of(book: Logbook, told: dict[str, Any] | None) -> str | None:
    return None if told is None else _find_text(book, told["sha256"])


def _find_text(book: Logbook, sha256: str) -> str | None:
    """Return the plan's text that a room's book keeps under this hash."""
    for entry in reversed(book.entries(limit=WHOLE_BOOK)):
        if getattr(entry.event, "sha256", None) == sha256 and hasattr(entry.event, "text"):
            return str(entry.event.text)
    return None
