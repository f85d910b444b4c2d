"""Gateways post with their own token, for their own stations, and are answered row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from metro_flow.db import COUNTS, db
from metro_flow.people.feed import Feed
from metro_flow.watch.tail import Tail
from tests.a_house import OpenHouse, a_house


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenHouse]:
    opened = a_house(tmp_path)
    yield opened
    opened.house.intake.stop()
    with opened.app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def token(opened: OpenHouse) -> str:
    feed = Feed("gateway", frozenset({"0243"}))
    token: str = opened.house.feeds.add(feed, opened.house.clock.real())
    return token


def post(opened: OpenHouse, token: str | None, body: Any) -> Any:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return opened.app.test_client().post("/api/counts", json=body, headers=headers)


def a_row(**changed: Any) -> dict[str, Any]:
    row = {
        "gate_group": "0243-E1",
        "direction": "in",
        "start": "2015-04-01T17:29:00+08:00",
        "end": "2015-04-01T17:30:00+08:00",
        "people": 12,
    }
    return row | changed


def stored(opened: OpenHouse) -> list[tuple[str, str]]:
    with opened.app.app_context():
        return [(each.feed, each.ref) for each in Tail(db.engines[COUNTS]).read()]


def test_good_rows_are_stored_when_they_are_answered(opened: OpenHouse, token: str) -> None:
    answer = post(opened, token, {"batch": "one", "rows": [a_row(), a_row(people=-1)]})

    assert answer.status_code == 200
    assert answer.json == {
        "batch": "one",
        "accepted": 1,
        "known": 0,
        "archived": 0,
        "refused": [
            {"row": 1, "field": "people", "value": -1, "expected": "a whole number 0 … 20000"}
        ],
    }
    assert stored(opened) == [("gateway", "one")]


def test_a_batch_posted_again_is_known(opened: OpenHouse, token: str) -> None:
    body = {"batch": "one", "rows": [a_row(), a_row(gate_group="0243-E2")]}
    post(opened, token, body)

    again = post(opened, token, body)

    assert (again.json["accepted"], again.json["known"]) == (0, 2)
    assert stored(opened) == [("gateway", "one")]


def test_a_late_row_is_archived(opened: OpenHouse, token: str) -> None:
    late = a_row(start="2015-04-01T16:00:00+08:00", end="2015-04-01T16:01:00+08:00")

    answer = post(opened, token, {"batch": "one", "rows": [late]})

    assert (answer.json["accepted"], answer.json["archived"]) == (0, 1)


def test_a_row_of_another_feeds_station_is_refused(opened: OpenHouse, token: str) -> None:
    answer = post(opened, token, {"batch": "one", "rows": [a_row(gate_group="0244-E1")]})

    assert answer.json["refused"][0]["expected"] == "a gate group of this feed's stations: 0243"
    assert stored(opened) == []


@pytest.mark.parametrize("token", [None, "", "another"], ids=["none", "empty", "another"])
def test_a_token_that_nobody_has_is_refused(opened: OpenHouse, token: str | None) -> None:
    answer = post(opened, token, {"batch": "one", "rows": [a_row()]})

    assert answer.status_code == 401
    assert answer.json["status"] == "not-signed-in"
    assert stored(opened) == []


def test_a_feed_that_was_ended_is_shut_out_within_seconds(opened: OpenHouse, token: str) -> None:
    assert post(opened, token, {"batch": "one", "rows": [a_row()]}).status_code == 200
    real = opened.house.clock.real()
    opened.house.feeds.end("gateway", real)

    opened.house.clock._real = lambda: real.replace(year=real.year + 1)
    answer = post(opened, token, {"batch": "two", "rows": [a_row()]})

    assert answer.status_code == 401


def test_what_is_no_post_is_named_whole(opened: OpenHouse, token: str) -> None:
    answer = post(opened, token, {"rows": [a_row()]})

    assert answer.status_code == 422
    assert answer.json["faults"][0]["field"] == "batch"


def test_a_post_that_is_too_long_is_not_read_to_its_end(opened: OpenHouse, token: str) -> None:
    answer = post(opened, token, {"batch": "one", "rows": ["x" * 1_100_000]})

    assert answer.status_code == 422
    assert answer.json["faults"] == [
        {"field": "body", "value": "1048577 bytes", "expected": "at most 1048576 bytes"}
    ]


def test_nothing_is_to_be_got_where_counts_are_posted(opened: OpenHouse) -> None:
    assert opened.app.test_client().get("/api/counts").status_code == 405


def test_a_store_that_is_gone_is_said_to_be_busy(opened: OpenHouse, token: str) -> None:
    with opened.app.app_context(), db.engines[COUNTS].begin() as connection:
        connection.exec_driver_sql("DROP TABLE batches")

    answer = post(opened, token, {"batch": "one", "rows": [a_row()]})

    assert (answer.status_code, answer.json) == (503, {"status": "busy"})


def test_a_bug_costs_one_post_its_answer_and_no_more(opened: OpenHouse, token: str) -> None:
    intake, opened.house.intake = opened.house.intake, None
    broken = post(opened, token, {"batch": "one", "rows": [a_row()]})
    opened.house.intake = intake

    mended = post(opened, token, {"batch": "one", "rows": [a_row()]})

    assert broken.status_code == 500
    assert (mended.status_code, mended.json["accepted"]) == (200, 1)
