"""Gather what people wrote about a drill: observations, reviews, findings, the sheet, signatures.

Nothing here is measured; each stands with its entry, its author and its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drills.drill.happened import (
    DebriefSigned,
    FindingNamed,
    Observed,
    SeatReviewed,
    SheetConfirmed,
)
from metro_flow.logbook.entry import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One event that somebody wrote, with its number, its time and its author."""

    seq: int
    at: datetime
    person: str
    event: Any


@dataclass(frozen=True, slots=True)
class Written:
    """All of it, in the order of the book; of sheets and of a seat's signatures the last counts."""

    observations: tuple[Line, ...] = ()
    reviews: tuple[Line, ...] = ()
    findings: tuple[Line, ...] = ()
    sheet: Line | None = None
    signatures: tuple[Line, ...] = ()


def written_in(entries: Sequence[Entry]) -> Written:
    """Gather what people wrote into a drill's book."""
    sheets = _lines(entries, SheetConfirmed)
    sheet = sheets[-1] if sheets else None
    # Who signed an earlier sheet has not signed this one.
    signed = [line for line in _lines(entries, DebriefSigned) if sheet and line.seq > sheet.seq]
    return Written(
        observations=_lines(entries, Observed),
        reviews=tuple({line.event.seat: line for line in _lines(entries, SeatReviewed)}.values()),
        findings=_lines(entries, FindingNamed),
        sheet=sheet,
        signatures=tuple({line.event.seat: line for line in signed}.values()),
    )


def _lines(entries: Sequence[Entry], kind: type) -> tuple[Line, ...]:
    return tuple(
        Line(entry.seq, entry.occurred_at, entry.by.who, entry.event)
        for entry in entries
        if isinstance(entry.event, kind)
    )
