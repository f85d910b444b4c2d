"""Lead each hazard from the day it is found to the day another agency finds it gone.

No state is skipped and nothing is deleted: what comes back is reopened, with a reason. One agency
is accountable and treats; whoever verifies belongs to another one and did not treat. A due date
moves only with a reason, and one that goes by is written once, by the clock.
What is true and what happened stand in `hazard`, what may be asked in `hazard_asked`, the fold in
`hazards_fold`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from metro_flow.clock import iso
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import Act
from stations.readiness.authority import Agency, agencies_of, require
from stations.readiness.hazard import (
    ORDER,
    DueMoved,
    Hazard,
    HazardAssessed,
    HazardClosed,
    HazardFound,
    HazardMonitored,
    HazardRegistered,
    HazardReopened,
    HazardReported,
    HazardState,
    HazardTreated,
    MonitoringNoted,
    Origin,
)
from stations.readiness.hazard_asked import (
    AssessHazard,
    CloseHazard,
    FindHazard,
    MonitorHazard,
    MoveDue,
    NoteMonitoring,
    RegisterHazard,
    ReopenHazard,
    ReportHazard,
    TreatHazard,
)
from stations.readiness.hazards_fold import PANEL, day_of
from stations.readiness.risk import grade_of

__all__ = ["COMMANDS", "PANEL"]


def find_hazard(board: Board, command: FindHazard, _act: Act) -> Sequence[HazardFound]:
    """Open a hazard under the next number."""
    source = command.source.strip()
    if command.origin in (Origin.DRILL, Origin.EVENT) and not source:
        raise Refused("a source must be named", origin=command.origin)
    number = len(board[PANEL].by_id) + 1
    what, where = _words(command.what), _words(command.where)
    return (HazardFound(f"h{number}", what, where, command.origin, source),)


def register_hazard(board: Board, command: RegisterHazard, act: Act) -> Sequence[HazardRegistered]:
    """Register what was found."""
    hazard = _at(board, command.hazard, HazardState.FOUND)
    return (HazardRegistered(hazard.id, command.accountable, _to_come(command.due, act)),)


def assess_hazard(board: Board, command: AssessHazard, _act: Act) -> Sequence[HazardAssessed]:
    """Grade what is registered, and grade again whatever is open and further."""
    hazard = _open(board, command.hazard)
    _not_before(hazard, HazardState.REGISTERED)
    return (
        HazardAssessed(
            hazard.id,
            command.likelihood,
            command.consequence,
            grade_of(command.likelihood, command.consequence),
            command.outgrown_plan,
        ),
    )


def report_hazard(board: Board, command: ReportHazard, _act: Act) -> Sequence[HazardReported]:
    """Report what is assessed."""
    hazard = _at(board, command.hazard, HazardState.ASSESSED)
    return (HazardReported(hazard.id, _words(command.to)),)


def monitor_hazard(board: Board, command: MonitorHazard, _act: Act) -> Sequence[HazardMonitored]:
    """Watch what is reported."""
    hazard = _at(board, command.hazard, HazardState.REPORTED)
    return (HazardMonitored(hazard.id, _words(command.what), command.every_days),)


def note_monitoring(board: Board, command: NoteMonitoring, _act: Act) -> Sequence[MonitoringNoted]:
    """Note what is seen of a hazard that is watched."""
    hazard = _open(board, command.hazard)
    _not_before(hazard, HazardState.MONITORED)
    return (MonitoringNoted(hazard.id, _words(command.words)),)


def treat_hazard(board: Board, command: TreatHazard, act: Act) -> Sequence[HazardTreated]:
    """Treat what is watched, or treat it further, as the accountable agency."""
    hazard = _open(board, command.hazard)
    _not_before(hazard, HazardState.MONITORED)
    if hazard.accountable not in agencies_of(act.grants):
        raise Refused("only the accountable agency treats", accountable=hazard.accountable)
    proof = command.evidence
    if proof is not None and proof.sha256 is None and not proof.reference.strip():
        raise Refused("evidence names a file or a reference", hazard=hazard.id)
    return (HazardTreated(hazard.id, _words(command.measures), proof),)


def close_hazard(board: Board, command: CloseHazard, act: Act) -> Sequence[HazardClosed]:
    """Close what is treated and proven, by somebody who neither owes it nor treated it."""
    hazard = _at(board, command.hazard, HazardState.TREATED)
    agency = _verifying(hazard, act)
    if not hazard.evidence:
        raise Refused("evidence is needed", hazard=hazard.id)
    outgrown = None if hazard.assessment is None else hazard.assessment.outgrown_plan
    if outgrown is not None and (command.plan_version or 0) <= outgrown:
        raise Refused("a later plan version is needed", outgrown=outgrown)
    return (HazardClosed(hazard.id, agency, command.plan_version),)


def _verifying(hazard: Hazard, act: Act) -> Agency:
    """Return the agency for which somebody verifies; of the accountable one they may not be."""
    agencies = agencies_of(act.grants)
    if not agencies or hazard.accountable in agencies:
        raise Refused("another agency must verify", accountable=hazard.accountable)
    if any(measure.by == act.by.who for measure in hazard.measures):
        raise Refused("whoever treated it does not verify it", hazard=hazard.id)
    return min(agencies, key=list(Agency).index)


def reopen_hazard(board: Board, command: ReopenHazard, act: Act) -> Sequence[HazardReopened]:
    """Open again what was closed."""
    hazard = _known(board, command.hazard)
    if hazard.is_open:
        raise Refused("the hazard is open", hazard=hazard.id, stands=hazard.state)
    return (
        HazardReopened(
            hazard.id,
            _reason(command),
            command.likelihood,
            command.consequence,
            grade_of(command.likelihood, command.consequence),
            command.outgrown_plan,
            _to_come(command.due, act),
        ),
    )


def move_due(board: Board, command: MoveDue, act: Act) -> Sequence[DueMoved]:
    """Move the due date of what is registered and open."""
    hazard = _open(board, command.hazard)
    _not_before(hazard, HazardState.REGISTERED)
    if hazard.due is None or hazard.due == command.due:
        raise Refused("it is due on that day already", due=command.due)
    return (DueMoved(hazard.id, hazard.due, _to_come(command.due, act), _reason(command)),)


def _known(board: Board, hazard: str) -> Hazard:
    found = board[PANEL].by_id.get(hazard)
    if found is None:
        raise Unknown("hazard", hazard)
    return found


def _open(board: Board, hazard: str) -> Hazard:
    found = _known(board, hazard)
    if found.closing is not None:
        raise Refused(
            "the hazard is closed",
            hazard=hazard,
            by=found.closing.by,
            at=iso(found.closing.at),
        )
    return found


def _at(board: Board, hazard: str, state: HazardState) -> Hazard:
    """Return a hazard that stands in exactly this state."""
    found = _open(board, hazard)
    _not_before(found, state)
    if found.state is not state:
        raise Refused("the hazard is further", hazard=hazard, stands=found.state)
    return found


def _not_before(hazard: Hazard, state: HazardState) -> None:
    if ORDER.index(hazard.state) < ORDER.index(state):
        raise Refused("no state is skipped", hazard=hazard.id, stands=hazard.state, needs=state)


def _to_come(due: date, act: Act) -> date:
    today = day_of(act.at)
    if due < today:
        raise Refused("the due date is past", due=due, today=today)
    return due


def _reason(command: ReopenHazard | MoveDue) -> str:
    if not command.reason.strip():
        raise Refused("a reason is needed", act=type(command).__name__)
    return command.reason.strip()


def _words(said: str) -> str:
    if not said.strip():
        raise Refused("words are needed")
    return said.strip()


Rule = Callable[[Board, Any, Act], Sequence[Any]]


def _guarded(rules: Mapping[type, Rule]) -> dict[type, Rule]:
    """Put the table of authority before every rule."""

    def guard(rule: Rule) -> Rule:
        def decide(board: Board, command: Any, act: Act) -> Sequence[Any]:
            require(type(command).__name__, act)
            return rule(board, command, act)

        return decide

    return {command: guard(rule) for command, rule in rules.items()}


COMMANDS: Final = _guarded(
    {
        FindHazard: find_hazard,
        RegisterHazard: register_hazard,
        AssessHazard: assess_hazard,
        ReportHazard: report_hazard,
        MonitorHazard: monitor_hazard,
        NoteMonitoring: note_monitoring,
        TreatHazard: treat_hazard,
        CloseHazard: close_hazard,
        ReopenHazard: reopen_hazard,
        MoveDue: move_due,
    }
)
