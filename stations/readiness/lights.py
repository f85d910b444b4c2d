"""Show the six haves (六有) of a station as six lights, each with what it wants and from whom.

Pure: what is known comes in, six lights go out. A light is there (✓), missing (缺) or overdue
(逾期), and never a colour: the four hues belong to live alerts. What nobody has put on record is
missing, not fine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from metro_flow.clock import iso
from metro_flow.logbook.board import Board
from metro_flow.people.person import Role, Seat
from metro_flow.people.roster import Gap
from stations.readiness import consultations, handover, hazards, liaison, resources
from stations.readiness.asking import day_of
from stations.readiness.authority import AGENCY_OF, Agency
from stations.readiness.limits import Limits

# A shift's first hour: whoever has not read the note by then works without it.
NOTE_OPEN: Final = timedelta(hours=1)
# Below this a drill is failed and run again (DOMAIN §6 [proposal]).
PASSED: Final = 60


class Have(StrEnum):
    """The six, in the order of the notice: 班子 机制 预案 队伍 物资 演练."""

    LEADERSHIP = "leadership"
    MECHANISM = "mechanism"
    PLAN = "plan"
    TEAM = "team"
    STOCK = "stock"
    DRILL = "drill"


class Shows(StrEnum):
    """What a light shows, the best first."""

    THERE = "there"
    OVERDUE = "overdue"
    MISSING = "missing"


class WantKey(StrEnum):
    """What may be wanting; the tablet has the words for each."""

    SEAT_EMPTY = "seat-empty"
    NOTE_OPEN = "note-open"
    NEVER_CONSULTED = "never-consulted"
    CONSULTATION_OLD = "consultation-old"
    ACTION_OVERDUE = "action-overdue"
    CONTACTS_NEVER = "contacts-never"
    CONTACTS_OLD = "contacts-old"
    NO_RADIO_SHEET = "no-radio-sheet"
    NO_PLAN = "no-plan"
    PLAN_OLD = "plan-old"
    PLAN_OUTGROWN = "plan-outgrown"
    NO_TEAM = "no-team"
    TEAM_EMPTY = "team-empty"
    TEAM_UNCHECKED = "team-unchecked"
    TEAM_UNTRAINED = "team-untrained"
    NO_STOCK = "no-stock"
    STOCK_EMPTY = "stock-empty"
    STOCK_EXPIRED = "stock-expired"
    STOCK_UNCHECKED = "stock-unchecked"
    NO_DRILL = "no-drill"
    DRILL_OLD = "drill-old"
    DRILL_FAILED = "drill-failed"
    DRILL_ACTIONS = "drill-actions"


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that is missing or overdue, whose it is, and the facts that say which."""

    key: WantKey
    shows: Shows
    whose: Agency
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Light:
    """One of the six; it shows the worst of what it wants."""

    have: Have
    wants: tuple[Want, ...]

    @property
    def shows(self) -> Shows:
        """What it shows."""
        order = list(Shows)
        return max((want.shows for want in self.wants), key=order.index, default=Shows.THERE)

    def told(self) -> dict[str, Any]:
        """Return the light as a page gets it."""
        wants = [
            {"key": each.key, "shows": each.shows, "whose": each.whose, "facts": each.facts}
            for each in self.wants
        ]
        return {"have": self.have, "shows": self.shows, "wants": wants}


@dataclass(frozen=True, slots=True)
class DrillRecord:
    """What the drills' calendar knows of a station: the last run, its score, what is open of it."""

    last: date
    score: int | None
    open_actions: int


@dataclass(frozen=True, slots=True)
class Known:
    """All that the lights follow from, besides the readiness board.

    `planbook` is the room's panel as tablets see it; `gaps` are the roster's; `drill` is None when
    no drill is on record.
    """

    now: datetime
    planbook: Mapping[str, Any]
    gaps: Sequence[Gap]
    limits: Limits
    drill: DrillRecord | None = None

    @property
    def today(self) -> date:
        """Shanghai's day."""
        return day_of(self.now)

    def older(self, day: date, days: int) -> bool:
        """Claim that a day lies further back than so many days."""
        return (self.today - day).days > days


def lights_of(board: Board, known: Known) -> tuple[Light, ...]:
    """Return the six lights of a station, in their order."""
    wants = {
        Have.LEADERSHIP: _leadership(board, known),
        Have.MECHANISM: _mechanism(board, known),
        Have.PLAN: _plan(board, known),
        Have.TEAM: _team(board, known),
        Have.STOCK: _stock(board, known),
        Have.DRILL: _drill(known),
    }
    return tuple(Light(have, tuple(found)) for have, found in wants.items())


def agency_of_seat(seat: Seat) -> Agency:
    """Return the agency that fills a seat."""
    return AGENCY_OF[Role(seat.value)]


def _missing(key: WantKey, whose: Agency, **facts: Any) -> Want:
    return Want(key, Shows.MISSING, whose, facts)


def _overdue(key: WantKey, whose: Agency, **facts: Any) -> Want:
    return Want(key, Shows.OVERDUE, whose, facts)


def _leadership(board: Board, known: Known) -> Iterator[Want]:
    for gap in known.gaps:
        seat = gap.needed.seat
        hours = {"since": iso(gap.starts), "until": iso(gap.ends)}
        facts = {"seat": seat.value, "line": gap.needed.line, **hours}
        yield _missing(WantKey.SEAT_EMPTY, agency_of_seat(seat), **facts)
    for note in board[handover.PANEL].standing.values():
        if known.now - note.at > NOTE_OPEN:
            facts = {"seat": note.seat.value, "at": iso(note.at)}
            yield _overdue(WantKey.NOTE_OPEN, agency_of_seat(note.seat), **facts)


def _mechanism(board: Board, known: Known) -> Iterator[Want]:
    talks = board[consultations.PANEL]
    held = talks.last_held
    if held is None:
        yield _missing(WantKey.NEVER_CONSULTED, Agency.DISTRICT)
    elif known.older(held.day, known.limits.consultation_days):
        yield _overdue(WantKey.CONSULTATION_OLD, Agency.DISTRICT, day=held.day.isoformat())
    for action in talks.actions.values():
        if action.is_open and action.due < known.today:
            facts = {"action": action.id, "due": action.due.isoformat()}
            yield _overdue(WantKey.ACTION_OVERDUE, action.owner, **facts)
    known_contacts = board[liaison.PANEL].contacts
    for seat in Seat:
        looked = known_contacts.get(seat)
        if looked is None:
            yield _missing(WantKey.CONTACTS_NEVER, agency_of_seat(seat), seat=seat.value)
        elif known.older(looked.day, known.limits.contacts_days):
            facts = {"seat": seat.value, "day": looked.day.isoformat()}
            yield _overdue(WantKey.CONTACTS_OLD, agency_of_seat(seat), **facts)
    if board[liaison.PANEL].radio is None:
        yield _missing(WantKey.NO_RADIO_SHEET, Agency.METRO_OPERATOR)


def _plan(board: Board, known: Known) -> Iterator[Want]:
    adopted = known.planbook["adopted"]
    if adopted is None:
        yield _missing(WantKey.NO_PLAN, Agency.METRO_OPERATOR)
        return
    day = day_of(datetime.fromisoformat(adopted["at"]))
    if known.older(day, known.limits.plan_days):
        facts = {"version": adopted["version"], "day": day.isoformat()}
        yield _overdue(WantKey.PLAN_OLD, Agency.METRO_OPERATOR, **facts)
    for each in board[hazards.PANEL].by_id.values():
        outgrown = None if each.assessment is None else each.assessment.outgrown_plan
        if each.is_open and outgrown is not None and outgrown >= adopted["version"]:
            facts = {"hazard": each.id, "version": adopted["version"]}
            yield _overdue(WantKey.PLAN_OUTGROWN, Agency.METRO_OPERATOR, **facts)


def _team(board: Board, known: Known) -> Iterator[Want]:
    teams = board[resources.PANEL].teams
    if not teams:
        yield _missing(WantKey.NO_TEAM, Agency.METRO_OPERATOR)
    for team in teams.values():
        if team.strength == 0:
            yield _missing(WantKey.TEAM_EMPTY, team.owner, name=team.name)
        if team.trained is None or known.older(team.trained, known.limits.training_days):
            yield _overdue(WantKey.TEAM_UNTRAINED, team.owner, name=team.name)
        if known.older(team.checked, known.limits.check_days):
            facts = {"name": team.name, "day": team.checked.isoformat()}
            yield _overdue(WantKey.TEAM_UNCHECKED, team.owner, **facts)


def _stock(board: Board, known: Known) -> Iterator[Want]:
    stock = board[resources.PANEL].stock
    if not stock:
        yield _missing(WantKey.NO_STOCK, Agency.METRO_OPERATOR)
    for each in stock.values():
        facts = {"name": each.name, "place": each.place}
        if each.quantity == 0:
            yield _missing(WantKey.STOCK_EMPTY, each.owner, **facts)
        if each.expires is not None and each.expires < known.today:
            yield _overdue(WantKey.STOCK_EXPIRED, each.owner, **facts, day=each.expires.isoformat())
        if known.older(each.checked, known.limits.check_days):
            day = each.checked.isoformat()
            yield _overdue(WantKey.STOCK_UNCHECKED, each.owner, **facts, day=day)


def _drill(known: Known) -> Iterable[Want]:
    record = known.drill
    if record is None:
        yield _missing(WantKey.NO_DRILL, Agency.DISTRICT)
        return
    if known.older(record.last, known.limits.drill_days):
        yield _overdue(WantKey.DRILL_OLD, Agency.DISTRICT, day=record.last.isoformat())
    if record.score is not None and record.score < PASSED:
        yield _overdue(WantKey.DRILL_FAILED, Agency.DISTRICT, score=record.score)
    if record.open_actions:
        yield _overdue(WantKey.DRILL_ACTIONS, Agency.DISTRICT, count=record.open_actions)
