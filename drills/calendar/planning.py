"""Plan drills, let somebody else approve them, move them with a reason, and file what came of them.

The coordinator plans; the district's duty officer approves, never whoever planned. What is over
stays as it was. A drill's run, its evaluation and its settling are not asked for here: the
calendar follows the drill's own book (`carried`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from drills.calendar.asked import (
    ApproveDrill,
    CallOffDrill,
    FileReport,
    ManDrill,
    MoveDrill,
    PlanDrill,
    SetRequirement,
)
from drills.calendar.happened import (
    DrillApproved,
    DrillCalledOff,
    DrillManned,
    DrillMoved,
    DrillPlanned,
    Participant,
    ReportFiled,
    RequirementSet,
    Staff,
)
from drills.calendar.planned import PANEL, PlannedDrill
from drills.calendar.quarter import parse_quarter, quarter_at
from metro_flow.clock import iso
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import Act
from metro_flow.people.person import Role

if TYPE_CHECKING:
    from drills.scenario import Script
    from stations.profile.station import StationProfile

Rule = Callable[[Board, Any, Act], Sequence[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What lies under the calendar: the scripts on file and the stations there are."""

    scripts: Mapping[str, Script]
    stations: Mapping[str, StationProfile]


def plan_drill(board: Board, command: PlanDrill, act: Act) -> Sequence[DrillPlanned]:
    """Plan a drill under the next number of its quarter."""
    ground: Ground = board.place
    if command.station not in ground.stations:
        raise Unknown("station", command.station)
    script = ground.scripts.get(command.scenario)
    if script is None:
        raise Unknown("scenario", command.scenario, known=", ".join(sorted(ground.scripts)))
    _refuse_past(command.starts_at, act)
    _refuse_people(command.participants, command.staff)
    quarter = str(quarter_at(command.starts_at))
    plan = DrillPlanned(
        drill=_next_name(board, quarter),
        station=command.station,
        quarter=quarter,
        scenario=script.scenario.id,
        version=script.scenario.version,
        sha256=script.sha256,
        text=script.text,
        seed=command.seed,
        starts_at=command.starts_at,
        minutes=script.scenario.minutes,
        form=command.form,
        extent=command.extent,
        notice=command.notice,
        participants=command.participants,
        staff=command.staff,
    )
    _refuse_clash(board, _as_planned(plan, act))
    return (plan,)


def approve_drill(board: Board, command: ApproveDrill, act: Act) -> Sequence[DrillApproved]:
    """Approve what somebody else planned."""
    drill = _to_come(board, command.drill)
    if drill.approved_by is not None:
        raise Refused("already approved", by=drill.approved_by)
    if act.by.who in (drill.planner, drill.staff.director):
        raise Refused("somebody else must approve", planner=drill.planner)
    _refuse_past(drill.starts_at, act)
    return (DrillApproved(drill.id),)


def move_drill(board: Board, command: MoveDrill, act: Act) -> Sequence[DrillMoved]:
    """Move a drill that has not been run."""
    drill = _to_come(board, command.drill)
    reason = _reason(command)
    if command.starts_at == drill.starts_at:
        raise Refused("it begins then already", starts_at=iso(drill.starts_at))
    _refuse_past(command.starts_at, act)
    quarter = str(quarter_at(command.starts_at))
    moved = DrillMoved(drill.id, drill.starts_at, command.starts_at, quarter, reason)
    _refuse_clash(board, drill, starts_at=command.starts_at)
    return (moved,)


def man_drill(board: Board, command: ManDrill, _act: Act) -> Sequence[DrillManned]:
    """Name others for a drill that has not been run."""
    drill = _to_come(board, command.drill)
    _refuse_people(command.participants, command.staff)
    manned = DrillManned(drill.id, command.participants, command.staff)
    if (manned.participants, manned.staff) == (drill.participants, drill.staff):
        raise Refused("nothing has changed", drill=drill.id)
    _refuse_clash(board, drill, participants=command.participants)
    return (manned,)


def call_off_drill(board: Board, command: CallOffDrill, _act: Act) -> Sequence[DrillCalledOff]:
    """Call off a drill that has not been run."""
    drill = _to_come(board, command.drill)
    return (DrillCalledOff(drill.id, _reason(command)),)


def file_report(board: Board, command: FileReport, _act: Act) -> Sequence[ReportFiled]:
    """Write down that the report of an evaluated drill went out, once."""
    drill = known(board, command.drill)
    if drill.evaluated is None:
        raise Refused("the drill is not evaluated", drill=drill.id, stage=drill.stage)
    if drill.filed is not None:
        raise Refused("the report is filed already", to=drill.filed.to)
    return (ReportFiled(drill.id, command.to.strip(), command.reference.strip()),)


def set_requirement(board: Board, command: SetRequirement, _act: Act) -> Sequence[RequirementSet]:
    """Say what stations owe, and who says so."""
    ground: Ground = board.place
    for station in command.stations:
        if station not in ground.stations:
            raise Unknown("station", station)
    if not command.source.strip():
        raise Refused("a source must be named", act=type(command).__name__)
    since = str(parse_quarter(command.since))
    return (
        RequirementSet(
            command.stations,
            command.every_quarters,
            since,
            command.source.strip(),
            command.confirmed_by.strip(),
        ),
    )


def known(board: Board, drill: str) -> PlannedDrill:
    """Return a drill by its name, or raise Unknown."""
    found = board[PANEL].drills.get(drill)
    if found is None:
        raise Unknown("drill", drill)
    return found


def _to_come(board: Board, name: str) -> PlannedDrill:
    drill = known(board, name)
    if drill.called_off is not None:
        raise Refused("the drill is called off", why=drill.called_off.reason)
    if drill.run is not None:
        raise Refused("the drill has been run", outcome=drill.run.outcome)
    return drill


def _refuse_past(moment: datetime, act: Act) -> None:
    if moment <= act.at:
        raise Refused("the time is past", starts_at=iso(moment), now=iso(act.at))


def _refuse_people(participants: Sequence[Participant], staff: Staff) -> None:
    if not participants:
        raise Refused("nobody takes part")
    if not staff.director.strip() or not staff.evaluators:
        raise Refused("a director and an evaluator are needed")
    times = Counter(each.person for each in participants)
    if twice := [person for person, count in times.items() if count > 1]:
        raise Refused("one person plays one seat", person=twice[0])
    makers = {staff.director, staff.safety, *staff.evaluators}
    if both := [each.person for each in participants if each.person in makers]:
        raise Refused("who makes the exercise does not play in it", person=both[0])


def _refuse_clash(
    board: Board,
    drill: PlannedDrill,
    *,
    starts_at: datetime | None = None,
    participants: Sequence[Participant] | None = None,
) -> None:
    """Refuse two drills at one station, or of one person, at one time."""
    begins = starts_at or drill.starts_at
    ends = begins + (drill.ends_at - drill.starts_at)
    playing = {each.person for each in participants or drill.participants}
    for other in board[PANEL].drills.values():
        if other.id == drill.id or not other.to_come:
            continue
        if not (begins < other.ends_at and other.starts_at < ends):
            continue
        if other.plan.station == drill.plan.station:
            raise Refused("another drill is planned then", drill=other.id)
        if busy := sorted(each.person for each in other.participants if each.person in playing):
            raise Refused("takes part elsewhere then", person=busy[0], drill=other.id)


def _as_planned(plan: DrillPlanned, act: Act) -> PlannedDrill:
    people = plan.participants
    return PlannedDrill(plan, 0, act.by.who, plan.starts_at, plan.quarter, people, plan.staff)


def _next_name(board: Board, quarter: str) -> str:
    """Return the next name in a quarter: a moved drill keeps the one it was planned under."""
    names = [name for name in board[PANEL].drills if name.startswith(f"{quarter}-")]
    return f"{quarter}-{len(names) + 1:02d}"


def _reason(command: MoveDrill | CallOffDrill) -> str:
    if not command.reason.strip():
        raise Refused("a reason is needed", act=type(command).__name__)
    return command.reason.strip()


MAY: Final[Mapping[str, frozenset[Role]]] = {
    "PlanDrill": frozenset({Role.COORDINATOR}),
    "ApproveDrill": frozenset({Role.DISTRICT_OFFICER}),
    "MoveDrill": frozenset({Role.COORDINATOR}),
    "ManDrill": frozenset({Role.COORDINATOR}),
    "CallOffDrill": frozenset({Role.COORDINATOR, Role.DISTRICT_OFFICER}),
    "FileReport": frozenset({Role.COORDINATOR}),
    "SetRequirement": frozenset({Role.COORDINATOR, Role.DISTRICT_OFFICER}),
}


def _guarded(rules: Mapping[type, Rule]) -> dict[type, Rule]:
    """Put the table of who may before every rule."""

    def guard(kind: str, rule: Rule) -> Rule:
        def decide(board: Board, command: Any, act: Act) -> Sequence[Any]:
            may = MAY[kind]
            if not any(act.holds(role.value) for role in may):
                raise Refused(
                    "not yours to order",
                    act=kind,
                    standing=[grant.role for grant in act.grants],
                    may=[role.value for role in Role if role in may],
                )
            return rule(board, command, act)

        return decide

    return {command: guard(command.__name__, rule) for command, rule in rules.items()}


COMMANDS: Final = _guarded(
    {
        PlanDrill: plan_drill,
        ApproveDrill: approve_drill,
        MoveDrill: move_drill,
        ManDrill: man_drill,
        CallOffDrill: call_off_drill,
        FileReport: file_report,
        SetRequirement: set_requirement,
    }
)
