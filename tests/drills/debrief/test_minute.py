"""A minute of the shadow is read as it was kept, and what was unknown stays unknown."""

from __future__ import annotations

from datetime import UTC, datetime

from drills.debrief import Minute, People, minute_of

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_an_estimate_is_read_as_it_was_kept() -> None:
    kept = {
        "zones": {"platform-2": [900, 850, 950], "paid": [None, None, None]},
        "shares": {"platform-2": 0.9, "paid": None},
        "entering": {"1": 118.0, "5": 121.5},
        "coverage": 1.0,
    }

    minute = minute_of(AT, kept)

    assert minute.zones == {"platform-2": People(900, 850, 950), "paid": None}
    assert (minute.entering, minute.entering_five) == (118.0, 121.5)
    assert (minute.fullest, minute.fullest_platform) == (0.9, 0.9)


def test_an_estimate_without_counts_knows_nothing() -> None:
    minute = minute_of(AT, {"entering": {"1": None, "5": None}})

    assert minute == Minute(AT)
    assert (minute.fullest, minute.fullest_platform) == (None, None)


def test_one_platform_that_is_unknown_leaves_the_fullest_unknown() -> None:
    minute = Minute(AT, shares={"platform-2": 0.3, "platform-7": None, "paid": 0.8})

    assert minute.fullest == 0.8
    assert minute.fullest_platform is None
