"""Read counts from a CSV file as the posts they would have been, so that one judge judges both."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from metro_flow.errors import Fault, Malformed
from metro_flow.feeds.envelope import MOST_ROWS
from metro_flow.feeds.parse import SHAPES, UNTIL_END

NUMBERS: Final = frozenset({"people", "seconds", "register"})


def read_posts(path: Path) -> Iterator[tuple[int, bytes]]:
    """Return the file as posts of columns, each with the line on which its first row stands.

    A post's ref is made of the file's content, so that the same file imported again is known.
    """
    name = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        fields = rows.fieldnames or []
        if frozenset(fields) not in SHAPES:
            expected = f"{','.join(UNTIL_END)} (or seconds for end)"
            raise Malformed(Fault("header", ",".join(fields), expected), where=path.name)
        columns: dict[str, list[Any]] = {field: [] for field in fields}
        first = line = 2
        for line, row in enumerate(rows, start=2):
            if len(columns[fields[0]]) == MOST_ROWS:
                yield first, _post(f"{name} {first}", columns)
                columns, first = {field: [] for field in fields}, line
            for field in fields:
                columns[field].append(_value(field, row[field]))
        if columns[fields[0]]:
            yield first, _post(f"{name} {first}", columns)


def _post(ref: str, columns: dict[str, list[Any]]) -> bytes:
    return orjson.dumps({"batch": ref, "columns": columns})


def _value(field: str, text: str | None) -> str | int | None:
    if text is not None and field in NUMBERS and text.isascii() and text.isdecimal():
        return int(text)
    return text
