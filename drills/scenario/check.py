"""What the fields of a script say against each other is found together with what each gets wrong.

An author mends a file in one go, so these checks run over a file of the wrong shape too: they look
at an outline of whatever could be read, and keep silent about what is refused by itself already.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from drills.scenario.row import TIMED_IN, Row
from drills.scenario.script import LONGEST_LIMIT_MIN, POSTS, SHORTEST_MIN
from metro_flow.errors import Fault
from metro_flow.people.person import SEAT_VALUES
from stations.profile.toml_file import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Rows = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Inject:
    """What could be read of one inject."""

    id: str
    has_due: bool
    by_hand: bool
    due_min: float | None
    limit_min: float | None
    objective: str | None
    to: tuple[str, ...]
    posts: tuple[str, ...]
    shown_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outline:
    """What could be read of a script."""

    minutes: float | None
    seats: tuple[str, ...]
    objectives: tuple[str, ...]
    rows: Mapping[str, str]
    crowd_begins: float | None
    crowd_ends: float | None
    injects: tuple[_Inject, ...]


def faults_across(tables: Rows) -> list[Fault]:
    """Find everything in a script that another part of it contradicts."""
    outline = _outline(tables)
    checks = (_twice, _objectives, _moments, _order, _ends, _crowd, _seats, _posts, _counted)
    return [fault for check in checks for fault in check(outline)]


def _twice(outline: _Outline) -> Iterator[Fault]:
    for name, ids in (
        ("objectives", outline.objectives),
        ("injects", [inject.id for inject in outline.injects]),
    ):
        for one, times in Counter(ids).items():
            if times > 1:
                yield Fault(f"{name}[{one}]", one, f"stands {times} times; an id stands once")


def _objectives(outline: _Outline) -> Iterator[Fault]:
    known = list(dict.fromkeys(outline.objectives))
    for inject in outline.injects:
        if inject.objective is not None and inject.objective not in known:
            expected = "no such objective; " + nearest(inject.objective, known)
            yield Fault(f"injects[{inject.id}].objective", inject.objective, expected)
    practised = {inject.objective for inject in outline.injects}
    for name in known:
        if name not in practised:
            yield Fault(f"objectives[{name}]", name, "an objective has at least one inject")


def _moments(outline: _Outline) -> Iterator[Fault]:
    for inject in outline.injects:
        if inject.has_due and inject.by_hand:
            expected = "an inject given by hand has no due_min; leave one of the two out"
            yield Fault(f"injects[{inject.id}].due_min", inject.due_min, expected)
        if not inject.has_due and not inject.by_hand:
            expected = "say when it is due, or write by_hand = true"
            yield Fault(f"injects[{inject.id}].due_min", None, expected)


def _order(outline: _Outline) -> Iterator[Fault]:
    due = [(inject.id, inject.due_min) for inject in outline.injects if not inject.by_hand]
    timed = [(name, moment) for name, moment in due if moment is not None]
    for (earlier, before), (later, after) in pairwise(timed):
        if after < before:
            expected = f"injects stand in the order they are due; “{earlier}” is due at {before:g}"
            yield Fault(f"injects[{later}].due_min", after, expected)


def _ends(outline: _Outline) -> Iterator[Fault]:
    if outline.minutes is None:
        return
    for inject in outline.injects:
        if inject.due_min is None:
            continue
        if inject.due_min > outline.minutes:
            expected = f"the drill ends after {outline.minutes:g} minutes"
            yield Fault(f"injects[{inject.id}].due_min", inject.due_min, expected)
        elif inject.limit_min is not None and inject.due_min + inject.limit_min > outline.minutes:
            expected = (
                f"due at {inject.due_min:g}, it must be shown by {outline.minutes:g}, the end"
            )
            yield Fault(f"injects[{inject.id}].limit_min", inject.limit_min, expected)


def _crowd(outline: _Outline) -> Iterator[Fault]:
    if outline.minutes is None:
        return
    if outline.crowd_begins is not None and outline.crowd_begins >= outline.minutes:
        expected = f"a crowd begins before the drill ends, at {outline.minutes:g} minutes"
        yield Fault("crowd.begins_min", outline.crowd_begins, expected)
    elif outline.crowd_ends is not None and outline.crowd_ends > outline.minutes:
        expected = f"the last have come before the drill ends, at {outline.minutes:g} minutes"
        yield Fault("crowd.minutes", f"until {outline.crowd_ends:g}", expected)


def _seats(outline: _Outline) -> Iterator[Fault]:
    for inject in outline.injects:
        for seat in inject.to:
            if outline.seats and seat in SEAT_VALUES and seat not in outline.seats:
                expected = f"this script seats {', '.join(outline.seats)}; add it there, too"
                yield Fault(f"injects[{inject.id}].to", seat, expected)


def _posts(outline: _Outline) -> Iterator[Fault]:
    for inject in outline.injects:
        for post in inject.posts:
            seat = POSTS.get(post)
            if seat is not None and inject.to and seat not in inject.to:
                expected = f"this post answers to “{seat}”; add that seat to “to”"
                yield Fault(f"injects[{inject.id}].posts", post, expected)


def _counted(outline: _Outline) -> Iterator[Fault]:
    """Hold each inject to one row: a kind that is timed in another would count in both."""
    for inject in outline.injects:
        row = outline.rows.get(inject.objective or "")
        for kind in inject.shown_by if row is not None else ():
            timed = TIMED_IN.get(kind)
            if timed is not None and timed != row:
                expected = (
                    f"it is timed in the row “{timed}”, and objective “{inject.objective}” "
                    f"counts in “{row}”; an inject counts in one"
                )
                yield Fault(f"injects[{inject.id}].shown_by", kind, expected)


def _outline(tables: Rows) -> _Outline:
    crowd = tables.get("crowd")
    begins, lasts = (
        _number(crowd.get(key)) if isinstance(crowd, dict) else None
        for key in ("begins_min", "minutes")
    )
    return _Outline(
        minutes=_number(tables.get("minutes"), least=SHORTEST_MIN),
        seats=_seats_named(tables.get("seats")),
        objectives=tuple(_name(row) for row in _rows(tables.get("objectives"))),
        rows=_rows_named(_rows(tables.get("objectives"))),
        crowd_begins=begins,
        crowd_ends=None if begins is None or lasts is None else begins + lasts,
        injects=tuple(_inject(row) for row in _rows(tables.get("injects"))),
    )


def _inject(row: Rows) -> _Inject:
    objective = row.get("objective")
    return _Inject(
        id=_name(row),
        has_due="due_min" in row,
        by_hand=row.get("by_hand") is True,
        due_min=_number(row.get("due_min")),
        limit_min=_number(row.get("limit_min"), most=LONGEST_LIMIT_MIN),
        objective=objective if isinstance(objective, str) and objective else None,
        to=_texts(row.get("to")),
        posts=_texts(row.get("posts")),
        shown_by=_texts(row.get("shown_by")),
    )


def _rows_named(objectives: list[Rows]) -> dict[str, str]:
    """Return the row of each objective that stands once and names one of the sheet's."""
    known = [row.value for row in Row]
    times = Counter(_name(each) for each in objectives)
    return {
        _name(each): str(each["row"])
        for each in objectives
        if each.get("row") in known and times[_name(each)] == 1
    }


def _name(row: Rows) -> str:
    return str(row.get("id", "?"))


def _number(value: object, *, least: float = -inf, most: float = inf) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if least <= value <= most else None


def _seats_named(value: object) -> tuple[str, ...]:
    """Return the recommended seats, or none where the list is wrong itself."""
    seats = _texts(value)
    right = len(set(seats)) == len(seats) and SEAT_VALUES.issuperset(seats)
    return seats if right else ()


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _rows(value: object) -> list[Rows]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
