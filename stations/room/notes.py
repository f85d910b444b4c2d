"""Write down what no other page of the rule book has a place for.

Nothing is edited and nothing is deleted: a correction is a new entry that names the number of
the one it corrects, and both stand in the book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from metro_flow.clock import iso
from metro_flow.errors import Refused
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry, event
from stations.room.seats import guarded

Words = Annotated[str, Field(max_length=1000)]


@dataclass(frozen=True, slots=True)
class Note:
    """What was written last."""

    seq: int
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Notes:
    """How many notes and corrections there are; the book has their words."""

    count: int = 0
    last: Note | None = None


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Write a note (记一笔)."""

    words: Words


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """Say what is wrong with an entry."""

    seq: int
    words: Words


@event()
@dataclass(frozen=True, slots=True)
class NoteWritten:
    """Somebody wrote a note."""

    words: str


@event()
@dataclass(frozen=True, slots=True)
class EntryCorrected:
    """Somebody said what is wrong with the entry of this number."""

    seq: int
    words: str


def write_note(_board: Board, command: WriteNote, _act: Act) -> Sequence[NoteWritten]:
    """Write a note that says something."""
    return (NoteWritten(_said(command.words)),)


def correct_entry(board: Board, command: CorrectEntry, _act: Act) -> Sequence[EntryCorrected]:
    """Write a correction of an entry that there is."""
    words = _said(command.words)
    if not 1 <= command.seq <= board.seq:
        raise Refused("no such entry", seq=command.seq, newest=board.seq)
    return (EntryCorrected(command.seq, words),)


def _said(words: str) -> str:
    if not words.strip():
        raise Refused("words are needed")
    return words.strip()


def _fold(notes: Notes, entry: Entry) -> Notes:
    note = Note(entry.seq, entry.event.words, entry.by.who, entry.at)
    return Notes(notes.count + 1, note)


def _show(notes: Notes) -> dict[str, Any]:
    last = notes.last
    return {
        "count": notes.count,
        "last": None
        if last is None
        else {"seq": last.seq, "words": last.words, "by": last.by, "at": iso(last.at)},
    }


PANEL: Panel[Notes] = Panel(
    name="notes", empty=Notes(), events=(NoteWritten, EntryCorrected), fold=_fold, show=_show
)
COMMANDS = guarded({WriteNote: write_note, CorrectEntry: correct_entry})
