"""Cards and curves: a card is one sheet of paper, a view of the review is an address."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tablets import Tablets

CARDS = "/cards/0243"
# The first five minutes of counts come in half a minute at the clock's highest speed.
TRIES = 120
PAGE = re.compile(rb"/Type\s*/Page[^s]")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_post_has_one_sheet_of_paper(tablets: Tablets, language: str) -> None:
    tablet = tablets.of("zhangwei", CARDS, language=language)
    expect(tablet.locator(".action-card").first).to_be_visible()
    cards = tablet.locator(".action-card").count()

    paper = tablet.pdf(prefer_css_page_size=True)

    assert len(PAGE.findall(paper)) == cards


def test_a_card_names_its_version_and_says_what_is_provisional(tablets: Tablets) -> None:
    tablet = tablets.of("zhangwei", CARDS)

    card = tablet.locator(".action-card").first

    expect(card.locator("footer")).to_contain_text("预案第1版")
    expect(card.locator("footer")).to_contain_text("暂定")
    expect(card.locator(".card-limit").first).to_contain_text("暂定")


def test_the_cards_of_one_seat_alone_are_printed(tablets: Tablets) -> None:
    tablet = tablets.of("zhangwei", CARDS)
    expect(tablet.locator(".action-card").first).to_be_visible()

    tablet.get_by_role("button", name="值班所长").click()

    for words in tablet.locator(".action-card header p:first-child").all_text_contents():
        assert words.endswith("值班所长")


def test_a_day_opens_by_its_address_and_says_what_was_written(tablets: Tablets) -> None:
    tablet = a_counted_day(tablets)

    expect(tablet.locator(".plot .main-svg").first).to_be_visible()
    expect(tablet.locator(".review-totals")).to_contain_text("进站合计")
    expect(tablet.locator("select")).to_have_value("0243")


def test_another_day_is_another_address_and_back_returns(tablets: Tablets) -> None:
    tablet = a_counted_day(tablets)

    tablet.get_by_role("button", name="前一天").click()

    expect(tablet).to_have_url(re.compile("day=2015-03-31"))
    expect(tablet.locator(".review-nothing")).to_contain_text("2015-03-31没有保存的数据")
    tablet.go_back()
    expect(tablet.locator(".review-totals")).to_be_visible()


def test_without_an_address_the_newest_counted_day_opens(tablets: Tablets) -> None:
    tablet = tablets.of("songyu", "/review")

    expect(tablet).to_have_url(re.compile("day=2015-04-01"))


def a_counted_day(tablets: Tablets) -> Page:
    """Return the review of a day, once its first counts have come in."""
    tablet = tablets.of("songyu", "/review?station=0243&day=2015-04-01")
    turn_clock(tablet, 12)
    answered = tablet.locator(".review-totals, .review-nothing button").first
    for _ in range(TRIES):
        answered.wait_for()
        if tablet.locator(".review-totals").count():
            break
        tablet.get_by_role("button", name="再试").click()
        tablet.wait_for_timeout(1000)
    turn_clock(tablet, 1)
    expect(tablet.locator(".review-totals")).to_be_visible()
    return tablet


def turn_clock(page: Page, speed: int) -> None:
    """Let the demo's clock run so many times as fast as life."""
    page.evaluate(
        """(speed) => fetch('/api/demo/clock', { method: 'POST', body: JSON.stringify({ speed }),
          headers: { 'X-Metro-Flow': '1', 'Content-Type': 'application/json' } })""",
        speed,
    )
