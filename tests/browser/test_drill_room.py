"""A drill's room on the glass: the same page and rules, and nothing of it looks or sounds real."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, ViewportSize, expect

from tests.browser.drilled import COORDINATOR, OFFICER, SEATS, Drilled, wait_for
from tests.browser.tablets import LANDSCAPE, Tablets, hold, look_only, write_note
from tests.browser.test_glass import CUT, SIZES, SMALL, SMALL_TYPE, WIDER, axe
from tests.real.product import Product

REAL = re.compile("/api/(rooms/station|stations|plans)/")
STRIPES = "getComputedStyle(document.querySelector('.room')).borderImageSource"
SHELL_KEPT = "caches.match('/shell/room').then((kept) => kept !== undefined)"
BOARD_KEPT = """
(room) => new Promise((tell) => {
  const opening = indexedDB.open('metro-flow');
  opening.onsuccess = () => {
    const kept = opening.result.transaction('kept').objectStore('kept').get(`joined ${room}`);
    kept.onsuccess = () => tell(kept.result?.panels.drill?.phase === 'running');
  };
})
"""
HUES = ("31, 111, 214", "255, 214, 10", "255, 122, 0", "176, 0, 32")


@pytest.fixture
def drilled(demo: Product) -> Iterator[Drilled]:
    """Lend a drill that is approved and waits; it is over when the test is."""
    drill = Drilled(demo.address).plan()
    yield drill
    drill.clear_away()


def opened(
    tablets: Tablets,
    drilled: Drilled,
    name: str = "zhangwei",
    *,
    size: ViewportSize = LANDSCAPE,
    language: str = "zh",
    theme: str = "light",
) -> Page:
    """Return somebody's tablet with the drill's room on it, without starting a shift."""
    page = tablets.of(name, drilled.page, size=size, language=language, theme=theme)
    expect(page.locator(".room .drill-strip")).to_be_visible()
    if name in SEATS and page.locator(".shift-card").count():
        look_only(page)
    return page


def started(drilled: Drilled) -> Drilled:
    """Let the four sit down and the director begin."""
    for who, seat in SEATS.items():
        drilled.do(who, "TakeSeat", seat=seat)
    drilled.start()
    return drilled


def test_stripes_the_word_and_the_title_say_that_it_is_a_drill(
    tablets: Tablets, drilled: Drilled
) -> None:
    page = opened(tablets, started(drilled))

    expect(page.locator(".band strong")).to_contain_text(re.compile("^演练 "))
    expect(page).to_have_title(re.compile("^演练 静安寺"))
    stripes = page.evaluate(STRIPES)
    assert stripes.startswith("repeating-linear-gradient(")
    assert [hue for hue in HUES if hue in stripes] == []
    assert page.evaluate("getComputedStyle(document.querySelector('.room')).borderTopWidth") == (
        "12px"
    )
    expect(page.locator(".watermark")).to_have_css("pointer-events", "none")


def test_a_chief_sits_down_before_the_start_and_reads_what_keeps_all_safe(
    tablets: Tablets, drilled: Drilled
) -> None:
    page = tablets.of("zhangwei", drilled.page)
    expect(page.locator(".shift-card")).to_contain_text("这是演练")
    look_only(page)

    expect(page.locator(".drill-safety")).to_contain_text("喊停")
    expect(page.locator(".band")).to_contain_text(re.compile(r"\d\d:\d\d开始 · 还有"))
    expect(page.locator(".bar").get_by_role("button", name="上报情况")).to_have_count(0)
    page.locator(".bar").get_by_role("button", name="就座 值班站长").click()

    expect(page.locator(".seat.mine")).to_contain_text("张伟")
    expect(page.locator(".drill-side")).to_contain_text("已就座")


def test_who_has_no_grant_sits_down_where_the_list_of_the_drill_says(
    tablets: Tablets, demo: Product
) -> None:
    trainee = {"person": "p-songyu", "seat": "street", "trainee": True}
    drilled = Drilled(demo.address).plan(participants=[trainee])
    page = opened(tablets, drilled, "songyu")
    look_only(page)

    page.locator(".bar").get_by_role("button", name="就座 街镇值班领导").click()

    expect(page.locator(".seat.mine .seat-name")).to_contain_text("★")
    drilled.clear_away()


def test_every_sentence_of_the_book_begins_with_the_prefix(
    tablets: Tablets, drilled: Drilled
) -> None:
    page = opened(tablets, started(drilled))

    write_note(page, "2号口加派两人")

    expect(page.locator(".log-row")).to_contain_text("演练，演练：2号口加派两人")
    page.get_by_role("button", name="全部记录").click()
    lines = page.get_by_role("dialog").locator(".log li > :last-child")
    expect(lines.first).to_be_visible()
    assert [each for each in lines.all_inner_texts() if "演练，演练：" not in each] == []


def test_a_message_lies_open_on_its_seat_s_tablet_until_it_is_put_away(
    tablets: Tablets, drilled: Drilled
) -> None:
    started(drilled)
    street, master = opened(tablets, drilled, "xujing"), opened(tablets, drilled, "zhangwei")

    drilled.do(COORDINATOR, "GiveInject", inject="organiser-early")

    card = street.locator(".inject")
    expect(card).to_contain_text("演出主办方")
    expect(card).to_contain_text("演练，演练：演出提前结束")
    expect(card).to_contain_text("电话")
    expect(master.locator(".inject-folded")).to_contain_text("给其他席位的消息 1")
    expect(master.locator(".inject")).to_have_count(0)
    card.get_by_role("button", name="看过").click()
    street.reload()
    expect(street.locator(".inject-folded")).to_contain_text("1")
    expect(street.locator(".inject")).to_have_count(0)


def test_a_pause_says_why_and_an_act_in_it_is_refused_in_words(
    tablets: Tablets, drilled: Drilled
) -> None:
    page = opened(tablets, started(drilled))

    drilled.do(COORDINATOR, "PauseDrill", reason="核实一名摔倒的乘客")

    expect(page.locator(".drill-paused")).to_contain_text("核实一名摔倒的乘客")
    page.locator(".bar").get_by_role("button", name="上报情况").click()
    page.get_by_role("button", name="人多").click()
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_role("alert").last).to_contain_text("演练暂停")


def test_anyone_inside_stops_it_by_a_second_s_pressure_and_the_room_is_read_only(
    tablets: Tablets, drilled: Drilled
) -> None:
    started(drilled)
    street, master = opened(tablets, drilled, "xujing"), opened(tablets, drilled, "zhangwei")

    hold(street.locator(".bar .hold.real"))

    for page in (street, master):
        expect(page.locator(".band")).to_contain_text("演练已终止")
        expect(page.locator(".band")).to_contain_text("徐静")
        expect(page.get_by_role("link", name="本次演练·复盘")).to_have_attribute(
            "href", f"/drills/{drilled.name}"
        )
        expect(page.locator(".bar .hold")).to_have_count(0)
    master.locator(".seat", has_text="值班站长").get_by_role("button").click()
    expect(master.get_by_role("dialog")).to_contain_text("张伟")
    expect(master.get_by_role("button", name="离席")).to_have_count(0)


def test_a_reason_may_be_chosen_while_stopping(tablets: Tablets, drilled: Drilled) -> None:
    page = opened(tablets, started(drilled))

    page.locator(".bar").get_by_role("button", name="选理由").click()
    hold(page.get_by_role("dialog").locator(".hold", has_text="有人受伤"))

    expect(page.locator(".band")).to_contain_text("有人受伤")
    assert drilled.panel["end"]["reason"] == "有人受伤"


def test_who_only_looks_on_is_given_nothing_to_stop(tablets: Tablets, demo: Product) -> None:
    outside = {"director": "p-linna", "evaluators": ["p-mayun"], "safety": ""}
    drilled = Drilled(demo.address).plan(staff=outside)

    page = opened(tablets, started(drilled), OFFICER)

    expect(page.locator(".bar")).to_contain_text("电话")
    expect(page.locator(".bar .real")).to_have_count(0)
    drilled.clear_away()


def test_nothing_of_the_real_room_is_asked_for(tablets: Tablets, drilled: Drilled) -> None:
    asked: list[str] = []
    page = opened(tablets, started(drilled))

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.reload()
    look_only(page)
    for tab in ("站外", "曲线", "站内"):
        page.locator(".picture .tabs").get_by_role("button", name=tab).click()
    expect(page.locator(".curve-note")).to_contain_text("演练无历史曲线")
    page.locator(".bar").get_by_role("button", name="电话").click()
    expect(page.get_by_role("dialog").locator(".phone").first).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("link")).to_have_count(4 + 1)
    page.get_by_role("dialog").get_by_role("link", name="演练卡片").click()
    expect(page.locator(".action-card").first).to_contain_text("演练，演练")

    assert [url for url in asked if REAL.search(url)] == []
    assert any(f"/api/rooms/{drilled.room}/place" in url for url in asked)
    assert any(f"/api/rooms/{drilled.room}/plan" in url for url in asked)


def test_without_a_line_the_drill_opens_again_striped_with_its_unsent_taps(
    tablets: Tablets, drilled: Drilled
) -> None:
    started(drilled)
    page = opened(tablets, drilled)
    wait_for(lambda: page.evaluate(SHELL_KEPT), "the page would not open again")
    wait_for(lambda: page.evaluate(BOARD_KEPT, drilled.room), "the board is not kept")
    context = page.context
    context.set_offline(True)
    write_note(page, "断网时写的")
    expect(page.locator(".link-bar")).to_contain_text("1项待发")
    page.close()

    again = tablets.another_tab(context)
    again.goto(tablets.address + drilled.page)
    look_only(again)

    expect(again.locator(".drill-strip")).to_contain_text("演唱会散场")
    assert again.evaluate(STRIPES).startswith("repeating-linear-gradient(")
    expect(again.locator(".link-bar")).to_contain_text("1项待发")
    context.set_offline(False)
    expect(again.locator(".log-row")).to_contain_text("演练，演练：断网时写的")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_running_drill_fits_every_glass(
    tablets: Tablets, drilled: Drilled, language: str
) -> None:
    started(drilled)
    drilled.do(COORDINATOR, "GiveInject", inject="organiser-early")

    for size in SIZES.values():
        page = opened(tablets, drilled, "xujing", size=size, language=language)

        assert page.evaluate(WIDER) == 0
        assert page.evaluate(CUT) == []
        assert page.evaluate(SMALL) == []
        assert page.evaluate(SMALL_TYPE) == []


def test_axe_finds_nothing_while_it_waits_runs_and_is_over(
    tablets: Tablets, drilled: Drilled
) -> None:
    page = opened(tablets, drilled, "xujing")
    found = {"waiting": axe(page)}

    started(drilled)
    drilled.do(COORDINATOR, "GiveInject", inject="organiser-early")
    expect(page.locator(".inject")).to_be_visible()
    found["running"] = axe(page)
    drilled.do(COORDINATOR, "EndDrill")
    expect(page.locator(".band")).to_contain_text("演练已结束")
    found["over"] = axe(page)

    assert found == {"waiting": [], "running": [], "over": []}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_card_of_a_drill_is_one_sheet_of_paper(
    tablets: Tablets, drilled: Drilled, language: str
) -> None:
    page = tablets.of("zhangwei", f"/cards/{drilled.room}", language=language)
    expect(page.locator(".action-card").first).to_be_visible()
    cards = page.locator(".action-card").count()

    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == cards
