"""Operators keep people and feeds and prove books from a shell, in words or in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import wsgi
from tests.a_house import ROOM, a_house

Run = Callable[..., Result]
ADD = ("people", "add", "--zh", "一", "--en", "A")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs `metro-flow` on a house's database."""
    monkeypatch.setenv("METRO_FLOW_DATABASE", f"sqlite:///{tmp_path / 'book.sqlite3'}")

    def runs(*words: str, said: str | None = None) -> Result:
        return CliRunner().invoke(wsgi.command, list(words), input=said)

    return runs


def every_command() -> list[tuple[str, ...]]:
    """Return each command by its words."""
    context = click.Context(wsgi.command)
    found: list[tuple[str, ...]] = []
    for name in wsgi.command.list_commands(context):
        part = wsgi.command.get_command(context, name)
        inner = part.list_commands(context) if isinstance(part, click.Group) else []
        found += [(name, each) for each in inner] or [(name,)]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_explains_itself_with_an_example(run: Run, words: tuple[str, ...]) -> None:
    told = run(*words, "--help")

    assert told.exit_code == 0
    assert f"metro-flow {words[0]}" in told.output.split("Example", 1)[1]


def test_somebody_added_and_granted_can_sign_in_and_is_listed(run: Run, tmp_path: Path) -> None:
    added = run(
        "people", "add", "p-newcomer", "newcomer", "--zh", "新人", "--en", "New Comer",
        "--password", "a-long-password", "--pin", "13579",
    )  # fmt: skip
    granted = run(
        "people", "grant", "p-newcomer", "street", "--street", "静安寺街道", "--from", "2015-01-01"
    )  # fmt: skip
    (row,) = json.loads(run("people", "list", "--json").output)

    assert added.output == "p-newcomer may sign in as newcomer\n"
    assert granted.exit_code == 0
    assert (row["person"], row["login"], row["zh"]) == ("p-newcomer", "newcomer", "新人")
    assert row["grants"][0]["street"] == "静安寺街道"
    answer = _sign_in(tmp_path, "newcomer", "a-long-password")
    assert answer["rooms"] == ["station/0243"]


def _sign_in(folder: Path, name: str, password: str) -> Any:
    from tests.a_house import opened_in

    asking = opened_in(folder).nobody()
    return asking.post("/session", {"name": name, "password": password}).json


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("people", "grant", "p-nobody", "street"), "unknown person “p-nobody”"),
        (("people", "blank", "p-nobody"), "unknown person “p-nobody”"),
        (("people", "revoke", "p-nobody", "street"), "holds no such grant"),
        (("feeds", "add", "north", "--station", "9999"), "unknown station “9999”"),
        (("feeds", "end", "north"), "unknown feed “north”"),
        (("logbook", "show", "palace/1"), "unknown room “palace/1”"),
        (("logbook", "show", "station/9999"), "unknown station “9999”"),
        (("logbook", "verify", ROOM, "--head", "12"), "SEQ:HASH"),
        ((*ADD, "x", "y", "--password", "p" * 9, "--pin", "12345"), "p- and small letters"),
        ((*ADD, "p-x", "xx", "--password", "p", "--pin", "1"), "at least 8 characters"),
    ],
)  # fmt: skip
def test_a_no_is_one_plain_line(run: Run, words: tuple[str, ...], said: str) -> None:
    told = run(*words)

    assert told.exit_code == 1
    assert said in told.output
    assert len(told.output.strip().splitlines()) == 1
    assert "Traceback" not in told.output


def test_a_feed_gets_a_token_that_opens_until_it_is_ended(run: Run, tmp_path: Path) -> None:
    token = run("feeds", "add", "north", "--station", "0126").output.strip()

    listed = json.loads(run("feeds", "list", "--json").output)
    ended = run("feeds", "end", "north")

    assert len(token) >= 43
    assert listed == [{"name": "north", "stations": ["0126"]}]
    assert ended.exit_code == 0
    assert json.loads(run("feeds", "list", "--json").output) == []


def test_a_book_is_shown_proved_and_exported(run: Run, tmp_path: Path) -> None:
    me = a_house(tmp_path).signed_in("zhangwei")
    me.act("TakeSeat", seat="station-master")
    me.act("WriteNote", words="看见")
    head = f"2:{me.get(f'/rooms/{ROOM}').json['head']}"

    shown = run("logbook", "show", ROOM, "--last", "1")
    proved = json.loads(run("logbook", "verify", ROOM, "--json").output)
    anchored = run("logbook", "verify", ROOM, "--head", head)
    exported = [json.loads(line) for line in run("logbook", "export", ROOM).output.splitlines()]

    assert "NoteWritten" in shown.output
    assert "SeatTaken" not in shown.output
    assert (proved["whole"], proved["anchored"], proved["entries"]) == (True, False, 2)
    assert proved["head"] == head
    assert "anchored to the kept head" in anchored.output
    assert [row["seq"] for row in exported] == [1, 2]
    assert exported[1]["previous"] == exported[0]["sha256"]


def test_a_book_that_was_changed_or_cut_off_does_not_pass(run: Run, tmp_path: Path) -> None:
    import sqlite3

    me = a_house(tmp_path).signed_in("zhangwei")
    me.act("TakeSeat", seat="station-master")
    me.act("WriteNote", words="before")
    head = f"2:{me.get(f'/rooms/{ROOM}').json['head']}"
    with sqlite3.connect(tmp_path / "book.sqlite3") as book:
        book.execute("UPDATE entries SET body = replace(body, 'before', 'after') WHERE seq = 2")

    changed = run("logbook", "verify", ROOM)
    with sqlite3.connect(tmp_path / "book.sqlite3") as book:
        book.execute("DELETE FROM entries WHERE seq = 2")
    unanchored = run("logbook", "verify", ROOM)
    cut_off = run("logbook", "verify", ROOM, "--head", head)

    assert changed.exit_code == 1
    assert "entry 2 was changed after it was written" in changed.output
    assert unanchored.exit_code == 0
    assert "not anchored" in unanchored.output
    assert cut_off.exit_code == 1
    assert "before the kept head 2" in cut_off.output


def test_the_paper_of_the_api_says_what_the_api_is(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "openapi.json"

    missing = run("api", "--check", "--paper", str(paper))
    run("api", "--write", "--paper", str(paper))
    fresh = run("api", "--check", "--paper", str(paper))

    told = json.loads(paper.read_text())
    assert missing.exit_code == 1
    assert fresh.exit_code == 0
    assert told["openapi"] == "3.1.0"
    acts = told["paths"]["/api/rooms/station/{station}/acts"]["post"]
    assert acts["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/ActPosted"
    }
    assert "/api/counts" in told["paths"]
