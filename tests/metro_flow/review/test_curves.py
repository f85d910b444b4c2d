"""A day's curves say what was heard, how surely, and where nothing was."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import plotly.graph_objects as go
import pytest

from metro_flow.review.curves import Curves, Mark, curves_of
from metro_flow.review.export import counts_csv
from metro_flow.review.figures import figure_of
from metro_flow.watch.day import Day, first_minute_of

DAY = date(2015, 4, 1)
SIX = 18 * 60
HEARD = np.uint64((1 << 60) - 1)
HALF_HEARD = np.uint64((1 << 30) - 1)


def a_day() -> Day:
    """A day on which two gate groups told of six o'clock to ten past, four minutes in silence."""
    day = Day.empty("0243", DAY, ("0243-E1", "0243-E2"))
    for minute in (*range(SIX, SIX + 3), *range(SIX + 7, SIX + 10)):
        day.people[minute] = [[30, 10], [20, 0]]
        day.heard[minute] = HEARD
    return day


def curves(day: Day | None = None, **more: object) -> Curves:
    return curves_of((day or a_day(),), **({"estimates": {}} | more))  # type: ignore[arg-type]


def test_a_minute_sums_its_gates() -> None:
    found = curves()

    assert found.entering.middle[SIX] == 50
    assert found.leaving.middle[SIX] == 10
    assert (found.total_in, found.total_out) == (300, 60)


def test_a_silent_minute_is_a_gap_and_never_a_low() -> None:
    found = curves()

    silent = found.entering.middle[SIX + 3 : SIX + 7]

    assert np.isnan(silent).all()
    assert [(g.start, g.end) for g in found.gaps] == [
        (datetime(2015, 4, 1, 10, 3, tzinfo=UTC), datetime(2015, 4, 1, 10, 7, tzinfo=UTC))
    ]


def test_before_the_first_count_and_after_the_last_there_is_no_gap() -> None:
    found = curves()

    assert len(found.gaps) == 1
    assert np.isnan(found.entering.middle[SIX - 1])


def test_a_minute_half_heard_counts_double_and_says_so_by_its_interval() -> None:
    day = a_day()
    day.heard[SIX] = HALF_HEARD
    day.people[SIX] = [[15, 5], [10, 0]]

    found = curves(day)

    whole, half = SIX + 1, SIX
    assert found.entering.middle[half] == found.entering.middle[whole] == 50
    assert found.entering.low[half] < found.entering.low[whole]
    assert found.entering.high[half] > found.entering.high[whole]


@pytest.mark.parametrize("people", [0, 1, 4, 50])
def test_the_interval_holds_what_was_counted(people: int) -> None:
    day = a_day()
    day.people[SIX] = [[people, 0], [0, 0]]

    found = curves(day)

    assert found.entering.low[SIX] <= people <= found.entering.high[SIX]


def test_garwoods_interval_of_ten_is_the_published_one() -> None:
    day = a_day()
    day.people[SIX] = [[10, 0], [0, 0]]

    found = curves(day)

    # F. Garwood 1936, table of 90 % limits for a Poisson mean: 10 seen, 5.43 … 16.96.
    assert found.entering.low[SIX] == pytest.approx(5.43, abs=0.01)
    assert found.entering.high[SIX] == pytest.approx(16.96, abs=0.01)


def test_a_backlog_is_in_the_total_and_in_no_minute() -> None:
    day = a_day()
    day.backlog[SIX, 0, 0] = 500

    found = curves(day)

    assert found.total_in == 800
    assert found.entering.middle[SIX] == 50


def estimates() -> dict[int, dict[str, object]]:
    minute = first_minute_of(DAY) + SIX
    return {
        minute: {"zones": {"platform-2": [310, 180, 460], "paid": [None] * 3}, "colour": "blue"},
        minute + 1: {"zones": {"platform-2": [330, 190, 480]}, "colour": "yellow"},
    }


def test_zones_keep_their_interval_and_what_is_unknown_is_no_number() -> None:
    found = curves(estimates=estimates())

    platform = found.zones["platform-2"]
    assert (platform.low[SIX], platform.middle[SIX], platform.high[SIX]) == (180, 310, 460)
    assert np.isnan(platform.middle[SIX + 2])
    assert np.isnan(found.zones["paid"].middle[SIX])
    assert found.colours[SIX : SIX + 3] == ("blue", "yellow", None)


MARKS = [
    Mark(411, datetime(2015, 4, 1, 10, 1, tzinfo=UTC), "NoteWritten", None),
    Mark(412, datetime(2015, 4, 1, 10, 2, tzinfo=UTC), "AlertRaised", "orange"),
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_figure_is_one_that_plotly_knows(language: str) -> None:
    day = a_day()
    day.added[SIX : SIX + 2] = True

    figure = figure_of(curves(day, estimates=estimates(), marks=MARKS), language)  # type: ignore[arg-type]

    go.Figure(figure)
    names = {trace["name"] for trace in figure["data"]}
    assert {"zh": "2号线站台", "en": "Line 2 platforms"}[language] in names
    assert {"zh": "无数据", "en": "nothing heard"}[language] in names


def test_gaps_are_hatched_and_lines_are_broken_there() -> None:
    figure = figure_of(curves(), "en")

    gap, entering = (
        next(trace for trace in figure["data"] if trace["name"] == name)
        for name in ("nothing heard", "In")
    )

    assert gap["fillpattern"]["shape"] == "/"
    assert gap["x"][0] == "2015-04-01T18:03:00"
    assert entering["y"][SIX + 2 : SIX + 4] == [50.0, None]
    assert entering["connectgaps"] is False


def test_alerts_stand_in_their_colours_and_the_book_beside_them() -> None:
    figure = figure_of(curves(marks=MARKS), "en")

    alerts, book = (
        next(trace for trace in figure["data"] if trace["name"] == name)
        for name in ("Alerts", "Logbook")
    )

    assert alerts["text"] == ["#412 AlertRaised orange"]
    assert book["text"] == ["#411 NoteWritten"]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == ["2015-04-01T18:02:00"]


def test_the_table_has_a_line_for_what_was_heard_and_none_for_silence() -> None:
    lines = counts_csv(a_day()).split("\r\n")

    assert lines[0] == "minute,gate_group,direction,people,heard_s,backlog,added"
    assert lines[1] == "2015-04-01T18:00:00+08:00,0243-E1,in,30,60,0,0"
    assert len(lines) == 1 + 6 * 4 + 1
