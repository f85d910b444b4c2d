"""Runs a whole server with real sockets, for tests that listen as tablets do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import socketio

from tests.a_house import OpenHouse
from tests.tablet import Tablet


@dataclass(frozen=True)
class Live:
    """A house that listens."""

    opened: OpenHouse
    address: str

    def tablet(self, name: str, **other: str) -> Tablet:
        """Return somebody's tablet, signed in and connected to nothing yet."""
        tablet = Tablet(self.address, name, **other)
        tablet.sign_in()
        return tablet

    def socket(self, tablet: Tablet) -> socketio.Client:
        """Connect a tablet without joining any room."""
        client = socketio.Client(reconnection=False)
        cookies = "; ".join(f"{each.name}={each.value}" for each in tablet._web.cookies)
        client.connect(self.address, headers={"Cookie": cookies}, transports=["websocket"])
        return client


def soon(claim: Callable[[], bool], *, seconds: float = 20) -> None:
    """Wait until a claim holds; fail when it never does."""
    deadline = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
