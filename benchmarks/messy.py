"""Does a careless network hide a crowd, delay it, or make one?

The product's own monitor, rules and alerts play the real evening of 2015-04-01 from 17:20 on, with
a surge at each of the busy stations and without, clean and under dirt (`tests/stations/messy`):
2 % of counts late by up to five minutes, 0.5 % delivered again, 0.2 % lost, and one gate group of
each station, of at most 15 % of its gates, silent for forty minutes, whose backlog then comes at
once: one count after the other, in one jump, or as a register that climbed on.

Goals, cause by cause (zone and rule): no colour milder than the clean play's or later than it by
more than 2 min; none fiercer, or earlier by more than 5 min; the silent gate group named within
10 min, and so its backlog. Areas and thresholds are the atlas's and the house's.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.stations.messy import BEGIN, Backlog, Mess, the_stations  # noqa: E402
from tests.stations.played import (  # noqa: E402
    apart,
    named_after,
    named_amiss,
    play,
    play_clean,
)

# The stations that have a gate group of 15 % of their gates or less.
BUSY = ("0243", "0244", "0126", "0125")
MOST_SHARE = 0.15
SEEDS = (11, 12, 13)
SILENT_FROM_MIN = (-30, -5, 5)
MINUTES = 52
LAG_S, EARLY_S = 120, 300


def main() -> None:
    """Play every case, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS)
    chosen = parser.parse_args()
    runs = []
    for seed, surge, minute, backlog in product(
        chosen.seeds, (True, False), SILENT_FROM_MIN, Backlog
    ):
        mess = Mess(seed, silent_groups(seed + minute), BEGIN + 60 * minute, backlog)
        runs.append({"surge": surge, "minute": minute, **compared(mess, surge=surge)})
        print(json.dumps(runs[-1]), flush=True)
    result = {
        "benchmark": "messy",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "stations": list(BUSY),
        "seeds": list(chosen.seeds),
        "summary": summary(runs),
        "runs": runs,
    }
    print(json.dumps(result["summary"], indent=1))
    (ROOT / "benchmarks/results/messy.json").write_text(json.dumps(result, indent=1) + "\n")


def silent_groups(seed: int) -> dict[str, str]:
    """Choose a gate group of each station that is not too large, another for each seed."""
    draws = np.random.default_rng(abs(seed))
    found = {}
    for profile, _ in the_stations(BUSY):
        gates = sum(group.gates for group in profile.gate_groups)
        small = [one.id for one in profile.gate_groups if one.gates <= MOST_SHARE * gates]
        found[profile.id] = str(draws.choice(small))
    return found


def compared(mess: Mess, *, surge: bool) -> dict[str, Any]:
    """Play one mess and hold it against the clean play."""
    clean = play_clean(BUSY, surge=surge, minutes=MINUTES)
    messy = play(BUSY, surge=surge, minutes=MINUTES, mess=mess)
    found = apart(clean, messy, lag_s=LAG_S, early_s=EARLY_S)
    silent = named_after(messy, mess, "silent", since=mess.silent_from)
    backlog = named_after(messy, mess, "backlog", since=mess.speaks_again)
    told = mess.backlog is not Backlog.COUNTS
    return {
        "seed": mess.seed,
        "backlog": mess.backlog.value,
        "silent": dict(mess.silent),
        "colours": sum(int(ranks.max()) for ranks in clean.ranks.values()),
        "lower_s": found.lower,
        "later_min": found.later,
        "higher_s": found.higher,
        "made": found.made,
        "silent_named_min": max(silent.values()),
        "backlog_named_min": max(backlog.values()) if told else None,
        "named_amiss": sorted(named_amiss(messy, mess)),
    }


def summary(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Count plays, colours and what went wrong."""
    told = [run["backlog_named_min"] for run in runs if run["backlog_named_min"] is not None]
    return {
        "plays": len(runs),
        "station_plays": len(runs) * len(BUSY),
        "colours": sum(run["colours"] for run in runs),
        **{
            name: sum(len(run[name]) for run in runs)
            for name in ("lower_s", "later_min", "higher_s", "made", "named_amiss")
        },
        "worst_later_min": max(max(run["later_min"].values(), default=0) for run in runs),
        "worst_lower_s": max(max(run["lower_s"].values(), default=0) for run in runs),
        "silent_named_min": max(run["silent_named_min"] for run in runs),
        "backlog_named_min": max(told),
    }


if __name__ == "__main__":
    main()
