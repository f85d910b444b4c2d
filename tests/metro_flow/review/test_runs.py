"""Two drills lie over each other by T0, each out of its own room, and nothing of a third."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import orjson
from flask import Flask
from sqlalchemy import insert

from metro_flow.db import COUNTS, db, writing
from metro_flow.flow.count import seconds_of
from metro_flow.review.pair_figure import pair_figure_of
from metro_flow.review.runs import Run, runs_laid_over
from metro_flow.watch.table import estimates
from tests.a_house import OpenHouse

SPRING = Run(
    "2026Q1",
    "drill/2026Q1-01/0243",
    datetime(2026, 3, 5, 6, 0, 20, tzinfo=UTC),
    datetime(2026, 3, 5, 6, 30, tzinfo=UTC),
)
AUTUMN = Run(
    "2026Q4",
    "drill/2026Q4-03/0243",
    datetime(2026, 10, 9, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 9, 1, 45, tzinfo=UTC),
)


def test_each_run_comes_from_its_own_room_by_its_own_t0(reviewed: OpenHouse) -> None:
    keep(reviewed.app, SPRING, [100, 200, 700, 400])
    keep(reviewed.app, AUTUMN, [100, 150, 300])
    keep(reviewed.app, Run("real", "station/0243", SPRING.t0, SPRING.ends), [9_000] * 4)

    with reviewed.app.app_context():
        found = runs_laid_over(db.engines[COUNTS], [SPRING, AUTUMN], "platform-2")

    spring, autumn = found.lines
    assert (spring.peak, spring.peak_s) == (700, 2 * 60 - 20)
    assert (autumn.peak, autumn.peak_s) == (300, 2 * 60)
    assert spring.seconds[0] == -10 * 60 - 20
    assert np.isnan(spring.band.middle[:10]).all()
    assert found.both_known is None
    figure = pair_figure_of(found, axis="T0", quantity="Line 2 platforms", language="en")
    assert [trace["name"] for trace in figure["data"] if trace["line"]["width"]] == [
        "2026Q1",
        "2026Q4",
    ]


def test_a_run_of_which_nothing_is_kept_has_a_line_without_figures(reviewed: OpenHouse) -> None:
    never = Run("never", "drill/2020Q1-01/0243", SPRING.t0, SPRING.ends)

    with reviewed.app.app_context():
        found = runs_laid_over(db.engines[COUNTS], [never], "platform-2")

    assert (found.lines[0].peak, found.lines[0].total) == (None, None)


def keep(app: Flask, run: Run, people: Sequence[int]) -> None:
    """Keep an estimate a minute of a run, from the minute of its T0 on."""
    rows = []
    for place, count in enumerate(people):
        minute = seconds_of(run.t0 + place * timedelta(minutes=1)) // 60
        body = orjson.dumps({"zones": {"platform-2": [count, count - 50, count + 90]}})
        rows.append({"room": run.room, "minute": minute, "body": body})
    with app.app_context(), writing(db.engines[COUNTS]) as connection:
        connection.execute(insert(estimates), rows)
