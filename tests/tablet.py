"""A tablet without a screen: asks over HTTP, hears over the socket, keeps its outbox.

It goes by the same rules as the page: an entry heard twice is dropped, a gap
means joining again, a tap is posted with its ref until it is answered.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
import socketio

ROOM = "station/0243"


@dataclass(slots=True)
class Tap:
    """One act in the outbox; `answer` is None until the server has answered it."""

    kind: str
    body: dict[str, Any]
    ref: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: int | None = None
    answer: dict[str, Any] | None = None


class Tablet:
    """One signed-in tablet in one room."""

    def __init__(self, address: str, name: str, *, password: str = "metro-demo", room: str = ROOM):
        self.address = address
        self.name = name
        self.room = room
        self.device = f"tablet-{name}"
        self.seq = 0
        self.panels: dict[str, Any] = {}
        self.readings: list[dict[str, Any]] = []
        self.heard_at: dict[int, float] = {}
        self.outbox: list[Tap] = []
        self.answered: list[Tap] = []
        self._password = password
        self._web = requests.Session()
        self._web.headers["X-Metro-Flow"] = "1"
        self._web.headers["Origin"] = address
        self._socket: socketio.Client | None = None
        self._lock = threading.RLock()

    def sign_in(self) -> dict[str, Any]:
        """Sign in by password; returns who one is."""
        answer = self._web.post(
            f"{self.address}/api/session",
            json={"name": self.name, "password": self._password},
            timeout=20,
        )
        answer.raise_for_status()
        me: dict[str, Any] = answer.json()
        return me

    def connect(self) -> None:
        """Open the socket and join the room."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._web.cookies)
        self._socket = socketio.Client(reconnection=False)
        self._socket.on("entry", self._hear)
        self._socket.on("reading", self._read)
        self._socket.on("beacon", self._beacon)
        self._socket.connect(
            self.address,
            headers={"Cookie": cookies},
            transports=["websocket"],
            wait_timeout=20,
        )
        self.join()

    def join(self) -> None:
        """Replace everything by one moment of the room."""
        assert self._socket is not None
        joined = self._socket.call("join", {"room": self.room, "device": self.device}, timeout=20)
        if "panels" not in joined:
            raise RuntimeError(f"{self.name} could not join: {joined}")
        with self._lock:
            self.seq, self.panels = joined["seq"], joined["panels"]

    def disconnect(self) -> None:
        """Close the socket, as a tunnel or a lid does."""
        if self._socket is not None:
            hang_up(self._socket)
            self._socket = None

    def tap(self, kind: str, **body: Any) -> Tap:
        """Put an act into the outbox."""
        tap = Tap(kind, body)
        self.outbox.append(tap)
        return tap

    def act(self, kind: str, **body: Any) -> Tap:
        """Tap and post at once; raises when the server cannot be asked."""
        tap = self.tap(kind, **body)
        self.post()
        return tap

    def post(self) -> None:
        """Post the outbox in order until it is empty or the server is away."""
        while self.outbox:
            tap = self.outbox[0]
            self._post(tap)
            self.answered.append(self.outbox.pop(0))

    def post_until_answered(self, *, seconds: float) -> None:
        """Post again and again, as a tablet does whose server is away."""
        deadline = time.monotonic() + seconds
        while self.outbox:
            try:
                self.post()
            except (requests.RequestException, ServerAway):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def get(self, path: str, **query: Any) -> Any:
        """Ask for something by HTTP."""
        answer = self._web.get(f"{self.address}/api{path}", params=query, timeout=20)
        answer.raise_for_status()
        return answer.json()

    def snapshot(self) -> dict[str, Any]:
        """Return the room as somebody sees it who joins now, over HTTP."""
        room: dict[str, Any] = self.get(f"/rooms/{self.room}")
        return room

    def wait_for(self, claim: Callable[[Tablet], bool], *, seconds: float = 20) -> None:
        """Wait until a claim about this tablet holds; fail with what it shows otherwise."""
        deadline = time.monotonic() + seconds
        while not claim(self):
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name} waited in vain at entry {self.seq}")
            time.sleep(0.01)

    def _post(self, tap: Tap) -> None:
        asked = {
            "ref": tap.ref,
            "kind": tap.kind,
            "body": tap.body,
            "seen_seq": self.seq,
            "occurred_at": None,
            "device_at": None,
            "device": self.device,
        }
        answer = self._web.post(
            f"{self.address}/api/rooms/{self.room}/acts", json=asked, timeout=20
        )
        if answer.status_code >= 500:
            raise ServerAway(answer.text)
        tap.status, tap.answer = answer.status_code, answer.json()

    def _hear(self, told: dict[str, Any]) -> None:
        seq = told["entry"]["seq"]
        with self._lock:
            if told["entry"]["room"] != self.room or seq <= self.seq:
                return
            self.heard_at[seq] = time.perf_counter()
            if seq == self.seq + 1:
                self.seq = seq
                self.panels.update(told["panels"])
                return
        self._join_again()

    def _read(self, reading: dict[str, Any]) -> None:
        if reading["room"] == self.room:
            self.readings = [*self.readings[-999:], reading]

    def _beacon(self, beacon: dict[str, Any]) -> None:
        if beacon["room"] == self.room and beacon["seq"] > self.seq:
            self._join_again()

    def _join_again(self) -> None:
        """Ask for the room whole without holding up what is heard meanwhile."""

        def join() -> None:
            # A server that was killed meanwhile answers nobody: the tablet connects anew later.
            with contextlib.suppress(socketio.exceptions.SocketIOError, AssertionError):
                self.join()

        threading.Thread(target=join, daemon=True).start()


def hang_up(client: socketio.Client) -> None:
    """Close a socket at once: a polite goodbye waits three seconds for one in return."""
    line = client.eio.ws
    if line is None or line.sock is None:
        return  # a server that was killed has hung up already
    with contextlib.suppress(OSError):
        line.sock.shutdown(socket.SHUT_RDWR)
    line.shutdown()


class ServerAway(Exception):
    """The server could not answer; the tap stays in the outbox."""
