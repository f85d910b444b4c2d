"""Give a drill's times and its sheet as rows, for whoever reckons on in a spreadsheet.

A text that a spreadsheet would take for a formula is kept from being one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from drills.debrief import Debrief, Kept, Moment
from drills.report.said import Reader, line_said
from drills.score import Sheet
from metro_flow.clock import iso

# A byte order mark, so that a spreadsheet reads Chinese as it is written.
MARK: Final = "\ufeff"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
Cell = str | float | int | None


def timeline_csv(debrief: Debrief, reader: Reader) -> str:
    """Return the moments of the room, of each seat and person, and of each message, as CSV."""
    head = (
        "what",
        "who",
        "name",
        "state",
        "at",
        "since_t0_s",
        "after_s",
        "limit_s",
        "within",
        "provisional",
        "entry",
        "why",
    )
    return _csv((head, *_timeline(debrief, reader)))


def _timeline(debrief: Debrief, reader: Reader) -> Iterator[tuple[Cell, ...]]:
    for moment in debrief.moments:
        yield _row(moment, None, "", reader.name(moment.person) if moment.person else "")
    for seat in debrief.seats:
        yield _row(seat.acknowledged, seat.answer, seat.seat.value, "")
        yield _row(seat.arrived, seat.arrival, seat.seat.value, "")
    for person in debrief.people:
        name = reader.name(person.person)
        yield _row(person.answered, person.answer, person.person, name)
        yield _row(person.arrived, person.arrival, person.person, name)
    for inject in debrief.injects:
        shown = inject.shown
        yield (
            f"inject {inject.id}",
            None if shown is None else shown.person,
            None if shown is None else reader.name(shown.person),
            inject.outcome.value,
            None if inject.given_at is None else iso(inject.given_at),
            None,
            None if shown is None else round(shown.after_s, 1),
            inject.limit.seconds,
            _yes(None if shown is None else True),
            _yes(inject.limit.provisional),
            None if shown is None else shown.seq,
            inject.reason,
        )


def _row(moment: Moment, kept: Kept | None, who: str, name: str) -> tuple[Cell, ...]:
    return (
        moment.mark.value.upper(),
        who,
        name,
        moment.known.value,
        None if moment.at is None else iso(moment.at),
        _seconds(moment.since_t0_s),
        None if kept is None else _seconds(kept.after_s),
        None if kept is None else kept.limit.seconds,
        _yes(None if kept is None else kept.within),
        _yes(None if kept is None else kept.limit.provisional),
        moment.seq,
        None if moment.why is None else moment.why.value,
    )


def sheet_csv(debrief: Debrief, sheet: Sheet, reader: Reader) -> str:
    """Return the sheet as CSV: each row with the machine's and the evaluator's points."""
    confirmed = None if debrief.written.sheet is None else debrief.written.sheet.event
    rows: list[tuple[Cell, ...]] = [
        ("row", "name", "of", "machine", "evaluator", "reason", "provisional", "arithmetic")
    ]
    for row in sheet.rows:
        said = "; ".join(line_said(reader, line, debrief) for line in row.lines)
        rows.append(
            (
                row.row.value,
                reader.t(f"row.{row.row.value}"),
                row.of,
                row.points,
                None if confirmed is None else confirmed.points.get(row.row),
                None if confirmed is None else confirmed.reasons.get(row.row),
                _yes(row.provisional),
                said,
            )
        )
    return _csv(rows)


def _csv(rows: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [_plain(cell) for cell in row] for row in rows
    )
    return MARK + text.getvalue()


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _seconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def _yes(claim: bool | None) -> str | None:  # noqa: FBT001
    return None if claim is None else ("yes" if claim else "no")
