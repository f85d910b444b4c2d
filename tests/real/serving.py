"""Serve the product as the demo does, and die by SIGKILL at a named point when told to.

Run as `python -m tests.real.serving FOLDER PORT`, with `--die-at POINT:N` to be killed when the
N-th turn reaches that point. Nothing is tidied up: the whole process goes, as in a power cut.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

from metro_flow.cli import Roof
from metro_flow.logbook.logbook import Witness, unseen
from metro_flow.settings import read_settings
from metro_flow.web.server import Listening
from stations.demo.cli import HOSTS
from stations.demo.furnish import Show, furnish
from wsgi import create_app, start, stop


def dying_at(where: str) -> Witness:
    """Return a witness that kills the server when a point is reached for the n-th time.

    At its start a process folds and tells what was written before and takes in the day so far;
    that is not counted: points count from the first entry that this process writes.
    """
    point, _, times = where.rpartition(":")
    reached: Counter[str] = Counter()
    lock = threading.Lock()

    def witness(at: str) -> None:
        with lock:
            if at != "before commit" and not reached["before commit"]:
                return
            reached[at] += 1
            if at == point and reached[at] == int(times):
                die()

    return witness


def die() -> None:
    """End this worker and the process that minds it, at once."""
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--die-at", default="")
    parser.add_argument("--station", default="0243")
    parser.add_argument("--surge", type=float, default=1.0)
    parser.add_argument("--speed", type=float, default=12.0)
    parser.add_argument("--no-watch", action="store_true")
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    witness = dying_at(asked.die_at) if asked.die_at else unseen
    roof = Roof(read_settings, partial(create_app, witness=witness), start, stop)
    settings = replace(
        roof.settings(),
        database=asked.database or f"sqlite:///{asked.folder / 'demo.sqlite3'}",
        demo=True,
        watch=not asked.no_watch,
        public_hosts=HOSTS,
    )
    show = Show(station=asked.station, surge=asked.surge, speed=asked.speed)
    listening = Listening(f"127.0.0.1:{asked.port}", tablets=100)
    roof.serve(settings, listening, ready=lambda: None, furnish=lambda app: furnish(app, show))


if __name__ == "__main__":
    main()
