"""Two lines lie over each other by the clock, or by T0, and differ only where both are known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import plotly.graph_objects as go

from metro_flow.review.comparison import Comparison, Series, laid_over, midnight_of, series_of
from metro_flow.review.curves import Band
from metro_flow.review.export import comparison_csv
from metro_flow.review.ink import ALERT_INKS
from metro_flow.review.pair_figure import INKS, pair_figure_of
from metro_flow.watch.day import Day
from tests.metro_flow.review.days import DAY, SIX, a_full_day, a_silent_day, after

NEXT = after(DAY, 1)


def compared(*days: Day) -> Comparison:
    series = [series_of(day, "in", day.day.isoformat()) for day in days]
    return laid_over(series, [midnight_of(day.day) for day in days])


def test_the_same_minute_of_two_days_lies_at_the_same_second_of_the_clock() -> None:
    busy = a_full_day(NEXT)
    busy.people[SIX : SIX + 5] *= 3

    found = compared(a_full_day(), busy)

    one, other = found.lines
    np.testing.assert_array_equal(one.seconds, other.seconds)
    assert (one.seconds[0], one.seconds[-1]) == (0, 86_400 - 300)
    assert (other.peak, other.peak_s) == (60.0, SIX * 60)


def test_the_difference_is_that_of_the_totals() -> None:
    found = compared(a_full_day(entering=10), a_full_day(NEXT, entering=12))

    assert found.difference == (2 * 2 * 1440,)
    assert found.both_known == (28_800, 34_560)


def test_days_far_apart_lie_on_one_clock_and_a_missing_day_has_a_line_without_figures() -> None:
    found = compared(a_full_day(), a_silent_day(after(DAY, 30)))

    one, other = found.lines
    np.testing.assert_array_equal(one.seconds, other.seconds)
    assert np.isnan(other.band.middle).all()
    assert (other.total, other.peak, found.difference) == (None, None, (None,))
    assert found.both_known == (0, 0)


def test_a_gap_in_one_day_is_no_difference() -> None:
    broken = a_full_day(NEXT)
    broken.heard[:SIX] = 0
    broken.people[:SIX] = 0

    found = compared(a_full_day(), broken)

    assert found.difference == (-20 * SIX,)
    assert found.both_known == (20 * 360, 20 * 360)


def test_backlog_is_in_the_total_and_in_no_line() -> None:
    late = a_full_day(NEXT)
    late.backlog[SIX, 0, 0] = 700

    found = compared(a_full_day(), late)

    assert found.difference == (700,)
    np.testing.assert_array_equal(found.lines[0].band.middle, found.lines[1].band.middle)


def a_run(name: str, start: datetime, people: list[float]) -> Series:
    values = np.array(people)
    return Series(name, start, 60, Band(values, values - 1, values + 1))


def test_two_drills_lie_over_each_other_by_t0_whatever_their_days() -> None:
    spring = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
    autumn = datetime(2026, 10, 9, 1, 30, 20, tzinfo=UTC)
    runs = [
        a_run("spring", spring - timedelta(minutes=2), [10, 20, 300, 200]),
        a_run("autumn", autumn - timedelta(minutes=1, seconds=20), [15, 310, 150]),
    ]

    found = laid_over(runs, [spring, autumn])

    assert [line.seconds.tolist() for line in found.lines] == [[-120, -60, 0, 60], [-80, -20, 40]]
    assert [line.peak_s for line in found.lines] == [0, -20]
    assert (found.both_known, found.difference) == (None, (None,))


def test_the_figure_by_t0_has_minutes_since_t0() -> None:
    at = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
    found = laid_over([a_run("spring", at - timedelta(minutes=2), [10, 20, 300])], [at])

    figure = pair_figure_of(found, axis="T0", quantity="Paid hall", language="en")

    go.Figure(figure)
    assert figure["data"][-1]["x"] == [-2.0, -1.0, 0.0]
    assert figure["layout"]["xaxis"]["title"]["text"] == "since T0 · min"
    assert figure["layout"]["yaxis"]["title"]["text"] == "Paid hall · people in the zone"


def test_lines_differ_in_stroke_too_and_no_ink_is_an_alerts() -> None:
    figure = pair_figure_of(
        compared(a_full_day(), a_full_day(NEXT)), axis="clock", quantity="in", language="zh"
    )

    go.Figure(figure)
    lines = [trace for trace in figure["data"] if trace["line"]["width"] == 2]
    assert [line["line"]["dash"] for line in lines] == ["solid", "dash"]
    assert len({line["line"]["color"] for line in lines}) == 2
    assert not set(INKS) & set(ALERT_INKS.values())
    assert lines[0]["x"][SIX // 5] == 18.0


def test_the_table_names_each_line_and_leaves_the_unknown_empty() -> None:
    found = compared(a_full_day(), a_silent_day(NEXT))

    lines = comparison_csv(found, ["0243 2015-04-01", "0243 2015-04-02"]).split("\r\n")

    assert lines[0] == "line,since,people_a_minute,low,high"
    assert lines[1].startswith("0243 2015-04-01,0:00:00,20.0,")
    assert lines[1 + 288 + SIX // 5] == "0243 2015-04-02,18:00:00,,,"
