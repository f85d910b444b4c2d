"""A gateway comes in by its own token and counts its own stations."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from metro_flow.errors import Refused, Unknown
from metro_flow.people.feed import Feed, Feeds
from tests.metro_flow.people.a_door import a_directory

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NORTH = Feed("north", frozenset({"0126", "0127"}))


def the_feeds(folder: Path) -> Feeds:
    """Return feeds on a database of their own."""
    return Feeds(a_directory(folder)._engine)


def test_a_feed_is_found_by_its_token_alone(tmp_path: Path) -> None:
    feeds = the_feeds(tmp_path)

    token = feeds.add(NORTH, NOW)

    assert feeds.find(token) == NORTH
    assert feeds.find("north") is None
    assert feeds.find("") is None
    assert feeds.all() == [NORTH]


def test_a_feed_is_added_once(tmp_path: Path) -> None:
    feeds = the_feeds(tmp_path)
    token = feeds.add(NORTH, NOW)

    with pytest.raises(Refused, match="feed already known"):
        feeds.add(NORTH, NOW)

    assert feeds.find(token) == NORTH


def test_a_feed_that_was_ended_comes_in_no_more(tmp_path: Path) -> None:
    feeds = the_feeds(tmp_path)
    token = feeds.add(NORTH, NOW)

    feeds.end("north", NOW)

    assert feeds.find(token) is None
    assert feeds.all() == []
    with pytest.raises(Unknown):
        feeds.end("south", NOW)
