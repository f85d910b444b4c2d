"""The calendar of occasions over HTTP: read by whoever reads a station, written by the district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from metro_flow.flow.count import seconds_of
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.watch.day import day_of
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.occasions.holidays import shown as day_shown
from stations.occasions.occasion import occasions_at, shown
from stations.posted import ActPosted, Done, Page, page_of, write_posted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from metro_flow.logbook.logbook import Logbook
    from stations.occasions.holidays import SpecialDay

# The wall's own live room is `district`; what is numbered has a name of its own.
BOOK: Final = "district/occasions"
# Far enough for a season's calendar.
AHEAD: Final = timedelta(days=120)

bp = APIBlueprint("occasions", __name__, url_prefix="/api/district", tag="District")


@dataclass(frozen=True, slots=True)
class OccasionsTold:
    """What is planned from this moment on, the earliest first, as the book has it at `seq`.

    `days` are those that are not what their weekdays say: holidays, weekends that are worked.
    """

    seq: int
    occasions: list[dict[str, Any]]
    days: list[dict[str, Any]]


@bp.get("/occasions")
@describe(tells=OccasionsTold)
def occasions() -> Response:
    """Return what is planned at the stations of whoever asks, or at the `station` named."""
    mine = asker()
    named = request.args.get("station")
    if named is None:
        stations = [place.station for place in mine.places(Right.READ_STATION)]
    else:
        stations = [mine.require_at(Right.READ_STATION, named).station]
    board = _book().board()
    now = house().clock.now()
    found = {
        each.id: each
        for station in stations
        for each in occasions_at(board, station, (now, now + AHEAD))
    }
    ordered = sorted(found.values(), key=lambda each: (each.starts, each.id))
    planned = [shown(each) for each in ordered]
    return jsonify({"seq": board.seq, "occasions": planned, "days": _days(now)})


@bp.post("/acts")
@describe(asks=ActPosted, tells=Done)
def act() -> Response:
    """Ask the district's calendar for an act; the same ref gets the same answer."""
    mine = asker()
    mine.require(Right.ACT_IN_DISTRICT)
    return jsonify(write_posted(BOOK, mine, None))


@bp.get("/entries")
@describe(tells=Page)
def entries() -> Response:
    """Return a page of the district's calendar, the newest entries below `before`."""
    asker().require(Right.SEE_DISTRICT)
    return jsonify(page_of(_book()))


def _days(now: datetime) -> list[dict[str, Any]]:
    today, until = day_of(seconds_of(now)), day_of(seconds_of(now + AHEAD))
    holidays: Mapping[date, SpecialDay] = house().holidays
    return [day_shown(holidays[day]) for day in sorted(holidays) if today <= day <= until]


def _book() -> Logbook:
    book: Logbook = house().shelf.open(BOOK)
    return book
