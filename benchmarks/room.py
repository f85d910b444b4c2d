"""How long from a chief's tap until the last of four tablets has it?

A real server runs a plan of sixty steps; four tablets, in this process, hear it over their
sockets. Each tap is an act of its own seat: a step acknowledged, set out for, arrived at or
finished. Beside it stands the same request without the room: an HTTP round trip to the health
page, so that the machine's own share is seen.

Goal: tap → last of four tablets p95 ≤ 100 ms, p99 ≤ 250 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import requests

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.real.product import product  # noqa: E402
from tests.tablet import Tablet  # noqa: E402

SEATS = {
    "zhangwei": "station-master",
    "chenjun": "transit-police",
    "zhaolei": "local-police",
    "xujing": "street",
}
STEPS = 60
GOAL_MS = {"p95": 100.0, "p99": 250.0}
HEARD_SECONDS = 10.0
NEXT = {"open": "AcknowledgeStep", "acknowledged": "ArriveAtStep", "arrived": "FinishStep"}
PLAN = ROOT / "stations" / "atlas" / "jingan-temple" / "plan.toml"


def main() -> None:
    """Measure, print the table, and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--taps", type=int, default=600)
    taps = parser.parse_args().taps
    with (
        tempfile.TemporaryDirectory(prefix="bench-room-") as folder,
        product(Path(folder), "--surge", "0", "--speed", "1") as server,
    ):
        tablets = sit_down(server.address)
        issued = run_sixty_steps(tablets)
        bare = round_trips(server.address, taps)
        told, answered = tap_and_hear(tablets, taps)
    rows = {
        "HTTP round trip alone": figures(bare),
        "tap → its own answer": figures(answered),
        "tap → last of four tablets": figures(told),
    }
    show(rows, issued)
    keep(rows, issued, taps)


def sit_down(address: str) -> dict[str, Tablet]:
    """Return the four chiefs' tablets, in the room."""
    tablets = {}
    for name, seat in SEATS.items():
        tablet = Tablet(address, name)
        tablet.sign_in()
        tablet.connect()
        agreed(tablet.act("TakeSeat", seat=seat, lines=[], exits=[], leading=True, deputy=False))
        tablets[name] = tablet
    return tablets


def run_sixty_steps(tablets: dict[str, Tablet]) -> int:
    """Adopt a plan that issues sixty steps for a crowd at the highest level, and order it."""
    master = tablets["zhangwei"]
    agreed(master.act("DraftPlan", text=sixty_steps(PLAN.read_text())))
    master.wait_for(lambda tablet: tablet.panels["planbook"]["draft"] is not None)
    draft = master.panels["planbook"]["draft"]["sha256"]
    for tablet in tablets.values():
        agreed(tablet.act("SignPlan", sha256=draft))
    agreed(master.act("OrderLevel", to="one", seen=None))
    master.wait_for(lambda tablet: steps_running(tablet) > 0)
    return steps_running(master)


def steps_running(tablet: Tablet) -> int:
    """Return how many steps the running plan has issued."""
    run = tablet.panels["plan"]["running"]
    return len(run["steps"]) if run else 0


def sixty_steps(text: str) -> str:
    """Return the station's plan with further steps for a crowd, until there are sixty."""
    wanted = STEPS - sum(
        '"crowd"' in line for line in text.splitlines() if line.startswith("scenarios")
    )
    first = text[text.index("[[steps]]") :].split("\n[[steps]]")[0].strip()
    more = []
    for number in range(wanted):
        lines = [changed(line, number) for line in first.splitlines()]
        more.append("\n".join(lines))
    return text + "\n" + "\n\n".join(more) + "\n"


def changed(line: str, number: int) -> str:
    """Return a step's line under another id and title, waiting for nobody."""
    name = line.partition(" = ")[0]
    match name:
        case "id":
            return f'id = "extra-{number}"'
        case "title_zh":
            return f'title_zh = "巡查第{number + 1}段站厅"'
        case "title_en":
            return f'title_en = "Walk part {number + 1} of the hall"'
        case "after":
            return "after = []"
        case "scenarios":
            return 'scenarios = ["crowd"]'
        case _:
            return line


def round_trips(address: str, count: int) -> list[float]:
    """Return the seconds of bare requests."""
    web = requests.Session()
    seconds = []
    for _ in range(count):
        asked = time.perf_counter()
        web.get(f"{address}/api/health/live", timeout=10)
        seconds.append(time.perf_counter() - asked)
    return seconds


def tap_and_hear(tablets: dict[str, Tablet], count: int) -> tuple[list[float], list[float]]:
    """Return for each tap the seconds until the last tablet heard it, and until its answer."""
    told, answered = [], []
    for number in range(count):
        tablet = tablets[list(SEATS)[number % len(SEATS)]]
        kind, body = next_act(tablet, number)
        asked = time.perf_counter()
        tap = tablet.act(kind, **body)
        answered.append(time.perf_counter() - asked)
        seq = agreed(tap)["seqs"][-1]
        told.append(max(heard(each, seq) for each in tablets.values()) - asked)
    return told, answered


def next_act(tablet: Tablet, number: int) -> tuple[str, dict[str, Any]]:
    """Return the next thing this seat may do for one of its steps, or a note."""
    run = tablet.panels["plan"]["running"]
    for step in run["steps"] if run else ():
        # What line control must grant first is not this seat's to finish.
        if step["id"] in steps_of(tablet, run["sha256"]) and "control" not in step:
            after = NEXT.get(step["state"])
            if after is not None:
                words = {"words": "好了"} if after == "FinishStep" else {}
                return after, {"run": run["id"], "step": step["id"], **words}
    return "WriteNote", {"words": f"第{number}条：站厅东侧客流平稳"}


@cache
def steps_of(tablet: Tablet, sha256: str) -> frozenset[str]:
    """Return the ids of this seat's steps in a plan."""
    steps = tablet.get(f"/plans/{sha256}")["steps"]
    return frozenset(step["id"] for step in steps if step["seat"] == SEATS[tablet.name])


def heard(tablet: Tablet, seq: int) -> float:
    """Return when a tablet heard an entry."""
    deadline = time.monotonic() + HEARD_SECONDS
    while seq not in tablet.heard_at:
        if time.monotonic() > deadline:
            raise RuntimeError(f"{tablet.name} never heard entry {seq}")
        time.sleep(0.0002)
    return tablet.heard_at[seq]


def agreed(tap: Any) -> dict[str, Any]:
    """Return a tap's answer, or say why it was refused."""
    if tap.status != 200:
        raise RuntimeError(f"{tap.kind} was answered {tap.status}: {tap.answer}")
    answer: dict[str, Any] = tap.answer
    return answer


def figures(seconds: list[float]) -> dict[str, float]:
    """Return milliseconds at the percentiles that goals name."""
    p50, p95, p99 = np.percentile(np.array(seconds) * 1000, [50, 95, 99])
    return {"p50": round(p50, 2), "p95": round(p95, 2), "p99": round(p99, 2), "n": len(seconds)}


def show(rows: dict[str, dict[str, float]], issued: int) -> None:
    """Print the table."""
    print(f"{issued} steps running; milliseconds")
    print(f"{'':32}{'p50':>9}{'p95':>9}{'p99':>9}")
    for name, row in rows.items():
        print(f"{name:32}{row['p50']:9.2f}{row['p95']:9.2f}{row['p99']:9.2f}")
    last = rows["tap → last of four tablets"]
    for name, goal in GOAL_MS.items():
        print(f"goal {name} ≤ {goal:.0f} ms: {'met' if last[name] <= goal else 'missed'}")


def keep(rows: dict[str, dict[str, float]], issued: int, taps: int) -> None:
    """Write the figures with what they were measured on."""
    result = {
        "benchmark": "room",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "steps": issued,
        "taps": taps,
        "goal_ms": GOAL_MS,
        "ms": rows,
    }
    where = ROOT / "benchmarks" / "results" / "room.json"
    where.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
