"""Holds drills whose shadow saw just these people, so that a test owns T0 and every minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import orjson

from metro_flow.db import COUNTS, db
from metro_flow.flow.count import seconds_of
from metro_flow.watch.estimated import keep_estimates
from tests.drills.practice import COORDINATOR, HEART, DrillHouse

PLATFORM = "platform-2"
HOLDS = 1_000


def hold(here: DrillHouse, people: Sequence[int]) -> str:
    """Play a drill at the heart that lasts as long as these minutes, and return its name.

    From the first to hold `HOLDS` people on, the platform is over its threshold.
    """
    name = here.running()
    began = here.now
    here.stand_at(began + timedelta(minutes=len(people) + 2))
    here.do(name, COORDINATOR, "EndDrill")
    here.wait(2)
    first = seconds_of(began) // 60 + 1
    room = f"drill/{name}/{HEART}"
    kept = {(room, first + place): a_minute(count) for place, count in enumerate(people)}
    with here.opened.app.app_context():
        keep_estimates(db.engines[COUNTS], kept)
    return name


def a_minute(count: int) -> bytes:
    """Return an estimate of one minute: so many people, of those whom the platform holds."""
    zones, shares = {PLATFORM: [count, count - 50, count + 90]}, {PLATFORM: count / HOLDS}
    return orjson.dumps({"zones": zones, "shares": shares})
