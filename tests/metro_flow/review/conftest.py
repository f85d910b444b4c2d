"""Lends a house that keeps ten minutes of two days at two stations, and a note with a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from metro_flow.db import COUNTS, db
from metro_flow.flow.count import Counts
from metro_flow.watch.archive import Archive
from metro_flow.watch.day import first_minute_of
from tests.a_house import OpenHouse, a_house
from tests.metro_flow.review.kept_week import close

# People a minute through each gate group and way, by station and day.
KEPT = {
    ("0243", date(2015, 3, 30)): 3,
    ("0243", date(2015, 4, 1)): 5,
    ("0126", date(2015, 4, 1)): 2,
}
FIRST_MINUTE, MINUTES = 8 * 60, 10


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHouse]:
    """Open the house once for a module; nothing in it is written by its tests."""
    opened = a_house(tmp_path_factory.mktemp("reviewed"))
    with opened.app.app_context():
        for (station, day), people in KEPT.items():
            gate_groups = opened.house.atlas[station].gate_groups
            archive = Archive(db.engines[COUNTS], gate_groups)
            slots = list(range(2 * len(gate_groups)))
            for minute in range(FIRST_MINUTE, FIRST_MINUTE + MINUTES):
                start = 60 * (first_minute_of(day) + minute)
                groups, ways = [each // 2 for each in slots], [each % 2 for each in slots]
                counts = Counts.columns(groups, ways, start=start, end=start + 60, people=people)
                archive.fold(counts)
            archive.flush({})
    written = opened.signed_in("zhangwei").act("WriteNote", words="张伟 13800000000")
    assert written.status_code == 200, written.text
    yield opened
    close(opened)


@pytest.fixture
def gates(reviewed: OpenHouse) -> int:
    """Tell how many gate groups the first station has."""
    return len(reviewed.house.atlas["0243"].gate_groups)
