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

from drills.drill import panels as drill
from stations.occasions import occasion
from stations.readiness import panels as readiness
from stations.room.panels import COMMANDS, PANELS
from tests.house import command_paper
from tests.house.tree import ROOT
from wsgi import command

Json = Mapping[str, Any]

INTRODUCTION = """\
# What crosses the wire

Tablets ask over HTTP and hear over the socket; feeds post counts and trains over HTTP.
`docs/openapi.json` describes every route field by field.
This page is written by `python3 run.py fix` from the code, and a test compares the two.

A tablet posts a *command* with a `ref` of its own, a UUID, to `/api/rooms/…/acts`, \
to `/api/readiness/…/acts` when it is about readiness, \
to `/api/district/acts` for the calendar of occasions, \
or to `/api/drills/acts` when it plans a drill, \
and posts it again with the same `ref` until it is answered.
What the rules accept becomes one or more numbered *events* of the room's logbook.
Each is told to everyone in the room as `entry`, together with the panels that it changed; \
a tablet replaces those panels and folds nothing itself.
A number out of turn means that something was missed: the tablet joins again.

All times are ISO 8601 in UTC; those of a room are room time, which the `clock` of a join \
tells as `{base, started, speed, now}`.
A write needs the header `X-Metro-Flow: 1` and comes from a page of the same origin; \
a feed's post carries `Authorization: Bearer TOKEN` instead.

## How a no is said

| status | body | means |
|---|---|---|
| 401 | `{status: "not-signed-in", reason}` | nobody is known to be asking; what is unsent is kept |
| 403 | `{status: "not-yours", act, facts}` | somebody is, and may not |
| 404 | `{status: "unknown", what, name}` | there is no such thing |
| 405 | `{status: "wrong-method", known}` | the address knows other methods |
| 409 | `{status: "refused", reason, facts}` | the rules say no; the same `ref` is refused again |
| 413 | `{status: "too-large", limit}` | the body is longer than is read |
| 422 | `{status: "malformed", faults: [{field, value, expected}]}` | every wrong field is named |
| 500 | `{status: "bug", request}` | a fault of the server, in its log under that id |
| 503 | `{status: "busy"}` | nothing was written; ask again |

Over the socket the same body comes as the acknowledgement, with `error` beside it.

## Said over the socket

### join
`{room, device}`, and `seen` where the tablet says how far it had come.
The answer is one moment of the room, after the tablet was subscribed to it: \
`{room, seq, head, clock, panels, entries, reading, profile}`.
The room `district` is answered with the whole wall.

### leave
`{room}`: hear no more of it.

### seen
`{room, stored, shown}`, the highest numbers that the tablet keeps and shows.

## Heard over the socket

### entry
`{entry, panels}`: numbered, kept, never missed unnoticed.

### beacon
Every five seconds `{room, seq, clock}`, so that a lost last entry is noticed too.

### reading
The flow estimates of a station; the latest wins, and one may be missed.
`outlook` is what the next hour will bring, a minute: `{from, step_s, days, in, out}`.
Each step is low, middle and high (5, 50, 95 in a hundred), null where nobody says.
`days` is on how many usual days it rests, 0 when by today alone.
`trains` are the lines whose trains a feed told of in the last hour, `{line, until, heard}`; \
one that is not `heard` has told nothing for two minutes, and its figures rest on the timetable.
`advice` says of each platform that is full or about to be how many entry gates would hold it: \
`gates_open` of `gates`, by `rows`, about `rate_per_minute` people, so that it has \
`wanted_per_m2` from `reached_min` on.
Its `outcome` is `held`, `trains-take-too-few` or `no-room-outside`; `come_per_minute` and \
`take_per_minute` are why; `followed` and `without` are what is expected each `each_min` minutes, \
and `full_min` is when the hall (`room` more people) is full of those who wait.
Nothing acts on it by itself.

### district
What the wall shows of every station; the latest wins.

### receipts
At most once a second `{room, cursors}`: who has what on the glass.
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
    asked = [COMMANDS, readiness.COMMANDS, occasion.COMMANDS]
    everything = {
        *drill.COMMANDS,
        *drill.CALENDAR_COMMANDS,
        *(each for one in asked for each in one),
    }
    for kind in sorted(everything, key=lambda each: each.__name__):
        yield from told(kind)


def events() -> Iterator[str]:
    """Tell every event of every kind of book, panel by panel, each panel once."""
    every = (*PANELS, *readiness.PANELS, occasion.PANEL, *drill.CALENDAR_PANELS, *drill.PANELS)
    for panel in {each.name: each for each in every}.values():
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
