"""How long does a year of drills take, from the calendar's board to the grid's answer?

Nineteen stations and four quarters with a drill in every cell, led to every stage there is. The
pure folding of the board into cells is measured beside the whole question over HTTP, asked of the
app without a network. The goal is 100 ms for the grid.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from drills.calendar.grid import grid_of  # noqa: E402
from drills.calendar.happened import (  # noqa: E402
    DrillApproved,
    DrillEvaluated,
    DrillRun,
    DrillSettled,
    Outcome,
    Participant,
    ReportFiled,
)
from drills.calendar.planned import PANEL  # noqa: E402
from metro_flow.logbook.entry import Author  # noqa: E402
from metro_flow.people.person import Seat  # noqa: E402
from tests.drills.drill.drill_room import a_plan  # noqa: E402
from tests.drills.practice import COORDINATOR, DrillHouse  # noqa: E402

GOAL_MS = 100.0
TIMES = 200
HEAD = "a" * 64


def main() -> None:
    """Plan a year, ask for it again and again, print the table, and write the JSON."""
    with tempfile.TemporaryDirectory(prefix="bench-drills-") as folder:
        here = DrillHouse.begin(Path(folder))
        planned = plan_a_year(here)
        stations = sorted(here.opened.house.atlas)
        board = here.board("drills")[PANEL]
        asking = here.as_(COORDINATOR)
        told = len(asking.get("/drills", year="2015").json["drills"])
        if told != planned:
            raise SystemExit(f"{planned} drills are planned and {told} are told")
        rows = {
            "grid": timed(lambda: grid_of(board, stations, 2015, now=here.now)),
            "answer": timed(lambda: asking.get("/drills", year="2015")),
        }
        here.close()
    for name, row in rows.items():
        print(f"{name:8} p50 {row['p50_ms']:7.2f} ms  p95 {row['p95_ms']:7.2f} ms", flush=True)
    keep(rows, planned)


def plan_a_year(here: DrillHouse) -> int:
    """Write a drill into every cell of a year, each led one stage further than the one before."""
    book = here.opened.house.shelf.open("drills")
    planned = 0
    for quarter in range(1, 5):
        starts = datetime(2015, 3 * quarter - 1, 10, 6, tzinfo=UTC)
        for number, station in enumerate(sorted(here.opened.house.atlas), start=1):
            name = f"2015Q{quarter}-{number:02d}"
            people = tuple(Participant(f"p-{station}-{seat}", seat) for seat in Seat)
            plan = a_plan(
                drill=name,
                station=station,
                quarter=f"2015Q{quarter}",
                starts_at=starts,
                participants=people,
            )
            ends = starts + timedelta(hours=1)
            steps = (
                DrillApproved(name),
                DrillRun(name, Outcome.FINISHED, starts, ends, 90, HEAD),
                DrillEvaluated(name, 88.0, (), 99, HEAD),
                ReportFiled(name, "the district", ""),
                DrillSettled(name, 1),
            )
            events = (plan, *steps[: planned % (len(steps) + 1)])
            book.write(lambda _board, _act, events=events: events, by=Author("p-linna"))
            planned += 1
    return planned


def timed(ask: Callable[[], object]) -> dict[str, float]:
    """Return the median and the 95th percentile of many askings."""
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - begun))
    return {
        "p50_ms": round(statistics.median(took), 2),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1], 2),
    }


def keep(rows: dict[str, dict[str, float]], planned: int) -> None:
    """Write the figures beside those of the other benchmarks."""
    told = {
        "benchmark": "drills",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "drills": planned,
        "times": TIMES,
        **rows,
        "goal_ms": GOAL_MS,
        "met": rows["answer"]["p95_ms"] <= GOAL_MS,
    }
    path = ROOT / "benchmarks" / "results" / "drills.json"
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
