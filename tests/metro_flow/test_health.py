"""Whoever watches over a process is told whether it lives and whether it may be given work."""

from __future__ import annotations

from pathlib import Path

import wsgi
from tests.a_house import a_house


def test_a_process_that_answers_lives(tmp_path: Path) -> None:
    assert a_house(tmp_path).nobody().get("/health/live").json == {"live": True}


def test_a_process_without_the_watch_is_ready_when_its_stores_answer(tmp_path: Path) -> None:
    answer = a_house(tmp_path).nobody().get("/health/ready")

    assert answer.status_code == 200
    assert answer.json == {"ready": True, "parts": {"book": True, "counts": True, "watch": True}}


def test_a_process_whose_watch_does_not_go_round_is_not_ready(tmp_path: Path) -> None:
    opened = a_house(tmp_path, watch=True)

    before = opened.nobody().get("/health/ready")
    wsgi.start(opened.app)
    during = opened.nobody().get("/health/ready")
    wsgi.stop(opened.app)

    assert (before.status_code, before.json["parts"]["watch"]) == (503, False)
    assert (during.status_code, during.json["parts"]["watch"]) == (200, True)


def test_a_process_whose_book_is_gone_is_not_ready(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    (tmp_path / "book.sqlite3").rename(tmp_path / "elsewhere")
    (tmp_path / "book.sqlite3").mkdir()
    with opened.app.app_context():
        from metro_flow.db import db

        for engine in db.engines.values():
            engine.dispose()

    answer = opened.nobody().get("/health/ready")

    assert answer.status_code == 503
    assert answer.json["parts"]["book"] is False
    assert answer.json["parts"]["counts"] is True
