"""Lends every test the real things it asks for: a database server, a bus, a browser."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from playwright.sync_api import BrowserType, sync_playwright

from tests.real.browser import find_browser
from tests.real.postgres import postgres
from tests.real.valkey import valkey

# How busy the machine is proves nothing, and a run that must hold draws the same cases each time.
HOLDING = "CI" in os.environ
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=HOLDING,
    database=None if HOLDING else DirectoryBasedExampleDatabase(".cache/hypothesis"),
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Lend one PostgreSQL for the whole session; a test makes its own schema or tables."""
    with postgres() as where:
        yield where


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """Lend one Valkey for the whole session; a test takes a channel prefix of its own."""
    with valkey() as where:
        yield where


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Name the browser's program; raise when there is none."""
    return str(find_browser())


@pytest.fixture(scope="session")
def chromium(browser_path: str) -> Iterator[BrowserType]:
    """Lend the kind of browser that tablets run; a process may drive browsers only once at a time.

    It waits for `browser_path`, which tries browsers out by itself.
    """
    assert browser_path
    with sync_playwright() as play:
        yield play.chromium
