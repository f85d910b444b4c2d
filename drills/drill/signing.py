"""Lead a drill that is over to its signed debrief: reviews, the sheet, signatures, findings.

The machine fills the sheet from the log, an evaluator confirms it or says why not, and one
participant of each seat that took part signs it as it stands: by the number and the hash of the
entry that holds it. A sheet confirmed again asks for all signatures again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from drills.drill.asked import ConfirmSheet, NameFinding, ReviewSeat, SignDebrief
from drills.drill.happened import DebriefSigned, FindingNamed, SeatReviewed, SheetConfirmed
from drills.drill.running import PANEL as DRILL
from drills.drill.state import Drill, Phase
from drills.scenario.row import MOST, Row
from metro_flow.clock import iso
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry
from metro_flow.people.person import Seat

# The debrief travels whole; a drill with more to find was a rehearsal of something else.
MOST_FINDINGS: Final = 12

Rule = Callable[[Board, Any, Act], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Machine:
    """What the machine made of the log up to entry `seq`; None where it cannot know."""

    points: Mapping[Row, float | None]
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class Found:
    """The hazard that a finding became, and the entry of the readiness book that says so."""

    hazard: str
    seq: int


@dataclass(frozen=True, slots=True)
class Signed:
    """Who put their name under something, and when."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet in force: its entry's number and hash are what is signed."""

    confirmed: SheetConfirmed
    by: str
    at: datetime
    seq: int
    head: str

    @property
    def points(self) -> float:
        """All points together."""
        return round(sum(self.confirmed.points.values()), 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong, and the hazard that it became."""

    words: str
    where: str
    hazard: str
    by: str


@dataclass(frozen=True, slots=True)
class Signing:
    """How far the debrief has come."""

    reviews: Mapping[Seat, tuple[str, Signed]] = field(default_factory=dict)
    sheet: Sheet | None = None
    signatures: Mapping[Seat, Signed] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def review_seat(board: Board, command: ReviewSeat, act: Act) -> Sequence[SeatReviewed]:
    """Take a chief's own review; a later one replaces it."""
    drill = _over(board)
    seat = _seat(drill, act)
    _refuse_signed(board)
    if not command.words.strip():
        raise Refused("words are needed")
    return (SeatReviewed(seat, command.words.strip()),)


def confirm_sheet(
    board: Board, command: ConfirmSheet, act: Act, *, machine: Machine | None = None
) -> Sequence[SheetConfirmed]:
    """Take an evaluator's sheet beside the machine's."""
    drill = _over(board)
    if not drill.evaluates(act.by.who):
        raise Refused("only an evaluator confirms", evaluators=_evaluators(drill))
    _refuse_signed(board)
    filled = machine or Machine(dict.fromkeys(Row), board.seq, board.head)
    _refuse_wrong(command, filled)
    return (
        SheetConfirmed(
            machine={row: filled.points.get(row) for row in Row},
            points={row: command.points[row] for row in Row},
            reasons={row: said for row in Row if (said := command.reasons.get(row, "").strip())},
            vetoes=tuple(dict.fromkeys(command.vetoes)),
            words=command.words.strip(),
            seq=filled.seq,
            head=filled.head,
        ),
    )


def sign_debrief(board: Board, command: SignDebrief, act: Act) -> Sequence[DebriefSigned]:
    """Take a seat's signature under exactly the sheet that it saw."""
    seat = _seat(_over(board), act)
    signing = board[PANEL]
    sheet = signing.sheet
    if sheet is None:
        raise Refused("the sheet is not confirmed")
    if (sheet.seq, sheet.head) != (command.seq, command.head):
        raise Refused("the sheet has changed", seq=sheet.seq, by=sheet.by)
    if seat in signing.signatures:
        before = signing.signatures[seat]
        raise Refused("already signed", seat=seat, by=before.person, at=iso(before.at))
    return (DebriefSigned(seat, sheet.seq, sheet.head),)


def name_finding(
    board: Board, command: NameFinding, act: Act, *, found: Found | None = None
) -> Sequence[FindingNamed]:
    """Take a finding whose hazard stands in the readiness book already."""
    drill = board[DRILL]
    if drill.phase is Phase.WAITING:
        raise Refused("the drill has not begun")
    if not (drill.evaluates(act.by.who) or drill.directs(act.by.who)):
        raise Refused("only who makes the exercise observes", person=act.by.who)
    if len(board[PANEL].findings) >= MOST_FINDINGS:
        raise Refused("no more findings fit", most=MOST_FINDINGS)
    if found is None:
        return ()
    return (FindingNamed(command.words.strip(), command.where.strip(), found.hazard, found.seq),)


def seats_to_sign(drill: Drill) -> tuple[Seat, ...]:
    """Return the seats that took part: each of them signs."""
    if drill.plan is None:
        return ()
    playing = {each.seat for each in drill.plan.participants}
    return tuple(seat for seat in Seat if seat in playing)


def is_signed(board: Board) -> bool:
    """Claim that every seat that took part has signed the sheet in force."""
    signing = board[PANEL]
    return signing.sheet is not None and all(
        seat in signing.signatures for seat in seats_to_sign(board[DRILL])
    )


def _over(board: Board) -> Drill:
    drill = board[DRILL]
    if drill.phase is not Phase.OVER:
        raise Refused("the drill is not over", phase=drill.phase)
    return drill


def _seat(drill: Drill, act: Act) -> Seat:
    """Return the seat that somebody played; trainees do not answer for it."""
    if drill.plan is not None:
        for each in drill.plan.participants:
            if each.person == act.by.who and not each.trainee:
                return each.seat
    raise Refused("played no seat in this drill", person=act.by.who)


def _refuse_signed(board: Board) -> None:
    if is_signed(board):
        raise Refused("the debrief is signed by all")


def _refuse_wrong(command: ConfirmSheet, machine: Machine) -> None:
    missing = [row for row in Row if row not in command.points]
    if missing:
        raise Refused("every row needs points", row=missing[0])
    for row in Row:
        given, most, filled = command.points[row], MOST[row], machine.points.get(row)
        if given > most:
            raise Refused("more points than the row has", row=row, points=given, most=most)
        differs = filled is not None and abs(filled - given) > 1e-9
        if differs and not command.reasons.get(row, "").strip():
            raise Refused("another number needs a reason", row=row, machine=filled, points=given)


def _evaluators(drill: Drill) -> list[str]:
    return [] if drill.plan is None else list(drill.plan.staff.evaluators)


def _fold(signing: Signing, entry: Entry) -> Signing:
    signed = Signed(entry.by.who, entry.at)
    match entry.event:
        case SeatReviewed(seat=seat, words=words):
            return replace(signing, reviews={**signing.reviews, seat: (words, signed)})
        case SheetConfirmed() as confirmed:
            sheet = Sheet(confirmed, entry.by.who, entry.at, entry.seq, entry.sha256)
            return replace(signing, sheet=sheet, signatures={})
        case DebriefSigned(seat=seat):
            return replace(signing, signatures={**signing.signatures, seat: signed})
        case FindingNamed(words=words, where=where, hazard=hazard):
            finding = Finding(words, where, hazard, entry.by.who)
            return replace(signing, findings=(*signing.findings, finding))
        case _:
            return signing


def _show(signing: Signing) -> dict[str, Any]:
    return {
        "reviews": {
            seat.value: {"words": words, **_shown(signed)}
            for seat, (words, signed) in signing.reviews.items()
        },
        "sheet": None if signing.sheet is None else _shown_sheet(signing.sheet),
        "signatures": {seat.value: _shown(signed) for seat, signed in signing.signatures.items()},
        "findings": [
            {"words": each.words, "where": each.where, "hazard": each.hazard}
            for each in signing.findings
        ],
    }


def _shown(signed: Signed) -> dict[str, str]:
    return {"person": signed.person, "at": iso(signed.at)}


def _shown_sheet(sheet: Sheet) -> dict[str, Any]:
    confirmed = sheet.confirmed
    return {
        "seq": sheet.seq,
        "head": sheet.head,
        "by": sheet.by,
        "at": iso(sheet.at),
        "total": sheet.points,
        "points": {row.value: confirmed.points[row] for row in Row},
        "machine": {row.value: confirmed.machine.get(row) for row in Row},
        "reasons": {row.value: said for row, said in confirmed.reasons.items()},
        "vetoes": [veto.value for veto in confirmed.vetoes],
        "words": confirmed.words,
    }


PANEL: Panel[Signing] = Panel(
    name="debrief",
    empty=Signing(),
    events=(SeatReviewed, SheetConfirmed, DebriefSigned, FindingNamed),
    fold=_fold,
    show=_show,
)
COMMANDS: Final[Mapping[type, Rule]] = {
    ReviewSeat: review_seat,
    ConfirmSheet: confirm_sheet,
    SignDebrief: sign_debrief,
    NameFinding: name_finding,
}
