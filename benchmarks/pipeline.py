"""How many counts a second go from the bytes of a post to a change of level, without HTTP?

Judging, durable group commit, reading back, windows and levels, against the raw limit
`lim_pipeline.py` that lies in a folder beside the project (`--shared`), in turns within one run,
on one core. A count is one second of a gate group, both directions; our posts tell it in two rows.

Goal: at least half of the limit (P3).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN = Path(__file__).with_name("_pipeline_run.py")
GOAL = 0.5
# The limit has posts of twenty and of ten thousand only; the larger is the harder one to reach.
AGAINST = {
    "rows of 20": "rows 20",
    "rows of 200": "rows 10000",
    "columns of 20": "cols 20",
    "columns of 200": "cols 10000",
    "columns of 2000": "cols 10000",
}
LINE = re.compile(r"^(\w+)\s+bodies of\s+(\d+):.*?([\d,]+) counts/cpu-s$", re.MULTILINE)

Row = dict[str, float | str | bool]


def main() -> None:
    """Measure, print the table, and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=3, help="of each")
    parser.add_argument("--seconds", type=int, default=15, help="of the network, in each turn")
    parser.add_argument("--core", default="0", help="that all are pinned to")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    chosen = parser.parse_args()
    limit = chosen.shared / "bench" / "limits" / "lim_pipeline.py"
    python = os.environ.get("PEER_PYTHON", "")
    if not limit.exists() or not Path(python).exists():
        print("the limit or its environment is not here; nothing was measured")
        return
    ours: list[dict[str, int]] = []
    limits: list[dict[str, int]] = []
    for _ in range(chosen.turns):
        told = on_one_core([sys.executable, str(RUN), str(chosen.seconds)], chosen.core)
        ours.append(json.loads(told))
        limits.append(limit_of(on_one_core([python, str(limit), str(chosen.seconds)], chosen.core)))
    rows = [row_of(case, ours, limits) for case in AGAINST]
    show(rows)
    keep(rows)


def on_one_core(words: list[str], core: str) -> str:
    """Run a command on one core, with room of its own on the disk, and give what it prints."""
    pinned = ["taskset", "-c", core] if shutil.which("taskset") else []
    with tempfile.TemporaryDirectory(prefix="bench-limit-") as folder:
        environment = {**os.environ, "BENCH_TMP": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [*pinned, *words], env=environment, capture_output=True, text=True, check=True
        )
    return done.stdout


def limit_of(told: str) -> dict[str, int]:
    """Read the limit's lines: counts per CPU second with a durable log, by kind and size."""
    found = LINE.findall(told)
    return {f"{kind} {size}": int(figure.replace(",", "")) for kind, size, figure in found}


def row_of(case: str, ours: list[dict[str, int]], limits: list[dict[str, int]]) -> Row:
    """Hold one kind of post to its limit, by the medians of all turns."""
    mine = statistics.median(each[case] for each in ours)
    most = statistics.median(each[AGAINST[case]] for each in limits)
    return {
        "posts": case,
        "counts_per_cpu_s": round(mine),
        "limit": AGAINST[case],
        "limit_counts_per_cpu_s": round(most),
        "share_of_limit": round(mine / most, 3),
        "p3": mine / most >= GOAL,
    }


def show(rows: list[Row]) -> None:
    """Print one line a kind of post."""
    print(f"{'posts':18}{'counts/CPU-s':>14}{'limit':>14}{'of kind':>14}{'share':>8}   P3")
    for row in rows:
        line = (
            f"{row['posts']:18}{row['counts_per_cpu_s']:>14,}{row['limit_counts_per_cpu_s']:>14,}"
        )
        met = "✓" if row["p3"] else "✗"
        print(f"{line}{row['limit']:>14}{row['share_of_limit']:>8.0%}   {met}")


def keep(rows: list[Row]) -> None:
    """Write the figures beside those of the other benchmarks."""
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
        "goals": {"share_of_limit": GOAL},
        "cases": rows,
    }
    path = ROOT / "benchmarks" / "results" / "pipeline.json"
    path.write_text(json.dumps(told, indent=2) + "\n")
    print(f"written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
