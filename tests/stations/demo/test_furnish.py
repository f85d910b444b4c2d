"""The demo begins before the peak, goes on where it was, and touches nothing it did not make."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
import pytest

from metro_flow.errors import Unknown
from metro_flow.web import house as house_of
from stations.demo.cli import MARK, claim, welcome
from stations.demo.day import surge_at
from stations.demo.furnish import BEGINS, Show, furnish
from stations.profile.atlas import read_atlas
from stations.readiness.hazards_fold import PANEL as HAZARDS
from tests.a_house import OpenHouse, a_house, opened_in

SHOW = Show("0243", 1.0, 12.0)


def furnished(opened: OpenHouse) -> OpenHouse:
    """Furnish a house for the demo."""
    furnish(opened.app, SHOW)
    return opened


def test_the_first_run_begins_before_the_peak_at_the_chosen_speed(tmp_path: Path) -> None:
    opened = furnished(a_house(tmp_path, watch=True))

    state = opened.house.clock.state()
    assert (state.base, state.speed) == (BEGINS, 12.0)
    assert len(opened.house.watch.post.sources) == 1


def test_every_plan_was_adopted_by_four_the_evening_before(tmp_path: Path) -> None:
    opened = furnished(a_house(tmp_path))

    for station in opened.house.atlas:
        entries = opened.house.shelf.open(f"station/{station}").entries()
        signed = [entry.by.who for entry in entries if entry.kind == "PlanSigned"]
        assert len(set(signed)) == 4
        assert [entry.kind for entry in entries].count("PlanAdopted") == 1
        assert all(entry.at < BEGINS for entry in entries)


def test_a_second_run_goes_on_later_and_adopts_nothing_again(tmp_path: Path) -> None:
    first = furnished(a_house(tmp_path))
    me = first.signed_in("zhangwei")
    first.house.clock.follow(
        first.house.clock.state().__class__(
            BEGINS + timedelta(minutes=9), first.house.clock.real(), 0.0
        )
    )
    me.act("TakeSeat", seat="station-master")

    second = furnished(opened_in(tmp_path))

    assert second.house.clock.state().base == BEGINS + timedelta(minutes=9)
    assert second.kinds().count("PlanAdopted") == 1
    assert second.kinds()[-1] == "SeatTaken"


def test_a_station_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unknown, match="unknown station “9999”; known are 0125"):
        furnish(a_house(tmp_path).app, Show("9999", 1.0, 12.0))


def test_half_a_surge_is_half_the_people_and_a_larger_platform_draws_more() -> None:
    atlas = read_atlas()
    whole, half = (surge_at(atlas["0243"], factor, BEGINS).people for factor in (1.0, 0.5))

    assert half == pytest.approx(whole / 2, abs=1)
    assert surge_at(atlas["0738"], 1.0, BEGINS).people < whole


def test_a_folder_that_something_else_made_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.sqlite3"
    theirs.write_text("precious")

    with pytest.raises(click.ClickException, match="did not make"):
        claim(tmp_path, fresh=True)

    assert theirs.read_text() == "precious"


def test_fresh_forgets_what_the_demo_itself_kept(tmp_path: Path) -> None:
    claim(tmp_path / "demo", fresh=False)
    kept = tmp_path / "demo" / "demo.sqlite3"
    kept.write_text("old")

    claim(tmp_path / "demo", fresh=False)
    assert kept.exists()
    claim(tmp_path / "demo", fresh=True)

    assert not kept.exists()
    assert (tmp_path / "demo" / MARK).exists()


def test_the_welcome_names_an_address_for_each_seat_and_the_password() -> None:
    told = welcome(8123)

    for seat in ("station-master", "transit-police", "local-police", "street"):
        assert f"http://{seat}.localhost:8123" in told
    assert "metro-demo" in told
    assert "2468" in told


def test_the_demo_offers_its_people_and_a_real_house_does_not(tmp_path: Path) -> None:
    demo = furnished(a_house(tmp_path))
    (tmp_path / "real").mkdir()
    real = a_house(tmp_path / "real", demo=False)

    people = demo.nobody().get("/demo").json["people"]

    assert [each["name"] for each in people[:4]] == ["zhangwei", "chenjun", "zhaolei", "xujing"]
    assert people[0]["host"] == "station-master.localhost"
    assert len({each["host"] for each in people}) == len(people)
    assert real.nobody().get("/demo").status_code == 404


def test_the_clock_of_the_demo_is_turned_by_whoever_is_signed_in(tmp_path: Path) -> None:
    opened = furnished(a_house(tmp_path))

    turned = opened.signed_in("songyu").post("/demo/clock", {"speed": 0})
    stranger = opened.nobody().post("/demo/clock", {"speed": 12})

    assert turned.json["speed"] == 0
    assert stranger.status_code == 401
    assert house_of(opened.app).clock.state().speed == 0


def test_what_stations_did_between_times_is_marked_and_written_once(tmp_path: Path) -> None:
    furnished(a_house(tmp_path))
    second = furnished(opened_in(tmp_path))

    book = second.house.shelf.open("readiness/0243")
    hazards = book.board()[HAZARDS].by_id
    kinds = second.kinds("readiness/0243")
    assert [each.state.value for each in hazards.values()] == [
        "monitored",
        "treated",
        "closed",
        "found",
    ]
    assert all("演示" in each.what for each in hazards.values())
    assert kinds.count("ConsultationHeld") == kinds.count("RadioSheetWritten") == 1
    assert all(entry.at < BEGINS for entry in book.entries(limit=200))


def test_the_demos_lights_show_something_of_each_kind(tmp_path: Path) -> None:
    opened = furnished(a_house(tmp_path))

    told = opened.signed_in("hetao").get("/readiness/0243/lights").json["lights"]

    assert {each["shows"] for each in told} == {"there", "overdue", "missing"}
