"""A word from the spot raises a colour at once, and ends only by people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from metro_flow.alerts import panel as alerts
from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.panel import AcknowledgeAlert, StandDownAlert
from metro_flow.errors import Malformed, Refused, Unknown
from metro_flow.flow.zone import EstimateByEye as EyeEstimate
from metro_flow.logbook.entry import parse_command
from metro_flow.people.person import Seat
from stations.profile import read_station
from stations.profile.atlas import ATLAS
from stations.room import response, seats, situation
from stations.room.reported import COLOURS, Situation
from stations.room.situation import (
    CloseReport,
    EstimateByEye,
    ReportCrush,
    ReportSituation,
    looks_of,
)
from tests.builders import PracticeRoom
from tests.stations.room.chiefs import DISTRICT, LOCAL, MASTER, STRANGER, STREET, granted, sit_all

PLATFORM = "platform-2"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PracticeRoom]:
    room = PracticeRoom(
        tmp_path,
        (alerts.PANEL, seats.PANEL, response.PANEL, situation.PANEL),
        {**alerts.COMMANDS, **seats.COMMANDS, **situation.COMMANDS},
        place=read_station(ATLAS / "jingan-temple"),
    )
    sit_all(room)
    yield room
    room.check()


def colour(room: PracticeRoom) -> AlertColour | None:
    return room.board[alerts.PANEL].colour


def only_report(room: PracticeRoom) -> dict[str, object]:
    (report,) = room.tablet.panels["situation"]["reports"]
    return dict(report)


@pytest.mark.parametrize(
    ("happening", "asked"),
    [
        pytest.param("train-failure", "orange", id="a failed train fills the platforms unseen"),
        pytest.param("injury", "orange", id="somebody who fell stops the stream behind them"),
        pytest.param("crowding", "yellow", id="crowding is worth everyone's look"),
        pytest.param("equipment", "blue", id="broken equipment is for knowing"),
        pytest.param("other", None, id="what is none of these raises nothing"),
        pytest.param("crush", "red", id="a crush is red however it is said"),
    ],
)
def test_a_report_raises_the_colour_of_the_table(
    room: PracticeRoom, happening: str, asked: str | None
) -> None:
    room.act(ReportSituation(Situation(happening), PLATFORM, "看见的"), LOCAL)

    assert colour(room) == asked
    assert only_report(room)["colour"] == asked


def test_a_crush_is_red_at_once_in_the_name_of_who_saw_it(room: PracticeRoom) -> None:
    room.act(ReportCrush(PLATFORM, "扶梯口有人倒下"), LOCAL)

    (alert,) = room.board[alerts.PANEL].open
    assert (alert.colour, alert.zone, alert.rule) == ("red", PLATFORM, "reported")
    assert (alert.by, alert.assumed) == ("p-zhaolei", False)
    assert alert.reason.facts["words"] == "扶梯口有人倒下"
    assert room.wait(120) == []


def test_a_report_without_a_place_concerns_the_whole_station(room: PracticeRoom) -> None:
    room.act(ReportSituation(Situation.TRAIN_FAILURE, None), MASTER)

    assert room.board[alerts.PANEL].open[0].zone == "station"
    assert only_report(room)["zone"] is None


def test_a_second_report_of_one_zone_raises_only_when_it_is_graver(room: PracticeRoom) -> None:
    room.act(ReportSituation(Situation.CROWDING, PLATFORM), MASTER)
    same = room.act(ReportSituation(Situation.CROWDING, PLATFORM), STREET)
    graver = room.act(ReportCrush(PLATFORM), LOCAL)

    assert (len(same.seqs), len(graver.seqs)) == (1, 2)
    assert len(room.board[alerts.PANEL].open) == 1
    assert colour(room) is AlertColour.RED


def test_the_last_report_of_a_zone_closed_ends_its_alert(room: PracticeRoom) -> None:
    room.act(ReportSituation(Situation.CROWDING, PLATFORM), MASTER)
    room.act(ReportSituation(Situation.CROWDING, PLATFORM), STREET)
    first, second = (report.id for report in room.board[situation.PANEL].open)

    room.act(CloseReport(first, "已疏散"), MASTER)
    between = colour(room)
    room.act(CloseReport(second, "已疏散"), STREET)

    assert between is AlertColour.YELLOW
    assert colour(room) is None
    assert only_report(room)["closed_at"] == "2015-04-01T09:30:00.000Z"


def test_a_crush_that_is_over_waits_for_the_station_master_to_stand_it_down(
    room: PracticeRoom,
) -> None:
    room.act(ReportCrush(PLATFORM), LOCAL)
    (alert,) = room.board[alerts.PANEL].open
    (report,) = room.board[situation.PANEL].open
    with pytest.raises(Refused, match="it has not come down"):
        room.act(StandDownAlert(alert.id, "恢复"), MASTER)

    room.act(CloseReport(report.id, "人已扶起"), LOCAL)
    waiting = colour(room)
    room.act(StandDownAlert(alert.id, "恢复"), MASTER)

    assert waiting is AlertColour.RED
    assert colour(room) is None


def test_a_report_closed_twice_is_refused_and_one_that_never_was_is_unknown(
    room: PracticeRoom,
) -> None:
    room.act(ReportSituation(Situation.OTHER, None, "广播坏了"), MASTER)
    (report,) = room.board[situation.PANEL].open
    room.act(CloseReport(report.id, "已修好"), MASTER)

    with pytest.raises(Refused, match="the report is closed"):
        room.act(CloseReport(report.id, "已修好"), MASTER)
    with pytest.raises(Unknown, match="r99"):
        room.act(CloseReport("r99", "已修好"), MASTER)


def test_a_zone_that_the_station_has_not_is_named_with_those_it_has(room: PracticeRoom) -> None:
    with pytest.raises(Malformed, match=r"zone: 'platform-99' is wrong; one of .*platform-2"):
        room.act(ReportCrush("platform-99"), LOCAL)


def test_whoever_has_a_grant_may_report_a_crush_without_having_sat_down(
    room: PracticeRoom,
) -> None:
    room.act(ReportCrush(PLATFORM), STRANGER, grants=granted("street"))

    assert colour(room) is AlertColour.RED


def test_a_stranger_reports_nothing(room: PracticeRoom) -> None:
    with pytest.raises(Refused, match="not yours to order"):
        room.act(ReportCrush(PLATFORM), STRANGER)
    with pytest.raises(Refused, match="not yours to order"):
        room.act(EstimateByEye(PLATFORM, 3), DISTRICT)


def test_a_look_counts_for_five_minutes_and_the_last_one_wins(room: PracticeRoom) -> None:
    room.act(EstimateByEye(PLATFORM, 2), LOCAL)
    room.wait(60)
    room.act(EstimateByEye(PLATFORM, 4), MASTER)

    (look,) = room.tablet.panels["situation"]["by_eye"]
    assert (look["step"], look["person"]) == (4, "p-zhangwei")
    assert look["until"] == "2015-04-01T09:36:00.000Z"
    assert looks_of(room.board) == (EyeEstimate("0243", PLATFORM, 4, room.now),)


def test_a_look_raises_no_colour_by_itself(room: PracticeRoom) -> None:
    room.act(EstimateByEye(PLATFORM, 5), LOCAL)

    assert colour(room) is None


@pytest.mark.parametrize("step", [0, 6, 2.5, True, "3"])
def test_a_look_has_one_of_five_steps(step: object) -> None:
    kinds = {EstimateByEye.__name__: EstimateByEye}

    with pytest.raises(Malformed, match="step"):
        parse_command(kinds, "EstimateByEye", {"zone": PLATFORM, "step": step})


def test_every_situation_has_its_colour_in_the_table() -> None:
    assert set(COLOURS) == set(Situation)


def test_an_alert_by_report_is_acknowledged_like_any_other(room: PracticeRoom) -> None:
    room.act(ReportCrush(PLATFORM), LOCAL)
    (alert,) = room.board[alerts.PANEL].open

    room.act(AcknowledgeAlert(alert.id, alert.activation), STREET)

    assert room.board[alerts.PANEL].open[0].acknowledged_by(Seat.STREET, "p-xujing")
