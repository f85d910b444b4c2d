"""Name what is written in a logbook, so that one reader serves every kind.

An *event* is a frozen dataclass in the past tense, marked with `@event`.
Its class name is its kind, and `version` rises when its fields change; an old
version keeps its reader in `upgrades`, beside the event itself.
An *entry* is an event with its room, number, time and author.
A *command* is a frozen dataclass in the imperative; it is parsed here too,
because what a tablet posts and what a book keeps fail in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import orjson
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from metro_flow.clock import iso
from metro_flow.errors import Fault, Malformed

Value = TypeVar("Value")
Json = Mapping[str, Any]
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

THE_WATCH = "the watch"
THE_CLOCK = "the clock"


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: a person's id, or the watch or the clock, which are nobody's seat.

    `voice_of` is set when a person writes down what another said by phone or radio.
    """

    who: str
    seat: str | None = None
    device: str | None = None
    voice_of: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A right that a person holds at the moment of an act, copied in by the edge.

    `stations`, `street` and `line` say where; an empty grant of place holds everywhere.
    """

    role: str
    stations: tuple[str, ...] = ()
    street: str | None = None
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One turn at the book: who asks, when in room time, and what they had seen.

    `occurred_at` is when it is said to have happened, `cursors` what every seat
    had on the glass; both are copied into entries, never looked up by a rule.
    """

    by: Author
    at: datetime
    occurred_at: datetime
    seen_seq: int | None = None
    grants: tuple[Grant, ...] = ()
    cursors: Mapping[str, int] | None = None

    def holds(self, role: str) -> bool:
        """Claim that whoever acts has a grant for this role."""
        return any(grant.role == role for grant in self.grants)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its place: numbered, dated, signed and sealed."""

    room: str
    seq: int
    at: datetime
    occurred_at: datetime
    recorded_at: datetime
    by: Author
    event: Any
    ref: str | None
    previous: str
    sha256: str

    @property
    def kind(self) -> str:
        return type(self.event).__name__


def event(
    *,
    version: int = 1,
    upgrades: Mapping[int, Upgrade] | None = None,
    by_hash: tuple[str, ...] = (),
) -> Callable[[type[Value]], type[Value]]:
    """Mark a frozen dataclass as an event.

    `upgrades[n]` turns a body of version n into one of n + 1. Fields named in
    `by_hash` are kept in the book but not told to tablets, who fetch them by hash.
    """

    def mark(cls: type[Value]) -> type[Value]:
        cls.entry_version = version  # type: ignore[attr-defined]
        cls.upgrades = dict(upgrades or {})  # type: ignore[attr-defined]
        cls.by_hash = by_hash  # type: ignore[attr-defined]
        return cls

    return mark


def body_of(value: object) -> dict[str, Any]:
    """Return a command's or event's fields as plain JSON values."""
    dumped = _adapter(type(value)).dump_python(value, mode="json")
    if not isinstance(dumped, dict):
        raise TypeError(f"{type(value).__name__} is no dataclass")
    return dumped


def told(entry: Entry) -> dict[str, Any]:
    """Return an entry as tablets hear it: without the texts they fetch by hash."""
    left_out = getattr(type(entry.event), "by_hash", ())
    body = body_of(entry.event)
    return {
        "room": entry.room,
        "seq": entry.seq,
        "at": iso(entry.at),
        "occurred_at": iso(entry.occurred_at),
        "recorded_at": iso(entry.recorded_at),
        "kind": entry.kind,
        "by": body_of(entry.by),
        "body": {name: value for name, value in body.items() if name not in left_out},
        "ref": entry.ref,
        "sha256": entry.sha256,
    }


def read_event(kinds: Mapping[str, type], kind: str, version: int, body: dict[str, Any]) -> Any:
    """Return the event that a stored body holds, brought up to its newest version."""
    cls = kinds[kind]
    newest: int = getattr(cls, "entry_version", 1)
    for old in range(version, newest):
        body = cls.upgrades[old](body)  # type: ignore[attr-defined]
    return _adapter(cls).validate_json(orjson.dumps(body))


def parse_command(commands: Mapping[str, type], kind: object, body: object) -> Any:
    """Return the command that `{kind, body}` asks for, or name each field that is wrong."""
    if not isinstance(kind, str) or kind not in commands:
        raise Malformed(Fault("kind", kind, f"one of {', '.join(sorted(commands))}"))
    if not isinstance(body, dict):
        raise Malformed(Fault("body", body, "an object with the command's fields"))
    return parse(commands[kind], body, where=kind)


def parse(cls: type[Value], body: object, *, where: str = "") -> Value:
    """Return `body` as a value of `cls`: strict per field, unknown fields refused."""
    try:
        # JSON mode: enums and dates arrive as text, while `false` is still no number.
        value: Value = _adapter(cls).validate_json(orjson.dumps(body))
    except ValidationError as error:
        raise Malformed(*_faults(error.errors()), where=where) from None
    return value


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(cls: Any) -> TypeAdapter[Any]:
    """Return the reader and writer of a dataclass, made once: strict, and closed to others."""
    adapter = _adapters.get(cls)
    if adapter is None:
        if "__pydantic_config__" not in cls.__dict__:
            cls.__pydantic_config__ = ConfigDict(strict=True, extra="forbid")
        adapter = _adapters[cls] = TypeAdapter(cls)
    return adapter


def _faults(errors: Sequence[ErrorDetails]) -> list[Fault]:
    """Put pydantic's findings into our words: the dotted field, its value, what is right."""
    faults = []
    for found in errors:
        field = ".".join(str(part) for part in found["loc"]) or "body"
        value = None if found["type"] == "missing" else found["input"]
        faults.append(Fault(field, value, _expected(found)))
    return faults


def _expected(found: ErrorDetails) -> str:
    match found["type"]:
        case "missing":
            return "this field is required"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "there is no such field"
        case _:
            message = found["msg"]
            return message if message[:2].isupper() else message[0].lower() + message[1:]
