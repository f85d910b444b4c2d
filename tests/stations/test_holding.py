"""Every supposed area comes from one formula, larger with the train and the lines that meet."""

from __future__ import annotations

import pytest

from stations.holding import (
    PLATFORM_WIDTH_M,
    Structure,
    hall_areas_m2,
    holding_people,
    platform_area_m2,
    stair_groups,
    train_length_m,
    ways_out_per_minute,
)


def test_two_thirds_of_the_holding_capacity_are_two_people_a_square_metre() -> None:
    area_m2 = platform_area_m2(train_length_m(8, "A"), Structure.UNDERGROUND, 1)

    assert holding_people(area_m2) * 2 / 3 == pytest.approx(2.0 * area_m2, abs=1)


def test_an_eight_car_platform_of_one_line_is_ten_metres_wide_and_three_quarters_usable() -> None:
    assert platform_area_m2(188.0, Structure.UNDERGROUND, 1) == 188 * 10 * 0.75


@pytest.mark.parametrize("structure", list(Structure))
def test_a_platform_never_shrinks_when_lines_are_added(structure: Structure) -> None:
    widths = [PLATFORM_WIDTH_M[structure, lines] for lines in (1, 2, 3)]

    assert widths == sorted(widths)


def test_more_than_three_lines_are_as_wide_as_three() -> None:
    assert platform_area_m2(141.0, Structure.UNDERGROUND, 5) == platform_area_m2(
        141.0, Structure.UNDERGROUND, 3
    )


def test_the_halls_of_two_lines_add_up() -> None:
    one = hall_areas_m2(((188.0, Structure.UNDERGROUND),))
    two = hall_areas_m2(((188.0, Structure.UNDERGROUND), (188.0, Structure.UNDERGROUND)))

    assert two == pytest.approx((2 * one[0], 2 * one[1]), abs=1)


@pytest.mark.parametrize(
    ("cars", "lines", "groups"), [(6, 1, 2), (7, 1, 3), (8, 1, 3), (4, 1, 2), (8, 3, 5)]
)
def test_a_platform_has_a_group_of_stairs_for_every_three_cars(
    cars: int, lines: int, groups: int
) -> None:
    assert stair_groups(cars, lines) == groups


def test_people_walk_down_a_stair_faster_than_up() -> None:
    up = ways_out_per_minute(0, (2.4,), Structure.UNDERGROUND)
    down = ways_out_per_minute(0, (2.4,), Structure.ELEVATED)

    assert up == pytest.approx((148.0,))
    assert down == pytest.approx((168.0,))
