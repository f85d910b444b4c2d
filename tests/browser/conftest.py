"""Lends tests of the pages a running demo and tablets in real hands: one browser, many contexts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from metro_flow.settings import read_settings
from tests.a_house import OWN, an_act, furnished
from tests.browser.making import DRILLS, Making
from tests.browser.tablets import Tablets
from tests.drills.practice import COORDINATOR, HEART
from tests.real.browser import FLAGS
from tests.real.product import Product


@pytest.fixture(scope="module")
def browser(chromium: BrowserType, browser_path: str) -> Iterator[Browser]:
    """Lend each module a browser of its own, so that one that falls takes no other with it."""
    running = chromium.launch(executable_path=browser_path, args=FLAGS)
    yield running
    running.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Lend one demo without a surge, at the pace of life, with the pages built."""
    built = Path(read_settings().tablets) / "room.html"
    assert built.exists(), f"{built} is not there: run python3 run.py test, which builds the pages"
    folder = tmp_path_factory.mktemp("demo")
    for store in furnished().iterdir():
        shutil.copy(store, folder / store.name.replace("book", "demo"))
    server = Product(folder, "--surge", "0", "--speed", "1")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def tablets(browser: Browser, demo: Product) -> Iterator[Tablets]:
    """Hand out tablets; those still open at the end are closed, and no page may have failed."""
    handed = Tablets(browser, demo.address)
    yield handed
    handed.close()
    assert handed.faults == []


@pytest.fixture
def making(tablets: Tablets) -> Making:
    """Lend the makers of drills."""
    return Making(tablets)


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
