"""The shipped atlas: nineteen stations, each with a plan of its own that fits it."""

from __future__ import annotations

from itertools import combinations

import pytest

from stations.plan_text import PlanText, check_plan, parse_plan, read_plan
from stations.profile import ATLAS, PLAN_FILE, Confidence, Kind, StationProfile, read_atlas
from stations.profile.check import supposed_areas_m2

STATIONS = read_atlas()
PLANS = {
    station.id: parse_plan(read_plan(ATLAS / station.slug / PLAN_FILE))
    for station in STATIONS.values()
}
# The operator's exit lists, read 2026-09: how many exits each station has open.
OPEN_EXITS = {
    "0132": 4, "0131": 4, "0130": 4, "0129": 4, "0128": 3, "0127": 3, "0126": 8, "0125": 8,
    "1333": 3, "0244": 14, "0243": 14, "0738": 4, "1433": 3, "0836": 5, "0837": 4, "0838": 4,
    "0324": 3, "1057": 4, "1432": 6,
}  # fmt: skip

each_station = pytest.mark.parametrize(
    "station", STATIONS.values(), ids=[station.slug for station in STATIONS.values()]
)


def own_titles(station: StationProfile) -> set[str]:
    """Return a plan's titles with every station's name taken out."""
    names = sorted((other.name.zh for other in STATIONS.values()), key=len, reverse=True)
    titles = set()
    for step in PLANS[station.id].steps:
        title = step.title.zh
        for name in names:
            title = title.replace(name, "")
        titles.add(title)
    return titles


def test_all_nineteen_stations_are_there_with_their_open_exits() -> None:
    found = {station.id: len(station.open_exits) for station in STATIONS.values()}

    assert found == OPEN_EXITS


def test_wuning_road_is_known_by_both_of_its_ids() -> None:
    assert STATIONS["1432"].other_ids == ("1329",)


@each_station
def test_a_plan_fits_its_station(station: StationProfile) -> None:
    assert check_plan(PLANS[station.id], station) == []


@each_station
def test_each_open_exit_has_a_step_that_names_it_and_its_road(station: StationProfile) -> None:
    for mouth in station.open_exits:
        titles = [step.title for step in PLANS[station.id].steps if step.exit == mouth.id]

        assert any(
            f"{mouth.id}号口" in title.zh
            and f"Exit {mouth.id}" in title.en
            and any(road.zh in title.zh and road.en in title.en for road in mouth.roads)
            for title in titles
        ), f"exit {mouth.id}"


@each_station
def test_transfer_steps_stand_at_interchanges_only(station: StationProfile) -> None:
    transfers = [step for step in PLANS[station.id].steps if "换乘" in step.title.zh]

    assert bool(transfers) is station.interchange


@each_station
def test_a_transfer_step_names_the_transfer_it_is_for(station: StationProfile) -> None:
    titles = " ".join(step.title.zh for step in PLANS[station.id].steps)

    assert all(transfer.name.zh in titles for transfer in station.transfers)


@each_station
def test_a_building_that_is_connected_is_told(station: StationProfile) -> None:
    titles = " ".join(step.title.zh for step in PLANS[station.id].steps)

    assert all(building.name.zh in titles for building in station.buildings)


@each_station
def test_people_leave_an_elevated_station_downwards(station: StationProfile) -> None:
    freeing = PLANS[station.id].step("crowd-one-free").title.zh

    assert ("下行到街面" in freeing) is (station.kind is Kind.ELEVATED)


def test_no_two_plans_are_copies() -> None:
    titles = {station.slug: own_titles(station) for station in STATIONS.values()}

    for (one, these), (other, those) in combinations(titles.items(), 2):
        # More than the exits and lines alone: at least five deeds are not the other's.
        assert len(these - those) >= 5, f"{one} says nothing that {other} does not"
        assert len(those - these) >= 5, f"{other} says nothing that {one} does not"


@each_station
def test_every_text_is_there_in_both_languages(station: StationProfile) -> None:
    plan: PlanText = PLANS[station.id]

    for step in plan.steps:
        for words in (step.title, step.say, step.release, step.limit_source):
            assert words is None or (words.zh and words.en), step.id
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in step.title.en), step.id


@each_station
def test_only_a_metered_entry_is_never_called_an_evacuation(station: StationProfile) -> None:
    crowd = [step for step in PLANS[station.id].steps if step.id.startswith("crowd")]

    assert not [step.id for step in crowd if "evacuat" in step.title.en.lower()]


@each_station
def test_what_nobody_published_is_marked_and_follows_the_formula(station: StationProfile) -> None:
    supposed = supposed_areas_m2(station)

    assert all(line.assumed for line in station.lines)
    assert all(group.assumed for group in station.gate_groups)
    assert {space.id: space.area_m2 for space in station.spaces if space.assumed} == supposed


def test_jingan_temple_is_as_the_operator_lists_it() -> None:
    station = STATIONS["0243"]

    assert [mouth.id for mouth in station.exits] == [
        *("1", "2", "3", "4", "6", "8", "9", "10", "11", "12", "13A", "13B", "14", "15")
    ]
    assert [road.zh for road in station.exit("13B").roads] == ["延安西路", "华山路"]
    assert station.exit("1").street_confidence is Confidence.HIGH
    assert {group.id for group in station.gate_groups} >= {"0243-E1", "0243-E13A"}
    assert [space.id for space in station.spaces] == [
        *("platform-2", "platform-7", "platform-14", "paid", "unpaid")
    ]


def test_an_exit_may_lie_in_another_district_than_its_station() -> None:
    station = STATIONS["1432"]

    districts = {mouth.id: mouth.district.zh for mouth in station.exits}

    assert districts["1"] == "普陀区"
    assert districts["5B"] == "静安区"
