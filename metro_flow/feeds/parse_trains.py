"""Distrust what a feed tells of trains and of people who change lines, row by row.

A post holds up to three lists: `stretches` in which every train of a line is told, `trains` that
called, and `changes` of people between lines. One bad row never costs its neighbours, and what
is told more than an hour late is kept and moves nothing, as with counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

import orjson

from metro_flow.errors import Fault
from metro_flow.feeds.envelope import MOST_ROWS, read_post, read_ref
from metro_flow.feeds.gates import Gates
from metro_flow.feeds.judge import Judge, Wrong
from metro_flow.feeds.lines import Lines
from metro_flow.flow.count import time_of
from metro_flow.flow.told import Changed, TrainCall
from metro_flow.flow.window import MOST_LATE_S
from metro_flow.watch.batch import Batch
from metro_flow.watch.trains import Stretch, TrainsTold

LISTS: Final = ("stretches", "trains", "changes")
BODY_FIELDS: Final = frozenset({"batch", "feed", *LISTS})
WAYS: Final = {"up": 0, "down": 1}
# As far back as anything told is heard.
LONGEST_STRETCH_S: Final = MOST_LATE_S

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "stretches": ("station", "line", "since", "until"),
    "trains": ("station", "line", "at"),
    "changes": ("station", "from_line", "line", "start", "people"),
}
MAY_STAND: Final[Mapping[str, tuple[str, ...]]] = {
    "stretches": (),
    "trains": ("direction", "places", "left_behind"),
    "changes": ("end", "seconds"),
}

Value = Any
Row = Mapping[str, Value]
Told = Stretch | TrainCall | Changed


@dataclass(frozen=True, slots=True)
class RefusedTelling:
    """One row that is not believed: where it stands, the first field that is wrong, and why."""

    list: str
    row: int
    field: str
    value: Value
    expected: str

    def shown(self) -> dict[str, Value]:
        """Return the refusal as the feed gets it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class TrainsPost:
    """What is good in a post of trains, and which of its rows are not."""

    batch: Batch
    refused: tuple[RefusedTelling, ...]


class _Believed(NamedTuple):
    """A row that is right, and whether it comes too late to move anything."""

    told: Told
    late: bool


class _WrongField(Exception):
    """A field of a row is not what it must be."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(expected)
        self.name = name
        self.expected = expected


def parse_trains(body: bytes, lines: Lines, *, feed: str, now: int) -> TrainsPost:
    """Judge the body of one post at room time `now`, or raise Malformed when it is no post."""
    post = read_post(body, "an object with batch and stretches, trains or changes")
    ref = read_ref(post, feed, BODY_FIELDS, _wrong_lists(post))
    judge = _TrainJudge(lines, now)
    believed: dict[str, list[_Believed]] = {name: [] for name in LISTS}
    refused: list[RefusedTelling] = []
    for name in LISTS:
        for number, row in enumerate(post.get(name, ())):
            try:
                believed[name].append(judge.row(name, row))
            except _WrongField as wrong:
                value = row.get(wrong.name) if isinstance(row, dict) else row
                refused.append(RefusedTelling(name, number, wrong.name, value, wrong.expected))
    batch = Batch(
        ref,
        trains=_told(believed, late=False),
        late_trains=_told(believed, late=True),
    )
    return TrainsPost(batch, tuple(refused))


def tells_of_trains(body: bytes) -> bool:
    """Claim that a post is one of trains, and not one of counts."""
    try:
        post = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    return isinstance(post, dict) and not post.keys().isdisjoint(LISTS)


def _wrong_lists(post: Row) -> list[Fault]:
    faults = []
    given = [name for name in LISTS if name in post]
    for name in given:
        if not isinstance(post[name], list):
            faults.append(Fault(name, post[name], "a list"))
    rows = sum(len(post[name]) for name in given if isinstance(post[name], list))
    if not faults and not 0 < rows <= MOST_ROWS:
        expected = f"1 … {MOST_ROWS} rows in {', '.join(LISTS)} together"
        faults.append(Fault("trains", rows, expected))
    return faults


def _told(believed: Mapping[str, list[_Believed]], *, late: bool) -> TrainsTold:
    stretches, calls, changes = (
        tuple(each.told for each in believed[name] if each.late is late) for name in LISTS
    )
    return TrainsTold(stretches, calls, changes)  # type: ignore[arg-type]


class _TrainJudge:
    """The judgements of one post of trains."""

    def __init__(self, lines: Lines, now: int) -> None:
        self.lines = lines
        self.judge = Judge(Gates({}), now)

    def row(self, name: str, row: Value) -> _Believed:
        """Return what a row of a list tells, or raise for its first wrong field."""
        if not isinstance(row, dict):
            raise _WrongField("row", f"an object with {', '.join(NEEDED[name])}")
        _shaped(name, row)
        self._at(row)
        match name:
            case "stretches":
                return self._stretch(row)
            case "trains":
                return self._train(row)
            case _:
                return self._change(row)

    def _at(self, row: Row) -> None:
        if wrong := self.lines.wrong_station(row["station"]):
            raise _WrongField("station", wrong)
        if wrong := self.lines.wrong_line(row["station"], row["line"]):
            raise _WrongField("line", wrong)

    def _stretch(self, row: Row) -> _Believed:
        since = self._moment(row, "since", self.judge.moment)
        until = self._moment(row, "until", self.judge.shown_at)
        if not 1 <= until - since <= LONGEST_STRETCH_S:
            expected = f"1 … {LONGEST_STRETCH_S} seconds after since, {row['since']}"
            raise _WrongField("until", expected)
        told = Stretch(row["station"], row["line"], time_of(since), time_of(until))
        return _Believed(told, self._late(until))

    def _train(self, row: Row) -> _Believed:
        at = self._moment(row, "at", self.judge.shown_at)
        direction = row.get("direction")
        if direction is not None and direction not in tuple(WAYS):
            raise _WrongField("direction", "up or down, or nothing where it is not known")
        places, left_behind = (self._people(row, name) for name in ("places", "left_behind"))
        if left_behind is not None and direction is None:
            raise _WrongField("left_behind", "told with the direction of the train")
        told = TrainCall(
            row["station"],
            row["line"],
            time_of(at),
            None if direction is None else WAYS[direction],
            places,
            left_behind,
        )
        return _Believed(told, self._late(at))

    def _change(self, row: Row) -> _Believed:
        if wrong := self.lines.wrong_change(row["station"], row["from_line"], row["line"]):
            raise _WrongField("from_line", wrong)
        start = self._moment(row, "start", self.judge.moment)
        last = "end" if "end" in row else "seconds"
        interval = self.judge.until if last == "end" else self.judge.lasting
        with _naming(last):
            span = interval((row["start"], row[last]))
        with _naming("people"):
            self.judge.people([row["people"]])
        told = Changed(
            row["station"],
            row["line"],
            time_of(start),
            time_of(span.end),
            row["people"],
            row["from_line"],
        )
        return _Believed(told, span.late)

    def _moment(self, row: Row, name: str, judgement: Callable[[Value], int]) -> int:
        with _naming(name):
            return judgement(row[name])

    def _people(self, row: Row, name: str) -> int | None:
        people: int | None = row.get(name)
        if people is not None:
            with _naming(name, more=", or nothing where it is not known"):
                self.judge.people([people])
        return people

    def _late(self, at: int) -> bool:
        return at < self.judge.now - MOST_LATE_S


@contextmanager
def _naming(name: str, *, more: str = "") -> Iterator[None]:
    """Say of which field a value is wrong."""
    try:
        yield
    except Wrong as wrong:
        raise _WrongField(name, f"{wrong}{more}") from None


def _shaped(name: str, row: Row) -> None:
    """Name the first field that a row has too many or too few."""
    needed, more = NEEDED[name], MAY_STAND[name]
    for field in row:
        if field not in needed and field not in more:
            raise _WrongField(field, "there is no such field")
    for field in needed:
        if field not in row:
            raise _WrongField(field, "this field is required")
    if name == "changes" and ("end" in row) == ("seconds" in row):
        expected = "either end or seconds" if "end" in row else "this field is required"
        raise _WrongField("seconds" if "end" in row else "end", expected)
