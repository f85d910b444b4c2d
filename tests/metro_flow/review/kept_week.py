"""Write days of counts, estimates and notes through the doors that the watch and chiefs use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import orjson
from sqlalchemy import insert

from metro_flow.clock import ClockState
from metro_flow.db import COUNTS, db, writing
from metro_flow.flow.count import Counts
from metro_flow.watch.archive import Archive
from metro_flow.watch.day import MINUTES, first_minute_of, time_of_minute
from metro_flow.watch.table import estimates
from tests.a_house import OpenHouse

SEED = 2015
AN_HOUR = 60
# A silence of half an hour each day, as when a gateway is changed.
SILENT = range(13 * 60, 13 * 60 + 30)


def keep_days(
    opened: OpenHouse, stations: Sequence[str], first: date, days: int, *, notes: int = 0
) -> None:
    """Fill the stores as a watch would have in these days, sealed, with all that was written."""
    with opened.app.app_context():
        draw = np.random.default_rng(SEED)
        for station in stations:
            gate_groups = opened.house.atlas[station].gate_groups
            archive = Archive(db.engines[COUNTS], gate_groups)
            for day in (first + timedelta(days=place) for place in range(days)):
                _fold_a_day(archive, day, len(gate_groups), draw)
            archive.seal(time_of_minute(first_minute_of(first) + (days + 1) * MINUTES))
            zones = [space.id for space in opened.house.atlas[station].spaces]
            _keep_estimates(station, zones, first, days, draw)
        _write_notes(opened, first, days, notes)


def close(opened: OpenHouse) -> None:
    """Let go of the stores, so that another process may open them."""
    with opened.app.app_context():
        opened.house.intake.stop()
        for engine in db.engines.values():
            engine.dispose()


def _fold_a_day(archive: Archive, day: date, gates: int, draw: np.random.Generator) -> None:
    """Fold a count a minute, gate group and way, an hour at a time."""
    first = first_minute_of(day)
    for minutes in _hours():
        slots = np.tile(np.arange(2 * gates), len(minutes))
        minute = np.repeat(minutes, 2 * gates)
        start = 60 * (first + minute)
        people = draw.poisson([busy(each / 60) for each in minute])
        archive.fold(
            Counts.columns(slots // 2, slots % 2, start=start, end=start + 60, people=people)
        )
        archive.flush({})


def _hours() -> Iterator[list[int]]:
    for begins in range(0, MINUTES, AN_HOUR):
        yield [minute for minute in range(begins, begins + AN_HOUR) if minute not in SILENT]


def busy(hour: float) -> float:
    """Return people a minute, gate group and way at an hour of the day: two peaks and a plateau."""
    peaks = sum(np.exp(-(((hour - at) / 1.2) ** 2)) for at in (8.5, 18.2))
    return float(1 + 12 * peaks + 4 * (6 < hour < 23))


def _keep_estimates(
    station: str, zones: Sequence[str], first: date, days: int, draw: np.random.Generator
) -> None:
    begins = first_minute_of(first)
    rows = []
    for minute in range(days * MINUTES):
        people = 20 * busy(minute % MINUTES / 60) * draw.uniform(0.9, 1.1, len(zones))
        told = {
            zone: [round(each), round(0.8 * each), round(1.3 * each)]
            for zone, each in zip(zones, people, strict=True)
        }
        body = orjson.dumps({"zones": told, "asks": None, "colour": None, "coverage": 1.0})
        rows.append({"room": f"station/{station}", "minute": begins + minute, "body": body})
    with writing(db.engines[COUNTS]) as connection:
        connection.execute(insert(estimates), rows)


def _write_notes(opened: OpenHouse, first: date, days: int, notes: int) -> None:
    """Write into the book of the heart through its front door, evenly over the days."""
    chief = opened.signed_in("zhangwei")
    clock = opened.house.clock
    begins = time_of_minute(first_minute_of(first))
    for number in range(notes):
        at = begins + number * timedelta(days=days) / notes
        clock.follow(ClockState(at, clock.real(), 1.0))
        answer = chief.act("WriteNote", words=f"第{number}条：站厅平稳")
        assert answer.status_code == 200, answer.text
