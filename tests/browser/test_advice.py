"""Advice on metered entry stands on the glass, and whoever may adopts it as a note."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.a_house import furnished
from tests.browser.tablets import Tablets
from tests.real.product import Product


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Lend a demo with its surge, whose platform fills within seconds."""
    folder = tmp_path_factory.mktemp("surge")
    for store in furnished().iterdir():
        shutil.copy(store, folder / store.name.replace("book", "demo"))
    server = Product(folder, "--speed", "40")
    server.start()
    yield server
    server.stop()


def test_advice_is_adopted_as_a_note_by_whoever_may_and_closes_nothing(tablets: Tablets) -> None:
    master, police = tablets.on_shift("zhangwei"), tablets.on_shift("zhaolei")
    advice = master.locator(".advice, .advice-short").first
    expect(advice).to_contain_text("仅建议")

    advice.get_by_role("button", name="更多").click()
    sheet = master.get_by_role("dialog")
    expect(sheet).to_contain_text("各口开几台")
    expect(sheet).to_contain_text("据时刻表")
    sheet.get_by_role("button", name="采纳").click()

    expect(police.locator(".log-row, .log")).to_contain_text("采纳限流建议：2号线站台")
    expect(police.locator(".advice, .advice-short").first).to_contain_text("仅建议")
    expect(police.get_by_role("button", name="采纳")).to_have_count(0)
