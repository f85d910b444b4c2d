"""Keep each station's register of static risks, and every grade that it ever had (十四).

A risk is graded again at each review, and the station's own grade is that of its worst standing
risk. Without any it is not assessed, which is never shown as good.
What a risk is and what may be asked stands in `standing_risk`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry
from stations.readiness.asking import day_of, guarded, reason_of, to_come, words_of
from stations.readiness.authority import Agency
from stations.readiness.risk import grade_of
from stations.readiness.standing_risk import (
    DropRisk,
    EnterRisk,
    Graded,
    Grading,
    RegradeRisk,
    Risk,
    RiskDropped,
    RiskEntered,
    RiskRegraded,
    RiskReviewOverdue,
    Risks,
    rank_of_grade,
)

SHOWN: Final = 40


def enter_risk(board: Board, command: EnterRisk, act: Act) -> Sequence[RiskEntered]:
    """Enter a risk under the next number."""
    return (
        RiskEntered(
            f"r{board[PANEL].entered + 1}",
            command.kind,
            words_of(command.what),
            command.likelihood,
            command.consequence,
            grade_of(command.likelihood, command.consequence),
            command.owner,
            tuple(each for each in Agency if each in command.co_owners and each != command.owner),
            words_of(command.measures),
            to_come(command.review_due, act),
        ),
    )


def regrade_risk(board: Board, command: RegradeRisk, act: Act) -> Sequence[RiskRegraded]:
    """Grade a standing risk again."""
    risk = _standing(board, command.risk)
    return (
        RiskRegraded(
            risk.id,
            command.likelihood,
            command.consequence,
            grade_of(command.likelihood, command.consequence),
            words_of(command.measures),
            to_come(command.review_due, act),
        ),
    )


def drop_risk(board: Board, command: DropRisk, _act: Act) -> Sequence[RiskDropped]:
    """Drop a standing risk."""
    risk = _standing(board, command.risk)
    return (RiskDropped(risk.id, reason_of(command.reason, command)),)


def due(board: Board, now: datetime) -> Sequence[RiskReviewOverdue]:
    """Tell each review that was not made by its day, once."""
    risks = board[PANEL]
    today = day_of(now)
    if risks.earliest is None or today <= risks.earliest:
        return ()
    return [
        RiskReviewOverdue(each.id, each.review_due)
        for each in risks.by_id.values()
        if not each.overdue and each.review_due < today
    ]


def _standing(board: Board, name: str) -> Risk:
    risks = board[PANEL]
    found = risks.by_id.get(name)
    if found is not None:
        return found
    if name in {f"r{number}" for number in range(1, risks.entered + 1)}:
        raise Refused("the risk was dropped", risk=name)
    raise Unknown("risk", name)


def _fold(risks: Risks, entry: Entry) -> Risks:
    match entry.event:
        case RiskEntered() as said:
            risk = Risk(
                said.risk,
                said.kind,
                said.what,
                said.owner,
                said.co_owners,
                (_grading(entry),),
                said.review_due,
            )
            changed = {**risks.by_id, risk.id: risk}
            return _graded(replace(risks, entered=risks.entered + 1), changed, entry)
        case RiskRegraded() as said:
            before = risks.by_id[said.risk]
            gradings = (*before.gradings, _grading(entry))
            after = replace(before, gradings=gradings, review_due=said.review_due, overdue=False)
            return _graded(risks, {**risks.by_id, after.id: after}, entry)
        case RiskDropped(risk=name):
            left = {each: risk for each, risk in risks.by_id.items() if each != name}
            return _graded(risks, left, entry)
        case RiskReviewOverdue(risk=name):
            late = replace(risks.by_id[name], overdue=True)
            return _graded(risks, {**risks.by_id, name: late}, entry)
        case _:
            return risks


def _grading(entry: Entry) -> Grading:
    said = entry.event
    day = day_of(entry.occurred_at)
    return Grading(said.likelihood, said.consequence, said.grade, said.measures, entry.by.who, day)


def _graded(risks: Risks, by_id: Mapping[str, Risk], entry: Entry) -> Risks:
    """Return the register with other risks, and a line of history if its grade is another one."""
    waiting = [each.review_due for each in by_id.values() if not each.overdue]
    after = replace(risks, by_id=by_id, earliest=min(waiting, default=None))
    if after.grade == risks.grade:
        return after
    return replace(after, history=(*risks.history, Graded(entry.at, after.grade)))


def _show(risks: Risks) -> dict[str, Any]:
    standing = sorted(
        risks.by_id.values(), key=lambda each: (-rank_of_grade(each.grade), each.review_due)
    )
    return {
        "grade": None if risks.grade is None else risks.grade.value,
        "standing": [
            {
                "id": each.id,
                "kind": each.kind.value,
                "grade": each.grade.value,
                "unit": each.owner.value,
                "review_due": each.review_due.isoformat(),
            }
            for each in standing[:SHOWN]
        ],
        "overdue": [each.id for each in standing[:SHOWN] if each.overdue],
        "count": len(standing),
    }


PANEL: Panel[Risks] = Panel(
    name="risks",
    empty=Risks(),
    events=(RiskEntered, RiskRegraded, RiskDropped, RiskReviewOverdue),
    fold=_fold,
    show=_show,
    due=due,
)
COMMANDS: Final = guarded({EnterRisk: enter_risk, RegradeRisk: regrade_risk, DropRisk: drop_risk})
