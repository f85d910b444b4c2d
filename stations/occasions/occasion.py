"""Keep what is planned and will bring people (大型活动), how many, and on whose word.

An *occasion* is a concert, a match, a festival: not an event, which is what a book says happened.
The calendar is the district's, because one occasion touches several stations; a room and a
forecast read it through `occasions_at`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import AwareDatetime, Field

from metro_flow.clock import iso
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry, event
from metro_flow.people.person import Role

Named = Annotated[str, Field(max_length=80)]
Said = Annotated[str, Field(max_length=240)]
Attendance = Annotated[int, Field(ge=1, le=1_000_000)]
Stations = Annotated[tuple[Named, ...], Field(max_length=24)]
Span = tuple[datetime, datetime]
MAY: Final = frozenset({Role.DISTRICT_OFFICER, Role.COORDINATOR})
# Longer is a mistyped year: a festival of a month is entered week by week.
LONGEST: Final = timedelta(days=31)
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion as it is expected now; `called_off` says why it will not be."""

    id: str
    name: str
    place: str
    starts: datetime
    ends: datetime
    attendance: int
    source: str
    stations: tuple[str, ...]
    called_off: str | None = None


@dataclass(frozen=True, slots=True)
class Occasions:
    """All occasions by id."""

    by_id: Mapping[str, Occasion] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EnterOccasion:
    """Enter what is planned, when, how many are expected, and which stations feel it."""

    name: Named
    place: Named
    starts: AwareDatetime
    ends: AwareDatetime
    attendance: Attendance
    source: Named
    stations: Stations


@dataclass(frozen=True, slots=True)
class ExpectOtherwise:
    """Say that another time or another number of people is expected, and on whose word."""

    occasion: Named
    starts: AwareDatetime
    ends: AwareDatetime
    attendance: Attendance
    source: Named


@dataclass(frozen=True, slots=True)
class CallOffOccasion:
    """Say that it will not be, and why."""

    occasion: Named
    reason: Said


@event()
@dataclass(frozen=True, slots=True)
class OccasionEntered:
    """An occasion was entered."""

    occasion: str
    name: str
    place: str
    starts: datetime
    ends: datetime
    attendance: int
    source: str
    stations: tuple[str, ...]


@event()
@dataclass(frozen=True, slots=True)
class OccasionExpectedOtherwise:
    """Its time or its attendance is expected otherwise."""

    occasion: str
    starts: datetime
    ends: datetime
    attendance: int
    source: str


@event()
@dataclass(frozen=True, slots=True)
class OccasionCalledOff:
    """It will not be."""

    occasion: str
    reason: str


def occasions_at(board: Board, station: str, span: Span) -> list[Occasion]:
    """Return what touches a station between two moments, the earliest first."""
    since, until = span
    found = [
        each
        for each in board[PANEL].by_id.values()
        if each.called_off is None
        and station in each.stations
        and each.starts < until
        and each.ends > since
    ]
    return sorted(found, key=lambda each: (each.starts, each.id))


def enter(board: Board, command: EnterOccasion, act: Act) -> Sequence[OccasionEntered]:
    """Enter an occasion under the next number."""
    _require(act, "EnterOccasion")
    _whole(command.starts, command.ends, act)
    stations = tuple(dict.fromkeys(command.stations))
    if not stations:
        raise Refused("an occasion touches a station")
    for station in stations:
        if board.place is not None and station not in board.place:
            raise Unknown("station", station)
    return (
        OccasionEntered(
            f"o{len(board[PANEL].by_id) + 1}",
            _words(command.name),
            _words(command.place),
            command.starts,
            command.ends,
            command.attendance,
            _words(command.source),
            stations,
        ),
    )


def expect_otherwise(
    board: Board, command: ExpectOtherwise, act: Act
) -> Sequence[OccasionExpectedOtherwise]:
    """Correct what is expected of one that stands."""
    _require(act, "ExpectOtherwise")
    occasion = _standing(board, command.occasion)
    _whole(command.starts, command.ends, act)
    return (
        OccasionExpectedOtherwise(
            occasion.id,
            command.starts,
            command.ends,
            command.attendance,
            _words(command.source),
        ),
    )


def call_off(board: Board, command: CallOffOccasion, act: Act) -> Sequence[OccasionCalledOff]:
    """Call off one that stands."""
    _require(act, "CallOffOccasion")
    occasion = _standing(board, command.occasion)
    if not command.reason.strip():
        raise Refused("a reason is needed", act="CallOffOccasion")
    return (OccasionCalledOff(occasion.id, command.reason.strip()),)


def _require(act: Act, kind: str) -> None:
    if not any(Role(grant.role) in MAY for grant in act.grants):
        raise Refused(
            "not yours to order",
            act=kind,
            standing=[grant.role for grant in act.grants],
            may=[role.value for role in Role if role in MAY],
        )


def _whole(starts: datetime, ends: datetime, act: Act) -> None:
    if not timedelta(0) < ends - starts <= LONGEST:
        raise Refused("an occasion ends after it starts, within a month", starts=iso(starts))
    if ends < act.at:
        raise Refused("the occasion is over", ends=iso(ends))


def _standing(board: Board, name: str) -> Occasion:
    found = board[PANEL].by_id.get(name)
    if found is None:
        raise Unknown("occasion", name)
    if found.called_off is not None:
        raise Refused("the occasion was called off", why=found.called_off)
    return found


def _words(said: str) -> str:
    if not said.strip():
        raise Refused("words are needed")
    return said.strip()


def _fold(state: Occasions, entry: Entry) -> Occasions:
    match entry.event:
        case OccasionEntered() as said:
            one = Occasion(
                said.occasion,
                said.name,
                said.place,
                said.starts,
                said.ends,
                said.attendance,
                said.source,
                said.stations,
            )
        case OccasionExpectedOtherwise(occasion=name) as said:
            one = replace(
                state.by_id[name],
                starts=said.starts,
                ends=said.ends,
                attendance=said.attendance,
                source=said.source,
            )
        case OccasionCalledOff(occasion=name, reason=reason):
            one = replace(state.by_id[name], called_off=reason)
        case _:
            return state
    return Occasions({**state.by_id, one.id: one})


def shown(occasion: Occasion) -> dict[str, Any]:
    """Return an occasion as a page reads it."""
    return {
        "id": occasion.id,
        "name": occasion.name,
        "place": occasion.place,
        "starts": iso(occasion.starts),
        "ends": iso(occasion.ends),
        "attendance": occasion.attendance,
        "source": occasion.source,
        "stations": list(occasion.stations),
        "called_off": occasion.called_off,
    }


def _show(state: Occasions) -> list[dict[str, Any]]:
    last = sorted(state.by_id.values(), key=lambda each: each.starts)[-SHOWN:]
    return [
        {"id": each.id, "starts": iso(each.starts), "stations": list(each.stations)}
        for each in last
        if each.called_off is None
    ]


PANEL: Panel[Occasions] = Panel(
    name="occasions",
    empty=Occasions(),
    events=(OccasionEntered, OccasionExpectedOtherwise, OccasionCalledOff),
    fold=_fold,
    show=_show,
)
COMMANDS: Final[Mapping[type, Callable[..., Sequence[Any]]]] = {
    EnterOccasion: enter,
    ExpectOtherwise: expect_otherwise,
    CallOffOccasion: call_off,
}
