"""Spells what gateways post, right but for what a test changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from metro_flow.feeds.gates import Gates
from metro_flow.feeds.parse import Post, parse_post
from metro_flow.flow.count import GateGroup, seconds_of

NOW = seconds_of(datetime.fromisoformat("2015-04-01T18:16:00+08:00"))
START = "2015-04-01T18:15:00+08:00"
END = "2015-04-01T18:16:00+08:00"
GATES = Gates.of(
    [
        GateGroup("0243-E1", "0243", gates=6, register_bits=20),
        GateGroup("0243-E2", "0243", gates=4),
        GateGroup("0244-E1", "0244", gates=4),
    ],
    ["0243"],
)


def a_row(**changed: Any) -> dict[str, Any]:
    row = {"gate_group": "0243-E1", "direction": "in", "start": START, "end": END, "people": 12}
    row |= changed
    return {name: value for name, value in row.items() if value is not GONE}


def a_register(**changed: Any) -> dict[str, Any]:
    return {
        "gate_group": "0243-E1",
        "direction": "in",
        "at": END,
        "register": 482_113,
    } | changed


GONE = object()


def posted(*rows: object, **more: object) -> Post:
    body = orjson.dumps({"batch": "one", "rows": list(rows), **more})
    return parse_post(body, GATES, feed="gateway", now=NOW)


def posted_columns(columns: dict[str, list[Any]]) -> Post:
    body = orjson.dumps({"batch": "one", "columns": columns})
    return parse_post(body, GATES, feed="gateway", now=NOW)
