"""A span is its days laid end to end: nothing is smoothed away, and a gap stays a gap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import plotly.graph_objects as go
import pytest

from metro_flow.review.curves import Mark, curves_of, step_for
from metro_flow.review.export import curves_csv
from metro_flow.review.figures import figure_of
from metro_flow.watch.day import MINUTES, first_minute_of
from tests.metro_flow.review.days import (
    DAY,
    HALF,
    SIX,
    a_full_day,
    a_random_day,
    a_silent_day,
    after,
)

WEEK = [a_random_day(after(DAY, place), seed=place) for place in range(7)]


def test_a_span_equals_its_days_laid_end_to_end() -> None:
    span = curves_of(WEEK, estimates={})

    days = [curves_of((day,), estimates={}) for day in WEEK]

    for name in ("middle", "low", "high"):
        joined = np.concatenate([getattr(day.entering, name) for day in days])
        np.testing.assert_array_equal(getattr(span.entering, name), joined)
    assert span.total_in == sum(day.total_in for day in days)
    assert [each.day for each in span.days] == [day.day for day in WEEK]


def test_a_step_of_five_minutes_is_their_mean_where_all_were_heard() -> None:
    day = a_full_day()
    day.people[SIX : SIX + 5, 0, 0] = [0, 10, 20, 30, 40]

    span = curves_of((day,), estimates={}, step=5)

    assert span.entering.middle[SIX // 5] == (0 + 10 + 20 + 30 + 40) / 5 + 10
    assert len(span) == MINUTES // 5


def test_a_step_counts_by_the_part_of_it_that_was_heard() -> None:
    day = a_full_day()
    day.heard[SIX : SIX + 2] = 0
    day.people[SIX : SIX + 2] = 0
    day.heard[SIX + 2] = HALF
    day.people[SIX + 2] //= 2

    span = curves_of((day,), estimates={}, step=5)

    assert span.entering.middle[SIX // 5] == pytest.approx(20)
    assert np.isfinite(span.entering.middle[SIX // 5])


def test_a_step_of_which_less_than_half_was_heard_is_not_known() -> None:
    day = a_full_day()
    day.heard[SIX : SIX + 3] = 0

    span = curves_of((day,), estimates={}, step=5)

    assert np.isnan(span.entering.middle[SIX // 5])
    assert np.isfinite(span.entering.middle[SIX // 5 + 1])


def test_a_gap_of_one_minute_is_hatched_although_its_step_is_drawn() -> None:
    day = a_full_day()
    day.heard[SIX] = 0

    span = curves_of((day, a_full_day(after(DAY, 1))), estimates={}, step=5)

    begins = datetime(2015, 4, 1, 10, 0, tzinfo=UTC)
    assert [(gap.start, gap.end) for gap in span.gaps] == [(begins, begins + timedelta(minutes=1))]
    assert np.isfinite(span.entering.middle[SIX // 5])


def test_a_day_of_silence_between_two_is_one_gap_and_comes_to_nothing_known() -> None:
    days = (a_full_day(), a_silent_day(after(DAY, 1)), a_full_day(after(DAY, 2)))

    span = curves_of(days, estimates={}, step=5)

    assert [gap.end - gap.start for gap in span.gaps] == [timedelta(days=1)]
    assert [each.people_in for each in span.days] == [28_800, None, 28_800]
    assert span.days[1].peak_in is None
    assert span.total_in == 57_600


def test_the_peak_of_a_day_is_a_minute_whatever_the_step() -> None:
    day = a_full_day()
    day.people[SIX, 0, 0] = 490

    span = curves_of((day,), estimates={}, step=30)

    peak = span.days[0].peak_in
    assert peak is not None
    assert (peak.at, peak.per_minute) == (datetime(2015, 4, 1, 10, 0, tzinfo=UTC), 500.0)
    assert span.entering.middle.max() < 40


def test_the_interval_of_people_inside_reaches_over_the_whole_step() -> None:
    first = first_minute_of(DAY) + SIX
    zones = {
        first + place: [100 + place, 90 + place, 900 if place == 3 else 110] for place in range(5)
    }

    span = curves_of(
        (a_full_day(),),
        estimates={minute: {"zones": {"paid": told}} for minute, told in zones.items()},
        step=5,
    )

    paid = span.zones["paid"]
    at = SIX // 5
    assert (paid.middle[at], paid.low[at], paid.high[at]) == (102, 90, 900)
    assert np.isnan(paid.middle[at + 1])


@pytest.mark.parametrize(("days", "step"), [(1, 1), (2, 5), (7, 5), (8, 15), (31, 30)])
def test_more_days_are_drawn_in_longer_steps(days: int, step: int) -> None:
    assert step_for(days) == step


def test_counts_end_with_the_last_minute_heard() -> None:
    day = a_full_day()
    day.heard[SIX:] = 0

    span = curves_of((day,), estimates={})

    assert span.until == datetime(2015, 4, 1, 10, 0, tzinfo=UTC)


def test_marks_that_would_lie_on_each_other_are_one_in_the_worst_colour() -> None:
    at = datetime(2015, 4, 1, 10, 0, tzinfo=UTC)
    marks = [
        Mark(7, at, "AlertRaised", "yellow"),
        Mark(8, at + timedelta(minutes=2), "AlertColourChanged", "red"),
        Mark(9, at + timedelta(minutes=3), "AlertColourChanged", "orange"),
        Mark(10, at + timedelta(minutes=4), "NoteWritten", None),
        Mark(11, at + timedelta(hours=5), "NoteWritten", None),
    ]

    figure = figure_of(curves_of(WEEK, estimates={}, marks=marks, step=5), "en")

    alerts, book = (
        next(trace for trace in figure["data"] if trace["name"] == name)
        for name in ("Alerts", "Logbook")
    )
    assert alerts["text"] == ["#7–#9 (3) red"]
    assert book["text"] == ["#10 NoteWritten", "#11 NoteWritten"]
    assert len(figure["layout"]["shapes"]) == 1


def test_the_figure_of_a_week_says_that_it_draws_means() -> None:
    figure = figure_of(curves_of(WEEK, estimates={}, step=5), "en")

    go.Figure(figure)
    assert figure["layout"]["yaxis"]["title"]["text"] == "people a minute (mean of 5 min)"
    line = figure["data"][-1]
    assert len(line["y"]) == 7 * MINUTES // 5
    midnight = datetime(2015, 4, 1, tzinfo=UTC).timestamp() * 1000
    assert line["x"][:2] == [midnight, midnight + 300_000]


def test_the_band_goes_around_each_known_run_and_over_no_gap() -> None:
    day = a_full_day()
    day.heard[SIX : SIX + 10] = 0

    figure = figure_of(curves_of((day,), estimates={}), "en")

    band = next(trace for trace in figure["data"] if trace["name"] == "In · nine in ten")
    runs = "".join("-" if y is None else "x" for y in band["y"]).strip("-").split("-")
    assert [len(run) for run in runs] == [2 * SIX, 2 * (MINUTES - SIX - 10)]
    assert band["y"][0] > 20 > band["y"][2 * SIX - 1]


def test_a_day_half_over_is_not_half_a_figure() -> None:
    day = a_full_day()
    day.heard[SIX:] = 0

    figure = figure_of(curves_of((day,), estimates={}), "en")

    assert figure["layout"]["xaxis"]["range"] == ["2015-04-01T00:00:00", "2015-04-01T18:10:48"]


def test_the_table_of_a_span_has_every_minute_and_leaves_the_unknown_empty() -> None:
    day = a_full_day()
    day.heard[SIX] = 0
    day.people[SIX] = 0

    lines = curves_csv(curves_of((day,), estimates={})).split("\r\n")

    assert lines[0] == "minute,in,in_low,in_high,out,out_low,out_high"
    assert lines[1 + SIX] == "2015-04-01T18:00:00+08:00,,,,,,"
    assert lines[2 + SIX].startswith("2015-04-01T18:01:00+08:00,20.0,")
    assert len(lines) == 1 + MINUTES + 1
