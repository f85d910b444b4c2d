"""The duty roster on the glass: who holds each seat, and in red where nobody will."""

from __future__ import annotations

from contextlib import closing
from sqlite3 import connect

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.tablets import LANDSCAPE, PHONE, PORTRAIT, ROOM, Tablets, look_only
from tests.browser.test_glass import CUT, SMALL, SMALL_TYPE, WIDER, axe
from tests.real.product import Product

GLASSES = {"landscape": LANDSCAPE, "portrait": PORTRAIT, "phone": PHONE}
# The demo stands at half past five; the street's seat of Jing'an Temple is empty by night.
OPENS = {"zh": "值班表", "en": "Duty roster"}
PHONES = {"zh": "电话", "en": "Phones"}


def a_room(tablets: Tablets, **glass: object) -> Page:
    """Return a room that somebody only looks at."""
    page = tablets.of("zhangwei", ROOM, **glass)  # type: ignore[arg-type]
    page.locator(".shift-card").wait_for()
    look_only(page)
    return page


def open_roster(page: Page, language: str = "zh") -> None:
    """Open the roster where it is offered, a phone's under the phones, and wait for its rows."""
    if page.locator(".calm-side").is_hidden():
        page.locator(".bar").get_by_role("button", name=PHONES[language], exact=True).click()
    page.get_by_role("button", name=OPENS[language]).click()
    page.get_by_role("dialog").locator(".roster-row").first.wait_for()


def test_a_seat_that_nobody_holds_tonight_is_to_be_mended_and_opens_the_roster(
    tablets: Tablets,
) -> None:
    page = a_room(tablets)
    mend = page.locator(".calm-side li", has_text="今夜 20:30 起街镇缺人")

    mend.get_by_role("button").click()

    expect(page.get_by_role("dialog", name="值班表")).to_be_visible()
    gap = page.locator(".roster-stretch.gap")
    expect(gap).to_have_count(1)
    expect(gap).to_contain_text("缺人")
    expect(gap).to_contain_text("今夜 20:30–明天 08:30")
    assert "gradient" in gap.evaluate("it => getComputedStyle(it).backgroundImage")
    assert gap.evaluate("it => getComputedStyle(it).borderTopColor") == "rgb(176, 0, 32)"


def test_each_seat_has_its_row_and_each_line_its_station_master(tablets: Tablets) -> None:
    page = a_room(tablets)

    open_roster(page)

    names = page.locator(".roster-row h3")
    expect(names).to_have_text(
        [
            "值班站长·2号线",
            "值班站长·7号线",
            "值班站长·14号线",
            "值班警长",
            "值班所长",
            "街镇值班领导",
        ]
    )
    first = page.locator(".roster-row", has_text="2号线").locator(".roster-stretch")
    expect(first.nth(0)).to_contain_text("现在张伟")
    expect(first.nth(0)).to_contain_text("今天 08:30–20:30")
    expect(first.nth(0)).to_contain_text("B岗：刘洋")
    expect(first.nth(1)).to_contain_text("刘洋")
    expect(first.nth(1)).not_to_contain_text("现在")


def test_the_roster_is_found_beside_the_phones_too(tablets: Tablets) -> None:
    page = a_room(tablets)

    page.locator(".bar").get_by_role("button", name="电话", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="值班表").click()

    expect(page.get_by_role("dialog", name="值班表").locator(".roster-row")).to_have_count(6)


def test_a_station_without_a_roster_says_so(tablets: Tablets, demo: Product) -> None:
    with closing(connect(demo.folder / "demo.sqlite3")) as book:
        book.execute("DELETE FROM roster WHERE station = '0126'")
        book.commit()
    page = tablets.of("hetao", "/room/station/0126")

    page.locator(".calm-side").get_by_role("button", name="值班表").click()

    expect(page.get_by_role("dialog", name="值班表")).to_contain_text("这个车站没有排班")
    expect(page.locator(".calm-side li", has_text="没有排班")).to_have_count(1)


@pytest.mark.parametrize("size", GLASSES.values(), ids=GLASSES.keys())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_roster_fits_every_glass(tablets: Tablets, size: ViewportSize, language: str) -> None:
    page = a_room(tablets, size=size, language=language)

    open_roster(page, language)

    assert page.evaluate(WIDER) == 0
    assert page.locator(".sheet").evaluate("it => it.scrollWidth - it.clientWidth") == 0
    assert page.evaluate(CUT) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(SMALL_TYPE) == []


def test_axe_finds_nothing_in_the_roster(tablets: Tablets) -> None:
    page = a_room(tablets)

    open_roster(page)

    assert axe(page) == []
