"""The panel stays small, follows from its entries alone, and a year of it is soon read."""

import sys
import time
from datetime import date, timedelta

import orjson
import pytest

from metro_flow.logbook.board import empty_board, fold
from metro_flow.logbook.entry import told
from stations.readiness.authority import Agency
from stations.readiness.hazard import (
    Evidence,
    HazardAssessed,
    HazardClosed,
    HazardFound,
    HazardMonitored,
    HazardRegistered,
    HazardReported,
    HazardTreated,
    Origin,
)
from stations.readiness.hazard_asked import TreatHazard
from stations.readiness.panels import PANELS
from stations.readiness.risk import RiskGrade
from tests.stations.readiness.hazard_room import PROOF, TODAY, a_readiness_book, ask, shown

LIMIT = 8 * 1024
MASTER, DUE = Agency.METRO_OPERATOR, date(2015, 6, 30)


def way(name, *, closed):
    """Return what happens to a hazard up to its treatment, or to its close."""
    events = (
        HazardFound(name, "楼扶梯口堆物" * 20, "三号口站厅", Origin.PATROL, ""),
        HazardRegistered(name, MASTER, DUE),
        HazardAssessed(name, 3, 4, RiskGrade.GENERAL, None),
        HazardReported(name, "区应急局"),
        HazardMonitored(name, "每日巡查堆物", 1),
        HazardTreated(name, "清理并设隔离", PROOF),
    )
    return (*events, HazardClosed(name, Agency.STREET, None)) if closed else events


@pytest.fixture
def room(tmp_path):
    room = a_readiness_book(tmp_path)
    yield room
    room.check()


def test_an_entry_with_its_panel_stays_below_8_kb_with_sixty_open_hazards(room):
    for number in range(1, 201):
        room.happen(*way(f"h{number}", closed=number > 60))
    heard = {}
    room.shelf.listen(lambda _room, entry, panels: heard.update(entry=told(entry), panels=panels))
    longest = Evidence("证" * 80, "f" * 64, "据" * 80)

    ask(room, "master", TreatHazard("h60", "治" * 240, longest))

    assert sum(len(rows) for rows in shown(room)["open"].values()) == 60
    assert len(orjson.dumps(heard)) < LIMIT


def test_beyond_sixty_the_most_urgent_are_shown_and_all_are_counted(room):
    for number in range(1, 71):
        room.happen(*way(f"h{number}", closed=False))
    room.happen(HazardAssessed("h70", 5, 5, RiskGrade.MAJOR, None))

    rows = shown(room)["open"]["treated"]

    assert len(rows) == 60
    assert rows[0]["id"] == "h70"
    assert shown(room)["counts"]["treated"] == 70


def test_what_is_overdue_comes_first(room):
    for number in (1, 2):
        room.happen(HazardFound(f"h{number}", "x", "y", Origin.PATROL, ""))
    room.happen(HazardRegistered("h2", MASTER, TODAY))
    room.clock.advance(timedelta(days=1).total_seconds())

    room.fall_due()

    assert shown(room)["overdue"] == ["h2"]


def test_no_word_and_no_name_travels_in_the_panel(room):
    room.happen(*way("h1", closed=True))

    text = orjson.dumps(shown(room)).decode()

    assert "楼扶梯" not in text
    assert "by" not in shown(room)["closed"][0]


def test_a_year_of_two_hundred_hazards_at_nineteen_stations_folds_to_the_same_board(room):
    for number in range(1, 201):
        room.happen(*way(f"h{number}", closed=number % 10 > 0))
    entries = room.book.entries(limit=10_000)

    began = time.perf_counter()
    boards = []
    for _station in range(19):
        board = empty_board(room.name, PANELS)
        for entry in entries:
            board, _changed = fold(board, entry)
        boards.append(board.shown())
    spent = time.perf_counter() - began

    sys.stdout.write(f"19 x {len(entries)} entries folded in {spent:.2f} s\n")
    assert boards == [room.board.shown()] * 19
