"""A drill begins, gives its injects when they are due, stands still, and ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from drills.calendar.happened import Outcome
from drills.drill.asked import (
    EndDrill,
    GiveInject,
    PauseDrill,
    ResumeDrill,
    SkipInject,
    StartDrill,
    StopDrill,
)
from drills.drill.running import FORGOTTEN
from drills.drill.state import Phase
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.entry import THE_CLOCK
from metro_flow.people.person import Seat
from stations.profile.words import ResponseLevel
from stations.room.notes import WriteNote
from stations.room.planbook import DraftPlan
from stations.room.response import OrderLevel
from stations.room.seats import LeaveSeat, TakeSeat
from tests.builders import HALF_PAST_FIVE, PracticeRoom
from tests.drills.drill.drill_room import (
    DIRECTOR,
    EVALUATOR,
    PLAYERS,
    SAFETY,
    SCRIPT,
    TRAINEE,
    a_drill_room,
    a_plan,
    ask,
    begun,
    drill,
    minutes,
    seated,
)

MASTER = PLAYERS[Seat.STATION_MASTER]
INJECTS = SCRIPT.scenario.injects
TIMED = [each for each in INJECTS if each.due_min is not None]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    """Return the room of a drill that waits."""
    practice = a_drill_room(tmp_path)
    yield practice
    practice.check()


def test_a_drill_begins_after_its_safety_note(room: PracticeRoom) -> None:
    with pytest.raises(Refused, match="the safety note comes first"):
        ask(room, DIRECTOR, StartDrill(safety_read=False))

    ask(room, DIRECTOR, StartDrill(safety_read=True))

    assert (drill(room).phase, drill(room).began_at) == (Phase.RUNNING, HALF_PAST_FIVE)


def test_a_drill_begins_at_most_half_an_hour_early(tmp_path: Path) -> None:
    room = a_drill_room(tmp_path, starts_at=HALF_PAST_FIVE + timedelta(minutes=31))

    with pytest.raises(Refused, match="it is too early"):
        ask(room, DIRECTOR, StartDrill(safety_read=True))
    room.wait(60)
    ask(room, DIRECTOR, StartDrill(safety_read=True))

    assert drill(room).phase is Phase.RUNNING


@pytest.mark.parametrize("who", [MASTER, EVALUATOR, SAFETY, "p-stranger"])
def test_nobody_but_the_director_conducts(room: PracticeRoom, who: str) -> None:
    with pytest.raises(Refused, match="only the director conducts"):
        ask(room, who, StartDrill(safety_read=True))


def test_nothing_begins_where_nothing_is_planned(tmp_path: Path) -> None:
    room = a_drill_room(tmp_path, planned=False)

    with pytest.raises(Refused, match="the drill is not approved"):
        ask(room, DIRECTOR, StartDrill(safety_read=True))


def test_before_the_start_one_may_only_sit_down_and_get_up(room: PracticeRoom) -> None:
    seated(room)

    with pytest.raises(Refused, match="the drill has not begun"):
        ask(room, MASTER, WriteNote("early"))
    ask(room, MASTER, LeaveSeat(Seat.STATION_MASTER))


def test_a_trainee_sits_where_the_list_says_and_nowhere_else(room: PracticeRoom) -> None:
    ask(room, TRAINEE, TakeSeat(Seat.STREET))

    with pytest.raises(Refused):
        ask(room, TRAINEE, TakeSeat(Seat.LOCAL_POLICE))


def test_whoever_is_not_on_the_list_has_no_act_here(room: PracticeRoom) -> None:
    begun(room)

    for command in (
        TakeSeat(Seat.STREET),
        WriteNote("hello"),
        OrderLevel(ResponseLevel.THREE, None),
    ):
        with pytest.raises(Refused):
            ask(room, "p-stranger", command)


def test_a_drill_drafts_no_plan(room: PracticeRoom) -> None:
    assert DraftPlan not in dict.fromkeys(room.shelf.commands(room.name).values())


def test_each_inject_is_given_at_its_minute_by_the_clock(room: PracticeRoom) -> None:
    begun(room)

    minutes(room, SCRIPT.scenario.minutes)

    given = drill(room).given
    assert list(given) == [each.id for each in TIMED]
    assert [given[each.id].minute for each in TIMED] == [each.due_min for each in TIMED]
    written = [each for each in room.book.entries(limit=999) if each.kind == "InjectGiven"]
    assert {each.by.who for each in written} == {THE_CLOCK}


def test_every_message_begins_with_its_prefix(room: PracticeRoom) -> None:
    begun(room)

    minutes(room, SCRIPT.scenario.minutes)

    prefix = SCRIPT.scenario.prefix
    for given in drill(room).given.values():
        assert given.event.message.zh.startswith(prefix.zh)
        assert given.event.message.en.startswith(prefix.en)


def test_an_inject_given_by_hand_is_not_given_again(room: PracticeRoom) -> None:
    begun(room)

    ask(room, DIRECTOR, GiveInject(TIMED[0].id))
    minutes(room, 10)

    assert room.kinds.count("InjectGiven") == 1
    with pytest.raises(Refused, match="the inject was given"):
        ask(room, DIRECTOR, GiveInject(TIMED[0].id))


def test_an_inject_without_a_minute_waits_for_a_hand(room: PracticeRoom) -> None:
    by_hand = next(each for each in INJECTS if each.by_hand)
    begun(room)

    minutes(room, SCRIPT.scenario.minutes)
    before = by_hand.id in drill(room).given
    ask(room, DIRECTOR, GiveInject(by_hand.id))

    assert (before, drill(room).given[by_hand.id].event.by_hand) == (False, True)


def test_a_skipped_inject_is_never_given(room: PracticeRoom) -> None:
    begun(room)

    ask(room, DIRECTOR, SkipInject(TIMED[0].id, "the trains run late"))
    minutes(room, 10)

    assert drill(room).skipped == {TIMED[0].id: "the trains run late"}
    assert "InjectGiven" not in room.kinds
    with pytest.raises(Refused, match="the inject was skipped"):
        ask(room, DIRECTOR, GiveInject(TIMED[0].id))


@pytest.mark.parametrize("command", [GiveInject("flood"), SkipInject("flood", "why not")])
def test_an_inject_of_another_script_is_unknown(room: PracticeRoom, command: object) -> None:
    begun(room)

    with pytest.raises(Unknown):
        ask(room, DIRECTOR, command)


def test_while_a_drill_is_paused_its_minutes_stand_still(room: PracticeRoom) -> None:
    begun(room)
    minutes(room, 1)

    ask(room, DIRECTOR, PauseDrill("somebody fell, really"))
    stood = minutes(room, 30)
    ask(room, DIRECTOR, ResumeDrill())
    minutes(room, TIMED[0].due_min - 1)

    assert stood == []
    assert drill(room).given[TIMED[0].id].minute == TIMED[0].due_min


def test_while_a_drill_is_paused_one_may_write_a_note_and_order_nothing(
    room: PracticeRoom,
) -> None:
    begun(room)
    ask(room, DIRECTOR, PauseDrill("somebody fell, really"))

    ask(room, MASTER, WriteNote("an ambulance is on its way"))
    with pytest.raises(Refused, match="the drill is paused"):
        ask(room, MASTER, OrderLevel(ResponseLevel.THREE, None))


def test_a_pause_and_a_skip_need_their_reason(room: PracticeRoom) -> None:
    begun(room)

    for command in (PauseDrill(" "), SkipInject(TIMED[0].id, "")):
        with pytest.raises(Refused, match="a reason is needed"):
            ask(room, DIRECTOR, command)


@pytest.mark.parametrize("who", [DIRECTOR, EVALUATOR, SAFETY, MASTER, TRAINEE])
def test_anyone_inside_may_stop_a_drill_without_a_word(room: PracticeRoom, who: str) -> None:
    begun(room)

    ask(room, who, StopDrill(""))

    end = drill(room).end
    assert end is not None
    assert (end.outcome, end.by) == (Outcome.STOPPED, who)


def test_nobody_outside_stops_a_drill(room: PracticeRoom) -> None:
    begun(room)

    with pytest.raises(Refused, match="not in this drill"):
        ask(room, "p-stranger", StopDrill(""))


def test_what_is_over_is_over(room: PracticeRoom) -> None:
    begun(room)
    ask(room, DIRECTOR, EndDrill())

    after = minutes(room, 90)

    assert after == []
    with pytest.raises(Refused, match="the drill is over"):
        ask(room, MASTER, WriteNote("late"))
    with pytest.raises(Refused, match="the drill does not run"):
        ask(room, MASTER, StopDrill(""))
    with pytest.raises(Refused, match="the drill has begun"):
        ask(room, DIRECTOR, StartDrill(safety_read=True))


def test_a_forgotten_drill_ends_by_itself(room: PracticeRoom) -> None:
    begun(room)

    minutes(room, SCRIPT.scenario.minutes + FORGOTTEN.total_seconds() / 60)

    end = drill(room).end
    assert end is not None
    assert (end.outcome, end.by) == (Outcome.FINISHED, THE_CLOCK)


def test_the_panel_tells_nothing_that_is_yet_to_come(room: PracticeRoom) -> None:
    begun(room)
    minutes(room, 3)

    shown = room.tablet.panels["drill"]
    assert [each["inject"] for each in shown["given"]] == [TIMED[0].id]
    for later in TIMED[1:]:
        assert later.message.zh not in str(shown)


def test_a_plan_carried_again_before_the_start_changes_who_takes_part(room: PracticeRoom) -> None:
    room.happen(a_plan(participants=a_plan().participants[:1]))

    assert not drill(room).plays(PLAYERS[Seat.STREET])
