"""How long does a drill's debrief with its sheet take, over a book of two thousand entries?

A concert night is played in a real room: four chiefs, a call, a plan, six messages, and notes of
all four until the book holds two thousand entries, with three hours of the shadow's minutes beside
it. Each fold begins with the entries as the book hands them out; the script is parsed once in a
process, as the product does, and its first parsing is measured apart. Beside it stand the picture
and the PDF, for which no goal was set.

Goal: debrief and sheet of 2,000 entries, the slowest of all folds, ≤ 200 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from drills.debrief import Minute, debrief_of  # noqa: E402
from drills.debrief.fold import parsed  # noqa: E402
from drills.report import Reader, gantt_svg, report_pdf  # noqa: E402
from drills.score import sheet_of  # noqa: E402
from metro_flow.logbook.entry import Entry  # noqa: E402
from stations.profile.words import Words  # noqa: E402
from stations.room.notes import WriteNote  # noqa: E402
from tests.builders import minutes  # noqa: E402
from tests.drills.evening import Evening, a_good_evening, minute_of  # noqa: E402
from tests.stations.room.chiefs import FOUR  # noqa: E402

ENTRIES = 2_000
SHADOW_MIN = 180
GOAL_MS = 200.0


def main() -> None:
    """Play the night, measure, print the table, and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=100)
    folds = parser.parse_args().folds
    with tempfile.TemporaryDirectory(prefix="bench-debrief-") as folder:
        entries, shadow = a_long_book(Path(folder))
    first = milliseconds(lambda: sheet_of(debrief_of(entries, shadow)), 1)
    debrief = debrief_of(entries, shadow)
    sheet, reader = sheet_of(debrief), Reader("zh")
    station = Words("静安寺", "Jing'an Temple")
    rows = {
        "debrief and sheet, the first in a process": first,
        "debrief and sheet": milliseconds(lambda: sheet_of(debrief_of(entries, shadow)), folds),
        "picture as SVG": milliseconds(lambda: gantt_svg(debrief, reader), folds),
        "report as PDF": milliseconds(
            lambda: report_pdf(debrief, sheet, reader, station=station), max(5, folds // 10)
        ),
    }
    show(rows, len(entries))
    keep(rows, len(entries), folds)


def a_long_book(folder: Path) -> tuple[list[Entry], list[Minute]]:
    """Return a book of two thousand entries and the minutes of its shadow."""
    parsed.cache_clear()
    evening = a_good_evening(folder)
    number = 0
    while evening.room.board.seq < ENTRIES - 1:
        evening.room.clock.advance(2)
        note = WriteNote(f"第{number}条：站厅东侧客流平稳")
        evening.room.act(note, FOUR[number % len(FOUR)])
        number += 1
    entries = evening.end()
    return entries, minutes_of(evening)


def minutes_of(evening: Evening) -> list[Minute]:
    """Return three hours of the shadow's minutes."""
    last = evening.began_at + minutes(SHADOW_MIN)
    each = [minute_of(evening, number, known=True) for number in range(1, SHADOW_MIN + 1)]
    return [minute for minute in each if minute.at <= last]


def milliseconds(act: Callable[[], object], times: int) -> dict[str, float]:
    """Return the middle and the slowest of so many times, in milliseconds."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        spent.append((time.perf_counter() - begun) * 1000)
    return {"p50": round(float(np.median(spent)), 2), "max": round(max(spent), 2), "n": times}


def show(rows: dict[str, dict[str, float]], entries: int) -> None:
    """Print the table."""
    print(f"{entries} entries; milliseconds")
    print(f"{'':44}{'p50':>9}{'slowest':>9}")
    for name, row in rows.items():
        print(f"{name:44}{row['p50']:9.2f}{row['max']:9.2f}")
    slowest = max(row["max"] for name, row in rows.items() if name.startswith("debrief"))
    print(f"goal ≤ {GOAL_MS:.0f} ms: {'met' if slowest <= GOAL_MS else 'missed'}")


def keep(rows: dict[str, dict[str, float]], entries: int, folds: int) -> None:
    """Write the figures with what they were measured on."""
    result = {
        "benchmark": "debrief",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "entries": entries,
        "folds": folds,
        "goal_ms": GOAL_MS,
        "ms": rows,
    }
    where = ROOT / "benchmarks" / "results" / "debrief.json"
    where.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
