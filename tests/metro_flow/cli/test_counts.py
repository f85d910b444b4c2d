"""What an operator brings in at the shell is judged as a post would be, and only once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import wsgi
from metro_flow.clock import ClockState, real_now
from metro_flow.db import db
from metro_flow.kept_clock import keep_clock
from metro_flow.settings import Settings
from stations.demo.furnish import BEGINS

HEADER = "gate_group,direction,start,end,people\n"
GOOD = "0243-E1,in,2015-04-01T17:29:00+08:00,2015-04-01T17:30:00+08:00,12\n"
OLD = "0243-E1,in,2015-04-01T07:29:00+08:00,2015-04-01T07:30:00+08:00,5\n"
WRONG = "0243-E1,in,2015-04-01T17:28:00+08:00,2015-04-01T17:29:00+08:00,many\n"


class Shell:
    """Runs `metro-flow counts …` on stores in a folder, half past five on the real day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(database=f"sqlite:///{folder / 'book.sqlite3'}", watch=False)
        app = wsgi.create_app(self.settings)
        with app.app_context():
            keep_clock(db.engine, ClockState(BEGINS, real_now(), 0.0))

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(wsgi.command, ["counts", *words])

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = Shell(tmp_path)
    monkeypatch.setenv("METRO_FLOW_DATABASE", shell.settings.database)
    monkeypatch.setenv("METRO_FLOW_WATCH", "no")
    return shell


def test_a_table_is_brought_in_and_a_second_time_changes_nothing(shell: Shell) -> None:
    table = shell.file("monday.csv", HEADER + GOOD + OLD)

    first, second = shell.run("import", table), shell.run("import", table)

    assert first.output == "1 accepted, 0 known, 1 archived\n"
    assert second.output == "0 accepted, 2 known, 0 archived\n"
    assert first.exit_code == 0


def test_posts_of_trains_are_brought_in_beside_posts_of_counts(shell: Shell) -> None:
    train = {"station": "0738", "line": "7", "at": "2015-04-01T17:29:00+08:00"}
    row = dict(zip(HEADER.strip().split(","), GOOD.strip().split(","), strict=True))
    posts = [
        {"batch": "one", "trains": [train, train | {"line": "2"}]},
        {"batch": "two", "rows": [row | {"people": 12}]},
    ]
    file = shell.file("posts.jsonl", "\n".join(json.dumps(post) for post in posts))

    result = shell.run("import", file, "--json")

    told = json.loads(result.output)
    assert (told["accepted"], told["known"]) == (2, 0)
    assert [(wrong["list"], wrong["field"]) for wrong in told["refused"]] == [("trains", "line")]


def test_a_wrong_line_is_named_and_the_others_go_on(shell: Shell) -> None:
    table = shell.file("monday.csv", HEADER + GOOD + WRONG)

    result = shell.run("import", table, "--json")

    assert result.exit_code == 1
    assert json.loads(result.output) == {
        "accepted": 1,
        "known": 0,
        "archived": 0,
        "refused": [
            {
                "line": 3,
                "row": 1,
                "field": "people",
                "value": "many",
                "expected": "a whole number 0 … 20000",
            }
        ],
    }


def test_a_table_longer_than_a_post_is_brought_in_whole(shell: Shell) -> None:
    lines = [
        f"0243-E1,in,2015-04-01T0{hour}:{minute:02}:{second:02}+08:00,"
        f"2015-04-01T0{hour}:{minute:02}:{second + 1:02}+08:00,1\n"
        for hour in (5, 6)
        for minute in range(60)
        for second in range(59)
    ]
    table = shell.file("morning.csv", HEADER + "".join(lines))

    result = shell.run("import", table)

    assert result.output == f"0 accepted, 0 known, {len(lines)} archived\n"


def test_a_table_with_another_header_is_refused(shell: Shell) -> None:
    result = shell.run("import", shell.file("monday.csv", "gate,people\n1,2\n"))

    assert result.exit_code == 1
    assert "gate_group,direction,start,end,people" in result.output


def test_the_real_day_is_played_up_to_the_room_clock_and_once(shell: Shell) -> None:
    first, second = shell.run("replay"), shell.run("replay", "--json")

    minutes = (BEGINS.hour + 8) * 60 + BEGINS.minute
    assert first.output == f"{minutes} minutes of shanghai-2015-04-01.csv played\n"
    assert json.loads(second.output)["minutes"] == 0


@pytest.mark.parametrize("words", [(), ("import",), ("replay",)], ids=str)
def test_every_command_explains_itself_with_an_example(
    shell: Shell, words: tuple[str, ...]
) -> None:
    result = shell.run(*words, "--help")

    assert result.exit_code == 0
    assert "metro-flow counts" in result.output
