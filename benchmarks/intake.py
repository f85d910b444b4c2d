"""How many posts of counts does one process answer after the commit, and how soon?

The product, whole (HTTP, token, judging, group commit, the watch counting beside it), against the
raw limit of `_raw_limit.py`, in turns within the same run; the server on one core, the load on
the other. Posts come in rows of twenty and of two hundred counts, and in columns of two hundred.

Goals: at least 60 % of the limit's posts per second of server CPU at 20 and at 200 a post (P4);
acknowledgement p99 ≤ 50 ms (P7).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))

from _load import Load, load  # noqa: E402
from _servers import cpu_s, the_limit, the_product  # noqa: E402

from stations.profile.atlas import read_atlas  # noqa: E402

GOAL_SHARE, GOAL_P99_MS = 0.6, 50.0
BODIES = 1500


@dataclass(frozen=True)
class Case:
    """One kind of post."""

    name: str
    counts: int
    columns: bool = False


@dataclass(frozen=True)
class Run:
    """One server under one load."""

    load: Load
    cpu_s: float
    counts: int

    @property
    def counts_per_cpu_s(self) -> float:
        return self.load.posts_per_s * self.load.seconds * self.counts / self.cpu_s


CASES = (
    Case("20 in rows", 20),
    Case("200 in rows", 200),
    Case("200 in columns", 200, columns=True),
)


def main() -> None:
    """Measure, print the table, and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="of each load")
    parser.add_argument("--turns", type=int, default=3, help="of each server in each case")
    chosen = parser.parse_args()
    rows = [measure(case, chosen.seconds, chosen.turns) for case in CASES]
    show(rows)
    keep(rows)


def measure(case: Case, seconds: int, turns: int) -> dict[str, float | str | bool]:
    """Run both servers in turns under one kind of post; return the medians."""
    product_runs, limit_runs = [], []
    with tempfile.TemporaryDirectory(prefix="bench-intake-") as name:
        folder = Path(name)
        for turn in range(turns):
            with the_limit(folder) as (port, pid):
                bodies = raw_posts(case.counts)
                limit_runs.append(run(port, pid, "/", bodies, "", case, seconds, turn, folder))
            with the_product(folder) as (port, pid, token):
                bodies = posts(case)
                path = "/api/counts"
                product_runs.append(
                    run(port, pid, path, bodies, token, case, seconds, turn, folder)
                )
    product, limit = median(product_runs), median(limit_runs)
    share = product.counts_per_cpu_s / limit.counts_per_cpu_s
    return {
        "case": case.name,
        "posts_per_s": round(product.load.posts_per_s),
        "counts_per_s": round(product.load.posts_per_s * case.counts),
        "counts_per_cpu_s": round(product.counts_per_cpu_s),
        "limit_posts_per_s": round(limit.load.posts_per_s),
        "limit_counts_per_cpu_s": round(limit.counts_per_cpu_s),
        "share_of_limit": round(share, 2),
        "share_of_limit_posts": round(product.load.posts_per_s / limit.load.posts_per_s, 2),
        "p50_ms": product.load.p50_ms,
        "p99_ms": product.load.p99_ms,
        "errors": sum(each.load.errors for each in product_runs),
        "load_by": product.load.by,
        "p4": share >= GOAL_SHARE,
        "p7": product.load.p99_ms <= GOAL_P99_MS,
    }


def run(
    port: int,
    pid: int,
    path: str,
    bodies: list[str],
    token: str,
    case: Case,
    seconds: int,
    turn: int,
    folder: Path,
) -> Run:
    """Warm the server up until its watch goes its rounds, then load it and count its CPU."""
    ref = f"{path}{case.counts}{turn}-"
    load(port, path, bodies, token=token, seconds=3, run=ref + "w", folder=folder)
    before = cpu_s(pid)
    found = load(port, path, bodies, token=token, seconds=seconds, run=ref, folder=folder)
    return Run(found, cpu_s(pid) - before, case.counts)


def median(runs: list[Run]) -> Run:
    """Return the run whose counts per CPU second stand in the middle."""
    return sorted(runs, key=lambda each: each.counts_per_cpu_s)[len(runs) // 2]


def posts(case: Case) -> list[str]:
    """Return posts of the product's wire form: ten-second counts of the last three quarters.

    They begin on the round ten seconds, as gateways report them and as the limit takes them.
    """
    groups = [group.id for station in read_atlas().values() for group in station.gate_groups]
    now = datetime.now(UTC).replace(microsecond=0)
    begin = now - timedelta(minutes=45, seconds=now.second % 10)
    made, slot = [], 0
    for _ in range(BODIES):
        rows = []
        for _ in range(case.counts):
            group, way, at = slot % len(groups), slot // len(groups) % 2, slot // len(groups) // 2
            start = begin + timedelta(seconds=10 * (at % 260))
            row = (groups[group], ("in", "out")[way], start, start + timedelta(seconds=10))
            rows.append((*map(str, row[:2]), *(each.isoformat() for each in row[2:]), few()))
            slot += 1
        made.append(body_of(rows, columns=case.columns))
    return made


def body_of(rows: list[tuple[object, ...]], *, columns: bool) -> str:
    """Return rows as one post, REF standing for its ref."""
    names = ("gate_group", "direction", "start", "end", "people")
    if columns:
        turned = dict(zip(names, zip(*rows, strict=True), strict=True))
        return json.dumps({"batch": "REF", "columns": turned}, separators=(",", ":"))
    listed = [dict(zip(names, row, strict=True)) for row in rows]
    return json.dumps({"batch": "REF", "rows": listed}, separators=(",", ":"))


def raw_posts(counts: int) -> list[str]:
    """Return posts of the raw limit's shorter form: both ways of a gate in one row."""
    made = []
    for number in range(BODIES):
        rows = [
            {"gate": f"S{k // 20 % 500:04d}-G{k % 20:03d}", "ts": number, "in": few(), "out": few()}
            for k in range(number * counts, (number + 1) * counts)
        ]
        made.append(json.dumps({"counts": rows}, separators=(",", ":")))
    return made


def few() -> int:
    """Return how many pass a gate group in ten seconds: mostly none or a few."""
    return random.choice((0, 0, 0, 1, 2))


def show(rows: list[dict[str, float | str | bool]]) -> None:
    """Print one line a case."""
    head = f"{'post':16}{'posts/s':>9}{'counts/CPU-s':>14}{'limit':>12}{'share':>8}"
    print(head + f"{'p50 ms':>9}{'p99 ms':>9}{'errors':>8}   P4 P7")
    for row in rows:
        line = f"{row['case']:16}{row['posts_per_s']:>9,}{row['counts_per_cpu_s']:>14,}"
        line += f"{row['limit_counts_per_cpu_s']:>12,}{row['share_of_limit']:>8.0%}"
        line += f"{row['p50_ms']:>9.1f}{row['p99_ms']:>9.1f}{row['errors']:>8}"
        print(line + "   " + " ".join("✓ " if row[goal] else "✗ " for goal in ("p4", "p7")))


def keep(rows: list[dict[str, float | str | bool]]) -> None:
    """Write the figures beside those of the other benchmarks."""
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load_average": round(statistics.mean(os.getloadavg()), 1),
        "goals": {"share_of_limit": GOAL_SHARE, "p99_ms": GOAL_P99_MS},
        "cases": rows,
    }
    path = ROOT / "benchmarks" / "results" / "intake.json"
    path.write_text(json.dumps(told, indent=2) + "\n")
    print(f"written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
