"""One formula supposes every area that nobody published, so that no station is tuned to its alarms.

The areas of Shanghai's platforms and halls are not public.
Until a station master types a surveyed one, each is supposed here by kind of station, from the
length of the line's trains and a usual width, and shown as 估 wherever it matters.
This file was fixed before any threshold was, and `metro-flow stations check` refuses a station
file whose supposed area differs from it.

    platform   train length × platform width × 0.75
    hall       train length × hall width × 0.60, one hall a line, half paid and half unpaid
    ways out   a group of stairs for every three cars, two at least, and one for each other line;
               a group is one escalator and one stair of 2.4 m

0.75 is the usable part of a platform (Transit Capacity and Quality of Service Manual, 3rd ed.);
0.60 leaves out gates, machines, rooms and the mouths of stairs.
Two groups, and one for every three cars, is what GB 51298-2018 5.1 asks; 2.4 m is its least
width for a stair walked both ways.
Holding capacity is area × 3.0 people per m² (GB 50157-2013 platform density, upper end): the
unstable band begins above it, and two thirds of it are the 2.0 people per m² of yellow.
"""

from __future__ import annotations

from enum import StrEnum
from math import ceil
from typing import Final


class Structure(StrEnum):
    """Where a line's platforms lie; people leave an elevated one downwards."""

    UNDERGROUND = "underground"
    GROUND = "ground"
    ELEVATED = "elevated"


PEOPLE_PER_M2: Final = 3.0
PLATFORM_USABLE: Final = 0.75
HALL_USABLE: Final = 0.60
PAID_PART: Final = 0.5

# Metres over couplers of a class A and of a class C car, as run in Shanghai.
CAR_M: Final = {"A": 23.5, "C": 19.5}

# An island platform grows with the number of lines that meet; an elevated station has two side
# platforms of 4 m; a platform at ground level shares its width between two tracks.
PLATFORM_WIDTH_M: Final = {
    (Structure.UNDERGROUND, 1): 10.0,
    (Structure.UNDERGROUND, 2): 12.0,
    (Structure.UNDERGROUND, 3): 14.0,
    (Structure.ELEVATED, 1): 8.0,
    (Structure.ELEVATED, 2): 10.0,
    (Structure.ELEVATED, 3): 10.0,
    (Structure.GROUND, 1): 8.0,
    (Structure.GROUND, 2): 10.0,
    (Structure.GROUND, 3): 10.0,
}
HALL_WIDTH_M: Final = {
    Structure.UNDERGROUND: 18.0,
    Structure.ELEVATED: 14.0,
    Structure.GROUND: 14.0,
}


# GB 50157-2013, table of capacities: a 1 m escalator at 0.5 m/s carries 6,720 people an hour, a
# metre of stair 3,700 upwards and 4,200 downwards. Recalled, not checked against the text.
ESCALATOR_PER_MINUTE: Final = 112.0
STAIR_UP_PER_MINUTE_M: Final = 3700 / 60
STAIR_DOWN_PER_MINUTE_M: Final = 70.0
STAIR_M: Final = 2.4


def train_length_m(cars: int, car_class: str) -> float:
    """Return the length of a line's train."""
    return cars * CAR_M[car_class]


def platform_area_m2(train_m: float, structure: Structure, lines: int) -> float:
    """Suppose the usable area of one line's platforms at a station where `lines` meet.

    >>> platform_area_m2(188.0, Structure.UNDERGROUND, 3)
    1974.0
    """
    width = PLATFORM_WIDTH_M[structure, min(lines, 3)]
    return float(round(train_m * width * PLATFORM_USABLE))


def hall_areas_m2(halls: tuple[tuple[float, Structure], ...]) -> tuple[float, float]:
    """Suppose the paid and the unpaid hall from the train length and structure of each line.

    Lines that share their platforms share their hall: name such a pair once.

    >>> hall_areas_m2(((188.0, Structure.UNDERGROUND),))
    (1015.0, 1015.0)
    """
    whole = sum(length * HALL_WIDTH_M[structure] * HALL_USABLE for length, structure in halls)
    return float(round(whole * PAID_PART)), float(round(whole * (1 - PAID_PART)))


def stair_groups(cars: int, lines: int) -> int:
    """Suppose how many groups of stair and escalator lead away from one line's platforms.

    >>> stair_groups(8, 1), stair_groups(6, 3)
    (3, 4)
    """
    return max(2, ceil(cars / 3)) + lines - 1


def ways_out_per_minute(
    escalators: int, stairs_m: tuple[float, ...], structure: Structure
) -> tuple[float, ...]:
    """Return how many people a minute each way off a platform carries.

    >>> ways_out_per_minute(1, (2.4,), Structure.ELEVATED)
    (112.0, 168.0)
    """
    upwards = structure is Structure.UNDERGROUND
    metre = STAIR_UP_PER_MINUTE_M if upwards else STAIR_DOWN_PER_MINUTE_M
    return (ESCALATOR_PER_MINUTE,) * escalators + tuple(metre * width for width in stairs_m)


def holding_people(area_m2: float) -> int:
    """Return how many people an area holds at most before the crowd becomes unstable."""
    return round(area_m2 * PEOPLE_PER_M2)
