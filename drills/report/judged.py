"""Set out what people judged of a drill: the sheet, observations, reviews, findings, signatures."""

from __future__ import annotations

from typing import Any, Final

from reportlab.platypus import KeepTogether, Paragraph, Spacer

from drills.debrief import Debrief
from drills.debrief.written import Line
from drills.report import type
from drills.report.grid import cell, escaped, grid, heading
from drills.report.said import Reader, clock_time, day, line_said
from drills.score import MOST, RowPoints, Sheet
from metro_flow.people.person import Seat

# Seven millimetres: room to write a name by hand.
SPACE: Final = 20


def judged_of(debrief: Debrief, sheet: Sheet, reader: Reader, width: float) -> list[Any]:
    """Return everything that was judged and signed."""
    return [
        *_sheet(debrief, sheet, reader, width),
        *_observations(debrief, reader, width),
        *_reviews(debrief, reader, width),
        *_findings(debrief, reader, width),
        *_signatures(debrief, reader, width),
    ]


def _sheet(debrief: Debrief, sheet: Sheet, reader: Reader, width: float) -> list[Any]:
    names = ("row", "of", "machine", "evaluator", "arithmetic")
    rows: list[list[Any]] = [[reader.t(f"column.{name}") for name in names]]
    rows += [_sheet_row(row, debrief, reader) for row in sheet.rows]
    rows.append(_total(debrief, sheet, reader))
    table = grid(rows, [0.17, 0.07, 0.09, 0.09, 0.58], width, numbers=(1, 2, 3))
    told = [Paragraph(escaped(text), type.TEXT) for text in _sheet_words(debrief, sheet, reader)]
    return [
        heading(reader.t("section.sheet")),
        told[0],
        Spacer(0, 3),
        table,
        Spacer(0, 4),
        *told[1:],
    ]


def _sheet_row(row: RowPoints, debrief: Debrief, reader: Reader) -> list[Any]:
    line = debrief.written.sheet
    said = [line_said(reader, each, debrief) for each in row.lines]
    if row.points is None:
        said.append(reader.t("evaluator.fills"))
    given = reader.t("blank")
    if line is not None:
        given = _points(line.event.points.get(row.row), reader)
        if reason := line.event.reasons.get(row.row):
            said.append(reader.t("evaluator.reason", reason=reason))
    name = reader.t(f"row.{row.row.value}")
    marked = cell(name, reader.t("provisional")) if row.provisional else name
    return [marked, f"{row.of:g}", _points(row.points, reader), given, _lines(said)]


def _lines(said: list[str]) -> Any:
    return [Paragraph(escaped(each), type.SMALL) for each in said]


def _total(debrief: Debrief, sheet: Sheet, reader: Reader) -> list[Any]:
    line = debrief.written.sheet
    given = None if line is None else round(sum(line.event.points.values()), 1)
    whole = f"{sum(MOST.values()):g}"
    return [
        reader.t("column.total"),
        whole,
        _points(sheet.total, reader),
        _points(given, reader),
        "",
    ]


def _points(points: float | None, reader: Reader) -> str:
    return reader.t("blank") if points is None else f"{points:g}"


def _sheet_words(debrief: Debrief, sheet: Sheet, reader: Reader) -> list[str]:
    line = debrief.written.sheet
    if line is None:
        told, vetoes = [reader.t("sheet.open")], sheet.vetoes
    else:
        head = f"{line.event.seq}:{line.event.head[:16]}"
        who = reader.name(line.person)
        at = f"{day(line.at)} {clock_time(line.at)}"
        told, vetoes = [reader.t("sheet.by", person=who, at=at, head=head)], line.event.vetoes
        if line.event.words:
            told.append(reader.t("evaluator.words", words=line.event.words))
    if vetoes:
        named = ", ".join(reader.t(f"veto.{veto.value}") for veto in vetoes)
        told.append(reader.t("vetoes", vetoes=named))
    return told


def _observations(debrief: Debrief, reader: Reader, width: float) -> list[Any]:
    names = ("at", "who", "words", "rating")
    rows = [
        [
            clock_time(line.at),
            reader.name(line.person),
            _of_what(line, debrief, reader),
            _rating(line, reader),
        ]
        for line in debrief.written.observations
    ]
    return _section(reader, "observations", names, rows, [0.11, 0.14, 0.55, 0.2], width)


def _of_what(line: Line, debrief: Debrief, reader: Reader) -> Any:
    """Return an observer's words, and below them what they are about."""
    said, about = line.event, []
    objectives = {each.id: each.words for each in debrief.scenario.objectives}
    injects = {each.id: each.expected for each in debrief.scenario.injects}
    if said.objective in objectives:
        about.append(reader.of(objectives[said.objective]))
    if said.inject in injects:
        about.append(reader.t("expected", words=reader.of(injects[said.inject])))
    return cell(said.words, *about)


def _rating(line: Line, reader: Reader) -> str:
    told = []
    if line.event.rating is not None:
        told.append(reader.t(f"rating.{line.event.rating.value}"))
    if line.event.veto is not None:
        veto = reader.t(f"veto.{line.event.veto.value}")
        told.append(reader.t("vetoes", vetoes=veto))
    return " · ".join(told)


def _reviews(debrief: Debrief, reader: Reader, width: float) -> list[Any]:
    rows = [
        [reader.t(f"seat.{line.event.seat.value}"), reader.name(line.person), line.event.words]
        for line in debrief.written.reviews
    ]
    return _section(reader, "reviews", ("seat", "who", "words"), rows, [0.16, 0.14, 0.7], width)


def _findings(debrief: Debrief, reader: Reader, width: float) -> list[Any]:
    rows = [
        [line.event.hazard, line.event.where, line.event.words, reader.name(line.person)]
        for line in debrief.written.findings
    ]
    names = ("hazard", "where", "words", "who")
    return _section(reader, "findings", names, rows, [0.16, 0.18, 0.52, 0.14], width)


def _section(
    reader: Reader,
    name: str,
    columns: tuple[str, ...],
    rows: list[list[Any]],
    shares: list[float],
    width: float,
) -> list[Any]:
    """Return a section of rows, or the sentence that there are none."""
    title = heading(reader.t(f"section.{name}"))
    if not rows:
        return [title, Paragraph(escaped(reader.t(f"no.{name}")), type.TEXT)]
    head = [reader.t(f"column.{each}") for each in columns]
    return [title, grid([head, *rows], shares, width)]


def _signatures(debrief: Debrief, reader: Reader, width: float) -> list[Any]:
    """Return a line for each seat and for the evaluator, with room for ink beside it."""
    signed = {line.event.seat: line for line in debrief.written.signatures}
    names = ("seat", "name", "signed", "by-hand")
    rows: list[list[Any]] = [[reader.t(f"column.{name}") for name in names]]
    rows += [_signature(seat, signed.get(seat), debrief, reader) for seat in Seat]
    rows.append(_evaluator(debrief, reader))
    table = grid(rows, [0.17, 0.15, 0.4, 0.28], width)
    return [KeepTogether([heading(reader.t("section.signatures")), table])]


def _evaluator(debrief: Debrief, reader: Reader) -> list[Any]:
    """Return the evaluator's line: who put their name under the sheet."""
    line, room = debrief.written.sheet, [Spacer(0, SPACE)]
    name = reader.t("evaluator")
    if line is None:
        who = ", ".join(reader.name(each) for each in debrief.planned.staff.evaluators)
        return [name, who, reader.t("unsigned"), room]
    return [name, reader.name(line.person), _signed(line, reader), room]


def _signed(line: Line, reader: Reader) -> str:
    head = f"{line.event.seq}:{line.event.head[:16]}"
    return reader.t("signed", at=f"{day(line.at)} {clock_time(line.at)}", head=head)


def _signature(seat: Seat, line: Line | None, debrief: Debrief, reader: Reader) -> list[Any]:
    playing = [each.person for each in debrief.planned.participants if each.seat is seat]
    space = [Spacer(0, SPACE)]
    name = reader.t(f"seat.{seat.value}")
    if line is None:
        who = ", ".join(reader.name(each) for each in playing) or reader.t("blank")
        return [name, who, reader.t("unsigned"), space]
    return [name, reader.name(line.person), _signed(line, reader), space]
