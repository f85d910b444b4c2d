"""One drill on the glass: begun, its messages given, observed, stopped, warned of, reviewed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.a_house import OWN, an_act
from tests.browser.making import DRILLS, Making, row_of
from tests.browser.tablets import Tablets, hold
from tests.browser.test_glass import CUT, SIZES, SMALL, SMALL_TYPE, WIDER, axe
from tests.drills.practice import COORDINATOR, EVALUATOR, HEART, OFFICER


def test_the_director_begins_gives_an_inject_and_ends(tablets: Tablets, director: Page) -> None:
    message = director.locator(".next-message").inner_text()

    director.locator(".next-inject").get_by_role("button", name="给出").click()

    given = director.locator(".injects li").first
    expect(given).to_contain_text(message)
    expect(given).to_contain_text("手动发出")
    expect(director.locator(".next-message")).not_to_have_text(message)
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
    page.get_by_role("button", name="（P）").click()
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


def test_the_sheet_is_confirmed_signed_by_a_seat_and_taken_away(
    tablets: Tablets, director: Page
) -> None:
    end(director)
    path = director.url.removeprefix(tablets.address)
    evaluator, player = tablets.of(EVALUATOR, path), tablets.of("zhangwei", path)
    for field in evaluator.locator(".sheet100 input[type=number]").all():
        field.fill("5")
    for reason in evaluator.locator(".sheet100 .field input").all():
        reason.fill("现场所见")

    evaluator.get_by_role("button", name="确认评分表").click()
    expect(player.locator(".way")).to_contain_text("✓ 评估员确认评分表")
    hold(player.locator(".sheet-acts .hold"))

    expect(director.locator(".signatures .signed")).to_contain_text("张伟")
    expect(evaluator.locator(".gantt svg")).to_be_visible()
    report = evaluator.get_by_role("link", name="报告 PDF").get_attribute("href")
    assert evaluator.request.get(f"{tablets.address}{report}").body().startswith(b"%PDF")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_of_a_drill_fit_every_glass(
    tablets: Tablets, making: Making, size: ViewportSize, language: str
) -> None:
    name = making.planned("0244", days=size["width"] // 10 + (language == "en"))

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
    warning = director.locator(".conduct-real")
    expect(warning).to_contain_text("不答复即中止演练")

    warning.get_by_role("button", name="不在演练区域").click()
    warning.get_by_role("button", name="继续演练").click()

    expect(warning).to_have_count(0)
    expect(director.locator(".last-entries")).to_contain_text("不在演练区域")
    expect(director.locator(".script-clock")).to_contain_text("演练进行中")


def end(page: Page) -> None:
    """Let the director end it."""
    hold(page.locator(".conduct-bar .hold:not(.real)"))
    expect(page.locator(".drill-end")).to_contain_text("演完")
