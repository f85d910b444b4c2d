"""Lay out T0 to T7 as shapes, once for the glass and once for paper.

The room's moments are lines across; a seat's row shows how long it took to answer and to come,
with a tick where each limit ended; a message's row shows when it was given and when it was acted
on. What took how long is written in a column of its own, so that a drill of two and a half hours
can be read as well as one of ten minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from drills.debrief import Debrief, InjectOutcome, InjectTime, Kept, Mark, SeatTime
from drills.report.drawn import (
    GLASS,
    Picture,
    Shape,
    Sizes,
    clipped,
    moved,
    text_width,
)
from drills.report.said import Reader, length

TICKS_MIN: Final = (1, 2, 5, 10, 15, 20, 30)
MOST_TICKS: Final = 16


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where on the picture a moment lies."""

    began_at: datetime
    minutes: float
    sizes: Sizes

    def x(self, at: datetime) -> float:
        passed = (at - self.began_at).total_seconds() / 60
        share = min(1.0, max(0.0, passed / self.minutes))
        return self.sizes.left + share * self.sizes.plot


def picture_of(debrief: Debrief, reader: Reader, sizes: Sizes = GLASS) -> Picture:
    """Lay out a drill's moments, seats and messages."""
    title = reader.t("gantt")
    if debrief.began_at is None:
        told = reader.t("gantt.no-start")
        words = Shape("text", 0, sizes.row, 0, 0, "ink", told, size=sizes.text)
        return Picture(sizes.width, 2 * sizes.row, title, (words,))
    axis = _axis(debrief, debrief.began_at, sizes)
    marks, top = _marks(debrief, reader, axis)
    rows = [_seat_row(each, reader, axis) for each in debrief.seats]
    rows += [_inject_row(each, debrief, reader, axis) for each in debrief.injects]
    bottom = top + (len(rows) + 1) * sizes.row
    shapes = [*_ground(debrief, reader, axis, top=top, bottom=bottom)]
    shapes += _lines(debrief, axis, top=top, bottom=bottom)
    shapes += marks
    shapes += moved(_response_row(debrief, reader, axis), top)
    for number, row in enumerate(rows, 1):
        shapes += moved(row, top + number * sizes.row)
    legend = moved(_legend(reader, sizes), bottom + 1.2 * sizes.row)
    return Picture(sizes.width, bottom + 2.2 * sizes.row, title, (*shapes, *legend))


def _axis(debrief: Debrief, began_at: datetime, sizes: Sizes) -> _Axis:
    """Return the axis from the start to the end, never shorter than a minute."""
    first = min([began_at, *(each.at for each in debrief.moments if each.at is not None)])
    minutes = max(1.0, (debrief.ended_at - first).total_seconds() / 60)
    return _Axis(first, minutes, sizes)


def _ground(
    debrief: Debrief, reader: Reader, axis: _Axis, *, top: float, bottom: float
) -> Iterator[Shape]:
    sizes = axis.sizes
    for pause in debrief.pauses:
        yield Shape("bar", axis.x(pause.at), top, axis.x(pause.until), bottom, "pause")
    step = next((t for t in TICKS_MIN if axis.minutes / t <= MOST_TICKS), TICKS_MIN[-1])
    for number in range(int(axis.minutes // step) + 1):
        x = axis.x(axis.began_at + timedelta(minutes=number * step))
        yield Shape("line", x, top, x, bottom, "grid")
        yield Shape(
            "text",
            x,
            bottom + sizes.text * 1.3,
            0,
            0,
            "soft",
            f"{number * step}",
            "middle",
            sizes.text,
        )
    edge = sizes.left + sizes.plot + sizes.text
    yield Shape(
        "text",
        edge,
        bottom + sizes.text * 1.3,
        0,
        0,
        "soft",
        reader.t("gantt.clock" if debrief.pauses else "gantt.minutes"),
        "start",
        sizes.text,
    )


def _marks(debrief: Debrief, reader: Reader, axis: _Axis) -> tuple[list[Shape], float]:
    """Write the room's moments above the picture, each with a line that begins beside its words.

    A moment stands lower than every one whose words reach over it, so no line crosses a word.
    """
    sizes = axis.sizes
    high = sizes.text * 1.45
    ends: list[float] = []
    placed: list[tuple[float, float, int, str]] = []
    for moment in sorted(debrief.moments, key=lambda each: (each.at is None, each.at)):
        if moment.at is None:
            continue
        text = f"{moment.mark.value.upper()} {reader.t(f'mark.{moment.mark.value}')}"
        wide = text_width(text, sizes.text) + sizes.text
        x = axis.x(moment.at)
        start = min(x + 3, sizes.width - wide)
        lane = max((n + 1 for n, end in enumerate(ends) if end > min(x, start)), default=0)
        ends[lane : lane + 1] = [start + wide]
        placed.append((x, start, lane, text))
    top = (len(ends) + 0.5) * high
    shapes = [
        Shape("text", start, (lane + 0.9) * high, 0, 0, "ink", text, "start", sizes.text)
        for _, start, lane, text in placed
    ]
    return [*shapes, *(_mark_line(x, (lane + 0.1) * high, top) for x, _, lane, _ in placed)], top


def _mark_line(x: float, begins: float, top: float) -> Shape:
    return Shape("line", x, begins, x, top, "mark")


def _lines(debrief: Debrief, axis: _Axis, *, top: float, bottom: float) -> Iterator[Shape]:
    for moment in debrief.moments:
        if moment.at is not None:
            x = axis.x(moment.at)
            yield Shape("line", x, top, x, bottom, "mark")
    sizes = axis.sizes
    yield Shape("line", sizes.left, bottom, sizes.left + sizes.plot, bottom, "ink")


def _response_row(debrief: Debrief, reader: Reader, axis: _Axis) -> list[Shape]:
    start, end = debrief.moment(Mark.T2), debrief.moment(Mark.T7)
    shapes = [_label(reader.t("gantt.response"), axis.sizes)]
    if start.at is not None:
        shapes.append(_bar(axis, start.at, end.at or debrief.ended_at, "response"))
    if start.at is not None and end.at is not None and end.at >= start.at:
        shapes.append(_told(length((end.at - start.at).total_seconds()), axis.sizes))
    elif start.at is None:
        shapes.append(_told(reader.t("known.not-reached"), axis.sizes))
    return shapes


def _seat_row(seat: SeatTime, reader: Reader, axis: _Axis) -> list[Shape]:
    label = _label(reader.t(f"seat.{seat.seat.value}"), axis.sizes)
    called = seat.called_at
    if called is None:
        why = seat.acknowledged.why
        told = reader.t("blank") if why is None else reader.t(f"why.{why.value}")
        return [label, _told(told, axis.sizes)]
    t3, t4 = seat.acknowledged.at, seat.arrived.at
    shapes = _reach(axis, called, t3, "answer", due=_due(called, seat.answer))
    shapes += _reach(axis, t3 or called, t4, "arrival", due=_due(called, seat.arrival))
    for kept in (seat.answer, seat.arrival):
        if kept is not None:
            shapes += _limit(axis, called + timedelta(seconds=kept.limit.seconds))
    answer, arrival = _short(reader, seat.answer), _short(reader, seat.arrival)
    return [label, *shapes, _told(f"T3 {answer}  T4 {arrival}", axis.sizes)]


def _due(called: datetime, kept: Kept | None) -> tuple[datetime, bool | None] | None:
    """Return when a limit ended, and whether it was kept."""
    if kept is None:
        return None
    return called + timedelta(seconds=kept.limit.seconds), kept.within


def _reach(
    axis: _Axis,
    start: datetime,
    end: datetime | None,
    ink: str,
    *,
    due: tuple[datetime, bool | None] | None,
) -> list[Shape]:
    """Return the bar up to a moment; where it did not come, an open one as far as its limit."""
    limit, within = due or (None, None)
    if end is not None:
        return [_bar(axis, start, end, "late" if within is False else ink)]
    if limit is None or within is None:
        return []
    return [_bar(axis, start, limit, "missed")]


def _inject_row(inject: InjectTime, debrief: Debrief, reader: Reader, axis: _Axis) -> list[Shape]:
    script = debrief.scenario.inject(inject.id)
    words = clipped(reader.of(script.expected), axis.sizes.left - 10, axis.sizes.text)
    shapes = [_label(words, axis.sizes)]
    if inject.given_at is not None:
        due = inject.given_at + timedelta(seconds=inject.limit.seconds)
        shown = inject.shown
        if shown is not None:
            shapes.append(_bar(axis, inject.given_at, shown.at, "answer"))
        elif inject.outcome is InjectOutcome.MISSED:
            shapes.append(_bar(axis, inject.given_at, due, "missed"))
        shapes += [*_limit(axis, due), _dot(axis, inject.given_at)]
    told = reader.t(f"inject.{inject.outcome.value}")
    if inject.shown is not None:
        told = f"{told} {length(inject.shown.after_s)}/{length(inject.limit.seconds)}"
    return [*shapes, _told(told, axis.sizes)]


def _short(reader: Reader, kept: Kept | None) -> str:
    if kept is None:
        return reader.t("blank")
    if kept.after_s is None:
        return f"{reader.t('blank')}/{length(kept.limit.seconds)}"
    mark = "" if kept.within else "!"
    return f"{length(kept.after_s)}/{length(kept.limit.seconds)}{mark}"


def _label(text: str, sizes: Sizes) -> Shape:
    return Shape("text", sizes.left - 8, sizes.row * 0.66, 0, 0, "ink", text, "end", sizes.text)


def _told(text: str, sizes: Sizes) -> Shape:
    x = sizes.left + sizes.plot + 8
    return Shape("text", x, sizes.row * 0.66, 0, 0, "ink", text, "start", sizes.text)


def _bar(axis: _Axis, start: datetime, end: datetime, ink: str) -> Shape:
    row, x = axis.sizes.row, axis.x(start)
    return Shape("bar", x, row * 0.22, max(axis.x(end), x + 2), row * 0.78, ink)


def _limit(axis: _Axis, at: datetime) -> list[Shape]:
    """Return the tick of a limit, unless the drill ended before it."""
    if at > axis.began_at + timedelta(minutes=axis.minutes):
        return []
    row, x = axis.sizes.row, axis.x(at)
    return [Shape("line", x, row * 0.1, x, row * 0.9, "limit")]


def _dot(axis: _Axis, at: datetime) -> Shape:
    row, x = axis.sizes.row, axis.x(at)
    return Shape("dot", x, row * 0.5, row * 0.16, 0, "ink")


def _legend(reader: Reader, sizes: Sizes) -> list[Shape]:
    """Say below the picture what each ink means."""
    shapes, x = [], sizes.left
    for ink in ("answer", "arrival", "late", "missed", "limit", "given"):
        text = reader.t(f"gantt.{ink}")
        middle = sizes.row * 0.5
        if ink == "limit":
            shapes.append(Shape("line", x + 4, sizes.row * 0.2, x + 4, sizes.row * 0.8, ink))
        elif ink == "given":
            shapes.append(Shape("dot", x + 4, middle, sizes.row * 0.16, 0, "ink"))
        else:
            shapes.append(Shape("bar", x, sizes.row * 0.3, x + sizes.row, sizes.row * 0.7, ink))
        start = x + (sizes.text if ink in ("limit", "given") else sizes.row + 4)
        shapes.append(
            Shape("text", start, sizes.row * 0.66, 0, 0, "soft", text, "start", sizes.text)
        )
        x = start + text_width(text, sizes.text) + 2 * sizes.text
    return shapes
