"""Readiness on the glass: several people lead a hazard to its close, and the lights follow."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.tablets import Tablets

READINESS = "/readiness/0738"
WHAT = "二号口卷帘门升不到顶"
DAY = "2015-05-06"


def at(tablets: Tablets, name: str) -> Page:
    """Return the readiness page of 昌平路 before somebody."""
    page = tablets.of(name, READINESS)
    expect(page.locator(".light")).to_have_count(6)
    return page


def next_act(page: Page) -> Locator:
    """Return the one large act of the open dossier."""
    return page.locator(".next-act")


def send(where: Locator, name: str) -> None:
    """Press the form's button and wait until the book has it."""
    where.locator(".act-send").click()
    expect(where.get_by_role("button", name=name, exact=True)).to_have_count(0)


def look_again(page: Page) -> None:
    """Come back to the page, as one does to a tablet that lay aside."""
    page.evaluate("dispatchEvent(new Event('focus'))")


def test_a_hazard_is_led_from_found_to_closed_by_several_people(tablets: Tablets) -> None:
    officer, sergeant, deputy = (at(tablets, name) for name in ("hetao", "chenjun", "zhoumin"))

    sergeant.get_by_role("button", name="上报隐患").click()
    form = sergeant.locator(".folded")
    form.get_by_label("隐患情况").fill(WHAT)
    form.get_by_label("位置").fill("二号口")
    form.get_by_label("来源").select_option("patrol")
    form.locator(".act-send").click()
    expect(sergeant.locator(".hazard-row")).to_contain_text(WHAT)

    look_again(officer)
    next_act(officer).get_by_label("责任单位").select_option("transit-police")
    next_act(officer).get_by_label("期限").fill(DAY)
    send(next_act(officer), "登记隐患")
    next_act(officer).get_by_role("button", name="可能性（1低–5高） 3").click()
    next_act(officer).get_by_role("button", name="后果（1轻–5重） 4").click()
    send(next_act(officer), "评估风险")
    expect(officer.locator(".facts")).to_contain_text("一般风险")
    next_act(officer).get_by_label("报告给").fill("轨交公安总队")
    send(next_act(officer), "报告隐患")
    next_act(officer).get_by_label("监控内容").fill("卷帘门行程")
    next_act(officer).get_by_label("几天一次").fill("7")
    send(next_act(officer), "监控隐患")

    treat(officer, "不归我治理")
    expect(officer.get_by_role("alert")).to_contain_text("由责任单位轨交公安治理")
    officer.get_by_role("button", name="知道了").click()
    look_again(sergeant)
    treat(sergeant, "更换电机")
    expect(sergeant.locator(".state-line .here")).to_contain_text("治理")

    look_again(deputy)
    next_act(deputy).get_by_role("button", name="销账").click()
    expect(deputy.get_by_role("alert")).to_contain_text("由责任单位轨交公安以外的单位核验")
    look_again(officer)
    next_act(officer).get_by_role("button", name="销账").click()

    expect(officer.locator(".state-line .here")).to_contain_text("销账")
    expect(officer.locator(".next-act")).to_have_count(0)
    expect(officer.locator(".facts")).to_contain_text("何涛")


def treat(page: Page, measures: str) -> None:
    """Write down a treatment with its evidence."""
    next_act(page).get_by_label("措施").fill(measures)
    next_act(page).get_by_label("证据说明").fill("照片")
    next_act(page).get_by_label("证据文号").fill("照片 12")
    next_act(page).locator(".act-send").click()


def test_a_light_goes_on_when_what_it_wants_is_there(tablets: Tablets) -> None:
    officer = at(tablets, "hetao")
    stock = officer.locator(".light").nth(4)
    expect(stock).to_contain_text("缺")
    stock.click()
    officer.locator(".wants").get_by_role("button", name="队伍·物资").click()

    officer.get_by_role("button", name="登记物资").click()
    form = officer.locator(".folded")
    form.get_by_label("名称").fill("铁马")
    form.get_by_label("类别").select_option("barrier")
    form.get_by_label("责任单位").select_option("district")
    form.get_by_label("数量").fill("40")
    form.get_by_label("存放地点").fill("二号口仓库")
    form.locator(".act-send").click()

    expect(officer.locator(".ready-rows").nth(1)).to_contain_text("铁马 ×40")
    expect(stock).to_contain_text("有")
    expect(officer.locator(".wants")).to_contain_text("没有缺项")


def test_a_tap_that_got_no_answer_is_sent_again_and_counts_once(tablets: Tablets) -> None:
    officer = at(tablets, "hetao")
    officer.get_by_role("button", name="对接", exact=True).click()
    lost: list[str] = []

    def lose_the_first(route) -> None:  # type: ignore[no-untyped-def]
        lost.append(route.request.post_data_json["ref"])
        answer = route.fetch()
        if len(lost) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    officer.route("**/api/readiness/0738/acts", lose_the_first)
    officer.get_by_role("button", name="已核对").first.click()

    expect(officer.locator(".ready-rows li").first).to_contain_text("何涛 2015-04-01核对")
    assert len(lost) == 2
    assert len(set(lost)) == 1
    entries = officer.request.get(f"{tablets.address}/api/readiness/0738/entries").json()
    kinds = [each["kind"] for each in entries["entries"]]
    assert kinds.count("ContactsVerified") == 1


def test_the_incoming_takes_over_what_waits_for_them(tablets: Tablets) -> None:
    page = tablets.of("zhangwei", "/readiness/0243")
    page.get_by_role("button", name="交接班", exact=True).click()

    page.get_by_role("button", name="接班", exact=True).click()

    expect(page.locator(".ready-card.mine")).to_have_count(0)
    expect(page.locator(".ready-card.done").first).to_contain_text("张伟")


def test_an_occasion_is_entered_by_the_district_and_refused_to_a_chief(tablets: Tablets) -> None:
    officer, sergeant = at(tablets, "hetao"), at(tablets, "chenjun")
    for page in (officer, sergeant):
        page.get_by_role("button", name="风险", exact=True).click()
        page.get_by_role("button", name="登记大型活动").click()
        form = page.locator(".folded")
        form.get_by_label("名称").fill("长寿公园灯会")
        form.get_by_label("位置").fill("长寿公园")
        form.get_by_label("开始").fill("2015-04-05T18:00")
        form.get_by_label("结束").fill("2015-04-05T21:00")
        form.get_by_label("预计人数").fill("3000")
        form.get_by_label("谁说的").fill("街道报备")
        form.locator(".act-send").click()

    expect(officer.locator(".ready-rows").first).to_contain_text("18:00–21:00 长寿公园灯会")
    expect(sergeant.get_by_role("alert")).to_contain_text("登记大型活动")


def test_what_is_typed_stays_when_others_act_and_when_the_book_says_no(tablets: Tablets) -> None:
    sergeant, officer = at(tablets, "chenjun"), at(tablets, "hetao")
    for page in (sergeant, officer):
        page.get_by_role("button", name="队伍·物资").click()
    sergeant.get_by_role("button", name="登记队伍").click()
    form = sergeant.locator(".folded")
    form.get_by_label("名称").fill("轨交机动组")
    form.get_by_label("类别").select_option("police")
    form.get_by_label("责任单位").select_option("street")
    form.get_by_label("人数").fill("6")

    officer.get_by_role("button", name="登记队伍").click()
    theirs = officer.locator(".folded")
    theirs.get_by_label("名称").fill("区应急队")
    theirs.get_by_label("类别").select_option("other")
    theirs.get_by_label("责任单位").select_option("district")
    theirs.get_by_label("人数").fill("30")
    theirs.locator(".act-send").click()
    expect(officer.locator(".folded")).to_have_count(0)
    look_again(sergeant)
    expect(sergeant.locator(".ready-rows").first).to_contain_text("区应急队")
    form.locator(".act-send").click()

    expect(sergeant.get_by_role("alert")).to_contain_text("由属地街镇自己登记")
    expect(form.get_by_label("名称")).to_have_value("轨交机动组")
    form.get_by_label("责任单位").select_option("transit-police")
    form.locator(".act-send").click()
    expect(sergeant.locator(".ready-rows").first).to_contain_text("轨交机动组 6人")
    expect(form).to_have_count(0)
