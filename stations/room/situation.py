"""Let people on the spot say what gates cannot see, and let their word raise a colour at once.

A report raises the alert *reported* of its zone; which colour, one table says. Figures never
lower it: it ends when its reports are closed, and a red one only when the station master stands
it down. How crowded a zone looks (five steps) is no report: it feeds the estimate for five
minutes and then has aged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Final

from pydantic import Field

from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.house_rules import WHOLE_STATION
from metro_flow.alerts.panel import MaySay, Said
from metro_flow.alerts.turn import end_by_person, raise_by_person
from metro_flow.errors import Fault, Malformed, Refused, Unknown
from metro_flow.flow.zone import EYE_BANDS, EYE_LASTS_S
from metro_flow.flow.zone import EstimateByEye as EyeEstimate
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act
from stations.room.reported import (
    COLOURS,
    CrowdJudgedByEye,
    Report,
    ReportClosed,
    Situation,
    SituationReported,
    Situations,
    fold,
    show,
)
from stations.room.sitting import guarded


@dataclass(frozen=True, slots=True)
class ReportSituation:
    """Say what is happening, and where if it has a place."""

    situation: Situation
    zone: str | None
    words: MaySay = ""


@dataclass(frozen=True, slots=True)
class ReportCrush:
    """Say that people are being crushed or falling over each other."""

    zone: str | None
    words: MaySay = ""


@dataclass(frozen=True, slots=True)
class CloseReport:
    """Say that what was reported is over."""

    report: str
    words: Said


@dataclass(frozen=True, slots=True)
class EstimateByEye:
    """Say how crowded a zone looks: 1 is empty, 5 is danger."""

    zone: str
    step: Annotated[int, Field(ge=1, le=len(EYE_BANDS))]


def report_situation(board: Board, command: ReportSituation, act: Act) -> Sequence[Any]:
    """Write down what is happening, and raise what it asks for."""
    del act
    return _reported(board, command.situation, command.zone, words=command.words)


def report_crush(board: Board, command: ReportCrush, act: Act) -> Sequence[Any]:
    """Write down a crush, red at once."""
    del act
    return _reported(board, Situation.CRUSH, command.zone, words=command.words)


def close_report(board: Board, command: CloseReport, act: Act) -> Sequence[Any]:
    """Close a report; the last one of a zone ends its alert, or invites to stand red down."""
    del act
    found = board[PANEL]
    report = next((each for each in found.open if each.id == command.report), None)
    if report is None:
        closed = found.last_closed
        if closed is not None and closed.id == command.report:
            raise Refused("the report is closed", at=closed.closed_at)
        raise Unknown("report", command.report, known=", ".join(each.id for each in found.open))
    closed_now = ReportClosed(report.id, command.words)
    if any(_together(report, each) for each in found.open if each is not report):
        return (closed_now,)
    return (closed_now, *end_by_person(board, _zone_of(report.zone)))


def estimate_by_eye(board: Board, command: EstimateByEye, act: Act) -> Sequence[CrowdJudgedByEye]:
    """Take a look at a zone as an estimate that ages."""
    _check_zone(board, command.zone)
    return (CrowdJudgedByEye(command.zone, command.step, act.at + timedelta(seconds=EYE_LASTS_S)),)


def looks_of(board: Board) -> tuple[EyeEstimate, ...]:
    """Return the last look at each zone, as the estimate of its crowd reads them."""
    station = board.room.rpartition("/")[2]
    return tuple(
        EyeEstimate(station, look.zone, look.step, look.at) for look in board[PANEL].by_eye
    )


def _reported(board: Board, situation: Situation, zone: str | None, *, words: str) -> Sequence[Any]:
    if zone is not None:
        _check_zone(board, zone)
    colour = COLOURS[situation]
    reported = SituationReported(situation, zone, words, colour)
    if colour is None:
        return (reported,)
    place = _zone_of(zone)
    facts = {"situation": situation.value, "zone": place, "words": words, "provisional": True}
    return (
        reported,
        *raise_by_person(board, place, colour, Reason(ReasonKey.REPORTED, facts)),
    )


def _check_zone(board: Board, zone: str) -> None:
    if board.place is None:
        return
    known = [space.id for space in board.place.spaces]
    if zone not in known:
        raise Malformed(Fault("zone", zone, f"one of {', '.join(known)}"))


def _zone_of(zone: str | None) -> str:
    return zone or WHOLE_STATION


def _together(one: Report, other: Report) -> bool:
    """Claim that two reports hold up the same alert."""
    return one.zone == other.zone and other.colour is not None


PANEL: Panel[Situations] = Panel(
    name="situation",
    empty=Situations(),
    events=(SituationReported, ReportClosed, CrowdJudgedByEye),
    fold=fold,
    show=show,
)
COMMANDS: Final[Mapping[type, Callable[..., Sequence[Any]]]] = guarded(
    {
        ReportSituation: report_situation,
        ReportCrush: report_crush,
        CloseReport: close_report,
        EstimateByEye: estimate_by_eye,
    }
)
