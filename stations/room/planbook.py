"""Keep the station's plan as four chiefs signed it; nothing starts from a file.

A draft is a plan's whole text. It is parsed and held against its station when it is drafted, and
signed by its hash, so that nobody signs what they have not seen. The fourth seat's signature
adopts it in the same turn, and the plan before it is superseded; a plan that runs meanwhile goes
on as it was started.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field

from metro_flow.alerts.panel import MaySay
from metro_flow.clock import iso
from metro_flow.errors import Malformed, Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry, event
from metro_flow.people.person import Seat
from stations.plan_text import PlanText, check_plan, parse_plan, sha256_of
from stations.room.seats import guarded, seat_has, seat_of

# The longest plan of the atlas has 75 steps and about 60 kB.
Text = Annotated[str, Field(max_length=400_000)]


@dataclass(frozen=True, slots=True)
class Adopted:
    """A plan in force, or one that was."""

    version: int
    sha256: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """One seat's name under a draft."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a seat would not have a draft."""

    seat: Seat
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that asks for four signatures."""

    version: int
    sha256: str
    text: str
    by: str
    at: datetime
    signatures: Mapping[Seat, Signature]
    rejected: Rejection | None = None


@dataclass(frozen=True, slots=True)
class Planbook:
    """The plan in force, the draft on the table, and all plans before."""

    adopted: Adopted | None = None
    draft: Draft | None = None
    superseded: tuple[Adopted, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """Lay a plan's text before the four seats."""

    text: Text


@dataclass(frozen=True, slots=True)
class SignPlan:
    """Put one's seat under exactly this text."""

    sha256: str


@dataclass(frozen=True, slots=True)
class RejectPlan:
    """Say why one's seat will not have this text."""

    sha256: str
    reason: MaySay


@event(by_hash=("text",))
@dataclass(frozen=True, slots=True)
class PlanDrafted:
    """A text was laid before the four seats, perhaps in place of another draft."""

    version: int
    sha256: str
    text: str
    replaces: str | None


@event()
@dataclass(frozen=True, slots=True)
class PlanSigned:
    """A seat signed."""

    sha256: str
    seat: Seat


@event()
@dataclass(frozen=True, slots=True)
class PlanRejected:
    """A seat refused to sign."""

    sha256: str
    seat: Seat
    reason: str


@event(by_hash=("text",))
@dataclass(frozen=True, slots=True)
class PlanAdopted:
    """A plan came into force; its whole text stands in the book."""

    version: int
    text: str
    sha256: str


@lru_cache(maxsize=64)
def parsed(text: str) -> PlanText:
    """Parse an adopted or drafted text; the same text is asked for at every start."""
    return parse_plan(text)


def draft_plan(board: Board, command: DraftPlan, act: Act) -> Sequence[PlanDrafted]:
    """Lay a text on the table, if it fits its station and takes nobody else's place there."""
    _refuse_wrong(board, command.text)
    book = board[PANEL]
    sha256 = sha256_of(command.text)
    known = [one for one in (book.adopted, book.draft) if one is not None and not _gone(one)]
    if sha256 in [one.sha256 for one in known]:
        raise Refused("nothing has changed", sha256=sha256)
    draft = book.draft
    if draft is not None and not _gone(draft) and not _may_replace(board, draft, act):
        raise Refused("another draft is open", by=draft.by, at=iso(draft.at), sha256=draft.sha256)
    version = 1 if book.adopted is None else book.adopted.version + 1
    replaces = None if draft is None else draft.sha256
    return (PlanDrafted(version, sha256, command.text, replaces),)


def _refuse_wrong(board: Board, text: str) -> None:
    """Refuse a text that is no plan, or one that its station contradicts, naming every field."""
    plan = parsed(text)
    faults = [] if board.place is None else check_plan(plan, board.place)
    if faults:
        raise Malformed(*faults, where="text")


def _gone(one: Adopted | Draft) -> bool:
    return isinstance(one, Draft) and one.rejected is not None


def _may_replace(board: Board, draft: Draft, act: Act) -> bool:
    return draft.by == act.by.who or seat_has(board, Seat.STATION_MASTER, act.by.who)


def sign_plan(board: Board, command: SignPlan, act: Act) -> Sequence[PlanSigned | PlanAdopted]:
    """Sign for a seat; the fourth signature adopts the plan in the same turn."""
    draft = _draft_seen(board, command.sha256)
    seat = seat_of(board, act)
    before = draft.signatures.get(seat)
    if before is not None:
        raise Refused("already signed", seat=seat, by=before.person, at=iso(before.at))
    signed = PlanSigned(draft.sha256, seat)
    if len(draft.signatures) + 1 < len(Seat):
        return (signed,)
    return (signed, PlanAdopted(draft.version, draft.text, draft.sha256))


def reject_plan(board: Board, command: RejectPlan, act: Act) -> Sequence[PlanRejected]:
    """Say no to a draft, with a reason; it can be replaced, not signed."""
    draft = _draft_seen(board, command.sha256)
    if not command.reason.strip():
        raise Refused("a reason is needed", act="RejectPlan")
    return (PlanRejected(draft.sha256, seat_of(board, act), command.reason.strip()),)


def _draft_seen(board: Board, sha256: str) -> Draft:
    """Return the open draft, if it is the text that its reader saw."""
    draft = board[PANEL].draft
    if draft is None:
        raise Refused("no draft is open", sha256=sha256)
    if draft.sha256 != sha256:
        raise Refused("the draft has changed", sha256=draft.sha256, by=draft.by, at=iso(draft.at))
    if draft.rejected is not None:
        said = draft.rejected
        raise Refused("the draft was rejected", seat=said.seat, why=said.reason)
    return draft


def _fold(book: Planbook, entry: Entry) -> Planbook:
    match entry.event:
        case PlanDrafted(version=version, sha256=sha256, text=text):
            draft = Draft(version, sha256, text, entry.by.who, entry.at, signatures={})
            return replace(book, draft=draft)
        case PlanAdopted(version=version, sha256=sha256, text=text):
            before = () if book.adopted is None else (book.adopted,)
            adopted = Adopted(version, sha256, text, entry.at)
            return Planbook(adopted, draft=None, superseded=(*book.superseded, *before))
        case PlanSigned(seat=seat) if book.draft is not None:
            signed = {**book.draft.signatures, seat: Signature(entry.by.who, entry.at)}
            return replace(book, draft=replace(book.draft, signatures=signed))
        case PlanRejected(seat=seat, reason=reason) if book.draft is not None:
            rejected = Rejection(seat, reason)
            return replace(book, draft=replace(book.draft, rejected=rejected))
        case _:
            return book


def _show(book: Planbook) -> dict[str, Any]:
    return {
        "adopted": None if book.adopted is None else _shown(book.adopted),
        "draft": None if book.draft is None else _shown_draft(book.draft),
        "superseded": [_shown(old) for old in book.superseded],
    }


def _shown(adopted: Adopted) -> dict[str, Any]:
    return {"version": adopted.version, "sha256": adopted.sha256, "at": iso(adopted.at)}


def _shown_draft(draft: Draft) -> dict[str, Any]:
    said = draft.rejected
    return {
        "sha256": draft.sha256,
        "version": draft.version,
        "by": draft.by,
        "at": iso(draft.at),
        "signatures": {seat.value: _shown_signature(draft.signatures.get(seat)) for seat in Seat},
        "rejected": None if said is None else {"seat": said.seat, "reason": said.reason},
    }


def _shown_signature(signature: Signature | None) -> dict[str, Any] | None:
    return None if signature is None else {"person": signature.person, "at": iso(signature.at)}


PANEL: Panel[Planbook] = Panel(
    name="planbook",
    empty=Planbook(),
    events=(PlanDrafted, PlanSigned, PlanRejected, PlanAdopted),
    fold=_fold,
    show=_show,
)
COMMANDS = guarded({DraftPlan: draft_plan, SignPlan: sign_plan, RejectPlan: reject_plan})
