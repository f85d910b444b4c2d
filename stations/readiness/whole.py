"""Tell a value of the readiness book with all its words, as a page reads it over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from metro_flow.clock import iso


def whole(value: object) -> Any:
    """Return a value as JSON: dataclasses as objects, times in UTC, days as days."""
    if is_dataclass(value):
        return {each.name: whole(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {whole(name): whole(each) for name, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [whole(each) for each in value]
    return value
