"""Silence, answer and end are three acts; each seat answers for itself and for what it saw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.panel import (
    COMMANDS,
    PANEL,
    AcknowledgeAlert,
    AnswerLook,
    ShelveAlert,
    StandDownAlert,
)
from metro_flow.alerts.turn import raise_by_person
from metro_flow.errors import Malformed, Refused, Unknown
from metro_flow.logbook.entry import Author, parse_command
from metro_flow.people.person import Seat
from tests.builders import PracticeRoom, a_chief, minutes
from tests.metro_flow.alerts.builders import GONE, PLATFORM, Watch, crowding_rule, people

BUSY, FULL, DANGER = people(2100), people(3100), people(3600)
KINDS = {command.__name__: command for command in COMMANDS}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    room = PracticeRoom(tmp_path, [PANEL], COMMANDS)
    yield room
    room.check()


@pytest.fixture
def watch(room: PracticeRoom) -> Watch:
    return Watch(room, crowding_rule(assumed=True))


def shown(room: PracticeRoom) -> dict[str, object]:
    (alert,) = room.tablet.panels["alerts"]["open"]
    return dict(alert)


def test_one_seats_acknowledgement_silences_no_other(watch: Watch) -> None:
    watch.see(FULL, for_s=60)

    watch.room.act(AcknowledgeAlert("a1", 1), a_chief("p-chenjun", "transit-police"))

    assert shown(watch.room)["unacknowledged"] == ["station-master", "local-police", "street"]


def test_an_acknowledgement_counts_for_the_activation_it_saw_and_no_newer_one(
    watch: Watch,
) -> None:
    watch.see(FULL, for_s=60)
    watch.see(DANGER)

    watch.room.act(AcknowledgeAlert("a1", 1))

    alert = watch.room.board[PANEL].open[0]
    assert set(alert.unacknowledged) == set(Seat)
    assert alert.acknowledged[0].activation == 1


def test_a_newer_activation_is_to_be_acknowledged_anew(watch: Watch) -> None:
    watch.see(FULL, for_s=60)
    watch.room.act(AcknowledgeAlert("a1", 1))
    watch.see(DANGER)

    watch.room.act(AcknowledgeAlert("a1", watch.room.board[PANEL].open[0].activation))

    alert = watch.room.board[PANEL].open[0]
    assert alert.acknowledged_by(Seat.STATION_MASTER, "p-zhangwei")
    assert len(alert.acknowledged) == 1


def test_two_holders_of_a_seat_acknowledge_each_for_themselves(watch: Watch) -> None:
    watch.see(FULL, for_s=60)

    watch.room.act(AcknowledgeAlert("a1", 1), a_chief("p-zhangwei"))

    alert = watch.room.board[PANEL].open[0]
    assert alert.acknowledged_by(Seat.STATION_MASTER, "p-zhangwei")
    assert not alert.acknowledged_by(Seat.STATION_MASTER, "p-liqiang")


def test_the_same_acknowledgement_twice_is_written_once(watch: Watch) -> None:
    watch.see(FULL, for_s=60)
    watch.room.act(AcknowledgeAlert("a1", 1))

    again = watch.room.act(AcknowledgeAlert("a1", 1))

    assert again.seqs == ()


def test_an_older_acknowledgement_that_comes_late_takes_nothing_back(watch: Watch) -> None:
    watch.see(FULL, for_s=60)
    watch.see(DANGER)
    newest = watch.room.board[PANEL].open[0].activation
    watch.room.act(AcknowledgeAlert("a1", newest))

    late = watch.room.act(AcknowledgeAlert("a1", 1))

    assert late.seqs == ()
    assert Seat.STATION_MASTER not in watch.room.board[PANEL].open[0].unacknowledged


def refused(room: PracticeRoom, command: object, by: Author | None = None) -> str:
    with pytest.raises(Refused) as no:
        room.act(command, by)
    return no.value.reason


def test_an_activation_that_never_was_is_refused(watch: Watch) -> None:
    watch.see(FULL, for_s=60)

    assert refused(watch.room, AcknowledgeAlert("a1", 7)) == "no such activation"


def test_somebody_without_a_seat_does_not_acknowledge(watch: Watch) -> None:
    watch.see(FULL, for_s=60)

    by = a_chief("p-hetao", None)
    assert refused(watch.room, AcknowledgeAlert("a1", 1), by) == "only a seat acknowledges"


def test_an_alert_that_is_closed_says_so_and_one_that_never_was_is_unknown(watch: Watch) -> None:
    watch.see(BUSY, for_s=120)
    watch.see(people(100), for_s=1300)

    assert refused(watch.room, AcknowledgeAlert("a1", 1)) == "the alert is closed"
    with pytest.raises(Unknown):
        watch.room.act(AcknowledgeAlert("a77", 77))


def test_a_shelved_alert_keeps_its_colour_and_returns_by_itself(watch: Watch) -> None:
    watch.see(BUSY, for_s=120)
    until = watch.room.now + minutes(30)
    watch.room.act(ShelveAlert("a1", until, "施工围挡"))

    shelved = shown(watch.room)["shelved_until"]
    colour = watch.room.tablet.panels["alerts"]["colour"]
    written = watch.see(BUSY, for_s=1860)

    assert shelved == "2015-04-01T10:02:00.000Z"
    assert colour == "yellow"
    assert written == ["AlertReturned"]
    assert shown(watch.room)["shelved_until"] is None


def test_a_colour_that_rises_ends_the_shelving(watch: Watch) -> None:
    watch.see(BUSY, for_s=120)
    watch.room.act(ShelveAlert("a1", watch.room.now + minutes(30), "施工围挡"))

    watch.see(FULL, for_s=60)

    assert shown(watch.room)["shelved_until"] is None


@pytest.mark.parametrize(
    ("ahead", "reason"),
    [
        pytest.param(timedelta(0), "the end has passed", id="an end that is now"),
        pytest.param(timedelta(hours=24, seconds=1), "shelved for a day at most", id="over a day"),
    ],
)
def test_an_alert_is_shelved_for_a_stated_time_of_a_day_at_most(
    watch: Watch, ahead: timedelta, reason: str
) -> None:
    watch.see(BUSY, for_s=120)

    command = ShelveAlert("a1", watch.room.now + ahead, "施工围挡")

    assert refused(watch.room, command) == reason


def test_red_is_never_shelved(watch: Watch) -> None:
    watch.see(DANGER)

    command = ShelveAlert("a1", watch.room.now + minutes(5), "吵")

    assert refused(watch.room, command) == "red is never shelved"


def test_a_red_on_supposed_numbers_asks_for_eyes_once_and_stands_unanswered(
    watch: Watch,
) -> None:
    watch.see(DANGER)
    raised = watch.room.now

    written = watch.see(DANGER, for_s=300)

    assert written == ["LookAsked"]
    assert watch.room.last.until == raised + timedelta(seconds=61)
    assert shown(watch.room)["colour"] == "red"


def test_a_red_on_surveyed_numbers_asks_nobody(room: PracticeRoom) -> None:
    watch = Watch(room, crowding_rule())

    assert watch.see(DANGER, for_s=120) == ["AlertRaised"]


def test_a_look_that_confirms_leaves_red(watch: Watch) -> None:
    watch.see(DANGER, for_s=20)

    watch.room.act(AnswerLook("a1", "true"))

    assert shown(watch.room)["colour"] == "red"
    assert watch.room.kinds[-1] == "LookAnswered"


def test_a_look_that_denies_lowers_red_to_orange_in_the_name_of_who_looked(
    watch: Watch,
) -> None:
    watch.see(DANGER, for_s=20)

    answer = watch.room.act(AnswerLook("a1", "false", "站台空"))

    assert len(answer.seqs) == 2
    assert shown(watch.room)["colour"] == "orange"
    assert watch.room.last.reason.facts["words"] == "站台空"
    assert watch.room.book.entries(limit=1)[0].by.who == "p-zhangwei"


def test_a_look_counts_after_its_minute_too_and_only_once(watch: Watch) -> None:
    watch.see(DANGER, for_s=300)

    watch.room.act(AnswerLook("a1", "false", "站台空"))

    assert refused(watch.room, AnswerLook("a1", "true")) == "the look is answered"


def test_nobody_answers_a_look_that_was_not_asked(watch: Watch) -> None:
    watch.see(FULL, for_s=60)

    assert refused(watch.room, AnswerLook("a1", "false")) == "nobody was asked to look"


def test_red_is_not_stood_down_while_the_figures_are_still_over(watch: Watch) -> None:
    watch.see(DANGER, for_s=60)

    assert refused(watch.room, StandDownAlert("a1", "恢复")) == "it has not come down"


def test_red_is_not_stood_down_while_the_figures_are_gone(watch: Watch) -> None:
    watch.see(DANGER)
    watch.see(people(100), for_s=700)
    watch.see(GONE)

    assert refused(watch.room, StandDownAlert("a1", "恢复")) == "the figures are not known"


def test_other_colours_come_down_by_themselves(watch: Watch) -> None:
    watch.see(FULL, for_s=60)

    assert refused(watch.room, StandDownAlert("a1", "恢复")) == "only red is stood down"


def test_a_tablet_sees_the_worst_alert_first_and_its_colour_as_the_rooms(watch: Watch) -> None:
    watch.see(BUSY, for_s=120)
    crush = Reason(ReasonKey.REPORTED, {"zone": PLATFORM})
    watch.room.book.write(
        lambda board, _act: raise_by_person(board, PLATFORM, AlertColour.RED, crush), by=a_chief()
    )

    alerts = watch.room.tablet.panels["alerts"]
    assert [alert["colour"] for alert in alerts["open"]] == ["red", "yellow"]
    assert alerts["colour"] == "red"


@pytest.mark.parametrize(
    ("kind", "body", "field"),
    [
        pytest.param("AcknowledgeAlert", {"alert": "a1"}, "activation", id="no activation"),
        pytest.param(
            "AcknowledgeAlert", {"alert": "a1", "activation": "1"}, "activation", id="a text"
        ),
        pytest.param("AnswerLook", {"alert": "a1", "answer": "perhaps"}, "answer", id="perhaps"),
        pytest.param("StandDownAlert", {"alert": "a1", "reason": ""}, "reason", id="no reason"),
        pytest.param(
            "ShelveAlert", {"alert": "a1", "until": "soon", "reason": "x"}, "until", id="soon"
        ),
    ],
)
def test_a_command_with_a_wrong_field_is_malformed_and_named(
    kind: str, body: dict[str, object], field: str
) -> None:
    with pytest.raises(Malformed) as wrong:
        parse_command(KINDS, kind, body)

    assert [fault.field for fault in wrong.value.faults] == [field]
