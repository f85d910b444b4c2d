"""Say which steps a response level brings, and which it undoes.

A higher level issues the steps of every level up to it. A lower one, or the end, withdraws what
was not begun to take hold and undoes the rest in reverse: the highest level first, a step before
its forerunners, one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stations.plan_text import PlanText, RequestTo, Scenario
from stations.profile.words import ResponseLevel
from stations.room.level import rank_of
from stations.room.plan_events import PlanStarted, ReleaseIssued, StepsIssued
from stations.room.plan_run import Rule, Run, State, Step


def started(
    text: PlanText, scenario: Scenario, *, run: str, version: int, sha256: str
) -> PlanStarted:
    """Return the start of a scenario with all its steps, those of higher levels too."""
    steps = [step for step in text.steps if scenario in step.scenarios]
    return PlanStarted(
        run=run,
        version=version,
        sha256=sha256,
        scenario=scenario,
        steps=tuple(step.id for step in steps),
        seats=tuple(step.seat for step in steps),
        levels=tuple(step.response_level for step in steps),
        after=tuple(step.after for step in steps),
        limits_s=tuple(step.limit_s for step in steps),
        control=tuple(step.request_to is RequestTo.LINE_CONTROL for step in steps),
        release=tuple(step.release is not None for step in steps),
    )


def first_steps(start: PlanStarted, ordered: ResponseLevel | None) -> StepsIssued:
    """Return the steps with which a plan begins: those of 三级 where no level is ordered."""
    level = ordered or ResponseLevel.THREE
    steps = tuple(
        name for name, of in zip(start.steps, start.levels, strict=True) if of.rank <= level.rank
    )
    return StepsIssued(start.run, level, ordered, steps, withdrawn=())


def turned(run: Run, ordered: ResponseLevel) -> StepsIssued | ReleaseIssued:
    """Return what a level that was ordered changes in a running plan."""
    if ordered.rank < run.level.rank and not run.ending:
        return released(run, ordered, ordered=ordered)
    pending = [one for one in run.steps if _undoing(run, one, up_to=ordered)]
    # Where somebody has begun to undo a step, nobody knows that it still holds.
    unsure = {one.of for one in pending if _begun(one)}
    issued = {one.id for one in run.steps if not one.release} - unsure
    steps = tuple(
        rule.id
        for rule in run.rules.values()
        if rule.level.rank <= ordered.rank and rule.id not in issued
    )
    withdrawn = tuple(one.id for one in pending)
    return StepsIssued(run.id, ordered, ordered, steps, withdrawn)


def released(
    run: Run, level: ResponseLevel | None, *, ordered: ResponseLevel | None
) -> ReleaseIssued:
    """Return what is undone down to a level; without one, everything."""
    above = [
        one
        for one in run.steps
        if not one.release and run.rules[one.of].level.rank > rank_of(level)
    ]
    being_undone = {one.of for one in run.steps if one.release}
    undo = {
        one.id
        for one in above
        if _holds(one) and run.rules[one.of].release and one.id not in being_undone
    }
    withdrawn = tuple(one.id for one in above if not _holds(one))
    steps = tuple(name for name in _in_reverse(run.rules) if name in undo)
    return ReleaseIssued(run.id, level, ordered, steps, withdrawn)


def _undoing(run: Run, step: Step, *, up_to: ResponseLevel) -> bool:
    """Claim that this is an unfinished release of a step that a level needs."""
    needed = run.rules[step.of].level.rank <= up_to.rank
    return step.release and step.state is not State.DONE and needed


def _begun(step: Step) -> bool:
    return step.state in (State.ACKNOWLEDGED, State.ON_THE_WAY, State.ARRIVED)


def _holds(step: Step) -> bool:
    """Claim that a step is in force: done, or somebody stands where it is done."""
    return step.state in (State.ARRIVED, State.DONE)


def _in_reverse(rules: Mapping[str, Rule]) -> Iterable[str]:
    """Return all steps from the last to be done to the first."""
    depths: dict[str, int] = {}
    for name in rules:
        _depth(name, rules, depths)
    forwards = sorted(rules, key=lambda name: (rules[name].level.rank, depths[name]))
    return reversed(forwards)


def _depth(name: str, rules: Mapping[str, Rule], depths: dict[str, int]) -> int:
    """Return how many forerunners stand behind each other before a step."""
    if name not in depths:
        before = [_depth(one, rules, depths) for one in rules[name].after if one in rules]
        depths[name] = 1 + max(before, default=0)
    return depths[name]
