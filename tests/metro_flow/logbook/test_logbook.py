"""A logbook numbers, keeps and tells every entry once, whoever else is writing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metro_flow.errors import Malformed, Refused, Unknown
from metro_flow.logbook import table
from metro_flow.logbook.entry import Author, parse_command
from metro_flow.logbook.seal import Head, parse_head, verify
from metro_flow.logbook.shelf import Shelf
from tests.builders import PracticeRoom
from tests.metro_flow.logbook.counting_panel import COMMANDS, PANEL, RaiseTally, RaiseTwice


@pytest.fixture
def room(tmp_path: Path) -> PracticeRoom:
    return PracticeRoom(tmp_path, [PANEL], COMMANDS)


def rows(room: PracticeRoom) -> list[table.Row]:
    with room.engine.connect() as connection:
        return table.read_rows(connection, room.name)


def test_an_act_becomes_the_next_entry_and_is_told(room: PracticeRoom) -> None:
    answer = room.act(RaiseTally(3))

    assert answer.seqs == (1,)
    assert room.tablet.panels["tally"] == {"total": 3, "open": True}
    room.check()


def test_one_act_may_write_several_entries_each_told_in_turn(room: PracticeRoom) -> None:
    answer = room.act(RaiseTwice(2))

    assert answer.seqs == (1, 2)
    assert room.tablet.seq == 2
    room.check()


def test_the_same_ref_gets_the_same_answer_and_writes_nothing(room: PracticeRoom) -> None:
    first = room.act(RaiseTally(3), ref="tap-1")
    again = room.act(RaiseTally(3), ref="tap-1")

    assert again.seqs == first.seqs
    assert room.board[PANEL].total == 3


def test_a_refused_act_writes_nothing_and_its_ref_is_refused_again(room: PracticeRoom) -> None:
    room.act(RaiseTally(1))
    with pytest.raises(Refused):
        room.act(RaiseTally(1, seen=0), ref="tap-2")
    room.act(RaiseTally(-1))

    with pytest.raises(Refused) as refusal:
        room.act(RaiseTally(1, seen=0), ref="tap-2")

    assert refusal.value.reason == "tally has changed"
    assert refusal.value.facts == {"total": 1, "seen": 0}
    assert room.kinds == ["TallyRaised", "TallyRaised"]


def test_a_deadline_is_written_once_by_the_clock(room: PracticeRoom) -> None:
    room.act(RaiseTally(1))

    assert room.wait(59) == []
    assert room.wait(30) == ["TallyClosed"]
    assert room.book.entries(limit=1)[-1].by == Author("the clock")
    room.check()


def test_time_in_the_book_never_goes_back(room: PracticeRoom) -> None:
    room.act(RaiseTally(1))
    room.clock.advance(-100)
    room.act(RaiseTally(1))

    first, second = room.book.entries()

    assert second.at == first.at


def test_a_book_opened_anew_knows_what_was_written(room: PracticeRoom) -> None:
    room.act(RaiseTwice(5))

    assert room.a_tablet_that_joins().panels["tally"]["total"] == 10


def test_an_older_watch_is_refused(room: PracticeRoom) -> None:
    def decide(*_: object) -> tuple[object, ...]:
        return tuple(COMMANDS[RaiseTally](room.board, RaiseTally(1), asked(room)))

    room.book.write(decide, by=Author("the watch"), fence=7)

    with pytest.raises(Refused, match="a newer watch has taken over"):
        room.book.write(decide, by=Author("the watch"), fence=6)


def asked(room: PracticeRoom):  # type: ignore[no-untyped-def]
    from metro_flow.logbook.entry import Act

    return Act(by=Author("the watch"), at=room.now, occurred_at=room.now)


def test_two_processes_never_use_a_number_twice(room: PracticeRoom) -> None:
    other = Shelf(room.engine, room._kinds, room.clock).open(room.name)
    mine = room.book

    def raise_fifty(book, refused: list[Refused]) -> None:  # type: ignore[no-untyped-def]
        for _ in range(50):
            seen = book.board()[PANEL].total
            try:
                book.write(
                    lambda board, act, seen=seen: COMMANDS[RaiseTally](
                        board, RaiseTally(1, seen=seen), act
                    ),
                    by=Author("p-1"),
                )
            except Refused as refusal:
                refused.append(refusal)

    refused: list[Refused] = []
    threads = [threading.Thread(target=raise_fifty, args=(book, refused)) for book in (mine, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [row.seq for row in rows(room)] == list(range(1, 101 - len(refused)))
    assert mine.board()[PANEL].total == other.board()[PANEL].total == 100 - len(refused)
    assert verify(rows(room)).fault is None


def test_a_whole_book_verifies_and_says_whether_it_is_anchored(room: PracticeRoom) -> None:
    room.act(RaiseTwice(1))
    head = Head(2, room.board.head)

    assert verify(rows(room)).words.startswith("2 entries, consistent, not anchored")
    assert verify(rows(room), head).words.startswith("2 entries, anchored to the kept head")
    assert parse_head(str(head)) == head


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        pytest.param(
            lambda rows: rows[:1] + rows[2:], "entry 2 is missing; found 3", id="one is gone"
        ),
        pytest.param(
            lambda rows: rows[:2], "the book ends at 2, before the kept head 3", id="cut off"
        ),
        pytest.param(
            lambda rows: [rows[0], rewritten(rows[1]), rows[2]],
            "entry 2 was changed after it was written",
            id="one was rewritten",
        ),
        pytest.param(
            lambda rows: [rows[0], resealed(rewritten(rows[1])), rows[2]],
            "entry 3 does not follow entry 2",
            id="one was rewritten and sealed again",
        ),
    ],
)
def test_a_book_that_was_touched_is_found_out(room: PracticeRoom, spoil, fault: str) -> None:  # type: ignore[no-untyped-def]
    room.act(RaiseTwice(1))
    room.act(RaiseTally(1))
    kept = Head(3, room.board.head)

    assert verify(spoil(rows(room)), kept).fault == fault


def rewritten(row: table.Row) -> table.Row:
    from dataclasses import replace

    return replace(row, body=row.body.replace('"by":1', '"by":9'))


def resealed(row: table.Row) -> table.Row:
    from dataclasses import replace

    from metro_flow.logbook.seal import SEALED, seal

    return replace(row, sha256=seal({name: getattr(row, name) for name in SEALED}))


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        pytest.param(
            "Fly", {}, "kind: 'Fly' is wrong; one of RaiseTally, RaiseTwice", id="unknown"
        ),
        pytest.param(
            "RaiseTally",
            [],
            "body: [] is wrong; an object with the command's fields",
            id="no object",
        ),
        pytest.param(
            "RaiseTally",
            {"by": False},
            "RaiseTally: by: False is wrong; input should be a valid integer",
            id="false is no number",
        ),
        pytest.param(
            "RaiseTally",
            {},
            "RaiseTally: by: None is wrong; this field is required",
            id="missing",
        ),
        pytest.param(
            "RaiseTally",
            {"by": 1, "on": 2},
            "RaiseTally: on: 2 is wrong; there is no such field",
            id="too much",
        ),
    ],
)
def test_a_malformed_command_is_answered_by_field(kind: str, body: object, words: str) -> None:
    commands = {command.__name__: command for command in COMMANDS}

    with pytest.raises(Malformed) as fault:
        parse_command(commands, kind, body)

    assert str(fault.value) == words


def test_a_room_of_an_unknown_kind_is_unknown(room: PracticeRoom) -> None:
    with pytest.raises(Unknown, match="rooms begin with station"):
        room.shelf.open("cinema/1")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(1, 5)), max_size=20))
def test_taps_posted_again_in_any_order_count_once(taps: list[tuple[str, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        room = PracticeRoom(Path(folder), [PANEL], COMMANDS)
        first: dict[str, int] = {}
        for ref, by in taps:
            room.act(RaiseTally(by), ref=ref)
            first.setdefault(ref, by)

        assert room.board[PANEL].total == sum(first.values())
        room.check()
