"""A joint drill at Jing'an Temple, from its planning to its signed and filed report.

The coordinator plans it, the district's officer approves it, four chiefs play it on four tablets,
the evaluator observes and scores it, and four seats sign. The real day goes on at the station all
the while, and its room knows nothing of it.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.chief import PATIENCE_MS
from tests.journeys.drill_day import STATION, DrillDay

NOTE = "主办方来电：演出提前结束，散场乘客多走地铁"
OBSERVED = "值班站长橙色后不到一分钟下令"
FINDING = "4号口铁马不够"
EIGHT_ROWS = ("发现", "启动", "通知", "到场", "措施", "信息", "疏散", "结束")


@pytest.mark.timeout(900)
def test_a_drill_is_planned_played_scored_signed_and_filed(drill_day: DrillDay) -> None:
    the_coordinator_plans_it(drill_day)
    the_officer_approves_it(drill_day)
    four_chiefs_sit_down(drill_day)
    the_director_begins(drill_day)
    the_street_acts_on_its_message(drill_day)
    the_crowd_brings_an_orange(drill_day)
    the_evaluator_observes(drill_day)
    the_director_ends_it(drill_day)
    each_seat_reviews_itself(drill_day)
    the_evaluator_confirms_the_sheet(drill_day)
    four_seats_sign(drill_day)
    the_report_is_a_document(drill_day)
    the_coordinator_files_it(drill_day)
    the_real_room_knows_nothing_of_it(drill_day)


def the_coordinator_plans_it(day: DrillDay) -> None:
    page = day.coordinator.page
    day.coordinator.open("/drills")
    day.coordinator.sign_in()
    row = page.locator(".drill-grid tbody tr", has_text="静安寺")
    row.locator("button.drill-cell").first.click()
    page.get_by_role("button", name="演唱会散场").click()
    page.locator(".time-pick").get_by_role("button", name="马上").click()
    day.picture(day.coordinator, "drill-planning")
    page.get_by_role("button", name="排定").click()
    expect(row.locator("td", has_text="已排")).to_be_visible(timeout=PATIENCE_MS)
    day.name = "2015Q2-01"
    day.picture(day.coordinator, "drill-grid")


def the_officer_approves_it(day: DrillDay) -> None:
    day.officer.open(day.page)
    day.officer.sign_in()
    day.officer.page.get_by_role("button", name="批准").click()
    expect(day.officer.page.locator(".drill-facts")).to_contain_text("已批", timeout=PATIENCE_MS)


def four_chiefs_sit_down(day: DrillDay) -> None:
    for chief in day:
        chief.open(day.room)
        chief.sign_in()
        chief.start_shift("演练 · 就座")
    day.picture(day.master, "drill-waiting")


def the_director_begins(day: DrillDay) -> None:
    day.coordinator.open(day.page)
    day.coordinator.page.get_by_label("已向全体宣读").check()
    day.coordinator.press("开始演练")
    expect(day.coordinator.page.locator(".script-clock")).to_contain_text("演练进行中")
    day.picture(day.coordinator, "drill-conduct")


def the_street_acts_on_its_message(day: DrillDay) -> None:
    day.coordinator.page.locator(".next-inject").get_by_role("button", name="给出").click()
    card = day.street.page.locator(".inject")
    expect(card).to_contain_text("演练，演练：演出提前结束", timeout=PATIENCE_MS)
    day.picture(day.street, "drill-inject")
    card.get_by_role("button", name="看过").click()
    day.street.write_note(NOTE)
    day.master.sees_in_the_log(NOTE)


def the_crowd_brings_an_orange(day: DrillDay) -> None:
    day.pass_time_until_orange_is_near()
    day.master.sees("橙色")
    day.desk.turn_clock(1)
    for chief in day:
        chief.answer_call()
    day.master.hold("启动二级响应")
    day.master.sees("二级响应", "张伟")
    day.picture(day.master, "drill-orange")
    for chief in day:
        chief.set_out(minutes=5)
    for chief in day:
        chief.arrive()


def the_evaluator_observes(day: DrillDay) -> None:
    page = day.evaluator.page
    day.evaluator.open(day.page)
    day.evaluator.sign_in()
    page.get_by_label("看到什么").fill(OBSERVED)
    page.get_by_role("button", name="完成（P）", exact=True).click()
    page.get_by_role("button", name="记下观察").click()
    expect(page.locator(".observed")).to_contain_text(OBSERVED)
    page.get_by_role("button", name="记一个问题").click()
    page.get_by_label("出了什么问题").fill(FINDING)
    page.get_by_label("在哪里").fill("4号口")
    page.get_by_role("button", name="登记为隐患").click()
    expect(page.locator(".findings .lines")).to_contain_text(FINDING)


def the_director_ends_it(day: DrillDay) -> None:
    page = day.coordinator.page
    day.coordinator.hold_button(page.locator(".conduct-bar .hold:not(.real)"))
    expect(page.locator(".drill-end")).to_contain_text("演完", timeout=PATIENCE_MS)
    day.wait_for_stage("run")


def each_seat_reviews_itself(day: DrillDay) -> None:
    for chief in day:
        chief.open(day.page)
        chief.page.get_by_label("自评", exact=False).fill("应答快，到岗后报告还可以更早")
        chief.press("提交自评")
        expect(chief.page.locator(".reviews")).to_contain_text("应答快")


def the_evaluator_confirms_the_sheet(day: DrillDay) -> None:
    page = day.evaluator.page
    rows = page.locator(".sheet100 tbody tr")
    expect(rows).to_have_count(len(EIGHT_ROWS), timeout=PATIENCE_MS)
    for place in range(len(EIGHT_ROWS)):
        points = rows.nth(place).locator("input[type=number]")
        if not points.input_value():
            points.fill("5")
    page.get_by_label("总评").fill("启动及时，物资要补")
    day.picture(day.evaluator, "drill-sheet")
    day.evaluator.press("确认评分表")
    confirmed = page.locator(".drill-part:has(.sheet100)")
    expect(confirmed).to_contain_text("马云飞", timeout=PATIENCE_MS)


def four_seats_sign(day: DrillDay) -> None:
    for chief in day:
        sign = chief.page.locator(".signatures ~ .sheet-acts .hold")
        expect(sign).to_be_visible(timeout=PATIENCE_MS)
        sign.hover()
        chief.page.mouse.down()
        expect(sign).to_contain_text("松手")
        chief.page.mouse.up()
        expect(sign).to_be_hidden()
    day.wait_for_stage("evaluated")


def the_report_is_a_document(day: DrillDay) -> None:
    day.coordinator.open(day.page)
    report = day.download(day.coordinator, "报告 PDF")
    texts = day.pages_of(report)
    whole = "".join(texts)
    assert all("演练" in text for text in texts)
    for words in ("静安寺", "演唱会散场", "张伟", "马云飞", OBSERVED, FINDING, "物资要补"):
        assert words in whole, f"{words} does not stand in the report"
    head = day.desk.room(f"drill/{day.name}/{STATION}")["panels"]["debrief"]["sheet"]["head"]
    assert head[:8] in whole
    day.coordinator.page.evaluate("scrollTo(0, 0)")
    day.picture(day.coordinator, "drill-debrief")


def the_coordinator_files_it(day: DrillDay) -> None:
    page = day.coordinator.page
    page.get_by_role("button", name="报送报告").click()
    page.get_by_label("报送给").fill("静安区应急局")
    page.get_by_label("文号", exact=False).fill("2015-17")
    page.get_by_role("button", name="报送", exact=False).last.click()
    day.wait_for_stage("filed")


def the_real_room_knows_nothing_of_it(day: DrillDay) -> None:
    kinds = {entry["kind"] for entry in day.desk.book()}
    adoption = {"SeatTaken", "PlanDrafted", "PlanSigned", "PlanAdopted", "SeatLeft", "LeadPassed"}
    assert kinds <= adoption
