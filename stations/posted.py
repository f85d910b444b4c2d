"""Take in an act and page a book in one way for every kind of book that stations keep.

An edge says whose right it asks for and which book it is; what is posted, how it is written and
how a page of entries is told is the same for all and stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

from flask import request
from pydantic import AwareDatetime, Field

from metro_flow.errors import Fault, Malformed
from metro_flow.logbook.entry import Author, parse, parse_command, told
from metro_flow.people.asker import Asker, asker
from metro_flow.web import house
from metro_flow.web.api import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metro_flow.logbook.board import Board, Decide
    from metro_flow.logbook.entry import Act, Grant
    from metro_flow.logbook.logbook import Logbook
    from metro_flow.logbook.shelf import Shelf
    from metro_flow.people.permission import Place, Right

PAGE: Final = 50
LONGEST_PAGE: Final = 200
# Whole numbers beyond this are not exact in a browser.
LARGEST: Final = 2**53
Device = Annotated[str, Field(min_length=1, max_length=64)]
Refuse = Callable[["Board", object], None]
Seq = Annotated[int, Field(ge=0, lt=LARGEST)]


@dataclass(frozen=True, slots=True)
class ActPosted:
    """One act of one person: `ref` is its own for ever, so that it may be posted again.

    `occurred_at` is when it is said to have happened, in room time.
    """

    ref: UUID
    kind: str
    body: dict[str, Any]
    device: Device
    seen_seq: Seq | None = None
    occurred_at: AwareDatetime | None = None
    device_at: AwareDatetime | None = None


@dataclass(frozen=True, slots=True)
class ClockTold:
    """The room clock: room = base + (real - started) * speed."""

    base: str
    started: str
    speed: float
    now: str


@dataclass(frozen=True, slots=True)
class AuthorTold:
    """Who wrote an entry."""

    who: str
    seat: str | None
    device: str | None
    voice_of: str | None


@dataclass(frozen=True, slots=True)
class EntryTold:
    """One entry as tablets hear it."""

    room: str
    seq: int
    at: str
    occurred_at: str
    recorded_at: str
    kind: str
    by: AuthorTold
    body: dict[str, Any]
    ref: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to."""

    status: str
    seqs: list[int]
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the book."""

    entries: list[EntryTold]
    more: bool


def allowed(right: Right, station: str) -> tuple[Asker, Place]:
    """Return who asks and the place, if they have the right there."""
    mine = asker()
    return mine, mine.require_at(right, station)


def write_posted(
    room: str,
    mine: Asker,
    place: Place | None,
    *,
    seat: str | None = None,
    cursors: Mapping[str, int] | None = None,
    refuse: Refuse | None = None,
) -> dict[str, Any]:
    """Write the act that the request posts, and return its answer; the same ref, the same answer.

    Without a place it is a book of the whole district, and all that the author holds counts.
    `seat` is where the author sits in this room, `cursors` what every seat has on the glass.
    `refuse` knows what the book's own rules cannot: it is asked in the same turn, after them.
    """
    posted, command = read_posted(room)
    shelf: Shelf = house().shelf
    return written(
        room,
        posted,
        _unless(shelf.decide(room, command), command, refuse),
        by=Author(mine.person, seat, posted.device),
        grants=mine.grants if place is None else mine.grants_at(place),
        cursors=cursors,
    )


def read_posted(room: str) -> tuple[ActPosted, Any]:
    """Return what the request posts, and the command of this room that it asks for."""
    posted = parse(ActPosted, read_json(request))
    shelf: Shelf = house().shelf
    return posted, parse_command(shelf.commands(room), posted.kind, posted.body)


def written(
    room: str,
    posted: ActPosted,
    decide: Decide,
    *,
    by: Author,
    grants: Sequence[Grant],
    cursors: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Let the room's book decide a posted act, and return the answer as it is told."""
    book: Logbook = house().shelf.open(room)
    answer = book.write(
        decide,
        by=by,
        ref=str(posted.ref),
        occurred_at=_not_ahead(posted.occurred_at),
        seen_seq=posted.seen_seq,
        grants=grants,
        cursors=cursors,
    )
    return {"status": "done", "seqs": answer.seqs, "seq": answer.seq, "head": answer.head}


def _unless(decide: Decide, command: object, refuse: Refuse | None) -> Decide:
    if refuse is None:
        return decide

    def decided(board: Board, act: Act) -> Sequence[Any]:
        events = decide(board, act)
        refuse(board, command)
        return events

    return decided


def page_of(book: Logbook) -> dict[str, Any]:
    """Return the page of a book that the request asks for, the newest entries below `before`."""
    before = _number("before", default=None, least=1, most=LARGEST)
    limit = _number("limit", default=PAGE, least=1, most=LONGEST_PAGE)
    found = book.entries(before=before, limit=limit or PAGE)
    more = bool(found) and found[0].seq > 1
    return {"entries": [told(entry) for entry in found], "more": more}


def _not_ahead(said: datetime | None) -> datetime | None:
    """Return when it is said to have happened; a tablet whose clock runs ahead said "now"."""
    return None if said is None else min(said, house().clock.now())


def _number(name: str, *, default: int | None, least: int, most: int) -> int | None:
    given = request.args.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdecimal() and least <= int(given[:20]) <= most):
        raise Malformed(Fault(name, given, f"a whole number from {least} to {most}"))
    return int(given)
