"""How many counts a second do the windows take, and are they right to the second?

The product's engine against the peers that lie in a folder beside the project (`--shared`), on
their own stream: 10,000 gate groups that report each second, sums over 1, 5 and 15 minutes in
both directions, two thresholds, every change of level. All in turns within one run, each pinned
to the same core, figures per second of CPU, medians.

Goals: at least 40 % of the numpy ring, 50 times bytewax, 3 times polars, every change exact (P1);
a messy stream exact for every gate group, the same bits in any order and doubled, at 60 % of the
clean stream's speed at least (P2).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RUN = Path(__file__).with_name("_engine_run.py")
STREAMS = {
    "clean": ["--keys", "10000", "--seconds", "300"],
    "messy": ["--keys", "10000", "--seconds", "300", "--messy"],
    "double": ["--keys", "20000", "--seconds", "150", "--station-size", "40"],
}
SHARE_OF_RING, TIMES_BYTEWAX, TIMES_POLARS, SHARE_OF_CLEAN = 0.4, 50, 3, 0.6

Told = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """One runner on one stream."""

    name: str
    stream: str
    words: list[str]
    quick: bool = False


def main() -> None:
    """Make the streams, run all in turns, print the tables, and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=3, help="of each runner on each stream")
    parser.add_argument("--core", default="0", help="that all are pinned to")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    chosen = parser.parse_args()
    peers = chosen.shared / "bench" / "peers"
    if not (peers / "gen.py").exists():
        print(f"the peers and their streams are not here: {peers} is missing; nothing was measured")
        return
    with tempfile.TemporaryDirectory(prefix="bench-engine-") as name:
        runs = measured(peers, Path(name), chosen.turns, chosen.core)
    goals = goals_of(runs)
    show(runs, goals)
    keep(runs, goals)


def measured(peers: Path, folder: Path, turns: int, core: str) -> dict[str, list[Told]]:
    """Run every job in turns; give what each run told, by job."""
    python = os.environ.get("PEER_PYTHON", "")
    if not Path(python).exists():
        print("the peers' environment is not here: bytewax and polars are left out")
        python = ""
    for stream, words in STREAMS.items():
        kinds = "npz,parquet" if python and stream != "messy" else "npz"
        make = [python or sys.executable, str(peers / "gen.py"), str(folder / stream), *words]
        quiet([*make, "--formats", kinds], peers)
    runs: dict[str, list[Told]] = {}
    jobs = jobs_of(peers, folder, python)
    # What takes a tenth of a second is measured three times as often as what takes a minute.
    quick = [job for job in jobs if job.quick]
    for job in [*jobs, *quick, *quick] * turns:
        if told := run(job, peers, core):
            runs.setdefault(f"{job.stream}: {job.name}", []).append(told)
    return runs


def jobs_of(peers: Path, folder: Path, python: str) -> list[Job]:
    """Name all runners: ours, the numpy ring in both modes, and the peers."""

    def ours(stream: str, order: str) -> Job:
        words = [sys.executable, str(RUN), str(folder / stream), str(peers), order]
        name = "metro flow" if order in ("clean", "messy") else f"metro flow, {order}"
        return Job(name, stream, words, quick=order in ("clean", "messy"))

    def peer(name: str, stream: str, script: str, *mode: str) -> Job:
        words = [python or sys.executable, script, str(folder / stream), *mode]
        return Job(name, stream, words, quick=script == "peer_numpy.py")

    found = [
        ours("clean", "clean"),
        peer("numpy ring, any order", "clean", "peer_numpy.py", "general"),
        peer("numpy ring, dense", "clean", "peer_numpy.py", "dense"),
        ours("messy", "messy"),
        peer("numpy ring, any order", "messy", "peer_numpy.py", "general"),
        ours("messy", "shuffled"),
        ours("messy", "doubled"),
        ours("double", "clean"),
        peer("numpy ring, any order", "double", "peer_numpy.py", "general"),
        peer("plain Python", "clean", "peer_python.py"),
    ]
    if python:
        found += [
            peer("bytewax, stateful", "clean", "peer_bytewax.py", "stateful"),
            peer("polars, one batch", "clean", "peer_batch.py", "polars"),
            peer("polars, one batch", "double", "peer_batch.py", "polars"),
        ]
    return found


def run(job: Job, peers: Path, core: str) -> Told | None:
    """Run one job on one core and read the line of JSON that it prints."""
    pinned = ["taskset", "-c", core] if shutil.which("taskset") else []
    told = quiet([*pinned, *job.words], peers)
    lines = [line for line in told.splitlines() if line.startswith("{")]
    if not lines:
        print(f"{job.name} on the stream “{job.stream}” told nothing; it is left out")
        return None
    found: Told = json.loads(lines[-1])
    return found


def quiet(words: list[str], peers: Path) -> str:
    """Run a command among the peers; leave nothing behind there."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        words, cwd=peers, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr.strip()[-400:])
    return done.stdout


def speed(runs: dict[str, list[Told]], job: str) -> float:
    """Give a job's counts per CPU second, its median; NaN where it did not run."""
    told = [each["ev_per_cpu_s"] for each in runs.get(job, [])]
    return float(statistics.median(told)) if told else float("nan")


def goals_of(runs: dict[str, list[Told]]) -> list[Told]:
    """Hold every figure to its goal; what did not run is not met."""
    clean, messy = speed(runs, "clean: metro flow"), speed(runs, "messy: metro flow")
    streams = ("clean: metro flow", "double: metro flow")
    exact = [each["matches_reference"] for name in streams for each in runs.get(name, [])]
    found = [
        each for name, told in runs.items() if name.startswith("messy: metro") for each in told
    ]
    groups = [each["exact_groups"] for each in found]

    def over(name: str, ours: float, job: str, goal: float | None) -> Told:
        ratio = ours / speed(runs, job)
        if math.isnan(ratio):
            return {"goal": name, "wanted": goal, "figure": None, "met": False}
        met = None if goal is None else ratio >= goal
        return {"goal": name, "wanted": goal, "figure": round(ratio, 3), "met": met}

    return [
        over(
            "P1 of the numpy ring, any order", clean, "clean: numpy ring, any order", SHARE_OF_RING
        ),
        over("P1 of the numpy ring, dense", clean, "clean: numpy ring, dense", None),
        over("P1 times bytewax", clean, "clean: bytewax, stateful", TIMES_BYTEWAX),
        over("P1 times polars", clean, "clean: polars, one batch", TIMES_POLARS),
        over(
            "P1 of the ring, 20,000 groups",
            speed(runs, "double: metro flow"),
            "double: numpy ring, any order",
            SHARE_OF_RING,
        ),
        yes("P1 every change of level exact", exact),
        {
            "goal": "P2 gate groups exact",
            "wanted": 10_000,
            "figure": min(groups, default=0),
            "met": min(groups, default=0) == 10_000,
        },
        yes("P2 the same bits shuffled and doubled", [len({each["bits"] for each in found}) == 1]),
        over("P2 messy, of the clean speed", messy, "clean: metro flow", SHARE_OF_CLEAN),
        over("P2 messy, of the ring's messy speed", messy, "messy: numpy ring, any order", None),
    ]


def yes(name: str, told: Iterable[bool]) -> Told:
    """Hold what can only be so or not so."""
    claims = list(told)
    return {
        "goal": name,
        "wanted": True,
        "figure": all(claims),
        "met": bool(claims) and all(claims),
    }


def show(runs: dict[str, list[Told]], goals: list[Told]) -> None:
    """Print one line a runner and one line a goal."""
    print(f"{'stream: runner':36}{'counts/CPU-s':>14}{'lowest':>14}{'highest':>14}   exact")
    for name, told in runs.items():
        every = [each["ev_per_cpu_s"] for each in told]
        line = f"{name:36}{speed(runs, name):>14,.0f}{min(every):>14,}{max(every):>14,}"
        print(f"{line}   {told[0].get('matches_reference')}")
    print()
    for goal in goals:
        met = {True: "✓", False: "✗", None: "no goal"}[goal["met"]]
        wanted = "" if goal["wanted"] is None else f"wanted {goal['wanted']}"
        print(f"{goal['goal']:40}{goal['figure']!s:>10}   {wanted:<14} {met}")


def keep(runs: dict[str, list[Told]], goals: list[Told]) -> None:
    """Write the figures beside those of the other benchmarks."""
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
        "goals": goals,
        "runs": {
            name: {
                "counts_per_cpu_s": [each["ev_per_cpu_s"] for each in every],
                "exact": every[0].get("matches_reference"),
                "exact_groups": every[0].get("exact_groups"),
                "rss_mib": every[0].get("rss_mib"),
            }
            for name, every in runs.items()
        },
    }
    path = ROOT / "benchmarks" / "results" / "engine.json"
    path.write_text(json.dumps(told, indent=2) + "\n")
    print(f"written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
