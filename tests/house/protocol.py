"""Writes what crosses the wire from the code that sends and reads it, so that no paper is stale.

`run.py fix` writes these papers into `docs/`, and a house test compares them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from pydantic import TypeAdapter

from stations.room.panels import COMMANDS, PANELS
from tests.house import command_paper
from tests.house.tree import ROOT
from wsgi import command

Json = Mapping[str, Any]

INTRODUCTION = """\
# What crosses the wire

Tablets ask over HTTP and hear over the socket; feeds post counts over HTTP.
`docs/openapi.json` describes every route field by field.
This page is written by `python3 run.py fix` from the code, and a test compares the two.

A tablet posts a *command* with a `ref` of its own to `/api/rooms/…/acts`, \
and posts it again with the same `ref` until it is answered.
What the rules accept becomes one or more numbered *events* of the room's logbook.
Each is told to everyone in the room as `entry`, together with the panels that it changed; \
a tablet replaces those panels and folds nothing itself.
A number out of turn means that something was missed: the tablet joins again.

## Over the socket

A tablet says:

- `join` with `{room, device}` and is answered with one moment of the room: \
`{room, seq, head, clock, panels, entries, reading, profile}`.
- `leave` with `{room}`.
- `seen` with `{room, stored, shown}`, the highest numbers that it keeps and shows.

It hears:

- `entry` with `{entry, panels}`: numbered, kept, never missed unnoticed.
- `beacon` every five seconds with `{room, seq, clock}`, so that a lost last entry is noticed too.
- `reading`: the flow estimates of a station; the latest wins, and one may be missed.
- `district`: what the wall shows of every station; the latest wins.
- `receipts` at most once a second with `{room, cursors}`: who has what on the glass.
"""


@cache
def written() -> dict[str, str]:
    """Return each generated paper by its path."""
    routed = routes(described())
    return {
        "docs/commands.md": command_paper.written(),
        "docs/protocol.md": "\n".join([INTRODUCTION, *commands(), *events(), *routed]),
    }


def described() -> Json:
    """Read what the routes say of themselves, as `metro-flow api` prints it."""
    told = CliRunner().invoke(command, ["api"], catch_exceptions=False)
    api: Json = json.loads(told.stdout)
    return api


def commands() -> Iterator[str]:
    """Tell every command, the alphabet's order."""
    yield "## Commands\n"
    for kind in sorted(COMMANDS, key=lambda each: each.__name__):
        yield from told(kind)


def events() -> Iterator[str]:
    """Tell every event of a room, panel by panel."""
    for panel in PANELS:
        yield f"## Events of the panel “{panel.name}”\n"
        for event in panel.events:
            yield from told(event)


def told(kind: type) -> Iterator[str]:
    """Tell one command or event: its sentence and its fields."""
    schema = TypeAdapter(kind).json_schema()
    names = schema.get("$defs", {})
    yield f"### {kind.__name__}\n"
    yield sentences(kind.__doc__ or "") + "\n"
    if schema["properties"]:
        yield "| field | holds |\n|---|---|"
        for name, field in schema["properties"].items():
            yield f"| `{name}` | {shape(field, names)} |"
        yield ""


def sentences(docstring: str) -> str:
    """Put each sentence of the first paragraph on a line of its own."""
    paragraph = " ".join(docstring.split("\n\n")[0].split())
    return re.sub(r"(?<=[.?!]) (?=[A-Z])", "\n", paragraph)


def routes(api: Json) -> Iterator[str]:
    """Tell every route, what it asks and what it answers."""
    yield "## Routes\n"
    for path, methods in api["paths"].items():
        for method in (each for each in methods if each != "parameters"):
            yield f"### {method.upper()} {path}\n"
            yield methods[method].get("summary", "").strip() + "\n"


def shape(schema: Json, names: Json) -> str:
    """Say in a word or two what a field may hold."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return shape(names[name], names) if "enum" in names[name] else f"`{name}`"
    if "anyOf" in schema:
        return " or ".join(shape(each, names) for each in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{each}`" for each in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {shape(schema['items'], names)}" if "items" in schema else "list"
    if schema.get("format") == "date-time":
        return "time, ISO 8601 in UTC"
    kind = schema.get("type", "anything")
    return {"null": "nothing", "boolean": "true or false"}.get(kind, kind)


if __name__ == "__main__":
    for path, text in written().items():
        Path(ROOT / path).write_text(text, encoding="utf-8")
    CliRunner().invoke(command, ["api", "--write"], catch_exceptions=False)
