"""A station is handed to the science in its own words, for the time of day."""

from __future__ import annotations

from datetime import time

import pytest

from stations.profile import StationProfile, physics_of, read_atlas

STATIONS = read_atlas()
EVENING = time(18, 0)
MIDDAY = time(13, 0)


def test_trains_come_more_often_and_fuller_at_the_peak() -> None:
    station = STATIONS["0243"]

    peak, midday = physics_of(station, EVENING), physics_of(station, MIDDAY)

    for busy, calm in zip(peak.lines, midday.lines, strict=True):
        assert busy.headway_s is not None
        assert calm.headway_s is not None
        assert busy.headway_s.mid < calm.headway_s.mid
        assert busy.places is not None
        assert calm.places is not None
        assert busy.places.mid < calm.places.mid


@pytest.mark.parametrize(
    ("at", "peak"),
    [(time(7, 0), True), (time(9, 30), False), (time(16, 29), False), (time(19, 29), True)],
)
def test_the_peaks_are_half_past_four_to_half_past_seven_and_the_morning(
    at: time, peak: bool
) -> None:
    headway = physics_of(STATIONS["0131"], at).lines[0].headway_s

    assert headway == (
        STATIONS["0131"].lines[0].headway_peak_s
        if peak
        else STATIONS["0131"].lines[0].headway_off_peak_s
    )


def test_lines_on_one_platform_are_one_line_with_both_their_trains() -> None:
    station = STATIONS["0324"]

    physics = physics_of(station, EVENING)

    (shared,) = physics.lines
    assert shared.line == "3-4"
    assert shared.share.mid == pytest.approx(1.0)
    assert shared.headway_s is not None
    # A train every five minutes on each of two lines is one every two and a half.
    assert shared.headway_s.mid == pytest.approx(150.0)


def test_gates_of_one_line_are_named_as_the_science_names_that_line() -> None:
    station = STATIONS["0126"]

    lines = {line.line for line in physics_of(station, EVENING).lines}

    assert {group.line for group in station.gate_groups} == lines == {"1", "3-4"}


@pytest.mark.parametrize("station", STATIONS.values(), ids=[one.slug for one in STATIONS.values()])
def test_every_shipped_station_can_be_reckoned_with(station: StationProfile) -> None:
    physics = physics_of(station, EVENING)

    assert physics.assumed
    assert physics.paid_m2 == station.space("paid").area_m2
    assert sum(line.share.mid for line in physics.lines) == pytest.approx(1.0, abs=0.01)
