"""Lend the tables of bad input one house that listens, and count what is lost around each case.

A good act is written before and after each bad one; only these two are then in the book, which
is whole and sealed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.a_house import ROOM, OpenHouse, a_house, served, tablets
from tests.tablet import Tablet

REQUIRED = "this field is required"
TEXT = "input should be a valid string"
WHOLE = "input should be a valid integer"
OBJECT = "input should be an object"
NO_FIELD = "there is no such field"
ROLES = [
    "station-master", "transit-police", "local-police", "street", "district-officer",
    "coordinator", "evaluator",
]  # fmt: skip


@dataclass(frozen=True)
class Live:
    """A house that listens, with one station master in the seat."""

    opened: OpenHouse
    address: str
    master: Tablet

    def ask(self, method: str, path: str, **sent: Any) -> requests.Response:
        """Send a request as the station master's page would."""
        return self.master._web.request(method, f"{self.address}/api{path}", timeout=20, **sent)

    def call(self, event: str, body: Any) -> Any:
        """Send a message over the station master's socket."""
        assert self.master._socket is not None
        return self.master._socket.call(event, body, timeout=20)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Serve one house for the whole table."""
    opened = a_house(tmp_path_factory.mktemp("bad-input"))
    with served(opened) as address, tablets(address, "zhangwei") as (master,):
        assert master.act("TakeSeat", seat="station-master", leading=True).status == 200
        yield Live(opened, address, master)


@pytest.fixture(autouse=True)
def nothing_is_lost_around_it(live: Live) -> Iterator[None]:
    """Write a good act before and after each bad one; only these two are in the book."""
    before = live.master.act("WriteNote", words="before")
    yield
    after = live.master.act("WriteNote", words="after")
    assert before.answer is not None
    assert after.answer is not None
    assert after.answer["seqs"] == [before.answer["seqs"][0] + 1]
    live.master.wait_for(lambda tablet: tablet.seq == after.answer["seqs"][0])  # type: ignore[index]
    assert live.opened.house.shelf.open(ROOM).verify().fault is None


def malformed(field: str, value: Any, expected: str) -> dict[str, Any]:
    """Return the answer to one wrong field."""
    fault = {"field": field, "value": value, "expected": expected}
    return {"status": "malformed", "faults": [fault]}


def refused(reason: str, **facts: Any) -> dict[str, Any]:
    """Return the rules' no."""
    return {"status": "refused", "reason": reason, "facts": facts}


def unknown(what: str, name: str) -> dict[str, Any]:
    """Return the answer to what is not there."""
    return {"status": "unknown", "what": what, "name": name}
