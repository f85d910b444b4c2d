"""Is anything answered ever lost, killed twenty times?

Fourteen kills at named points, each at a number drawn by a fixed seed, and six at any moment.
After each, every answered act and count must stand once: `tests/kills/survival.py` holds the
product to that. How soon the right screen is back is measured here; the goal is ten seconds.
"""

from __future__ import annotations

import json
import os
import platform
import random
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.kills.survival import NAMED_POINTS, Survived, survive  # noqa: E402

KILLS = 20
AT_ANY_MOMENT = 6
SEED = 2018
SCREEN_GOAL_S = 10.0


def main() -> None:
    """Kill, count, print the table, and write the JSON."""
    draw = random.Random(SEED)
    rows: list[tuple[str, Survived]] = []
    for number in range(KILLS):
        if number < KILLS - AT_ANY_MOMENT:
            where = f"{NAMED_POINTS[number % len(NAMED_POINTS)]}:{draw.randint(5, 60)}"
            rows.append((where, once(die_at=where)))
        else:
            after_s = round(draw.uniform(0.2, 4.0), 2)
            rows.append((f"after {after_s} s", once(after_s=after_s)))
        show(number + 1, *rows[-1])
    keep(rows)


def once(*, die_at: str = "", after_s: float = 0.0) -> Survived:
    """Kill once, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-kills-") as folder:
        return survive(Path(folder), die_at=die_at, after_s=after_s)


def show(number: int, where: str, survived: Survived) -> None:
    """Print one row."""
    print(
        f"{number:3} {where:28} {survived.acts:5} acts {survived.batches:5} batches kept, "
        f"right screen after {survived.seconds_to_screen:4.1f} s",
        flush=True,
    )


def keep(rows: list[tuple[str, Survived]]) -> None:
    """Write the figures with what they were measured on."""
    slowest = max(survived.seconds_to_screen for _, survived in rows)
    result = {
        "benchmark": "kills",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "kills": len(rows),
        "acts_answered": sum(survived.acts for _, survived in rows),
        "batches_answered": sum(survived.batches for _, survived in rows),
        "lost_or_doubled": 0,
        "slowest_screen_s": round(slowest, 1),
        "rows": [
            {"killed": where, "screen_s": round(survived.seconds_to_screen, 1)}
            for where, survived in rows
        ],
    }
    where = ROOT / "benchmarks" / "results" / "kills.json"
    where.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    goal = "met" if slowest <= SCREEN_GOAL_S else "missed"
    print(f"{len(rows)} kills, nothing lost, nothing doubled")
    print(f"slowest right screen {slowest:.1f} s, goal {SCREEN_GOAL_S:.0f} s: {goal}")


if __name__ == "__main__":
    main()
