"""A station's rules are the house's own, save where its file says otherwise and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metro_flow.alerts import passports
from metro_flow.alerts.house_rules import DEFAULTS
from metro_flow.alerts.rule import Quantity
from metro_flow.people.person import Seat
from stations.profile import StationProfile, read_atlas, read_station, rules_for
from tests.stations.atlas_folder import AtlasFolder

if TYPE_CHECKING:
    from pathlib import Path

NARROW = """
[[rules]]
zone = "platform-7"
measure = "density"
blue = 1.0
yellow = 1.5
orange = 2.5
red = 3.0
why_zh = "柱子多"
why_en = "many columns"
"""


OWN_WORDS = """
[[rules]]
zone = "platform-7"
measure = "density"
action_zh = "关2号口"
action_en = "shut exit 2"
minutes = 4
owner = "transit-police"
why_zh = "2号口通商场"
why_en = "exit 2 leads to the shops"
"""


def orange_of(station: StationProfile) -> dict[tuple[str, Quantity], float | None]:
    """Return where orange begins in each rule."""
    return {(rule.zone, rule.quantity): rule.thresholds.orange for rule in rules_for(station)}


def test_every_space_has_a_rule_and_every_platform_a_clear_time() -> None:
    station = read_atlas()["0243"]

    orange = orange_of(station)

    assert orange["platform-2", Quantity.DENSITY] == 3.0
    assert orange["paid", Quantity.DENSITY] == 3.0
    assert {zone for zone, quantity in orange if quantity is Quantity.CLEAR_MINUTES} == {
        "platform-2",
        "platform-7",
        "platform-14",
    }


def test_a_clear_time_divides_by_the_ways_out_with_the_best_one_lost() -> None:
    rules = {(rule.zone, rule.quantity): rule for rule in rules_for(read_atlas()["0738"])}

    # Two escalators of 112 and two stairs of 148 a minute, one stair lost.
    assert rules["platform-7", Quantity.CLEAR_MINUTES].per == 112 + 112 + 148


def test_a_rule_on_supposed_areas_says_so() -> None:
    crowding = [rule for rule in rules_for(read_atlas()["0738"]) if rule.per is not None]

    assert crowding
    assert all(rule.assumed for rule in crowding)


def test_a_station_s_own_threshold_replaces_the_house_s(tmp_path: Path) -> None:
    AtlasFolder(tmp_path, "changping-road").add(NARROW, slug="changping-road")

    orange = orange_of(read_station(tmp_path / "changping-road"))

    assert orange["platform-7", Quantity.DENSITY] == 2.5
    assert orange["paid", Quantity.DENSITY] == 3.0


def test_a_station_s_own_words_replace_the_part_they_speak_of(tmp_path: Path) -> None:
    AtlasFolder(tmp_path, "changping-road").add(OWN_WORDS, slug="changping-road")

    rules = rules_for(read_station(tmp_path / "changping-road"))

    rule = next(each for each in rules if (each.zone, each.id) == ("platform-7", "crowding"))
    assert rule.passport.action.zh == "关2号口"
    assert (rule.passport.minutes, rule.passport.owner) == (4, Seat.TRANSIT_POLICE)
    assert rule.passport.cause == passports.PLATFORM.cause
    assert rule.thresholds == DEFAULTS[Quantity.DENSITY]


def test_what_is_coming_is_the_orange_that_the_station_has(tmp_path: Path) -> None:
    AtlasFolder(tmp_path, "changping-road").add(NARROW, slug="changping-road")
    station = read_station(tmp_path / "changping-road")

    coming = next(each for each in rules_for(station) if each.id == "coming")

    assert coming.zone == "platform-7"
    assert coming.per == 2.5 * station.space("platform-7").area_m2
