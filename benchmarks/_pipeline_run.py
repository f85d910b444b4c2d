"""Take posts all the way from bytes to levels in one process, without HTTP, and print JSON.

Judging, group commit, reading back what was committed, windows and levels are the product's own;
each network second holds one count of every gate group, both directions, in posts of one size.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import orjson
import sqlalchemy
from sqlalchemy import insert

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from metro_flow.clock import iso  # noqa: E402
from metro_flow.db import COUNTS, db, settle  # noqa: E402
from metro_flow.feeds.gates import Gates  # noqa: E402
from metro_flow.feeds.parse import parse_post  # noqa: E402
from metro_flow.flow.count import Bools, GateGroup, time_of  # noqa: E402
from metro_flow.flow.window import RollingWindow  # noqa: E402
from metro_flow.watch.batch import arrays_of  # noqa: E402
from metro_flow.watch.intake import MOST_TOGETHER, Pen, Waiting  # noqa: E402
from metro_flow.watch.table import folds  # noqa: E402
from metro_flow.watch.tail import Tail  # noqa: E402

GROUPS, BEGIN = 10_000, 1_790_000_000
NAMES = [f"S{k // 20:04}-G{k % 20:03}" for k in range(GROUPS)]
WAYS = ("in", "out")


@dataclass
class Pipeline:
    """Everything between the bytes of a post and a change of level."""

    engine: sqlalchemy.Engine
    gates: Gates
    window: RollingWindow
    number: int = 1
    above: Bools = field(default_factory=lambda: np.zeros((GROUPS, 2), np.bool_))

    def take(self, connection: sqlalchemy.Connection, bodies: list[bytes], now: int) -> int:
        """Take a second's posts; give how many counts came to stand in the windows."""
        at = datetime.fromtimestamp(now, UTC)
        posts = [parse_post(body, self.gates, feed="bench", now=now).batch for body in bodies]
        waiting = [Waiting(post, "bench", at) for post in posts]
        for begin in range(0, len(waiting), MOST_TOGETHER):
            self._commit(connection, waiting[begin : begin + MOST_TOGETHER])
        batches = []
        while stored := self.tail.read():
            batches += [each.batch for each in stored]
        counts = arrays_of(batches, self.window.places, late=False)
        self.window.advance(now)
        accepted = int((self.window.apply(counts) == 0).sum())
        above = self.window.people(300) > 100_000
        np.flatnonzero(above != self.above)
        self.above = above
        return accepted

    def __post_init__(self) -> None:
        self.tail = Tail(self.engine)
        self.pen = Pen(self.engine)

    def _commit(self, connection: sqlalchemy.Connection, group: list[Waiting]) -> None:
        with connection.begin():
            new = self.pen.unknown(connection, group)
            self.pen.add(connection, "one", self.number, new)
        self.number += len(new)


def main() -> None:
    """Run every case and print one line of JSON."""
    seconds = int(sys.argv[1])
    cases = [("rows", 20), ("rows", 200), ("columns", 20), ("columns", 200), ("columns", 2_000)]
    told = {}
    for kind, counts in cases:
        with the_pipeline() as (pipeline, connection):
            told[f"{kind} of {counts}"] = measured(pipeline, connection, kind, counts, seconds)
    print(json.dumps(told))


@contextmanager
def the_pipeline() -> Iterator[tuple[Pipeline, sqlalchemy.Connection]]:
    """Open a store of counts in a folder of its own, on the disk that a limit writes to."""
    groups = [GateGroup(name, name[:5], gates=4, interval_s=1) for name in NAMES]
    with tempfile.TemporaryDirectory(prefix="bench-pipeline-") as folder:
        engine = sqlalchemy.create_engine(f"sqlite:///{folder}/counts.sqlite3")
        settle(engine)
        db.metadatas[COUNTS].create_all(engine)
        with engine.begin() as connection:
            connection.execute(insert(folds), {"process": "one", "n": 0})
        with engine.connect().execution_options(immediate=True) as connection:
            window = RollingWindow(groups, now=BEGIN)
            yield Pipeline(engine, Gates.of(groups), window), connection
        engine.dispose()


def measured(
    pipeline: Pipeline, connection: sqlalchemy.Connection, kind: str, counts: int, seconds: int
) -> int:
    """Give how many counts of both directions a CPU second takes, the median of all seconds."""
    draws = np.random.default_rng(0)
    taken = []
    # As the server does once the house stands.
    gc.collect()
    gc.freeze()
    for second in range(seconds):
        bodies = bodies_of(kind, counts, second, draws)
        begun = time.process_time()
        accepted = pipeline.take(connection, bodies, BEGIN + second + 1)
        taken.append(time.process_time() - begun)
        if accepted != len(WAYS) * GROUPS:
            raise SystemExit(f"{accepted} of {len(WAYS) * GROUPS} counts were accepted")
    return round(GROUPS / statistics.median(taken))


def bodies_of(kind: str, counts: int, second: int, draws: np.random.Generator) -> list[bytes]:
    """Make a second's posts, each of so many gate groups, a row for each direction."""
    people = draws.poisson(1, (GROUPS, len(WAYS))).tolist()
    start, end = iso(time_of(BEGIN + second)), iso(time_of(BEGIN + second + 1))
    made = []
    for begin in range(0, GROUPS, counts):
        rows = [
            {"gate_group": NAMES[k], "direction": way, "start": start, "end": end, "people": told}
            for k in range(begin, begin + counts)
            for way, told in zip(WAYS, people[k], strict=True)
        ]
        ref = f"{second}-{begin}"
        if kind == "rows":
            made.append(orjson.dumps({"batch": ref, "rows": rows}))
        else:
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            made.append(orjson.dumps({"batch": ref, "columns": columns}))
    return made


if __name__ == "__main__":
    main()
