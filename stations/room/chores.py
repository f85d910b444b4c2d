"""Do again and again, from one thread, what tablets are told by time and not by an entry."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable

# Between two looks at the clock; short enough that half a second is half a second.
LOOK_S: Final = 0.1
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Chore:
    """Something to do at most every so many seconds of real time."""

    every_s: float
    do: Callable[[], object]
    due: float = 0.0


@dataclass(eq=False)
class Chores:
    """The list of chores and the thread that does them."""

    chores: list[Chore] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def add(self, every_s: float, do: Callable[[], object]) -> None:
        """Do something every so many seconds from now on."""
        self.chores.append(Chore(every_s, do, due=time.monotonic() + every_s))

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, name="chores", daemon=True).start()

    def stop(self) -> None:
        """Begin no further chore."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_S):
            now = time.monotonic()
            for chore in self.chores:
                if now >= chore.due:
                    chore.due = now + chore.every_s
                    _do(chore)


def _do(chore: Chore) -> None:
    try:
        chore.do()
    except Exception:
        # Tried again when next due; the other chores go on.
        log.exception("a chore failed")
