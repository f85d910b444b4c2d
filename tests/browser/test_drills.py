"""Drills on the glass: planned in a few taps, approved, moved, conducted, observed, reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Page, ViewportSize, expect

from tests.a_house import OWN, an_act
from tests.browser.tablets import Tablets, hold
from tests.browser.test_glass import CUT, SIZES, SMALL, SMALL_TYPE, WIDER, axe
from tests.drills.practice import COORDINATOR, EVALUATOR, HEART, OFFICER, SEATS

DRILLS = "/drills"
FEW_TAPS = 8
COUNT_TAPS = "addEventListener('pointerdown', () => { window.taps = (window.taps ?? 0) + 1 }, true)"


class Making:
    """The makers of a drill, asking without the glass what another test tries on it."""

    def __init__(self, tablets: Tablets) -> None:
        self.tablets = tablets
        self.asking: dict[str, APIRequestContext] = {}

    def as_(self, name: str) -> APIRequestContext:
        """Return whoever asks, signed in once."""
        if name not in self.asking:
            self.asking[name] = self.tablets.asking(name)
        return self.asking[name]

    def post(self, name: str, path: str, kind: str, **body: Any) -> Any:
        """Ask for an act and hold that it was done."""
        answer = self.as_(name).post(
            f"{self.tablets.address}/api{path}/acts", data=an_act(kind, **body), headers=OWN
        )
        assert answer.ok, answer.text()
        return answer.json()

    def grid(self, name: str = COORDINATOR) -> Any:
        """Read the year."""
        return self.as_(name).get(f"{self.tablets.address}/api{DRILLS}").json()

    def planned(self, station: str = HEART, *, days: int = 0, **changed: Any) -> str:
        """Plan a drill with the first of each seat, ten minutes and some days on; its name."""
        crew = self.as_(COORDINATOR).get(f"{self.tablets.address}/api{DRILLS}/crew/{station}")
        seats = crew.json()["seats"]
        now = datetime.fromisoformat(self.grid()["now"])
        asked = {
            "station": station,
            "scenario": "concert-night",
            "starts_at": (now + timedelta(days=days, minutes=10)).isoformat(),
            "participants": [{"person": seats[seat][0], "seat": seat} for seat in SEATS.values()],
            "staff": {
                "director": f"p-{COORDINATOR}",
                "evaluators": [f"p-{EVALUATOR}"],
                "safety": f"p-{OFFICER}",
            },
        }
        self.post(COORDINATOR, DRILLS, "PlanDrill", **(asked | changed))
        return str(self.grid()["drills"][-1]["drill"])

    def approved(self, station: str = HEART, **changed: Any) -> str:
        """Plan a drill and approve it."""
        name = self.planned(station, **changed)
        self.post(OFFICER, DRILLS, "ApproveDrill", drill=name)
        return name


@pytest.fixture
def making(tablets: Tablets) -> Making:
    """Lend the makers of drills."""
    return Making(tablets)


def row_of(page: Page, station: str) -> Any:
    """Return the row of a station."""
    return page.locator(".drill-grid tbody tr", has_text=station)


def open_cell(page: Page, station: str) -> None:
    """Open the only cell of a station that holds a drill."""
    row_of(page, station).locator(".drill-cell:has(.gone)").click()
    expect(page.locator(".drill-card")).to_be_visible()


@pytest.fixture
def director(tablets: Tablets, making: Making) -> Iterator[Page]:
    """Lend the director's page of a drill just begun on it; at the end its station is free."""
    name = making.approved()
    page = tablets.of(COORDINATOR, f"{DRILLS}/{name}")
    page.get_by_label("已向全体宣读").check()
    page.get_by_role("button", name="开始演练").click()
    expect(page.locator(".script-clock")).to_contain_text("演练进行中")
    yield page
    ending = f"{tablets.address}/api/rooms/drill/{name}/{HEART}/acts"
    making.as_(COORDINATOR).post(ending, data=an_act("EndDrill"), headers=OWN)


def end(page: Page) -> None:
    """Let the director end it."""
    hold(page.locator(".conduct-bar .hold:not(.real)"))
    expect(page.locator(".drill-end")).to_contain_text("演完")


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
    open_cell(page, station_name(making, "0244"))

    page.get_by_role("button", name="批准").click()

    expect(page.locator(".drill-facts")).to_contain_text("已批 · 何涛批准")


def station_name(making: Making, station: str) -> str:
    """Return what a station is called."""
    return next(
        each["names"]["zh"] for each in making.grid()["stations"] if each["station"] == station
    )


def test_whoever_planned_it_is_offered_no_approval(tablets: Tablets, making: Making) -> None:
    name = making.planned("0125", days=4)

    page = tablets.of(COORDINATOR, f"{DRILLS}/{name}")

    expect(page.locator(".acts-wait")).to_contain_text("等区值班长批准")
    expect(page.get_by_role("button", name="批准")).to_have_count(0)


def test_a_moved_drill_shows_its_reason(tablets: Tablets, making: Making) -> None:
    making.planned("0128", days=5)
    page = tablets.of(COORDINATOR, DRILLS)
    station = station_name(making, "0128")
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
    row_of(page, station_name(making, "0837")).locator("button.drill-cell").first.click()
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


def test_the_director_begins_gives_an_inject_and_ends(tablets: Tablets, director: Page) -> None:
    message = director.locator(".inject-message").inner_text()

    director.locator(".next-inject").get_by_role("button", name="给出").click()

    given = director.locator(".injects li").first
    expect(given).to_contain_text(message)
    expect(given).to_contain_text("手动发出")
    expect(director.locator(".inject-message")).not_to_have_text(message)
    expect(director.locator(".last-entries")).to_contain_text("演练")
    end(director)


def test_an_inject_is_skipped_and_the_clock_paused_with_a_reason(
    tablets: Tablets, director: Page
) -> None:

    director.locator(".next-inject").get_by_role("button", name="跳过").click()
    director.get_by_role("button", name="时间不够").click()
    director.get_by_role("dialog").get_by_role("button", name="跳过", exact=True).click()
    expect(director.locator(".injects li").first).to_contain_text("跳过：时间不够")
    director.get_by_role("button", name="暂停").click()
    director.get_by_role("button", name="现场讲评").click()
    director.get_by_role("dialog").get_by_role("button", name="暂停", exact=True).click()

    expect(director.locator(".script-clock")).to_contain_text("演练暂停")
    expect(director.locator(".next-inject").get_by_role("button", name="给出")).to_be_disabled()
    end(director)


def test_the_evaluator_observes_and_what_went_wrong_becomes_a_hazard(
    tablets: Tablets, director: Page
) -> None:
    page = tablets.of(EVALUATOR, director.url.removeprefix(tablets.address))

    page.get_by_label("看到什么").fill("站长四十秒内上报")
    page.get_by_role("button", name="P 做到").click()
    page.get_by_role("button", name="记下观察").click()
    expect(page.locator(".observed")).to_contain_text("站长四十秒内上报")
    page.get_by_role("button", name="记一个问题").click()
    page.get_by_label("出了什么问题").fill("铁马不够")
    page.get_by_label("在哪里").fill("4号口")
    page.get_by_role("button", name="登记为隐患").click()

    expect(page.locator(".findings .lines")).to_contain_text("铁马不够")
    expect(page.locator(".findings .lines a")).to_contain_text("隐患")
    expect(page.get_by_role("button", name="给出")).to_have_count(0)
    end(director)


def test_anybody_inside_stops_it_by_holding(tablets: Tablets, director: Page) -> None:
    player = tablets.of("zhangwei", director.url.removeprefix(tablets.address))

    hold(player.locator(".conduct-bar .real"))

    expect(director.locator(".drill-end")).to_contain_text("终止")


def test_a_chief_writes_a_review_after_the_end(tablets: Tablets, director: Page) -> None:
    end(director)
    player = tablets.of("zhangwei", director.url.removeprefix(tablets.address))

    player.get_by_label("值班站长自评", exact=False).fill("启动快，报得慢")
    player.get_by_role("button", name="提交自评").click()

    expect(director.locator(".reviews")).to_contain_text("启动快，报得慢")
    expect(director.locator(".way")).to_contain_text("自评 1/4")


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


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_of_a_drill_fit_every_glass(
    tablets: Tablets, making: Making, size: ViewportSize, language: str
) -> None:
    name = making.grid()["drills"][-1]["drill"]

    for path in (DRILLS, f"{DRILLS}/{name}"):
        page = tablets.of(COORDINATOR, path, size=size, language=language)
        page.locator(".drill-grid tbody tr, .drill-facts").first.wait_for()

        assert page.evaluate(WIDER) == 0, path
        assert [cut for cut in page.evaluate(CUT) if path != DRILLS] == []
        assert page.evaluate(SMALL) == [], path
        assert page.evaluate(SMALL_TYPE) == [], path


def test_axe_finds_nothing_while_planning_and_conducting(tablets: Tablets, director: Page) -> None:
    planner = tablets.of(COORDINATOR, DRILLS)
    row_of(planner, "共康路").locator("button.drill-cell").first.click()
    planner.locator(".pick-row").first.wait_for()

    wrong = {"planning": axe(planner), "conducting": axe(director)}
    director.get_by_role("button", name="换明暗").click()
    wrong["in the dark"] = axe(director)
    end(director)
    wrong["after the end"] = axe(director)

    assert wrong == {name: [] for name in wrong}


def test_what_is_real_but_mild_is_answered_with_a_reason(tablets: Tablets, director: Page) -> None:
    officer = tablets.asking(OFFICER)
    real = {"situation": "equipment", "zone": "paid", "words": "闸机冒烟"}
    reported = officer.post(
        f"{tablets.address}/api/rooms/station/{HEART}/acts",
        data=an_act("ReportSituation", **real),
        headers=OWN,
    )
    assert reported.ok, reported.text()
    warning = director.locator(".real-warning")
    expect(warning).to_contain_text("不答复即中止演练")

    warning.get_by_role("button", name="不在演练区域").click()
    warning.get_by_role("button", name="继续演练").click()

    expect(warning).to_have_count(0)
    expect(director.locator(".last-entries")).to_contain_text("不在演练区域")
    expect(director.locator(".script-clock")).to_contain_text("演练进行中")
