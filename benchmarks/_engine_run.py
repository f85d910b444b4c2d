"""Run the flow engine alone over one stream of the shared peers, and print one line of JSON.

    python benchmarks/_engine_run.py STREAM PEERS [clean|messy|shuffled|doubled]

The stream comes in batches of as many rows as there are gate groups, as the numpy ring takes it.
After each batch the windows are asked and every change of level is kept, as the peers' contract
says; of a messy stream the end is compared, group by group, with the sum of what arrived.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from metro_flow.flow.count import BothWays, GateGroup, Ints  # noqa: E402
from metro_flow.flow.window import WINDOWS_S, RollingWindow  # noqa: E402

# Streams count their seconds from nought; the ring's clock is a real one.
BEGIN = 1_790_000_000


@dataclass(frozen=True)
class Stream:
    """A stream as the gateways would send it, and its thresholds."""

    rows: BothWays
    over_minute: Ints
    over_five: Ints
    told: dict[str, int]


def main() -> None:
    """Run one stream and print what came of it."""
    folder, peers, order = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    stream = the_stream(folder, order)
    groups = stream.told["keys"]
    names = [GateGroup(f"{k:05}", f"{k // 20:04}", gates=4, interval_s=1) for k in range(groups)]
    window = RollingWindow(names, now=BEGIN)
    begun, cpu = time.perf_counter(), time.process_time()
    changes = fed(window, stream)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - begun
    told = {
        "peer": "metro flow",
        "events": len(stream.rows),
        "cpu_s": round(cpu, 4),
        "wall_s": round(wall, 4),
        "ev_per_cpu_s": round(len(stream.rows) / cpu),
        "alerts": len(changes),
        "matches_reference": matches(changes, stream.told, peers) if order == "clean" else None,
        "exact_groups": exact_groups(window, stream.rows),
        "bits": bits_of(window),
        "rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(told))


def the_stream(folder: Path, order: str) -> Stream:
    """Read a stream, and bring it into the order asked for."""
    told = json.loads((folder / "meta.json").read_text())
    kept, over = np.load(folder / "stream.npz"), np.load(folder / "thresholds.npz")
    second = kept["ts"] + BEGIN
    rows = BothWays.columns(
        kept["key"], start=second, end=second + 1, entries=kept["n_in"], exits=kept["n_out"]
    )
    if order in ("shuffled", "doubled"):
        numbers = np.arange(len(rows))
        again = np.concatenate([numbers, numbers]) if order == "doubled" else numbers
        rows = rows.where(np.random.default_rng(11).permutation(again))
    return Stream(rows, over["thr60"], over["thr300"], told)


def fed(window: RollingWindow, stream: Stream) -> list[tuple[int, int, int]]:
    """Feed a stream batch by batch; give every change of level as (second, group, level)."""
    whole, groups = stream.rows, stream.told["keys"]
    entries, exits = (np.ascontiguousarray(whole.people[:, way]) for way in (0, 1))
    level = np.zeros(groups, np.int8)
    changes: list[tuple[int, int, int]] = []
    for begin in range(0, len(whole), groups):
        part = slice(begin, begin + groups)
        # Making a batch of the gateway's columns, checks and all, belongs to the engine.
        rows = BothWays.columns(
            whole.group[part],
            start=whole.start[part],
            end=whole.end[part],
            entries=entries[part],
            exits=exits[part],
        )
        newest = int(rows.end.max())
        if newest > window.now:
            window.advance(newest)
        window.apply_both(rows)
        minute, five = window.people(60)[:, 0], window.people(300)[:, 0]
        now = np.where(five > stream.over_five, 2, np.where(minute > stream.over_minute, 1, 0))
        changed = np.flatnonzero(now != level)
        if len(changed):
            second = [window.now - 1 - BEGIN] * len(changed)
            changes += zip(second, changed.tolist(), now[changed].tolist(), strict=True)
            level = now.astype(np.int8)
    return changes


def matches(changes: list[tuple[int, int, int]], told: dict[str, int], peers: str) -> bool:
    """Claim that every change of level is the reference's, by number and by checksum."""
    sys.path.insert(0, peers)
    from gen import checksum

    if not changes:
        return told["alerts"] == 0
    same = checksum(*np.asarray(changes, np.int64).T) == told["checksum"]
    return same and len(changes) == told["alerts"]


def exact_groups(window: RollingWindow, rows: BothWays) -> int:
    """Count the gate groups whose short windows are the sums of what arrived, each second once."""
    seconds = int(rows.end.max()) - BEGIN
    upto = np.zeros((seconds + 1, len(window.gate_groups), 2), np.int64)
    upto[rows.end - BEGIN, rows.group] = rows.people
    upto.cumsum(axis=0, out=upto)
    exact = np.ones(len(window.gate_groups), np.bool_)
    for window_s in WINDOWS_S[:-1]:
        sums = window.sums(window_s)
        group, way = np.indices(sums.until.shape)
        until = sums.until - BEGIN
        since = np.maximum(until - window_s, 0)
        exact &= (upto[until, group, way] - upto[since, group, way] == sums.people).all(axis=1)
    return int(exact.sum())


def bits_of(window: RollingWindow) -> str:
    """Give a fingerprint of all that the windows and the panes hold."""
    mark = hashlib.sha256()

    def add(array: npt.NDArray[np.generic]) -> None:
        mark.update(np.ascontiguousarray(array).tobytes())

    for window_s in WINDOWS_S:
        sums = window.sums(window_s)
        for array in (sums.people, sums.heard_s, sums.until, sums.interval_s):
            add(array)
    for array in window.panes(60):
        add(array)
    return mark.hexdigest()[:16]


if __name__ == "__main__":
    main()
