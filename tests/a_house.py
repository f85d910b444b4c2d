"""Open a whole house for a test: the real app on a real database, its people, its sockets.

`a_house(folder)` answers over Flask's client; `served(house)` listens on a free loopback port,
so that real clients can come in over HTTP and the socket.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import WSGIRequestHandler, make_server

import wsgi
from metro_flow.clock import ClockState
from metro_flow.db import db
from metro_flow.logbook.logbook import Witness, unseen
from metro_flow.settings import Settings
from metro_flow.web import House
from metro_flow.web import house as house_of
from stations.demo.adopt import adopt_plans
from stations.demo.between import say_between
from stations.demo.furnish import BEGINS
from stations.demo.seed import PASSWORD, seed
from tests.tablet import Tablet

ROOM = "station/0243"
OWN = {"X-Metro-Flow": "1"}


@dataclass(frozen=True)
class Asking:
    """A browser of one person: asks over HTTP as a page would."""

    client: FlaskClient

    def get(self, path: str, **query: Any) -> Any:
        """Ask for something."""
        return self.client.get(f"/api{path}", query_string=query)

    def post(self, path: str, body: object = None, *, raw: bytes | None = None) -> Any:
        """Post JSON, or bytes as they are."""
        if raw is not None:
            return self.client.post(f"/api{path}", data=raw, headers=OWN)
        return self.client.post(f"/api{path}", json=body, headers=OWN)

    def act(self, kind: str, *, room: str = ROOM, ref: str | None = None, **body: Any) -> Any:
        """Post one act."""
        return self.post(f"/rooms/{room}/acts", an_act(kind, ref=ref, **body))


def an_act(kind: str, /, *, ref: str | None = None, **body: Any) -> dict[str, Any]:
    """Return an act as a tablet posts it."""
    return {"ref": ref or str(uuid.uuid4()), "kind": kind, "body": body, "device": "tablet-1"}


@dataclass(frozen=True)
class OpenHouse:
    """An app with the demo's people in it, and room time at half past five on the real day."""

    app: Flask
    house: House

    def nobody(self) -> Asking:
        """Return the browser of somebody who is not signed in."""
        return Asking(self.app.test_client())

    def signed_in(self, name: str) -> Asking:
        """Return the browser of somebody who is."""
        asking = self.nobody()
        answer = asking.post("/session", {"name": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return asking

    def kinds(self, room: str = ROOM) -> list[str]:
        """Return the kinds of all entries of a room."""
        return [entry.kind for entry in self.house.shelf.open(room).entries(limit=10_000)]


def a_house(folder: Path, *, witness: Witness = unseen, **chosen: Any) -> OpenHouse:
    """Open a house on a database in a folder, with the demo's people in it."""
    for store in seeded().iterdir():
        shutil.copy(store, folder)
    return opened_in(folder, witness=witness, **chosen)


def opened_in(folder: Path, *, witness: Witness = unseen, **chosen: Any) -> OpenHouse:
    """Open a house on what lies in a folder."""
    settings = Settings(
        database=f"sqlite:///{folder / 'book.sqlite3'}", **{"demo": True, "watch": False, **chosen}
    )
    app = wsgi.create_app(settings, witness=witness)
    house = house_of(app)
    house.clock.follow(ClockState(BEGINS, house.clock.real(), 1.0))
    return OpenHouse(app, house)


@cache
def seeded() -> Path:
    """Seed the stores once for all tests: writing a hundred people takes its time."""
    return _laid_out(seed)


@cache
def furnished() -> Path:
    """Write once for all tests what a demo puts into an empty folder before it begins to play."""

    def furnish(house: House) -> None:
        everybody = seed(house)
        adopt_plans(house, everybody, BEGINS)
        say_between(house, everybody, BEGINS)

    return _laid_out(furnish)


def _laid_out(furnish: Callable[[House], object]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="metro-flow-seeded-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    opened = opened_in(folder)
    with opened.app.app_context():
        furnish(opened.house)
        for engine in db.engines.values():
            # The last connection takes the write-ahead log back into the file.
            engine.dispose()
    return folder


class QuietRequests(WSGIRequestHandler):
    """A server's ear that writes no line for each request."""

    def log(self, *_said: Any, **_more: Any) -> None:
        """Say nothing."""


@contextmanager
def served(opened: OpenHouse) -> Iterator[str]:
    """Listen on a free port of the loopback; everything that goes on by itself goes on."""
    wsgi.start(opened.app)
    server = make_server("127.0.0.1", 0, opened.app, threaded=True, request_handler=QuietRequests)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        wsgi.stop(opened.app)
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def tablets(address: str, *names: str) -> Iterator[list[Tablet]]:
    """Sit these people down before tablets of their own, signed in and joined."""
    sitting: list[Tablet] = []
    try:
        for name in names:
            tablet = Tablet(address, name)
            tablet.sign_in()
            tablet.connect()
            sitting.append(tablet)
        yield sitting
    finally:
        for tablet in sitting:
            tablet.disconnect()
