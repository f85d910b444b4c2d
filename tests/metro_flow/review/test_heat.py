"""A cell is the sum of its minutes; what nobody heard is hatched, and never nought."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from metro_flow.review.curves import Way
from metro_flow.review.export import heat_csv
from metro_flow.review.heat import HeatMap, heat_of
from metro_flow.review.heat_figure import OVER_INK, SCALE, heat_figure_of
from metro_flow.watch.day import MINUTES, Day
from tests.metro_flow.review.days import DAY, SIX, a_full_day

NAMES = {"0243": "Jing'an Temple", "0126": "Shanghai Railway Station"}


def a_day_of_different_minutes() -> Day:
    day = a_full_day()
    day.people[:] = np.random.default_rng(4).integers(0, 80, day.people.shape)
    return day


def ink_of(cells: dict[str, Any], people: int) -> str:
    """Return the ink of the last stop that this many people reach."""
    at = min(1.0, people / cells["zmax"])
    return str([ink for stop, ink in cells["colorscale"] if stop <= at + 1e-4][-1])


def heat(day: Day, *, way: Way = "in", step: int = 15) -> HeatMap:
    return heat_of({"0243": day, "0126": None}, day=DAY, way=way, step=step)


@pytest.mark.parametrize("step", [5, 15])
@pytest.mark.parametrize(("way", "columns"), [("in", [0]), ("out", [1]), ("both", [0, 1])])
def test_a_cell_is_the_sum_of_its_minutes(way: Way, columns: list[int], step: int) -> None:
    day = a_day_of_different_minutes()

    found = heat(day, way=way, step=step)

    minutes = day.people[:, :, columns].sum(axis=(1, 2))
    expected = minutes.reshape(MINUTES // step, step).sum(axis=1)
    np.testing.assert_allclose(found.people[0], expected)
    assert found.rows[0].total == minutes.sum()


def test_a_station_of_which_nothing_is_kept_has_no_figure_anywhere() -> None:
    found = heat(a_full_day())

    assert np.isnan(found.people[1]).all()
    assert (found.rows[1].total, found.rows[1].fullest_people) == (None, None)


def test_a_cell_heard_by_less_than_half_is_not_known() -> None:
    day = a_full_day()
    day.heard[SIX : SIX + 8] = 0
    day.people[SIX : SIX + 8] = 0

    found = heat(day)

    assert np.isnan(found.people[0, SIX // 15])
    assert found.people[0, SIX // 15 + 1] == 300


def test_a_cell_in_which_nobody_came_is_nought_and_no_gap() -> None:
    day = a_full_day()
    day.people[SIX : SIX + 15] = 0

    figure = heat_figure_of(heat(day), NAMES, "en")

    assert figure["data"][0]["z"][0][SIX // 15] == 0


def test_the_fullest_cell_is_named() -> None:
    day = a_full_day()
    day.people[SIX : SIX + 15] *= 2

    row = heat(day).rows[0]

    assert (row.fullest, row.fullest_people) == (SIX // 15, 600)


def test_one_surge_does_not_stretch_the_scale_and_is_drawn_as_over_it() -> None:
    day = a_full_day()
    day.people[SIX : SIX + 15] *= 40

    found = heat(day)
    figure = heat_figure_of(found, NAMES, "en")

    cells = figure["data"][0]
    assert (found.top, found.over, found.rows[0].fullest_people) == (300, 1, 12_000)
    assert cells["zmin"] == 0
    assert ink_of(cells, 12_000) == ink_of(cells, 301) == OVER_INK
    assert ink_of(cells, 300) in dict(SCALE).values()
    assert cells["colorbar"]["ticktext"] == ["0", "150", "over 300"]


def test_a_day_without_a_surge_has_nothing_over_its_scale() -> None:
    figure = heat_figure_of(heat(a_full_day()), NAMES, "en")

    cells = figure["data"][0]
    assert OVER_INK not in [ink for _, ink in cells["colorscale"]]
    assert cells["colorbar"]["ticktext"] == ["0", "150", "300"]


@pytest.mark.parametrize(
    ("people", "top"),
    [(0, 2), (1, 2), (7, 8), (99, 100), (101, 120), (1_234, 1_400), (20_001, 22_000)],
)
def test_the_scale_reaches_to_a_round_number_that_has_a_half(people: int, top: int) -> None:
    found = HeatMap(DAY, "in", 15, (), np.full((1, 96), float(people)), None)

    assert (found.top, found.over) == (top, 0)


def test_where_nothing_is_known_the_scale_has_an_end_all_the_same() -> None:
    found = heat_of({"0126": None}, day=DAY, way="in", step=15)

    assert (found.top, found.over) == (2, 0)


def test_the_unknown_is_hatched_row_by_row() -> None:
    day = a_full_day()
    day.heard[SIX : SIX + 30] = 0

    figure = heat_figure_of(heat(day), NAMES, "en")

    go.Figure(figure)
    cells, missing = figure["data"]
    assert missing["fillpattern"]["shape"] == "/"
    assert missing["x"] == [18.0, 18.0, 18.5, 18.5, None, 0.0, 0.0, 24.0, 24.0, None]
    assert cells["z"][1] == [None] * 96
    assert figure["layout"]["yaxis"]["ticktext"] == list(NAMES.values())


def test_the_table_has_a_line_a_cell_and_leaves_the_unknown_empty() -> None:
    lines = heat_csv(heat(a_full_day())).split("\r\n")

    assert lines[0] == "station,begins,minutes,way,people"
    assert lines[1] == "0243,2015-04-01T00:00:00+08:00,15,in,300"
    assert lines[1 + 96] == "0126,2015-04-01T00:00:00+08:00,15,in,"
