"""Give a whole debrief with its sheet as JSON, sealed by the head of the book it was folded from.

Whoever keeps the file can prove the book against `head` (`metro-flow logbook verify --head`), and
fold the same debrief from it again.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final

import orjson

from drills.debrief import Debrief
from drills.debrief.written import Line, Written
from drills.score import Sheet, verdict_of
from metro_flow.clock import iso

FORMAT: Final = 1
_OPTIONS: Final = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_INDENT_2
    | orjson.OPT_NON_STR_KEYS
    | orjson.OPT_PASSTHROUGH_DATETIME
)


def debrief_json(debrief: Debrief, sheet: Sheet) -> bytes:
    """Return the debrief and its sheet as JSON, keys in order, the same for the same book."""
    return orjson.dumps(told(debrief, sheet), default=_moment, option=_OPTIONS)


def told(debrief: Debrief, sheet: Sheet) -> dict[str, Any]:
    """Return the debrief and its sheet; the script's text goes by its hash."""
    planned = {**_fields(debrief.planned)}
    del planned["text"]
    body = _fields(debrief)
    # What the script says stands in the text that the hash names.
    del body["scenario"]
    return {
        **body,
        "format": FORMAT,
        "planned": planned,
        "head": str(debrief.head),
        "written": _written(debrief.written),
        "sheet": _sheet(sheet),
        "verdict": verdict_of(debrief),
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "rows": [{**_fields(row), "provisional": row.provisional} for row in sheet.rows],
        "vetoes": sheet.vetoes,
        "total": sheet.total,
        "missing": sheet.missing,
    }


def _written(written: Written) -> dict[str, Any]:
    return {
        "observations": [_line(line) for line in written.observations],
        "reviews": [_line(line) for line in written.reviews],
        "findings": [_line(line) for line in written.findings],
        "sheet": None if written.sheet is None else _line(written.sheet),
        "signatures": [_line(line) for line in written.signatures],
    }


def _line(line: Line) -> dict[str, Any]:
    return {**_fields(line), "event": {**_fields(line.event)}}


def _fields(value: Any) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")
