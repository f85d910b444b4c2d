"""What is on the glass can be read, reached and heard: sizes, languages, contrast, keyboard."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.a_house import OWN, an_act
from tests.browser.tablets import LANDSCAPE, PHONE, PORTRAIT, ROOM, WALL, Tablets, look_only

AXE = Path(__file__).resolve().parents[2] / "static" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"landscape": LANDSCAPE, "portrait": PORTRAIT, "wall": WALL, "phone": PHONE}
PAGES = {
    "room": ("zhangwei", ROOM, ".room .bar"),
    "rooms": ("chenjun", "/", ".room-card"),
    "district": ("hetao", "/district", "svg"),
    "figures": ("hetao", "/figures", ".figures-whole"),
    "review": ("songyu", "/review", ".review-figure .main-svg, .review-nothing button"),
    "cards": ("zhangwei", "/cards/0243", ".action-card"),
    "planbook": ("zhangwei", "/planbook/0243", ".step-rows li"),
    "readiness": ("zhangwei", "/readiness/0243", ".dossier .facts"),
    "drills": ("linna", "/drills", ".drill-grid tbody tr"),
}
SHEETS = ("上报情况", "目测·上报", "预案", "电话", "记一笔")
# The clock's line is 32 px high by design; its buttons reach 44 px by their invisible edge.
SMALL = """
[...document.querySelectorAll('button, a[href], input, select, [role=button]')]
  .filter((it) => it.checkVisibility() && !it.closest('.topline, .unseen, svg, table, dialog p'))
  .filter((it) => !it.matches('.unseen, .page-home, .lines a'))
  .map((it) => [it.textContent.trim().slice(0, 20), it.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(([words, box]) => `${words} ${Math.round(box.width)}×${Math.round(box.height)}`)
"""
SMALL_TYPE = """
[...document.querySelectorAll('body *')]
  .filter((it) => it.checkVisibility() && !it.closest('.shape'))
  .filter((it) => [...it.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
  .filter((it) => parseFloat(getComputedStyle(it).fontSize) < 16)
  .map((it) => it.textContent.trim().slice(0, 30))
"""
CUT = """
[...document.querySelectorAll('button, a[href], h1, .band strong')]
  .filter((it) => it.checkVisibility() && !it.closest('.unseen'))
  .map((it) => [it.textContent.trim().slice(0, 20), it.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.right > innerWidth + 1 || box.left < -1))
  .map(([words, box]) => `${words} ${Math.round(box.left)}…${Math.round(box.right)}`)
"""
# The page's own light is told by one attribute; its language by a button, dialog or no dialog.
AXE_RUNS = """async (theme) => {
    document.documentElement.dataset.theme = theme;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const told = await axe.run({resultTypes: ['violations']});
    return told.violations.map((it) => `${it.id}: ${it.nodes[0].html.slice(0, 160)}`);
}"""
OTHER_LANGUAGE = """
[...document.querySelectorAll('button')]
  .find((it) => ['EN', '中文'].includes(it.textContent.trim()))
  .click()
"""
# What the headline says of the colour, and what is to be done, is read whole.
CLIPPED = """
[...document.querySelectorAll('.band strong, .band .chip')]
  .filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth + 1)
  .map((it) => it.textContent.trim())
"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_room_fits_every_glass(tablets: Tablets, size: ViewportSize, language: str) -> None:
    page = opened(tablets, "room", size=size, language=language)

    assert page.evaluate(WIDER) == 0
    assert page.evaluate(CUT) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(SMALL_TYPE) == []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "room"])
def test_every_page_fits_a_tablet_and_a_phone(tablets: Tablets, name: str) -> None:
    tablet, phone = opened(tablets, name), opened(tablets, name, size=PHONE)

    for page in (tablet, phone):
        assert page.evaluate(WIDER) == 0
        assert page.evaluate(SMALL_TYPE) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_any_page(tablets: Tablets, name: str) -> None:
    page = opened(tablets, name)

    assert axe(page) == []


def test_axe_finds_nothing_in_the_picture_of_risks(tablets: Tablets) -> None:
    page = opened(tablets, "district", size=WALL)
    page.get_by_role("button", name="静态风险").click()
    page.locator(".map .risk-mark").first.click()

    assert axe(page) == []


def test_axe_finds_nothing_in_the_sign_in(tablets: Tablets) -> None:
    page = tablets.blank()
    page.goto(tablets.address)
    page.locator(".demo-person").first.wait_for()

    assert axe(page) == []


@pytest.mark.parametrize("part", ["会商", "对接", "交接班", "队伍·物资", "风险"])
def test_every_part_of_readiness_is_clean_and_fits(tablets: Tablets, part: str) -> None:
    page = opened(tablets, "readiness", size=PORTRAIT)

    page.locator(".ready-tabs").get_by_role("button", name=part).click()
    page.locator(".light").first.click()
    while page.locator(".fold").count():
        page.locator(".fold").first.click()

    assert axe(page) == []
    assert page.evaluate(WIDER) == 0
    assert page.evaluate(CUT) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(SMALL_TYPE) == []


def test_axe_finds_nothing_in_the_sheets(tablets: Tablets) -> None:
    page = opened(tablets, "room")
    wrong = {}

    for sheet in SHEETS:
        page.locator(".bar").get_by_role("button", name=sheet, exact=True).click()
        page.get_by_role("dialog").wait_for()
        wrong[sheet] = axe(page)
        page.keyboard.press("Escape")

    assert wrong == {sheet: [] for sheet in SHEETS}


def test_english_leaves_no_chinese_but_names_of_the_language_itself(tablets: Tablets) -> None:
    page = opened(tablets, "room", language="en")

    # What people wrote, such as the name of an occasion, stays as they wrote it.
    page.locator(".calm-side [lang=zh]").evaluate_all("(all) => all.forEach((it) => it.remove())")
    text = page.locator(".room").inner_text().replace("中文", "")

    assert [letter for letter in text if "\u4e00" <= letter <= "\u9fff"] == []
    assert "{" not in text
    assert "undefined" not in text


def test_the_keyboard_opens_and_closes_a_sheet_and_comes_back(tablets: Tablets) -> None:
    page = opened(tablets, "room")
    button = page.locator(".bar").get_by_role("button", name="记一笔")

    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("记什么")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_room_fits_every_glass_when_it_has_a_colour(tablets: Tablets) -> None:
    chief = tablets.on_shift("zhangwei")
    act = {"situation": "train-failure", "zone": "platform-2", "words": ""}
    posted = chief.request.post(
        f"{tablets.address}/api/rooms/station/0243/acts",
        data=an_act("ReportSituation", **act),
        headers=OWN,
    )
    assert posted.ok, posted.text()
    wrong = {}

    for name, size in SIZES.items():
        for language in ("zh", "en"):
            page = opened(tablets, "room", size=size, language=language)
            page.locator(".band .shape").wait_for()
            wrong[name, language] = [page.evaluate(r) for r in (WIDER, CUT, SMALL_TYPE, CLIPPED)]
            page.context.close()

    assert wrong == {glass: [0, [], [], []] for glass in wrong}


def opened(
    tablets: Tablets,
    name: str,
    *,
    size: ViewportSize = LANDSCAPE,
    language: str = "zh",
) -> Page:
    """Open a page as its reader does and wait until it is whole."""
    who, path, whole = PAGES[name]
    page = tablets.of(who, path, size=size, language=language)
    page.locator(whole).first.wait_for()
    if name == "room":
        look_only(page)
    page.evaluate("document.fonts.ready")
    return page


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong in either language and either light, with the first place."""
    page.evaluate(axe_source())
    wrong = []
    for _ in ("zh", "en"):
        for theme in ("light", "dark"):
            found = page.evaluate(AXE_RUNS, theme)
            language = page.evaluate("document.documentElement.lang")
            wrong += [f"{language} {theme} {each}" for each in found]
        page.evaluate(OTHER_LANGUAGE)
    return wrong


@cache
def axe_source() -> str:
    """Read axe from the pages' own packages; evaluated, because the page lets no script in."""
    return AXE.read_text(encoding="utf-8")
