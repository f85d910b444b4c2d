"""Wake the other processes: who wrote something pokes, who made a reading hands it on.

The database is the truth and the bus a hint: a poke says only "look", and who looks reads the
entries from the book. A bus that is down loses speed and nothing else, because every beacon
looks too. Without a bus there is one process and nobody to wake.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Final

import orjson
import redis
import structlog

CHANNEL: Final = "metro-flow:rooms"
# No turn and no tablet may wait longer than this for a bus that is down.
PATIENCE_S: Final = 0.5
AGAIN_S: Final = 2.0
log = structlog.get_logger(__name__)


class Bus:
    """Redis between processes; `process` is this one's name, whose own words it does not hear."""

    def __init__(
        self,
        address: str,
        process: str,
        *,
        on_poke: Callable[[str], None],
        on_reading: Callable[[str, dict[str, Any]], None],
    ) -> None:
        self._process = process
        self._on_poke = on_poke
        self._on_reading = on_reading
        self._redis = redis.Redis.from_url(
            address, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S
        )
        self._quiet_until = 0.0
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to hear the other processes."""
        threading.Thread(target=self._run, name="bus", daemon=True).start()

    def stop(self) -> None:
        """Hear no more."""
        self._stopped.set()

    def hand_on(self, room: str, reading: dict[str, Any] | None) -> None:
        """Give the others a reading for their own tablets, or say that a room has something new."""
        self._say({"room": room, "reading": reading})

    def _say(self, body: dict[str, Any]) -> None:
        if time.monotonic() < self._quiet_until:
            return
        try:
            self._redis.publish(CHANNEL, orjson.dumps({**body, "process": self._process}))
        except redis.RedisError as error:
            # Not asked again for a moment, or every message would wait for it.
            self._quiet_until = time.monotonic() + AGAIN_S
            log.warning("the bus is down", error=str(error))

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._hear()
            except redis.RedisError as error:
                log.warning("the bus is down", error=str(error))
                self._stopped.wait(AGAIN_S)

    def _hear(self) -> None:
        open_ear: Callable[..., Any] = self._redis.pubsub
        with open_ear(ignore_subscribe_messages=True) as heard:
            heard.subscribe(CHANNEL)
            while not self._stopped.is_set():
                message = heard.get_message(timeout=PATIENCE_S / 2)
                if message is not None:
                    self._take(orjson.loads(message["data"]))

    def _take(self, body: dict[str, Any]) -> None:
        if body["process"] == self._process:
            return
        try:
            if body["reading"] is None:
                self._on_poke(body["room"])
            else:
                self._on_reading(body["room"], body["reading"])
        except Exception:
            log.exception("a word from another process was not understood", room=body.get("room"))
