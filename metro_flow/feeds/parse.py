"""Distrust what a gateway posts, row by row, so that one bad row never costs its neighbours.

A post comes in rows or in columns; both become columns at once. A whole column is judged by what
is *different* in it (a post of two hundred counts has one or two intervals, twenty gate groups),
and only when something in a column is wrong are its rows looked at one by one, by the same
judgements, to name row, field, value and what would be right.

Strict on purpose: `false` is no count, `3.0` is no whole number, `"12"` is text, and a time
without a zone could be any of twenty-four hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from metro_flow.errors import Fault, Malformed
from metro_flow.feeds.envelope import MOST_ROWS, read_post, read_ref
from metro_flow.feeds.gates import Gates
from metro_flow.feeds.judge import Judge, Wrong
from metro_flow.watch.batch import Batch, Columns, Registers

BODY_FIELDS: Final = frozenset({"batch", "feed", "rows", "columns"})
UNTIL_END: Final = ("gate_group", "direction", "start", "end", "people")
FOR_SECONDS: Final = ("gate_group", "direction", "start", "seconds", "people")
SHOWN: Final = ("gate_group", "direction", "at", "register")
SHAPES: Final = {frozenset(shape): shape for shape in (UNTIL_END, FOR_SECONDS, SHOWN)}
KNOWN_FIELDS: Final = frozenset().union(*SHAPES)

Value = Any
Table = Mapping[str, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that is not counted: where it stands, the first field that is wrong, and why."""

    row: int
    field: str
    value: Value
    expected: str

    def shown(self) -> dict[str, Value]:
        """Return the refusal as the gateway gets it."""
        return {
            "row": self.row,
            "field": self.field,
            "value": self.value,
            "expected": self.expected,
        }


@dataclass(frozen=True, slots=True)
class Post:
    """What is good in a post, and which of its rows are not."""

    batch: Batch
    refused: tuple[RefusedRow, ...]


def parse_post(body: bytes, gates: Gates, *, feed: str, now: int) -> Post:
    """Judge the body of one post at room time `now`, or raise Malformed when it is no post.

    Rows whose interval ended more than an hour ago are good, but only for the archive.
    """
    post = read_post(body, "an object with batch and rows or columns")
    ref = read_ref(post, feed, BODY_FIELDS, _neither_or_both(post))
    judge = Judge(gates, now)
    if "rows" in post:
        return _from_rows(ref, post["rows"], judge)
    table = _table_of(post["columns"])
    return _from_table(ref, table, judge, row_of=range(len(table["gate_group"])))


def _neither_or_both(post: Mapping[str, Value]) -> list[Fault]:
    if ("rows" in post) != ("columns" in post):
        return []
    both = "both" if "rows" in post else None
    return [Fault("rows", both, "either rows or columns")]


def _from_rows(ref: str, rows: Value, judge: Judge) -> Post:
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        raise Malformed(Fault("rows", _size_of(rows), f"a list of 1 … {MOST_ROWS} rows"))
    table = _one_shape(rows)
    if table is not None:
        return _from_table(ref, table, judge, row_of=range(len(rows)))
    return _from_mixed_rows(ref, rows, judge)


def _one_shape(rows: list[Value]) -> Table | None:
    """Turn rows into columns when all have the very same fields."""
    try:
        shape = SHAPES[frozenset(rows[0])]
        if set(map(len, rows)) != {len(shape)}:
            return None
        columns = map(list, zip(*map(itemgetter(*shape), rows), strict=True))
        return dict(zip(shape, columns, strict=True))
    except (KeyError, TypeError):
        return None


def _from_mixed_rows(ref: str, rows: list[Value], judge: Judge) -> Post:
    """Sort rows by their shape, refuse those of none, and judge each kind as columns."""
    refused: list[RefusedRow] = []
    kinds: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows):
        if wrong := _misshapen(number, row):
            refused.append(wrong)
        else:
            kinds.setdefault(SHAPES[frozenset(row)], []).append(number)
    batch = Batch(ref)
    for shape, numbers in kinds.items():
        table = {name: [rows[number][name] for number in numbers] for name in shape}
        part = _from_table(ref, table, judge, row_of=numbers)
        refused += part.refused
        batch = _joined(batch, part.batch)
    return Post(batch, tuple(sorted(refused, key=lambda wrong: wrong.row)))


def _misshapen(number: int, row: Value) -> RefusedRow | None:
    """Name the first field that a row has too many or too few; None for a row of a known shape."""
    if not isinstance(row, dict):
        return RefusedRow(number, "row", row, f"an object with {', '.join(UNTIL_END)}")
    if frozenset(row) in SHAPES:
        return None
    for name in row:
        if name not in KNOWN_FIELDS:
            return RefusedRow(number, name, row[name], "there is no such field")
    shape = SHOWN if "register" in row or "at" in row else UNTIL_END
    for name in row:
        if name not in shape and not (name == "seconds" and "end" not in row):
            expected = "either end or seconds" if name == "seconds" else "no such field beside at"
            return RefusedRow(number, name, row[name], expected)
    missing = next(name for name in shape if name not in row and name not in _stand_in(row))
    return RefusedRow(number, missing, None, "this field is required")


def _stand_in(row: Mapping[str, Value]) -> tuple[str, ...]:
    return ("end",) if "seconds" in row else ()


def _joined(one: Batch, other: Batch) -> Batch:
    return Batch(
        one.ref,
        _columns_joined(one.counts, other.counts),
        _columns_joined(one.late, other.late),
        other.registers if other.registers else one.registers,
    )


def _columns_joined(one: Columns, other: Columns) -> Columns:
    return Columns(
        [*one.gate_group, *other.gate_group],
        [*one.direction, *other.direction],
        [*one.start, *other.start],
        [*one.end, *other.end],
        [*one.people, *other.people],
    )


def _table_of(columns: Value) -> Table:
    if not isinstance(columns, dict) or frozenset(columns) not in SHAPES:
        given = sorted(columns) if isinstance(columns, dict) else columns
        expected = f"an object with {', '.join(UNTIL_END)} (or seconds for end), or with " + (
            ", ".join(SHOWN)
        )
        raise Malformed(Fault("columns", given, expected))
    length = _size_of(columns["gate_group"])
    for name, column in columns.items():
        if not isinstance(column, list) or not 0 < len(column) <= MOST_ROWS:
            expected = f"a list of 1 … {MOST_ROWS} values"
            raise Malformed(Fault(f"columns.{name}", _size_of(column), expected))
        if len(column) != length:
            expected = f"as many values as gate_group has: {length}"
            raise Malformed(Fault(f"columns.{name}", len(column), expected))
    return columns


def _from_table(ref: str, table: Table, judge: Judge, *, row_of: Sequence[int]) -> Post:
    reading = _registers if "register" in table else _counts
    try:
        return Post(reading(ref, table, judge), ())
    except Wrong:
        pass
    good, refused = [], []
    for place, number in enumerate(row_of):
        wrong = _wrong_in(table, place, judge)
        if wrong is None:
            good.append(place)
        else:
            name, expected = wrong
            refused.append(RefusedRow(number, name, table[name][place], expected))
    kept = {name: [column[place] for place in good] for name, column in table.items()}
    return Post(reading(ref, kept, judge) if good else Batch(ref), tuple(refused))


def _counts(ref: str, table: Table, judge: Judge) -> Batch:
    """Read columns in which every value is right; raise Wrong when one is not."""
    groups = table["gate_group"]
    judge.gate_groups(groups)
    direction = judge.directions(table["direction"])
    judge.people(table["people"])
    name = "end" if "end" in table else "seconds"
    judge.one_type(table[name])
    interval = judge.until if name == "end" else judge.lasting
    times = table["start"], table[name]
    # Pairs that are made and forgotten one by one never set the collector to work.
    spans = judge.each(interval, zip(*times, strict=True))
    found = list(map(spans.__getitem__, zip(*times, strict=True)))
    start, end = [span.start for span in found], [span.end for span in found]
    columns = Columns(groups, direction, start, end, table["people"])
    if not any(span.late for span in spans.values()):
        return Batch(ref, columns)
    late = [span.late for span in found]
    return Batch(ref, _where(columns, late, wanted=False), _where(columns, late, wanted=True))


def _registers(ref: str, table: Table, judge: Judge) -> Batch:
    groups = table["gate_group"]
    judge.gate_groups(groups)
    for group, shown in zip(groups, table["register"], strict=True):
        judge.register(group, shown)
    moments = judge.each(judge.shown_at, table["at"])
    at = [moments[text] for text in table["at"]]
    direction = judge.directions(table["direction"])
    return Batch(ref, registers=Registers(groups, direction, at, table["register"]))


def _where(columns: Columns, late: list[bool], *, wanted: bool) -> Columns:
    places = [place for place, is_late in enumerate(late) if is_late is wanted]
    return Columns(
        [columns.gate_group[place] for place in places],
        [columns.direction[place] for place in places],
        [columns.start[place] for place in places],
        [columns.end[place] for place in places],
        [columns.people[place] for place in places],
    )


def _wrong_in(table: Table, place: int, judge: Judge) -> tuple[str, str] | None:
    """Name the first wrong field of one row and what would be right, by the same judgements."""
    row = {name: column[place] for name, column in table.items()}
    last = "end" if "end" in row else "seconds"
    for name in table:
        try:
            match name:
                case "gate_group":
                    judge.gate_group(row[name])
                case "direction":
                    judge.directions([row[name]])
                case "start":
                    judge.moment(row[name])
                case "at":
                    judge.shown_at(row[name])
                case "end" | "seconds":
                    interval = judge.until if name == "end" else judge.lasting
                    interval((row["start"], row[last]))
                case "people":
                    judge.people([row[name]])
                case "register":
                    judge.register(row["gate_group"], row[name])
        except Wrong as error:
            return name, str(error)
    return None


def _size_of(value: Value) -> Value:
    return len(value) if isinstance(value, list) else value
