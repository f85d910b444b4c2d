"""What is real goes before a drill: it is seen over it, it ends it, and one tap leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.drilled import COORDINATOR, OFFICER, SEATS, Drilled, wait_for
from tests.browser.tablets import Tablets, look_only
from tests.real.product import Product


@pytest.fixture
def running(demo: Product) -> Iterator[Drilled]:
    """Lend a drill that runs with four chiefs in their seats."""
    drill = Drilled(demo.address).plan()
    for who, seat in SEATS.items():
        drill.do(who, "TakeSeat", seat=seat)
    drill.start()
    yield drill
    drill.clear_away()


def test_what_is_real_is_seen_by_all_then_ends_the_drill_and_is_one_tap_away(
    tablets: Tablets, running: Drilled
) -> None:
    master = tablets.of("zhangwei", running.page)
    look_only(master)
    director = tablets.of(COORDINATOR, running.page)

    # A real yellow stands: everybody sees how long the director has.
    running.report_for_real("xujing", "crowding")
    wait_for(lambda: running.is_warned_of("yellow"), "nobody is warned of the real yellow")
    for page in (master, director):
        expect(page.locator(".real-warning")).to_contain_text("真实 静安寺 黄色预警")
        expect(page.locator(".real-warning")).to_contain_text(re.compile(r"导演0:\d\d内决定"))
    decide = director.get_by_role("link", name="去导调台决定")
    expect(decide).to_have_attribute("href", f"/drills/{running.name}")
    running.go_on()
    expect(master.locator(".real-warning", has_text="黄色")).to_have_count(0)
    expect(master.locator(".drill-strip")).to_contain_text("演练进行中")

    # A real orange halts it.
    running.report_for_real("xujing", "train-failure")
    expect(master.locator(".band")).to_contain_text("演练因真实情况中止")
    expect(master.locator(".band")).to_contain_text("静安寺：真实橙色预警")
    expect(master.locator(".real-first")).to_contain_text("真实 静安寺 橙色")
    expect(master.locator(".real-first")).to_contain_text("这不是演练")
    halted = master.locator(".log li, .log-row p").first
    expect(halted).not_to_contain_text("演练，演练")
    master.locator(".bar").get_by_role("link", name="去真实联动室").click()

    expect(master).to_have_url(tablets.address + "/room/station/0243")
    expect(master.locator(".band strong").first).to_contain_text(re.compile("^橙色"))
    expect(master.locator(".drill-strip")).to_have_count(0)


def test_a_real_orange_elsewhere_is_loud_over_a_drill_that_goes_on(
    tablets: Tablets, demo: Product
) -> None:
    # The duty officer keeps this drill safe and answers for every station.
    alone = [{"person": "p-songyu", "seat": "street", "trainee": True}]
    drilled = Drilled(demo.address, station="0738").plan(participants=alone)
    drilled.start()
    officer = tablets.of(OFFICER, drilled.page)
    expect(officer.locator(".drill-strip")).to_contain_text("演练进行中")

    drilled.report_for_real(OFFICER, "train-failure", "0126")

    loud = officer.locator(".real-first")
    expect(loud).to_contain_text("真实 上海火车站 橙色")
    expect(loud.get_by_role("link", name="去真实联动室")).to_have_attribute(
        "href", "/room/station/0126"
    )
    assert drilled.panel["end"] is None
    drilled.clear_away()


def test_whoever_came_to_a_post_in_a_halted_drill_is_taken_over_for_real(
    tablets: Tablets, demo: Product
) -> None:
    alone = [{"person": "p-songyu", "seat": "street", "trainee": True}]
    drilled = Drilled(demo.address, station="0244").plan(participants=alone)
    drilled.do("songyu", "TakeSeat", seat="street")
    drilled.start()
    drilled.do("songyu", "ReportCrush", zone=None, words="")
    wait_for(lambda: drilled.panels["call"]["open"], "nobody is called in the drill")
    call = drilled.panels["call"]["open"][0]["id"]
    drilled.do("songyu", "Arrive", call=call, post="3号口")

    drilled.report_for_real(OFFICER, "train-failure", "0244")

    officer = tablets.of(OFFICER, "/room/station/0244")
    there = officer.locator("[data-task='forces']")
    expect(there).to_contain_text("宋宇 3号口")
    there.get_by_role("button", name="演练在场·转入").click()
    expect(there).to_have_count(0)
