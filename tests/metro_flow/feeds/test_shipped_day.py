"""The real day that is shipped: the figures anybody can count for themselves."""

from __future__ import annotations

import pytest

from metro_flow.feeds.real_day import SHANGHAI_2015, RealDay, read_real_day
from stations.profile import read_atlas


@pytest.fixture(scope="module")
def day() -> RealDay:
    """Return the Wednesday of 2015."""
    return read_real_day(SHANGHAI_2015)


def slot_of(hour: int, minute: int) -> int:
    """Return which five minutes of the day begin then."""
    return hour * 12 + minute // 5


def test_jingan_temple_s_entries_and_their_peak_are_the_known_ones(day: RealDay) -> None:
    entries = day.people["0243"][:, 0]

    assert entries.sum() == 75_203
    assert entries.max() == entries[slot_of(18, 15)] == 1_744


def test_jingan_temple_s_exits_and_their_peak_are_the_known_ones(day: RealDay) -> None:
    exits = day.people["0243"][:, 1]

    assert exits.sum() == 66_369
    assert exits.max() == exits[slot_of(8, 50)] == 1_595


def test_the_day_has_seventeen_of_the_nineteen_stations(day: RealDay) -> None:
    opened_later = set(read_atlas()) - set(day.people)

    assert len(day.people) == 17
    assert opened_later == {"1333", "1433"}


def test_the_day_s_totals_over_all_stations_are_the_known_ones(day: RealDay) -> None:
    entries = sum(int(people[:, 0].sum()) for people in day.people.values())
    exits = sum(int(people[:, 1].sum()) for people in day.people.values())

    assert (entries, exits) == (465_437, 450_162)


def test_the_source_stands_beside_the_day() -> None:
    source = SHANGHAI_2015.with_suffix(".md").read_text(encoding="utf-8")

    assert "icomingi/metro" in source
    assert "SODA" in source
