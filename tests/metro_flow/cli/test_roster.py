"""A roster is written at the shell, held against people's rights, and shows who is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import wsgi
from metro_flow.clock import ClockState, real_now
from metro_flow.db import db
from metro_flow.kept_clock import keep_clock
from metro_flow.people.passwords import Sealed
from metro_flow.people.person import Names, Person
from metro_flow.settings import Settings
from metro_flow.web import house
from stations.demo.furnish import BEGINS

HEADER = "station,seat,person,starts,ends,deputy,lines,exits\n"
NIGHT = "0243,street,p-gaofei,2015-04-01 20:30,2015-04-02 08:30,no,,\n"
DAY = "0243,street,p-xujing,2015/4/1 08:30,2015-04-01 20:30,no,,0243-1\n"
AT_NIGHT = ("--from", "2015-04-01 20:30", "--until", "2015-04-02 08:30")
PEOPLE = {
    "p-gaofei": ("street", "--street", "静安寺街道"),
    "p-xujing": ("street", "--street", "静安寺街道"),
    "p-liqiang": ("station-master", "--station", "0243", "--line", "7"),
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return what runs `metro-flow` at half past five on the real day, among three people."""
    address = f"sqlite:///{tmp_path / 'book.sqlite3'}"
    monkeypatch.setenv("METRO_FLOW_DATABASE", address)
    app = wsgi.create_app(Settings(database=address, watch=False))
    with app.app_context():
        keep_clock(db.engine, ClockState(BEGINS, real_now(), 0.0))
        for each in PEOPLE:
            somebody = Person(each, Names("某", "One"), Names("", ""), "")
            house(app).people.add(somebody, each[2:], Sealed("", ""))
    for each, words in PEOPLE.items():
        command = ["people", "grant", each, *words, "--from", "2015-01-01"]
        assert CliRunner().invoke(wsgi.command, command).exit_code == 0
    return lambda *words: CliRunner().invoke(wsgi.command, list(words))


def gaps_of_street(run: Callable[..., Result]) -> list[tuple[str, str]]:
    """Return when nobody holds the street's seat in the coming day."""
    told = json.loads(run("roster", "show", "0243", "--json").output)
    return [(gap["starts"], gap["ends"]) for gap in told["gaps"] if gap["seat"] == "street"]


def a_file(folder: Path, text: str, encoding: str = "utf-8-sig") -> str:
    """Write a table as a spreadsheet does, and return its path."""
    path = folder / "april.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


def test_an_empty_roster_shows_every_seat_as_nobody_s(run: Callable[..., Result]) -> None:
    told = run("roster", "show", "0243")

    assert told.output.count("NOBODY") == 6
    assert "station-master  NOBODY           line 14\n" in told.output
    assert told.output.endswith("nobody is on this roster\n")


def test_whoever_is_put_on_a_seat_fills_its_gap_by_shanghai_s_time(
    run: Callable[..., Result],
) -> None:
    put = run("roster", "put", "0243", "street", "p-gaofei", *AT_NIGHT)

    assert put.output == "2015-04-01 20:30 – 2015-04-02 08:30  street          p-gaofei\n"
    assert gaps_of_street(run) == [
        ("2015-04-01T09:30:00.000Z", "2015-04-01T12:30:00.000Z"),
        ("2015-04-02T00:30:00.000Z", "2015-04-02T09:30:00.000Z"),
    ]


def test_a_deputy_fills_no_gap(run: Callable[..., Result]) -> None:
    run("roster", "put", "0243", "street", "p-gaofei", *AT_NIGHT, "--deputy")

    assert gaps_of_street(run) == [("2015-04-01T09:30:00.000Z", "2015-04-02T09:30:00.000Z")]
    assert "p-gaofei         deputy" in run("roster", "show", "0243").output


def test_a_duty_removed_is_a_gap_again(run: Callable[..., Result]) -> None:
    run("roster", "put", "0243", "street", "p-gaofei", *AT_NIGHT)

    gone = run("roster", "remove", "0243", "street", "p-gaofei", *AT_NIGHT[:2])
    again = run("roster", "remove", "0243", "street", "p-gaofei", *AT_NIGHT[:2])

    assert gone.output == "p-gaofei is off the roster as street from 2015-04-01 20:30\n"
    assert len(gaps_of_street(run)) == 1
    assert again.exit_code == 1
    assert "unknown duty “street p-gaofei from 2015-04-01 20:30”" in again.output


def test_a_table_goes_in_whole_and_a_second_time_changes_nothing(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    lines = "0243,station-master,p-liqiang,2015-04-01 08:30,2015-04-01 20:30,yes,7;14,\n"
    table = a_file(tmp_path, HEADER + NIGHT + "\n" + lines)

    first, second = run("roster", "import", table), run("roster", "import", table, "--json")
    shown = json.loads(run("roster", "show", "0243", "--json").output)

    assert first.output == "2 duties are on the roster, 0 were already\n"
    assert json.loads(second.output) == {"new": 0, "known": 2, "refused": []}
    assert [duty["lines"] for duty in shown["duties"]] == [["7", "14"], []]


def test_one_wrong_row_keeps_all_rows_out_and_is_named(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    wrong = "0243,driver,p-gaofei,tonight,2015-04-02 08:30,perhaps,99,\n"

    told = run("roster", "import", a_file(tmp_path, HEADER + NIGHT + wrong))

    assert told.exit_code == 1
    assert "row 3: seat: 'driver' is wrong; station-master, transit-police" in told.output
    assert "row 3: starts: 'tonight' is wrong; a time in Shanghai such as" in told.output
    assert "row 3: deputy: 'perhaps' is wrong; yes, no, or empty for no" in told.output
    assert "row 3: lines: '99' is wrong; of 14, 2, 7" in told.output
    assert "nothing was brought in: rows go in when all of them are right" in told.output
    assert len(gaps_of_street(run)) == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (NIGHT.replace("0243", "9999"), "station: '9999' is wrong"),
        (NIGHT.replace("gaofei", "nobody"), "person: 'p-nobody' is wrong; an id that"),
        (NIGHT.replace("gaofei", "liqiang"), "somebody granted street there for all these hours"),
        (NIGHT.replace("2015-04-02", "2015-04-01"), "ends: '2015-04-01 08:30' is wrong; after"),
        (NIGHT.replace("04-02", "05-02"), "by seven days at most"),
        (NIGHT.replace(",,", ",,0999-1"), "exits: '0999-1' is wrong"),
        (NIGHT.replace(",,\n", "\n"), "8 fields"),
    ],
)
def test_a_wrong_row_says_what_would_be_right(
    run: Callable[..., Result], tmp_path: Path, row: str, said: str
) -> None:
    told = run("roster", "import", a_file(tmp_path, HEADER + row), "--json")

    (fault,) = json.loads(told.output)["refused"]
    assert fault["row"] == 2
    assert said in f"{fault['field']}: {fault['value']!r} is wrong; {fault['expected']}"


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("station,seat\n", "utf-8", "the columns station,seat,person"),
        (HEADER + "静安寺,街镇\n", "gbk", "saved as CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_one_line(
    run: Callable[..., Result], tmp_path: Path, text: str, encoding: str, said: str
) -> None:
    told = run("roster", "import", a_file(tmp_path, text, encoding))

    assert told.exit_code == 1
    assert said in told.output
    assert len(told.output.strip().splitlines()) == 1


def test_a_right_that_ended_is_listed_as_ended(run: Callable[..., Result]) -> None:
    run("people", "revoke", "p-gaofei", "street")
    run("people", "grant", "p-xujing", "operator", "--until", "2016-01-01")

    lines = {line.split()[0]: line for line in run("people", "list").output.splitlines()}

    assert lines["p-gaofei"].endswith("street (静安寺街道) ended 2015-04-01 09:30")
    assert lines["p-xujing"].endswith(
        "street (静安寺街道); operator (everywhere) ends 2016-01-01 00:00"
    )
    assert lines["p-liqiang"].endswith("station-master (0243 line 7)")
