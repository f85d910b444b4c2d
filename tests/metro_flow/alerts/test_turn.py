"""The watch writes a colour only when the board has another, and follows what people did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metro_flow.alerts.colour import AlertColour, Standing
from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.house_rules import CLEAR_TIME, rules_of
from metro_flow.alerts.panel import COMMANDS, PANEL, AnswerLook, StandDownAlert
from metro_flow.alerts.turn import (
    check,
    end_by_person,
    raise_by_person,
    turn_colour,
    turn_colours,
)
from metro_flow.logbook.entry import Author
from tests.builders import PracticeRoom, a_chief
from tests.metro_flow.alerts.builders import (
    GONE,
    PLATFORM,
    Watch,
    a_platform,
    crowding_rule,
    people,
)

BLUE, YELLOW, ORANGE, RED = AlertColour
CALM, BUSY, FULL, DANGER = people(500), people(2100), people(3100), people(3600)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    room = PracticeRoom(tmp_path, [PANEL], COMMANDS)
    yield room
    room.check()


@pytest.fixture
def watch(room: PracticeRoom) -> Watch:
    return Watch(room, crowding_rule())


def colour_of(room: PracticeRoom) -> AlertColour | None:
    return room.board[PANEL].colour


def test_a_crowd_that_stays_raises_one_alert_and_writes_nothing_more(watch: Watch) -> None:
    written = watch.see(BUSY, for_s=600)

    assert written == ["AlertRaised"]
    raised = watch.room.last
    assert (raised.zone, raised.rule.id, raised.colour) == (PLATFORM, "crowding", "yellow")
    assert raised.reason.facts["people"] == 2100


def test_a_surge_climbs_the_colours_each_a_new_activation(watch: Watch) -> None:
    watch.see(BUSY, for_s=120)
    first = watch.room.board[PANEL].open[0]
    watch.see(FULL, for_s=60)
    watch.see(DANGER)

    alert = watch.room.board[PANEL].open[0]
    assert alert.id == first.id
    assert alert.colour is RED
    assert len(alert.activations) == 3
    assert alert.activation == watch.room.board.seq


def test_a_crowd_that_leaves_is_cleared_colour_by_colour(watch: Watch) -> None:
    watch.see(FULL, for_s=60)

    written = watch.see(CALM, for_s=1900)

    assert written == ["AlertColourChanged", "AlertColourChanged", "AlertCleared"]
    assert colour_of(watch.room) is None
    closed = watch.room.board[PANEL].last_closed
    assert closed is not None
    assert (closed.closed_by, closed.colour) == ("watch", BLUE)
    assert closed.activations == (1,)


def test_an_alert_without_figures_keeps_its_colour_and_says_so_once(watch: Watch) -> None:
    watch.see(FULL, for_s=60)

    gone = watch.see(GONE, for_s=3600)
    back = watch.see(FULL, for_s=60)

    assert gone == ["AlertStale"]
    assert back == ["AlertFresh"]
    assert colour_of(watch.room) is ORANGE


def test_red_that_has_come_down_invites_a_person_and_stays_red(watch: Watch) -> None:
    watch.see(DANGER)

    written = watch.see(people(2500), for_s=1800)

    assert written == ["StandDownInvited"]
    assert colour_of(watch.room) is RED


def test_red_stood_down_goes_to_what_the_figures_asked_for_at_the_invitation(
    watch: Watch,
) -> None:
    watch.see(DANGER)
    watch.see(people(2500), for_s=700)

    watch.room.act(StandDownAlert("a1", "站台恢复"))
    written = watch.see(people(2500), for_s=120)

    assert colour_of(watch.room) is YELLOW
    assert written == []


def test_red_stood_down_with_nothing_asked_closes_the_alert(watch: Watch) -> None:
    watch.see(DANGER)
    watch.see(CALM, for_s=700)

    watch.room.act(StandDownAlert("a1", "站台恢复"))
    watch.see(CALM, for_s=60)

    closed = watch.room.tablet.panels["alerts"]
    assert closed["open"] == []
    assert closed["last_closed"]["closed_by"] == "p-zhangwei"


def test_a_red_that_returns_after_it_came_down_must_be_seen_anew(watch: Watch) -> None:
    watch.see(DANGER)
    watch.see(CALM, for_s=700)

    written = watch.see(DANGER)

    alert = watch.room.board[PANEL].open[0]
    assert written == ["AlertColourChanged"]
    assert (alert.invited, len(alert.activations)) == (False, 2)


def test_eyes_on_the_spot_hold_a_supposed_red_off_for_ten_minutes(room: PracticeRoom) -> None:
    watch = Watch(room, crowding_rule(assumed=True))
    watch.see(DANGER, for_s=20)
    room.act(AnswerLook("a1", "false", "站台空"))

    held = watch.see(DANGER, for_s=580)
    after = watch.see(DANGER, for_s=30)

    assert held == []
    assert after == ["AlertColourChanged", "LookAsked"]
    assert colour_of(room) is RED


def test_a_turn_decided_on_a_board_that_people_changed_since_writes_nothing(
    watch: Watch,
) -> None:
    room = watch.room
    watch.see(DANGER)
    watch.see(CALM, for_s=700)
    stale_turn = check(room.board, watch.rule, DANGER, before=watch.standing, now=room.now)
    room.act(StandDownAlert("a1", "恢复"))

    answer = room.book.write(turn_colours([stale_turn]), by=Author("the watch"))

    assert answer.seqs == ()
    assert colour_of(room) is None


def test_one_rule_may_be_turned_by_itself(room: PracticeRoom) -> None:
    turn = check(room.board, crowding_rule(), DANGER, before=Standing(), now=room.now)

    decide = turn_colour(turn.rule, turn.judgement, turn.standing)
    room.book.write(decide, by=Author("the watch"))
    room.book.write(decide, by=Author("the watch"))

    assert room.kinds == ["AlertRaised"]


def test_a_restarted_watch_goes_on_from_the_board(watch: Watch) -> None:
    watch.see(FULL, for_s=60)
    watch.standing = Standing()

    assert watch.see(FULL, for_s=120) == []
    assert colour_of(watch.room) is ORANGE


def test_two_causes_in_one_zone_are_two_alerts_and_the_higher_colours_the_room(
    room: PracticeRoom,
) -> None:
    rules = rules_of([a_platform(ways_out=(180.0, 180.0))])
    clear_time = next(rule for rule in rules if rule.id == CLEAR_TIME)
    watched = [crowding_rule(), clear_time]
    turns = [check(room.board, rule, DANGER, before=Standing(), now=room.now) for rule in watched]

    room.book.write(turn_colours(turns), by=Author("the watch"))

    assert [alert.rule for alert in room.board[PANEL].open] == ["crowding", "clear-time"]
    assert colour_of(room) is RED


def test_an_alert_whose_rule_the_station_no_longer_has_is_ended(watch: Watch) -> None:
    watch.see(FULL, for_s=60)
    watch.rule = replace(watch.rule, zone="platform-7")

    assert watch.see(CALM) == ["AlertCleared"]
    assert watch.room.last.reason.key is ReasonKey.RULE_GONE


def test_a_red_whose_rule_is_gone_waits_for_a_person(watch: Watch) -> None:
    watch.see(DANGER)
    watch.rule = replace(watch.rule, zone="platform-7")

    assert watch.see(CALM, for_s=60) == ["StandDownInvited"]
    assert colour_of(watch.room) is RED


CRUSH = Reason(ReasonKey.REPORTED, {"situation": "crush", "zone": PLATFORM})


def by_word(room: PracticeRoom, colour: AlertColour) -> tuple[int, ...]:
    answer = room.book.write(
        lambda board, _act: raise_by_person(board, PLATFORM, colour, CRUSH), by=a_chief()
    )
    return answer.seqs


def test_a_persons_word_raises_its_own_alert_beside_the_figures(watch: Watch) -> None:
    watch.see(BUSY, for_s=120)

    by_word(watch.room, RED)
    watch.see(BUSY, for_s=60)

    board = watch.room.board
    assert [(each.rule, each.colour, each.by) for each in board[PANEL].open] == [
        ("crowding", YELLOW, "watch"),
        ("reported", RED, "p-zhangwei"),
    ]


def test_a_second_word_raises_the_same_alert_only_when_it_is_graver(room: PracticeRoom) -> None:
    by_word(room, YELLOW)

    assert by_word(room, YELLOW) == ()
    assert by_word(room, RED) == (2,)
    assert by_word(room, ORANGE) == ()
    assert colour_of(room) is RED


def test_a_word_taken_back_clears_its_alert_but_red_waits_to_be_stood_down(
    room: PracticeRoom,
) -> None:
    def end() -> None:
        room.book.write(lambda board, _act: end_by_person(board, PLATFORM), by=a_chief())

    end()
    by_word(room, ORANGE)
    end()
    by_word(room, RED)
    end()
    end()

    assert room.kinds == ["AlertRaised", "AlertCleared", "AlertRaised", "StandDownInvited"]


def test_a_crush_reported_again_after_it_was_over_is_a_new_activation(room: PracticeRoom) -> None:
    by_word(room, RED)
    room.book.write(lambda board, _act: end_by_person(board, PLATFORM), by=a_chief())

    assert by_word(room, RED) == (3,)
    assert not room.board[PANEL].open[0].invited


def test_a_milder_word_about_a_red_that_is_over_is_what_its_stand_down_leaves(
    room: PracticeRoom,
) -> None:
    by_word(room, RED)
    room.book.write(lambda board, _act: end_by_person(board, PLATFORM), by=a_chief())
    by_word(room, YELLOW)

    room.act(StandDownAlert("a1", "人群散开"))

    assert colour_of(room) is YELLOW
