"""Lead each hazard from the day it is found to the day another agency finds it gone.

No state is skipped and nothing is deleted: what comes back is reopened, with a reason. One agency
is accountable and treats; whoever verifies belongs to another one and did not treat. A due date
moves only with a reason, and one that goes by is written once, by the clock.
What is true and what happened stand in `hazard`, what may be asked in `hazard_asked`, the fold in
`hazards_fold`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from metro_flow.clock import iso
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import Act
from stations.readiness.asking import guarded, reason_of, to_come, words_of
from stations.readiness.authority import Agency, agencies_of
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
from stations.readiness.hazards_fold import PANEL
from stations.readiness.risk import grade_of

__all__ = ["COMMANDS", "PANEL"]


def find_hazard(board: Board, command: FindHazard, _act: Act) -> Sequence[HazardFound]:
    """Open a hazard under the next number."""
    source = command.source.strip()
    if command.origin in (Origin.DRILL, Origin.EVENT) and not source:
        raise Refused("a source must be named", origin=command.origin)
    number = len(board[PANEL].by_id) + 1
    what, where = words_of(command.what), words_of(command.where)
    return (HazardFound(f"h{number}", what, where, command.origin, source),)


def register_hazard(board: Board, command: RegisterHazard, act: Act) -> Sequence[HazardRegistered]:
    """Register what was found."""
    hazard = _at(board, command.hazard, HazardState.FOUND)
    return (HazardRegistered(hazard.id, command.accountable, to_come(command.due, act)),)


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
    return (HazardReported(hazard.id, words_of(command.to)),)


def monitor_hazard(board: Board, command: MonitorHazard, _act: Act) -> Sequence[HazardMonitored]:
    """Watch what is reported."""
    hazard = _at(board, command.hazard, HazardState.REPORTED)
    return (HazardMonitored(hazard.id, words_of(command.what), command.every_days),)


def note_monitoring(board: Board, command: NoteMonitoring, _act: Act) -> Sequence[MonitoringNoted]:
    """Note what is seen of a hazard that is watched."""
    hazard = _open(board, command.hazard)
    _not_before(hazard, HazardState.MONITORED)
    return (MonitoringNoted(hazard.id, words_of(command.words)),)


def treat_hazard(board: Board, command: TreatHazard, act: Act) -> Sequence[HazardTreated]:
    """Treat what is watched, or treat it further, as the accountable agency."""
    hazard = _open(board, command.hazard)
    _not_before(hazard, HazardState.MONITORED)
    if hazard.accountable not in agencies_of(act.grants):
        raise Refused("only the accountable agency treats", accountable=hazard.accountable)
    proof = command.evidence
    if proof is not None and proof.sha256 is None and not proof.reference.strip():
        raise Refused("evidence names a file or a reference", hazard=hazard.id)
    return (HazardTreated(hazard.id, words_of(command.measures), proof),)


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


def refuse_close(
    board: Board, command: CloseHazard, *, agencies: frozenset[Agency], adopted: frozenset[int]
) -> None:
    """Refuse a close for what this book cannot know.

    `agencies` are those that the author belongs to anywhere: whoever works for the accountable
    one at any station does not verify for another. `adopted` are the versions of the room's plan
    that four seats have signed.
    """
    hazard = _known(board, command.hazard)
    if hazard.accountable in agencies:
        raise Refused("another agency must verify", accountable=hazard.accountable)
    version = command.plan_version
    if version is not None and version not in adopted:
        known = ", ".join(str(each) for each in sorted(adopted)) or "–"
        raise Refused("no such plan version is adopted", version=version, adopted=known)


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
            reason_of(command.reason, command),
            command.likelihood,
            command.consequence,
            grade_of(command.likelihood, command.consequence),
            command.outgrown_plan,
            to_come(command.due, act),
        ),
    )


def move_due(board: Board, command: MoveDue, act: Act) -> Sequence[DueMoved]:
    """Move the due date of what is registered and open."""
    hazard = _open(board, command.hazard)
    _not_before(hazard, HazardState.REGISTERED)
    if hazard.due is None or hazard.due == command.due:
        raise Refused("it is due on that day already", due=command.due)
    reason = reason_of(command.reason, command)
    return (DueMoved(hazard.id, hazard.due, to_come(command.due, act), reason),)


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


COMMANDS: Final = guarded(
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
