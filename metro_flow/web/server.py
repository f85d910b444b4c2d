"""Run one process of the house under gunicorn: one worker, a thread for each open tablet.

A second worker in the same process would not know the first one's sockets; to serve more, run
more processes behind a proxy that keeps each tablet at one of them.
"""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask
from gunicorn.app.base import BaseApplication

# Threads for requests beside one for each tablet's open socket.
SPARE_THREADS: Final = 64
# A dead peer holds two threads until its window times out.
PEER_GONE_MS: Final = 20_000
# A worker gives running requests a second, and is gone before its keeper loses patience.
WORKER_GRACE_S: Final = 1
GRACE_S: Final = 5


@dataclass(frozen=True, slots=True)
class Listening:
    """Where and for how many a process listens."""

    bind: str
    tablets: int = 1000
    certificate: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """How the app is made in the worker, and what begins and ends with it."""

    make: Callable[[], Flask]
    start: Callable[[Flask], None]
    stop: Callable[[Flask], None]
    ready: Callable[[], None]


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
    """One process that listens."""

    def __init__(self, listening: Listening, life: Life) -> None:
        self._listening = listening
        self._life = life
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn our choices instead of a command line's."""
        for name, value in self._choices().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app; called in the worker."""
        return self._life.make()

    def _choices(self) -> dict[str, Any]:
        listening = self._listening
        return {
            "bind": listening.bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": listening.tablets + SPARE_THREADS,
            "worker_connections": listening.tablets + 2 * SPARE_THREADS,
            "graceful_timeout": GRACE_S,
            "certfile": listening.certificate,
            "keyfile": listening.key,
            "control_socket_disable": True,
            "loglevel": "warning",
            "when_ready": self._open,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
        }

    def _open(self, server: Any) -> None:
        let_go_of_the_dead(server)
        self._life.ready()

    def _begin(self, worker: Any) -> None:
        worker.cfg.set("graceful_timeout", WORKER_GRACE_S)
        self._life.start(worker.wsgi)
        # What the house is made of never becomes garbage: looking it over, each time the collector
        # goes through everything, held every thread up for a tenth of a second.
        gc.collect()
        gc.freeze()

    def _end(self, _server: Any, worker: Any) -> None:
        app: Flask | None = getattr(worker, "wsgi", None)  # None when it never came up
        if app is None:
            return
        self._life.stop(app)
        # Open sockets hold threads that nothing would ever join; all that counts is committed.
        os._exit(0)


def let_go_of_the_dead(server: Any) -> None:
    """Let the system end connections whose peer has stopped to acknowledge."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux alone knows it
    for listener in server.LISTENERS if option is not None else ():
        if listener.sock.family in (socket.AF_INET, socket.AF_INET6):
            listener.sock.setsockopt(socket.IPPROTO_TCP, option, PEER_GONE_MS)
