"""How well are the next intervals forecast, against what was published, and are the chances true?

F1 plays the Beijing data of `shared/data` by the published protocol: entries of 276 stations, one
step ahead, trained on four weeks, scored on the fifth (its first five intervals left out). *Frozen*
learns nothing after the fourth week but the features of the moment; *rolling* lets finished days
move the usual day and the calibration. Every setting was chosen on the fourth week. The published
forecasts of ResLSTM are scored in the same run and must come out as their paper's row.

F2 plays the simulator of `shared/bench`: forty stations by five minutes, four weeks to learn and
four to forecast; the pinball loss of five quantiles stands against a weekday profile with a
Gaussian spread, over the cells of more than ten people, events included; coverage is told without
and within events, as in the shared harness.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import numpy as np  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT))

from metro_flow.flow.calibrate import LEVELS  # noqa: E402
from metro_flow.flow.count import Floats  # noqa: E402
from metro_flow.flow.forecast import Forecaster  # noqa: E402
from metro_flow.flow.score import Misses, misses, pinball  # noqa: E402
from metro_flow.flow.usual import Day, DayShape  # noqa: E402

# Minutes of an interval: its slots a day from 05:00 to 23:00.
INTERVALS = {10: 108, 15: 72, 30: 36}
TRAIN, WEEK = 20, 5
NOT_SCORED = 5
PUBLISHED: dict[str, dict[int, tuple[float, ...]]] = {
    "Conv-GCN": {10: (25.70, 15.52, 8.98), 15: (33.25, 19.87, 7.68), 30: (51.69, 30.76, 5.96)},
    "ResLSTM": {
        10: (28.3661, 16.6318, 9.352),
        15: (36.0444, 20.8783, 7.805),
        30: (56.9649, 32.5819, 6.134),
    },
    "3D CNN": {10: (27.18,), 15: (35.08,), 30: (55.41,)},
    "ST-GCN": {10: (25.96,), 15: (34.76,), 30: (56.30,)},
    "LSTM": {10: (37.19,), 15: (53.92,), 30: (96.35,)},
}
FIT_GOAL_S, ASK_GOAL_MS, RATIO_GOAL, UPDATE_GOAL_US = 60.0, 20.0, 0.88, 2.0
BUSY = 10
STEPS = 12


@dataclass(frozen=True)
class Played:
    """One way of playing Beijing: forecasts of the fifth week, and what they cost."""

    score: Misses
    covered: float
    fit_s: float
    ask_ms: float
    update_us: float


def main() -> None:
    """Play both, print the tables, and write the JSON."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    data = SHARED / "data" / "beijing_metro_2016.npz"
    if not data.exists():
        sys.exit(f"the data of Beijing is not beside this checkout ({data.name} in shared/data)")
    beijing = with_beijing(dict(np.load(data)))
    simulated = with_simulator()
    cost = {"update_us_per_station": round(city_update_us(), 2), "goal": UPDATE_GOAL_US}
    print(f"update of 276 stations, both ways: {cost['update_us_per_station']} µs a station")
    cost["fit_an_hour_ahead_s"] = round(city_fit_s(), 1)
    print(f"fit of 276 stations an hour ahead by five minutes: {cost['fit_an_hour_ahead_s']} s CPU")
    result = {
        "benchmark": "forecast",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "beijing": beijing,
        "simulator": simulated,
        "cost": cost,
    }
    where = ROOT / "benchmarks" / "results" / "forecast.json"
    where.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")


def with_beijing(held: dict[str, Any]) -> dict[str, Any]:
    """Score every interval, frozen and rolling, beside what was published."""
    told: dict[str, Any] = {}
    print(f"{'':10}{'model':22}{'RMSE':>9}{'MAE':>9}{'WMAPE':>9}")
    for minutes, slots in INTERVALS.items():
        days = days_of(held, minutes, slots)
        came = days[TRAIN:, :, :, 0].reshape(-1, days.shape[2])[NOT_SCORED:]
        reread = misses(came, held[f"reslstm_pred_{minutes}min"].astype(float))
        expected = PUBLISHED["ResLSTM"][minutes]
        if not np.allclose(row_of(reread), expected, atol=6e-4):
            sys.exit(f"ResLSTM re-scored is {row_of(reread)}, published {expected}")
        for name, rows in PUBLISHED.items():
            print(f"{minutes:4} min  {name:22}" + "".join(f"{each:9.2f}" for each in rows[minutes]))
        told[str(minutes)] = {"ResLSTM re-scored": row_of(reread)}
        for name, rolling in (("frozen", False), ("rolling", True)):
            played = play_beijing(days, minutes, rolling=rolling)
            row = row_of(played.score)
            print(
                f"{minutes:4} min  {'Metro Flow, ' + name:22}" + "".join(f"{x:9.2f}" for x in row)
            )
            best = PUBLISHED["Conv-GCN"][minutes]
            told[str(minutes)][name] = {
                "rmse_mae_wmape": row,
                "better_than_conv_gcn": [one < other for one, other in zip(row, best, strict=True)],
                "covered_90": round(played.covered, 3),
                "fit_s": round(played.fit_s, 1),
                "ask_ms": round(played.ask_ms, 2),
            }
    better = sum(sum(each["frozen"]["better_than_conv_gcn"]) for each in told.values())
    slowest = max(each["frozen"]["fit_s"] for each in told.values())
    print(
        f"frozen: better than Conv-GCN in {better} of 9; fit ≤ {slowest} s (goals 8, {FIT_GOAL_S})"
    )
    return told


def days_of(held: dict[str, Any], minutes: int, slots: int) -> Floats:
    """Return the days of Beijing: (days, slots, stations, 2)."""
    both = [held[f"{way}_{minutes}min"].astype(float) for way in ("in", "out")]
    stations = both[0].shape[0]
    days = np.stack([each.reshape(stations, -1, slots) for each in both], axis=-1)
    return days.transpose(1, 2, 0, 3)


def play_beijing(days: Floats, minutes: int, *, rolling: bool) -> Played:
    """Fit on four weeks and forecast the fifth, one step ahead."""
    slots, stations = days.shape[1:3]
    history = [(Day("workday", day % 5), days[day]) for day in range(TRAIN)]
    begun = time.process_time()
    shape = DayShape(minutes * 60, slots, 5 * 3600)
    forecaster = Forecaster.fit(shape, history, steps=1, rolling=rolling)
    fit_s = time.process_time() - begun
    told = np.full((len(LEVELS) + 1, WEEK, slots, stations), np.nan)
    asked, updated = [], []
    for day in range(WEEK):
        forecaster.start(Day("workday", day))
        for slot in range(slots):
            begun = time.perf_counter()
            forecast = forecaster.predict()
            asked.append(time.perf_counter() - begun)
            told[0, day, slot] = forecast.people[0, :, 0]
            told[1:, day, slot] = forecast.quantiles[:, 0, :, 0]
            begun = time.perf_counter()
            forecaster.update(days[TRAIN + day, slot])
            updated.append(time.perf_counter() - begun)
        forecaster.finish()
    came = days[TRAIN:, :, :, 0].reshape(-1, stations)[NOT_SCORED:]
    flat = told.reshape(len(told), -1, stations)[:, NOT_SCORED:]
    covered = ((came >= flat[1]) & (came <= flat[-1])).mean()
    return Played(
        # The published forecasts are whole people too.
        misses(came, np.rint(flat[0])),
        float(covered),
        fit_s,
        1000 * float(np.median(asked)),
        1e6 * float(np.median(updated)) / stations,
    )


def row_of(score: Misses) -> tuple[float, float, float]:
    """Return a row as the papers print it, WMAPE in hundredths."""
    return round(score.rmse, 4), round(score.mae, 4), round(100 * score.wmape, 3)


def with_simulator() -> dict[str, Any]:
    """Forecast four simulated weeks in quantiles, and tell loss and coverage by minutes ahead."""
    sys.path.insert(0, str(SHARED / "bench" / "alertq"))
    from sim import simulate

    world = simulate(40, seed=21)
    stations, slots = 40, 288
    days = np.stack(
        [
            world[way].sum(2).astype(float).reshape(stations, -1, slots, 5).sum(3)
            for way in ("gi", "go")
        ],
        -1,
    ).transpose(1, 2, 0, 3)
    event = np.zeros((stations, len(days) * slots), bool)
    for _, station, first, last in world["events"]:
        event[station, first // 5 : last // 5 + 7] = True
    within = event.reshape(stations, len(days), slots).transpose(1, 2, 0)[28:]
    profile = profile_of(days[..., 0])
    told = quantiles_of(days)
    came, usual = days[28:, :, :, 0], profile[28:]
    spread = np.sqrt(usual + (0.12 * usual) ** 2 + 4)
    normal = np.array([-1.645, -0.674, 0, 0.674, 1.645])[:, None, None, None]
    peer = np.maximum(usual + spread * normal, 0)
    rows: dict[str, Any] = {}
    print(f"{'min ahead':>10}{'pinball':>9}{'90 % covers':>13}{'stations':>15}{'in events':>11}")
    for step in (1, 2, 3, 6, 12):
        mine = told[:, step - 1]
        scored = (usual > BUSY) & ~np.isnan(mine[0])
        ratio = (
            pinball(came, mine, LEVELS)[:, scored].mean()
            / pinball(came, peer, LEVELS)[:, scored].mean()
        )
        inside = (came >= mine[0]) & (came <= mine[-1])
        calm = scored & ~within
        each = [float(inside[..., place][calm[..., place]].mean()) for place in range(stations)]
        row = {
            "pinball_ratio": round(float(ratio), 3),
            "covered": round(float(inside[calm].mean()), 3),
            "covered_by_station": [round(min(each), 3), round(max(each), 3)],
            "covered_in_events": round(float(inside[scored & within].mean()), 3),
            "crossings": int((np.diff(mine[:, scored], axis=0) < 0).sum()),
        }
        rows[str(5 * step)] = row
        low, high = row["covered_by_station"]
        print(
            f"{5 * step:10}{ratio:9.3f}{row['covered']:13.3f}{low:8.3f}–{high:.3f}"
            f"{row['covered_in_events']:10.3f}"
        )
    return rows


def kind_of(day: int) -> Day:
    """Return the kind of a simulated day."""
    return Day("workday" if day % 7 < 5 else "rest", day % 7)


def profile_of(entries: Floats) -> Floats:
    """Return the peer's profile: the mean of a fortnight by kind of day, smoothed."""
    workday = np.arange(len(entries)) % 7 < 5
    first = np.arange(14)
    means = np.stack([entries[first[workday[:14] == kind]].mean(0) for kind in (False, True)])
    padded = np.concatenate([means[:, :1], means, means[:, -1:]], axis=1)
    eased = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    return eased[workday.astype(int)]


def quantiles_of(days: Floats) -> Floats:
    """Return the quantiles of entries by when they were aimed at: (levels, steps, days, T, S)."""
    _, slots, stations, _ = days.shape
    history = [(kind_of(day), days[day]) for day in range(28)]
    forecaster = Forecaster.fit(DayShape(300, slots), history, steps=STEPS)
    told = np.full((len(LEVELS), STEPS, len(days) - 28, slots, stations), np.nan)
    for day in range(28, len(days)):
        forecaster.start(kind_of(day))
        for slot in range(slots):
            ahead = np.arange(min(STEPS, slots - slot))
            quantiles = forecaster.predict().quantiles
            told[:, ahead, day - 28, slot + ahead] = quantiles[:, : len(ahead), :, 0]
            forecaster.update(days[day, slot])
        forecaster.finish()
    return told


def city_update_us() -> float:
    """Return what one interval costs a station of a city of 276, one step ahead, both ways."""
    rng = np.random.default_rng(3)
    days = [(Day("workday", day % 5), rng.poisson(50.0, (36, 276, 2))) for day in range(12)]
    forecaster = Forecaster.fit(DayShape(1800, 36), days[:10])
    spent = []
    for day, people in days:
        forecaster.start(day)
        for slot in range(36):
            begun = time.perf_counter()
            forecaster.update(people[slot])
            forecaster.predict()
            spent.append(time.perf_counter() - begun)
        forecaster.finish()
    return 1e6 * float(np.median(spent)) / 276


def city_fit_s() -> float:
    """Return the CPU seconds in which four weeks of 276 stations teach the next hour."""
    rng = np.random.default_rng(4)
    shape = DayShape(300, 216, 5 * 3600)
    history = [(kind_of(day), rng.poisson(50.0, (216, 276, 2))) for day in range(28)]
    begun = time.process_time()
    Forecaster.fit(shape, history, steps=STEPS)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
