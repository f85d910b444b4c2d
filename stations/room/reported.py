"""Keep what people on the spot have reported, and how crowded each zone looked to them.

Which colour a report asks for stands in one table here; the rules of reporting and closing
stand in `situation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from metro_flow.alerts.colour import AlertColour
from metro_flow.clock import iso
from metro_flow.logbook.entry import Entry, event


class Situation(StrEnum):
    """What people report."""

    TRAIN_FAILURE = "train-failure"
    CROWDING = "crowding"
    INJURY = "injury"
    EQUIPMENT = "equipment"
    OTHER = "other"
    CRUSH = "crush"


# Provisional (暂定) until the district confirms it. A crush is red at once, without counting.
# A failed train fills the platforms within minutes and gates never see it; somebody who fell in
# a crowd stops the stream behind them: both call the chiefs. Crowding seen by eye is worth
# everyone's look; the figures, or a crush, take it further. Broken equipment is for knowing:
# if it matters, the figures rise. What is none of these is read, not ranked.
COLOURS: Final[Mapping[Situation, AlertColour | None]] = {
    Situation.CRUSH: AlertColour.RED,
    Situation.TRAIN_FAILURE: AlertColour.ORANGE,
    Situation.INJURY: AlertColour.ORANGE,
    Situation.CROWDING: AlertColour.YELLOW,
    Situation.EQUIPMENT: AlertColour.BLUE,
    Situation.OTHER: None,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said is happening; open until somebody closes it."""

    id: str
    situation: Situation
    zone: str | None
    words: str
    at: datetime
    person: str
    seat: str | None
    colour: AlertColour | None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ByEye:
    """How crowded a zone looked to somebody, and until when that counts."""

    zone: str
    step: int
    person: str
    seat: str | None
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Situations:
    """The reports that are open, the one closed last, and the last look at each zone."""

    open: tuple[Report, ...] = ()
    last_closed: Report | None = None
    by_eye: tuple[ByEye, ...] = ()


@event()
@dataclass(frozen=True, slots=True)
class SituationReported:
    """Somebody said what is happening; `colour` is what their word asks for."""

    situation: Situation
    zone: str | None
    words: str
    colour: AlertColour | None


@event()
@dataclass(frozen=True, slots=True)
class ReportClosed:
    """What was reported is over."""

    report: str
    words: str


@event()
@dataclass(frozen=True, slots=True)
class CrowdJudgedByEye:
    """Somebody said how crowded a zone looks; it counts until `until`."""

    zone: str
    step: int
    until: datetime


def fold(found: Situations, entry: Entry) -> Situations:
    """Return what is reported after an entry."""
    match entry.event:
        case SituationReported() as reported:
            return replace(found, open=(*found.open, _report(reported, entry)))
        case ReportClosed(report=report):
            return _closed(found, report, entry.at)
        case CrowdJudgedByEye() as judged:
            look = ByEye(
                judged.zone, judged.step, entry.by.who, entry.by.seat, entry.at, judged.until
            )
            others = tuple(each for each in found.by_eye if each.zone != look.zone)
            return replace(found, by_eye=(*others, look))
        case _:
            return found


def _report(reported: SituationReported, entry: Entry) -> Report:
    return Report(
        id=f"r{entry.seq}",
        situation=reported.situation,
        zone=reported.zone,
        words=reported.words,
        at=entry.at,
        person=entry.by.who,
        seat=entry.by.seat,
        colour=reported.colour,
    )


def _closed(found: Situations, report: str, at: datetime) -> Situations:
    over = next((each for each in found.open if each.id == report), None)
    if over is None:
        return found
    still = tuple(each for each in found.open if each.id != report)
    return replace(found, open=still, last_closed=replace(over, closed_at=at))


def show(found: Situations) -> dict[str, Any]:
    """Return the reports and looks as tablets see them."""
    reports = found.open if found.last_closed is None else (*found.open, found.last_closed)
    return {
        "reports": [_shown(report) for report in reports],
        "by_eye": [
            {
                "zone": look.zone,
                "step": look.step,
                "person": look.person,
                "seat": look.seat,
                "at": iso(look.at),
                "until": iso(look.until),
            }
            for look in found.by_eye
        ],
    }


def _shown(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "situation": report.situation.value,
        "zone": report.zone,
        "words": report.words,
        "at": iso(report.at),
        "person": report.person,
        "seat": report.seat,
        "colour": None if report.colour is None else report.colour.value,
        "closed_at": None if report.closed_at is None else iso(report.closed_at),
    }
