"""Tell tablets from one thread, so that no turn at a book ever waits for a network.

Under the room's lock an entry is only queued here. A reading that nobody has sent yet is
replaced by its successor.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

from metro_flow.logbook.entry import told

if TYPE_CHECKING:
    from metro_flow.logbook.entry import Entry

Body = dict[str, Any]
Emit = Callable[[str, Body, str], None]
HandOn = Callable[[str, Body | None], None]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Telling:
    """One message on its way to the tablets of a room."""

    event: str
    room: str
    body: Callable[[], Body | None]
    after: Callable[[Body], None] | None = None


def alone(_room: str, _reading: Body | None) -> None:
    """Stand in for the bus where there is one process."""


@dataclass(eq=False)
class Sender:
    """The queue and the thread behind it.

    `emit(event, body, room)` puts a message on the wire; `hand_on(room, reading)` wakes the other
    processes after this one's own tablets were told.
    """

    emit: Emit
    hand_on: HandOn = alone
    _queue: queue.SimpleQueue[Telling | None] = field(default_factory=queue.SimpleQueue)
    _readings: dict[str, Body] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None

    def hear_entry(self, room: str, entry: Entry, panels: Mapping[str, Any]) -> None:
        """Queue an entry with the panels that it changed; called inside the room's turn."""

        def body() -> Body:
            return {"entry": told(entry), "panels": dict(panels)}

        self._queue.put(Telling("entry", room, body, lambda _told: self.hand_on(room, None)))

    def hear_reading(self, room: str, reading: Body) -> None:
        """Queue a reading that was made here, and hand it on to the other processes."""
        self._queue_reading(room, reading, lambda told: self.hand_on(room, told))

    def hear_reading_of_another(self, room: str, reading: Body) -> None:
        """Queue a reading that another process made."""
        self._queue_reading(room, reading, None)

    def start(self) -> None:
        """Begin to send."""
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Send what is queued and end."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _queue_reading(
        self, room: str, reading: Body, after: Callable[[Body], None] | None
    ) -> None:
        with self._lock:
            waiting = room in self._readings
            self._readings[room] = reading
        if not waiting:
            self._queue.put(Telling("reading", room, lambda: self._take_reading(room), after))

    def _take_reading(self, room: str) -> Body | None:
        with self._lock:
            return self._readings.pop(room, None)

    def _run(self) -> None:
        while (telling := self._queue.get()) is not None:
            try:
                self._send(telling)
            except Exception:
                # A message that fails must not silence all that follow.
                log.exception("a message was not sent", told=telling.event, room=telling.room)

    def _send(self, telling: Telling) -> None:
        body = telling.body()
        if body is None:
            return
        self.emit(telling.event, body, telling.room)
        if telling.after is not None:
            telling.after(body)
