"""Read the types that tablets go by, and say where an answer of the server is another shape.

Only what `static/page/wire.ts` uses is understood: interfaces, unions, arrays, inline objects,
`Record` and `Partial`. Anything else is an error, so that no type is silently let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOKEN = re.compile(r'"[^"]*"|[A-Za-z_]\w*|\d+|\[\]|[{}<>|:;,?()=]')
PLAIN: dict[str, Any] = {
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "any": object,
    "unknown": object,
}


@dataclass(frozen=True)
class Field:
    """One field of an object; `optional` fields may be absent."""

    name: str
    shape: Any
    optional: bool


@dataclass
class Wire:
    """Every type by its name: a tuple whose first part says what kind it is."""

    types: dict[str, Any] = field(default_factory=dict)

    def faults(self, value: Any, shape: Any, where: str = "") -> Iterator[str]:
        """Say where a value is not of a shape."""
        match shape:
            case ("name", name) if name in PLAIN:
                right = isinstance(value, PLAIN[name]) and not (
                    name == "number" and isinstance(value, bool)
                )
                if not right:
                    yield f"{where}: {value!r} is no {name}"
            case ("name", name):
                yield from self.faults(value, self.types[name], where)
            case ("literal", literal):
                if value != literal or isinstance(value, bool) != isinstance(literal, bool):
                    yield f"{where}: {value!r} is not {literal!r}"
            case ("null",):
                if value is not None:
                    yield f"{where}: {value!r} is not null"
            case ("union", parts):
                told = [list(self.faults(value, part, where)) for part in parts]
                if all(told):
                    # The part that came nearest is wrong somewhere deeper than at its own place.
                    yield from max(told, key=lambda said: max(len(one.split()[0]) for one in said))
            case ("array", inner):
                yield from self._items(value, inner, where)
            case ("record", key, inner):
                yield from self._record(value, key, inner, where)
            case ("object", fields):
                yield from self._object(value, fields, where)
            case ("partial", inner):
                loose = [Field(each.name, each.shape, True) for each in self._fields(inner)]
                yield from self._object(value, loose, where)

    def _items(self, value: Any, inner: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where}: {value!r} is no list"
            return
        for place, item in enumerate(value):
            yield from self.faults(item, inner, f"{where}[{place}]")

    def _record(self, value: Any, key: Any, inner: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where}: {value!r} is no object"
            return
        for name, item in value.items():
            yield from self.faults(name, key, f"{where} key")
            yield from self.faults(item, inner, f"{where}.{name}")

    def _object(self, value: Any, fields: list[Field], where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where}: {value!r} is no object"
            return
        known = {each.name: each for each in fields}
        for name in known.keys() - value.keys():
            if not known[name].optional:
                yield f"{where}.{name} is missing"
        for name in known.keys() & value.keys():
            yield from self.faults(value[name], known[name].shape, f"{where}.{name}")

    def _fields(self, shape: Any) -> list[Field]:
        found = self.types[shape[1]] if shape[0] == "name" else shape
        fields: list[Field] = found[1]
        return fields


def read_wire(path: Path) -> Wire:
    """Read every exported type of a file."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    reader = _Reader(TOKEN.findall(text))
    wire = Wire()
    while reader.more:
        name, shape = reader.declaration(wire)
        wire.types[name] = shape
    return wire


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def more(self) -> bool:
        return self.at < len(self.tokens)

    def peek(self) -> str:
        return self.tokens[self.at] if self.more else ""

    def take(self, expected: str = "") -> str:
        token = self.tokens[self.at]
        if expected and token != expected:
            around = " ".join(self.tokens[max(0, self.at - 8) : self.at + 3])
            raise ValueError(f"expected {expected}, found {token} near: {around}")
        self.at += 1
        return token

    def declaration(self, wire: Wire) -> tuple[str, Any]:
        self.take("export")
        kind, name = self.take(), self.take()
        if kind == "type":
            self.take("=")
            shape = self.union()
            self.take(";")
            return name, shape
        inherited: list[Field] = []
        if self.peek() == "extends":
            self.take()
            inherited = wire.types[self.take()][1]
        return name, ("object", [*inherited, *self.fields()])

    def union(self) -> Any:
        if self.peek() == "|":
            self.take()
        parts = [self.postfixed()]
        while self.peek() == "|":
            self.take()
            parts.append(self.postfixed())
        return parts[0] if len(parts) == 1 else ("union", parts)

    def postfixed(self) -> Any:
        shape = self.one()
        while self.peek() == "[]":
            self.take()
            shape = ("array", shape)
        return shape

    def one(self) -> Any:
        token = self.peek()
        if token == "{":
            return ("object", self.fields())
        self.take()
        if token == "(":
            shape = self.union()
            self.take(")")
            return shape
        if token[0] == '"':
            return ("literal", token[1:-1])
        if token.isdigit():
            return ("literal", int(token))
        if token in ("true", "false"):
            return ("literal", token == "true")
        if token == "null":
            return ("null",)
        if self.peek() == "<":
            return self.generic(token)
        return ("name", token)

    def generic(self, name: str) -> Any:
        self.take("<")
        parts = [self.union()]
        while self.peek() == ",":
            self.take()
            parts.append(self.union())
        self.take(">")
        return (name.lower(), *parts)

    def fields(self) -> list[Field]:
        self.take("{")
        found = []
        while self.peek() != "}":
            name = self.take().strip('"')
            optional = self.peek() == "?"
            if optional:
                self.take()
            self.take(":")
            found.append(Field(name, self.union(), optional))
            if self.peek() in (";", ","):
                self.take()
        self.take("}")
        return found
