"""Run the watch in one thread, for as long as this process holds the duty.

A round asks whether the duty is ours, steps room time on to now, and tells readings. Whatever
fails in a round is logged and the next round goes on: nobody restarts a watch at four in the
morning because one station's figures stumbled.
"""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Final

import structlog

from metro_flow.errors import Refused
from metro_flow.watch.duty import Duty
from metro_flow.watch.post import Post
from metro_flow.watch.shift import Shift

# Ten rounds a second: a count waits at most that long for its window.
PAUSE_S: Final = 0.1
# Other processes write in the rooms too; their entries are read at least this often.
CATCH_UP: Final = timedelta(seconds=1)
# A watch that has not come round for this long is not alive.
ALIVE: Final = timedelta(seconds=10)

log = structlog.get_logger(__name__)


class Watch:
    """What runs all day; one process at a time has a `shift`."""

    def __init__(self, post: Post, duty: Duty) -> None:
        self.post = post
        self.duty = duty
        self.shift: Shift | None = None
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._came_round = post.clock.real()
        self._caught_up = post.clock.real()

    @property
    def alive(self) -> bool:
        """Whether rounds are being made; on duty or ready to take over."""
        running = self._thread is not None and self._thread.is_alive()
        return running and self.post.clock.real() - self._came_round < ALIVE

    def start(self) -> None:
        """Begin to make rounds."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the round that is being made, and give up the duty."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self.shift is not None:
            self.shift.end()
            self.post.readings.store()
            self.shift = None
            self.duty.release()

    def round(self) -> None:
        """Make one round."""
        if not self._on_duty():
            if self.shift is not None:
                log.warning("another process has the watch")
                self._hand_over()
            return
        shift = self._taken()
        self._catch_up()
        try:
            shift.step(self.post.clock.now(), still=self._on_duty)
        except Refused as refusal:
            # The books have heard from a later watch: whatever is in our hands is stale.
            log.warning("the watch was taken over", reason=str(refusal))
            self._hand_over()
            return
        self.post.readings.flush(self.post.clock.real())

    def _run(self) -> None:
        while not self._stopped.wait(PAUSE_S):
            try:
                self.round()
            except Exception:
                log.exception("a round of the watch failed")
            self._came_round = self.post.clock.real()

    def _on_duty(self) -> bool:
        return self.duty.hold(self.post.clock.real())

    def _taken(self) -> Shift:
        """Return the shift, begun anew when the duty came back after another had it."""
        fence = self.duty.fence
        if fence is None:
            raise RuntimeError("a shift needs the duty")
        if self.shift is None or self.shift.fence != fence:
            log.info("on watch", fence=fence)
            # A shift begins on the boards as they are, not as this process last knew them.
            self._read_books()
            self.shift = Shift.begin(self.post, fence)
        return self.shift

    def _hand_over(self) -> None:
        self.shift = None
        self.post.readings.forget()

    def _catch_up(self) -> None:
        if self.post.clock.real() - self._caught_up >= CATCH_UP:
            self._read_books()

    def _read_books(self) -> None:
        self._caught_up = self.post.clock.real()
        self.post.shelf.catch_up()
