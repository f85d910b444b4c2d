"""The real things that tests lean on are really there."""

import psycopg
import redis
from playwright.sync_api import BrowserType

from tests.real.browser import FLAGS


def test_the_database_keeps_what_it_was_given(postgres_url: str) -> None:
    where = postgres_url.replace("+psycopg", "")

    with psycopg.connect(where) as one:
        one.execute("CREATE TABLE kept_across_sessions (seq int PRIMARY KEY)")
        one.execute("INSERT INTO kept_across_sessions VALUES (412)")

    with psycopg.connect(where) as other:
        assert other.execute("SELECT seq FROM kept_across_sessions").fetchall() == [(412,)]


def test_the_bus_carries_what_is_published(valkey_url: str) -> None:
    bus = redis.Redis.from_url(valkey_url)
    ear = bus.pubsub(ignore_subscribe_messages=True)
    ear.subscribe("test/real")
    ear.get_message(timeout=5)

    bus.publish("test/real", b"412")

    heard = ear.get_message(timeout=5)
    assert heard is not None
    assert heard["data"] == b"412"


def test_the_browser_shows_a_page(chromium: BrowserType, browser_path: str) -> None:
    browser = chromium.launch(executable_path=browser_path, args=FLAGS)
    page = browser.new_page()

    page.set_content("<h1>静安寺</h1>")

    assert page.inner_text("h1") == "静安寺"
    browser.close()
