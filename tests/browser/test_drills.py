"""The year of drills on the glass: planned in a few taps, approved, moved, and read by few."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import expect

from tests.a_house import OWN
from tests.browser.making import DRILLS, Making, open_cell, row_of
from tests.browser.tablets import Tablets
from tests.drills.practice import COORDINATOR, OFFICER

FEW_TAPS = 8
COUNT_TAPS = "addEventListener('pointerdown', () => { window.taps = (window.taps ?? 0) + 1 }, true)"


def test_a_new_coordinator_plans_a_drill_in_eight_taps(tablets: Tablets) -> None:
    page = tablets.of(COORDINATOR, "/")
    page.context.add_init_script(COUNT_TAPS)

    page.get_by_role("link", name="演练计划").click()
    taps = 1
    row_of(page, "汉中路").locator("button.drill-cell").last.click()
    page.get_by_role("button", name="演唱会散场").click()
    page.get_by_role("button", name="排定").click()
    expect(page.locator(".drills-done")).to_contain_text("等区值班长批准")
    taps += page.evaluate("window.taps")

    assert taps <= FEW_TAPS
    cell = row_of(page, "汉中路").locator("td").last
    expect(cell).to_contain_text("已排")
    expect(cell).to_contain_text("14:00")


def test_the_duty_officer_approves_what_somebody_else_planned(
    tablets: Tablets, making: Making
) -> None:
    making.planned("0244", days=3)
    page = tablets.of(OFFICER, DRILLS)
    open_cell(page, making.station_name("0244"))

    page.get_by_role("button", name="批准").click()

    expect(page.locator(".drill-facts")).to_contain_text("已批 · 何涛批准")


def test_whoever_planned_it_is_offered_no_approval(tablets: Tablets, making: Making) -> None:
    name = making.planned("0125", days=4)

    page = tablets.of(COORDINATOR, f"{DRILLS}/{name}")

    expect(page.locator(".acts-wait")).to_contain_text("等区值班长批准")
    expect(page.get_by_role("button", name="批准")).to_have_count(0)


def test_a_moved_drill_shows_its_reason(tablets: Tablets, making: Making) -> None:
    making.planned("0128", days=5)
    page = tablets.of(COORDINATOR, DRILLS)
    station = making.station_name("0128")
    open_cell(page, station)

    page.get_by_role("button", name="改期").click()
    page.get_by_role("button", name="再过一周").click()
    page.get_by_label("改期理由").fill("当天有演唱会")
    page.get_by_role("button", name="改期", exact=True).click()
    expect(page.locator(".act-form")).to_have_count(0)
    page.keyboard.press("Escape")

    cell = row_of(page, station).locator("td").nth(1)
    expect(cell).to_contain_text("改期")
    expect(cell).to_contain_text("当天有演唱会")


def test_a_time_that_is_past_is_refused_at_the_field(tablets: Tablets) -> None:
    page = tablets.of(COORDINATOR, DRILLS)
    row_of(page, "汶水路").locator("button.drill-cell").first.click()
    page.get_by_role("button", name="演唱会散场").click()

    page.get_by_label("开始时间", exact=False).last.fill("2015-04-01T09:00")
    page.get_by_role("button", name="排定").click()

    refused = page.locator(".time-pick + .refused-here")
    expect(refused).to_contain_text("已过")
    expect(page.get_by_label("开始时间", exact=False).last).to_have_value("2015-04-01T09:00")


def test_people_who_are_busy_then_are_named_beside_the_people(
    tablets: Tablets, making: Making
) -> None:
    making.planned("0836", days=6)
    page = tablets.of(COORDINATOR, DRILLS)
    now = datetime.fromisoformat(making.grid()["now"]) + timedelta(days=6, hours=8)
    row_of(page, making.station_name("0837")).locator("button.drill-cell").first.click()
    page.get_by_role("button", name="演唱会散场").click()

    page.get_by_label("开始时间", exact=False).last.fill(now.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="排定").click()

    expect(page.locator(".people-pick + .refused-here")).to_contain_text("那时要参加")


def test_what_is_owed_shows_with_its_source_as_provisional(tablets: Tablets) -> None:
    page = tablets.of(COORDINATOR, DRILLS)

    page.get_by_role("button", name="演练要求").click()
    page.get_by_label("车站").select_option(label="延长路")
    page.get_by_role("button", name="每季1次").click()
    page.get_by_label("来源", exact=False).fill("区联动机制通知第四条")
    page.get_by_role("button", name="设定").click()

    expect(page.locator(".owed")).to_contain_text("区联动机制通知第四条")
    expect(row_of(page, "延长路").locator("th")).to_contain_text("每季1次 · 暂定")
    expect(row_of(page, "延长路").locator("td").nth(1)).to_contain_text("要求")


def test_a_double_blind_drill_is_shown_to_its_makers_alone(
    tablets: Tablets, making: Making
) -> None:
    making.planned(days=20, notice="double-blind")

    maker, player = tablets.of(COORDINATOR, DRILLS), tablets.of("zhangwei", DRILLS)

    expect(row_of(maker, "静安寺")).to_contain_text("双盲")
    expect(row_of(player, "静安寺")).to_be_visible()
    expect(row_of(player, "静安寺")).not_to_contain_text("双盲")


def test_a_half_blind_drill_keeps_its_date(tablets: Tablets, making: Making) -> None:
    making.planned("1057", days=8, notice="half-blind")
    player = making.grid()["drills"][-1]["participants"][0]["person"].removeprefix("p-")

    page = tablets.of(player, DRILLS)

    expect(page.locator(".drill-grid tbody")).to_contain_text("日期不公开")


def test_somebody_who_plays_finds_the_drill_where_they_land(
    tablets: Tablets, making: Making
) -> None:
    name = making.approved(days=1)

    page = tablets.of("zhangwei", "/")
    page.locator(".drill-link", has_text=name).click()

    expect(page).to_have_url(f"{tablets.address}{DRILLS}/{name}")
    expect(page.get_by_role("link", name="进演练联动室").last).to_be_visible()
    expect(page.locator(".drill-before")).to_contain_text("脚本只对工作人员公开")
    expect(page.locator(".script-lines")).to_have_count(0)


def test_who_may_not_read_drills_is_told_so(tablets: Tablets) -> None:
    page = tablets.of("admin", DRILLS)

    expect(page.locator(".drills-nothing")).to_contain_text("协调员")


def test_a_drill_that_nobody_knows_is_named(tablets: Tablets) -> None:
    page = tablets.of("zhangwei", f"{DRILLS}/2099Q1-09")

    expect(page.locator(".drills-nothing")).to_contain_text("2099Q1-09")


def test_whoever_is_signed_out_signs_in_over_the_page_and_the_tap_is_sent(
    tablets: Tablets, making: Making
) -> None:
    name = making.planned("0130", days=9)
    page = tablets.of(OFFICER, f"{DRILLS}/{name}")
    approve = page.get_by_role("button", name="批准")
    expect(approve).to_be_visible()
    page.context.set_offline(True)
    approve.click()
    page.context.clear_cookies()

    page.context.set_offline(False)
    page.locator(".signin").get_by_label("密码").or_(page.get_by_label("PIN")).first.wait_for()
    entering = {"name": OFFICER, "password": "metro-demo"}
    page.request.post(f"{tablets.address}/api/session", data=entering, headers=OWN)
    page.reload()

    expect(page.locator(".drill-facts")).to_contain_text("已批")


def test_the_keyboard_opens_a_cell_and_comes_back(tablets: Tablets) -> None:
    page = tablets.of(COORDINATOR, DRILLS)
    cell = row_of(page, "共康路").locator("button.drill-cell").first

    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(cell).to_be_focused()
