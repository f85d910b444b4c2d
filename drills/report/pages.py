"""Set out a drill's report section by section: facts, people, moments, injects.

What is judged and signed follows in `judged`.
"""

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.platypus import KeepTogether, Paragraph, Spacer

from drills.debrief import Debrief, InjectTime, PersonTime
from drills.drill.happened import DrillHalted, DrillStopped
from drills.report import type
from drills.report.drawn import PAPER, Picture, Shape
from drills.report.gantt import picture_of
from drills.report.grid import cell, escaped, grid, heading
from drills.report.judged import judged_of
from drills.report.said import Reader, clock_time, day, length
from drills.score import Sheet, verdict_of
from metro_flow.people.person import Seat
from stations.profile.words import Words
from stations.room.turnout import Rank

INKS = {
    "ink": 0x14181C,
    "soft": 0x495159,
    "grid": 0xDDE2E6,
    "mark": 0x6A737C,
    "limit": 0x14181C,
    "answer": 0x86B8B4,
    "arrival": 0x1F6B67,
    "response": 0xAAB3BC,
    "late": 0x7A3D8F,
    "missed": 0x7A3D8F,
    "pause": 0xDDE2E6,
}


def story_of(
    debrief: Debrief, sheet: Sheet, reader: Reader, *, station: Words, width: float
) -> list[Any]:
    """Return the whole report, ready to be laid on pages."""
    of_what = f"{reader.of(station)} · {reader.of(debrief.scenario.name)}"
    return [
        Paragraph(escaped(reader.t("title")), type.TITLE),
        Paragraph(escaped(of_what), type.CENTRED),
        *_facts(debrief, reader, station=station, width=width),
        *_people(debrief, reader, width),
        *_moments(debrief, reader, width),
        *_injects(debrief, reader, width),
        *judged_of(debrief, sheet, reader, width),
    ]


def _facts(debrief: Debrief, reader: Reader, *, station: Words, width: float) -> list[Any]:
    planned, t = debrief.planned, reader.t
    place = f"{reader.of(station)} {planned.station}"
    date = day(debrief.began_at or planned.starts_at)
    pairs = [
        ("facts.result", _result(debrief, reader), "facts.drill", planned.drill),
        ("facts.station", place, "facts.form", _form(debrief, reader)),
        ("facts.scenario", _scenario(debrief, reader), "facts.plan", _plan(debrief, reader)),
        ("facts.date", date, "facts.ran", _ran(debrief, reader)),
    ]
    whole = [
        ("facts.ended", _ended(debrief, reader)),
        ("facts.pauses", _pauses(debrief, reader)),
        ("facts.staff", _staff(debrief, reader)),
        ("facts.safety", reader.of(debrief.scenario.safety)),
    ]
    paired = [[t(left), told, t(right), other] for left, told, right, other in pairs]
    single = [[t(key), told] for key, told in whole]
    note = Paragraph(escaped(t("provisional.note")), type.SMALL)
    return [
        heading(t("section.facts")),
        grid(paired, [0.14, 0.36, 0.14, 0.36], width, head=False),
        grid(single, [0.14, 0.86], width, head=False, joined=True),
        Spacer(0, 3),
        note,
    ]


def _result(debrief: Debrief, reader: Reader) -> str:
    verdict = verdict_of(debrief)
    if verdict is None:
        return reader.t("facts.result.open")
    key = "facts.result.is" if verdict.again_by is None else "facts.result.again"
    grade = reader.t(f"grade.{verdict.grade.value}")
    return reader.t(key, total=f"{verdict.total:g}", grade=grade, day=verdict.again_by)


def _scenario(debrief: Debrief, reader: Reader) -> str:
    name = reader.of(debrief.scenario.name)
    return reader.t("facts.scenario.is", name=name, version=debrief.planned.version)


def _ran(debrief: Debrief, reader: Reader) -> str:
    if debrief.began_at is None:
        return reader.t("gantt.no-start")
    return reader.t(
        "facts.ran.is",
        start=clock_time(debrief.began_at),
        end=clock_time(debrief.ended_at),
        played=length(debrief.played_s),
    )


def _form(debrief: Debrief, reader: Reader) -> str:
    planned = debrief.planned
    named = (
        f"form.{planned.form.value}",
        f"extent.{planned.extent.value}",
        f"notice.{planned.notice.value}",
    )
    return " · ".join(reader.t(key) for key in named)


def _plan(debrief: Debrief, reader: Reader) -> str:
    if debrief.plan is None:
        return reader.t("facts.plan.none")
    return reader.t("facts.plan.is", version=debrief.plan.version, sha=debrief.plan.sha256[:12])


def _staff(debrief: Debrief, reader: Reader) -> str:
    staff = debrief.planned.staff
    return reader.t(
        "facts.staff.is",
        director=reader.name(staff.director),
        evaluators=", ".join(reader.name(each) for each in staff.evaluators),
        safety=reader.name(staff.safety),
    )


def _pauses(debrief: Debrief, reader: Reader) -> str:
    told = [
        reader.t(
            "facts.pause",
            at=clock_time(each.at),
            length=length((each.until - each.at).total_seconds()),
            reason=each.reason,
        )
        for each in debrief.pauses
    ]
    return "; ".join(told) or reader.t("none")


def _ended(debrief: Debrief, reader: Reader) -> str:
    outcome = "running" if debrief.outcome is None else debrief.outcome.value
    words = reader.t(f"outcome.{outcome}")
    match debrief.ended_by:
        case DrillHalted(real=real, room=room, seq=seq):
            why = reader.t("halted", real=reader.t(f"real.{real.value}"), room=room, seq=seq)
        case DrillStopped(reason=reason):
            why = reason
        case _:
            return words
    return f"{words}{reader.t('colon')}{why}"


def _people(debrief: Debrief, reader: Reader, width: float) -> list[Any]:
    names = ("unit", "seat", "name", "called", "answered", "arrived")
    rows = [[reader.t(f"column.{name}") for name in names]]
    called = {each.person for each in debrief.people}
    rows += [_person(each, reader) for each in debrief.people]
    rows += [
        [*_unit(each.seat, reader), reader.name(each.person), reader.t("not-in-call"), "", ""]
        for each in debrief.planned.participants
        if each.person not in called
    ]
    table = grid(rows, [0.14, 0.14, 0.14, 0.1, 0.24, 0.24], width)
    return [heading(reader.t("section.people")), table]


def _unit(seat: Seat | None, reader: Reader) -> list[str]:
    name = "district-officer" if seat is None else seat.value
    return [reader.t(f"unit.{name}"), reader.t(f"seat.{name}")]


def _person(person: PersonTime, reader: Reader) -> list[str]:
    name = reader.name(person.person) + (reader.t("trainee") if person.trainee else "")
    if person.rank is Rank.DEPUTY:
        name = f"{name} {reader.t('deputy')}"
    answered = reader.kept(person.answer, person.answered)
    marks = [reader.t("by-voice")] * person.by_voice + [reader.t("overdue")] * person.overdue
    arrived = reader.kept(person.arrival, person.arrived)
    if person.post:
        arrived = f"{arrived} · {person.post}"
    told = " · ".join([answered, *marks])
    return [*_unit(person.seat, reader), name, clock_time(person.called_at), told, arrived]


def _moments(debrief: Debrief, reader: Reader, width: float) -> list[Any]:
    rows = [[reader.t(f"column.{name}") for name in ("moment", "at", "since", "whose")]]
    for moment in debrief.moments:
        since = "" if moment.since_t0_s is None else length(moment.since_t0_s)
        whose = "" if moment.seq is None else reader.t("entry", seq=moment.seq)
        if moment.seq is None and moment.at is not None:
            whose = reader.t("counts")
        if moment.person is not None:
            whose = f"{whose} · {reader.name(moment.person)}"
        name = f"{moment.mark.value.upper()} {reader.t(f'mark.{moment.mark.value}')}"
        rows.append([name, reader.moment(moment), since, whose])
    table = grid(rows, [0.26, 0.36, 0.12, 0.26], width)
    drawn = _drawn(picture_of(debrief, reader, PAPER))
    return [
        KeepTogether([heading(reader.t("section.moments")), table]),
        Spacer(0, 8),
        KeepTogether([Paragraph(escaped(reader.t("gantt")), type.TEXT), Spacer(0, 4), drawn]),
    ]


def _drawn(picture: Picture) -> Drawing:
    """Draw a picture on paper, where heights count from below."""
    drawing = Drawing(picture.width, picture.height)
    for shape in picture.shapes:
        drawing.add(_shape(shape, picture.height))
    return drawing


def _shape(shape: Shape, height: float) -> Any:
    ink = HexColor(INKS[shape.ink])
    match shape.kind:
        case "bar":
            wide, high = shape.x2 - shape.x, shape.y2 - shape.y
            bar = Rect(shape.x, height - shape.y2, wide, high, fillColor=ink, strokeColor=None)
            if shape.ink == "missed":
                bar.fillColor, bar.strokeColor, bar.strokeDashArray = None, ink, [2, 1.5]
                bar.strokeWidth = 0.7
            return bar
        case "line":
            thick = 1.2 if shape.ink == "limit" else 0.4
            dash = [2, 2] if shape.ink == "mark" else None
            return Line(
                shape.x,
                height - shape.y,
                shape.x2,
                height - shape.y2,
                strokeColor=ink,
                strokeWidth=thick,
                strokeDashArray=dash,
            )
        case "dot":
            return Circle(shape.x, height - shape.y, shape.x2, fillColor=ink, strokeColor=None)
        case _:
            return String(
                shape.x,
                height - shape.y,
                shape.text,
                fontName=type.NAME,
                fontSize=shape.size,
                textAnchor=shape.anchor,
                fillColor=ink,
            )


def _injects(debrief: Debrief, reader: Reader, width: float) -> list[Any]:
    names = ("planned", "given", "to", "message", "result")
    rows: list[list[Any]] = [[reader.t(f"column.{name}") for name in names]]
    rows += [_inject(each, debrief, reader) for each in debrief.injects]
    table = grid(rows, [0.08, 0.11, 0.13, 0.41, 0.27], width)
    return [heading(reader.t("section.injects")), table]


def _inject(inject: InjectTime, debrief: Debrief, reader: Reader) -> list[Any]:
    script = debrief.scenario.inject(inject.id)
    minute = reader.t("gantt.minutes")
    planned = (
        reader.t("by-hand") if inject.planned_min is None else f"{inject.planned_min:g} {minute}"
    )
    given = reader.t("blank") if inject.given_min is None else f"{inject.given_min:.1f} {minute}"
    if inject.by_hand and inject.planned_min is not None and inject.given_min is not None:
        given = f"{given} {reader.t('by-hand')}"
    said = [reader.of(script.message), reader.t("expected", words=reader.of(script.expected))]
    to = ", ".join(reader.t(f"seat.{seat.value}") for seat in script.to)
    return [planned, given, to, cell(*said), cell(*_became(inject, reader))]


def _became(inject: InjectTime, reader: Reader) -> list[str]:
    told = [reader.t(f"inject.{inject.outcome.value}")]
    shown = inject.shown
    if shown is not None:
        who = reader.name(shown.person)
        told.append(reader.t("shown", person=who, after=length(shown.after_s), seq=shown.seq))
    if inject.reason:
        told.append(inject.reason)
    limit = reader.t("limit", limit=length(inject.limit.seconds))
    return [*told, reader.provisional(limit, is_so=inject.limit.provisional)]
