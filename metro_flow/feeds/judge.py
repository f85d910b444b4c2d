"""Judge single values of a post, each *different* value once, whichever way the post was built."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar

from metro_flow.clock import iso
from metro_flow.feeds.gates import Gates
from metro_flow.flow.count import LONGEST_INTERVAL_S, MOST_PEOPLE, time_of
from metro_flow.flow.window import MOST_AHEAD_S, MOST_LATE_S

DIRECTIONS: Final = {"in": 0, "out": 1}
# A register of unknown width still fits the widest integer that every JSON reader agrees on.
WIDEST_REGISTER_BITS: Final = 53
PEOPLE: Final = f"a whole number 0 … {MOST_PEOPLE}"
TIME: Final = "a time with its zone and whole seconds, such as 2015-04-01T18:15:00+08:00"
SECONDS: Final = f"a whole number 1 … {LONGEST_INTERVAL_S}"

Value = Any
Found = TypeVar("Found")
Asked = TypeVar("Asked", bound=Hashable)


class Wrong(Exception):
    """A value is not what it must be; the text says what would be right."""


class Span(NamedTuple):
    """An interval in whole seconds; `late` ones are for the archive only."""

    start: int
    end: int
    late: bool


class Judge:
    """The judgements of one post; each raises Wrong with what would be right."""

    def __init__(self, gates: Gates, now: int) -> None:
        self.gates = gates
        self.now = now
        self._moments: dict[str, int] = {}

    def each(
        self, judgement: Callable[[Asked], Found], values: Iterable[Asked]
    ) -> Mapping[Asked, Found]:
        """Judge every different value of a column once."""
        try:
            return {value: judgement(value) for value in set(values)}
        except TypeError:  # a list or an object where a plain value belongs
            raise Wrong("a plain value") from None

    def one_type(self, values: Sequence[Value]) -> None:
        """Refuse a mixed column: 1, 1.0 and true are the same to a set, and must not be to us."""
        if len(set(map(type, values))) > 1:
            raise Wrong("one type throughout")

    def gate_groups(self, names: Sequence[Value]) -> None:
        """Accept a column of gate groups, of which this feed may speak for every one."""
        try:
            if not self.gates.spoken_for.issuperset(names):
                raise Wrong("gate groups of this feed")
        except TypeError:  # a list or an object where a plain value belongs
            raise Wrong("a plain value") from None

    def gate_group(self, name: Value) -> None:
        """Accept a gate group that this feed may speak for."""
        if not isinstance(name, str):
            raise Wrong("the id of a gate group, a text")
        if objection := self.gates.objection(name):
            raise Wrong(objection)

    def directions(self, values: Sequence[Value]) -> list[int]:
        """Return directions as numbers: 0 in, 1 out."""
        try:
            return list(map(DIRECTIONS.__getitem__, values))
        except (KeyError, TypeError):
            raise Wrong("in or out") from None

    def people(self, values: Sequence[Value]) -> None:
        """Accept counts of people: whole numbers in the type, not only in the value."""
        if set(map(type, values)) - {int} or min(values) < 0 or max(values) > MOST_PEOPLE:
            raise Wrong(PEOPLE)

    def register(self, group: str, shown: Value) -> None:
        """Accept what a register of this gate group can show."""
        known = self.gates.groups.get(group) if isinstance(group, str) else None
        bits = (known and known.register_bits) or WIDEST_REGISTER_BITS
        if type(shown) is not int or not 0 <= shown < 2**bits:
            raise Wrong(f"a whole number 0 … {2**bits - 1}")

    def moment(self, text: Value) -> int:
        """Return the seconds since the epoch of an ISO time that states its zone."""
        if not isinstance(text, str):
            raise Wrong(TIME)
        if text not in self._moments:
            self._moments[text] = _seconds(text)
        return self._moments[text]

    def shown_at(self, text: Value) -> int:
        """Return the moment at which a register was read; it has been, so it is not to come."""
        at = self.moment(text)
        self._not_ahead(at)
        return at

    def until(self, interval: tuple[Value, Value]) -> Span:
        """Return the interval from one time until another."""
        start, end = self.moment(interval[0]), self.moment(interval[1])
        if not 1 <= end - start <= LONGEST_INTERVAL_S:
            raise Wrong(f"1 … {LONGEST_INTERVAL_S} seconds after start, {interval[0]}")
        return self._span(start, end)

    def lasting(self, interval: tuple[Value, Value]) -> Span:
        """Return the interval that lasts some seconds from a time on."""
        start, seconds = self.moment(interval[0]), interval[1]
        if type(seconds) is not int or not 1 <= seconds <= LONGEST_INTERVAL_S:
            raise Wrong(SECONDS)
        return self._span(start, start + seconds)

    def _span(self, start: int, end: int) -> Span:
        self._not_ahead(end)
        return Span(start, end, late=end < self.now - MOST_LATE_S)

    def _not_ahead(self, at: int) -> None:
        if at > self.now + MOST_AHEAD_S:
            clock = iso(time_of(self.now))
            raise Wrong(f"no more than {MOST_AHEAD_S} seconds ahead of the room's clock, {clock}")


def _seconds(text: str) -> int:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Wrong(TIME) from None
    if at.tzinfo is None or at.microsecond:
        raise Wrong(TIME)
    seconds = at.timestamp()
    if seconds != int(seconds):
        raise Wrong(TIME)
    return int(seconds)
