"""Lends a journey its pages, its browser's tablets and its album."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType

import run
from tests.journeys.drill_day import DrillDay
from tests.journeys.evening import Evening
from tests.journeys.line import line
from tests.real.browser import FLAGS
from tests.real.product import product

TABLET: dict[str, Any] = {
    "viewport": {"width": 1180, "height": 820},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}


@pytest.fixture(scope="session")
def pages() -> None:
    """Build the tablets' pages where they are stale, as `run.py` does."""
    run.build_pages()


@pytest.fixture
def browser(chromium: BrowserType, browser_path: str) -> Iterator[Browser]:
    """Lend one browser for tablets that nobody closes."""
    opened = chromium.launch(executable_path=browser_path, args=FLAGS)
    yield opened
    opened.close()


@pytest.fixture
def evening(
    pages: None,
    chromium: BrowserType,
    browser: Browser,
    browser_path: str,
    album: Path,
    tmp_path: Path,
) -> Iterator[Evening]:
    """Lend a served station whose four chiefs hold their tablets; its time goes as in life."""

    def give() -> BrowserContext:
        return browser.new_context(**TABLET)

    def again() -> BrowserContext:
        kept = tmp_path / "kept-by-the-tablet"
        return chromium.launch_persistent_context(
            kept, executable_path=browser_path, args=FLAGS, **TABLET
        )

    with product(tmp_path, "--speed", "1") as server, line(server.port) as cuttable:
        evening = Evening(server, cuttable, album, give=give, again=again)
        yield evening
        evening.local.tablet.close()


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Return where pictures go: $METRO_FLOW_PICTURES, or the test's own folder."""
    where = Path(os.environ.get("METRO_FLOW_PICTURES", tmp_path / "pictures"))
    where.mkdir(parents=True, exist_ok=True)
    return where


@pytest.fixture
def drill_day(pages: None, browser: Browser, album: Path, tmp_path: Path) -> Iterator[DrillDay]:
    """Lend a served station without a surge, and everybody whom a joint drill needs."""
    with product(tmp_path, "--speed", "1", "--surge", "0") as server:
        yield DrillDay(server, album, give=lambda: browser.new_context(**TABLET))
