"""Cards on paper: a card is one sheet, and says what it rests on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tablets import Tablets

CARDS = "/cards/0243"
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
