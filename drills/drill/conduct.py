"""Conduct a drill: start it, give its injects, pause it, stop it, end it, and observe it.

The director conducts, evaluators observe, and anyone inside may stop. A drill begins near its time
and only where nothing real stands (`halting`); what halts it by itself is written by the watch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from drills.drill.asked import (
    AnswerWarning,
    EndDrill,
    GiveInject,
    Observe,
    PauseDrill,
    ResumeDrill,
    SkipInject,
    StartDrill,
    StopDrill,
)
from drills.drill.happened import (
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillStarted,
    DrillStopped,
    InjectGiven,
    InjectSkipped,
    Observed,
    WarningAnswered,
)
from drills.drill.running import PANEL
from drills.drill.state import Drill, Phase, given_of
from drills.scenario import Inject
from metro_flow.clock import iso
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import Act

# Whoever comes early may begin early; a drill that begins an hour before nobody expects.
EARLY: Final = timedelta(minutes=30)

Rule = Callable[[Board, Any, Act], Sequence[Any]]


def start_drill(board: Board, command: StartDrill, act: Act) -> Sequence[DrillStarted]:
    """Begin, after the safety note was read out."""
    drill = _directed(board, act)
    if drill.phase is not Phase.WAITING:
        raise Refused("the drill has begun", phase=drill.phase)
    if not command.safety_read:
        raise Refused("the safety note comes first")
    if drill.starts_at is not None and act.at < drill.starts_at - EARLY:
        raise Refused("it is too early", starts_at=iso(drill.starts_at), now=iso(act.at))
    return (DrillStarted(drill.script.minutes),)


def pause_drill(board: Board, command: PauseDrill, act: Act) -> Sequence[DrillPaused]:
    """Let the clock stand still."""
    _in(_directed(board, act), Phase.RUNNING)
    return (DrillPaused(_said(command.reason, command)),)


def resume_drill(board: Board, _command: ResumeDrill, act: Act) -> Sequence[DrillResumed]:
    """Let the clock go on, unless a warning waits for an answer."""
    drill = _in(_directed(board, act), Phase.PAUSED)
    if drill.warning is not None:
        raise Refused("a warning waits for an answer", real=drill.warning.real)
    return (DrillResumed(),)


def give_inject(board: Board, command: GiveInject, act: Act) -> Sequence[InjectGiven]:
    """Give an inject by hand, before it is due or because it has no minute."""
    drill = _in(_directed(board, act), Phase.RUNNING)
    return (given_of(drill.script, _to_give(drill, command.inject), by_hand=True),)


def skip_inject(board: Board, command: SkipInject, act: Act) -> Sequence[InjectSkipped]:
    """Leave an inject out."""
    drill = _directed(board, act)
    if drill.phase is Phase.OVER:
        raise Refused("the drill is over")
    inject = _to_give(drill, command.inject)
    return (InjectSkipped(inject.id, _said(command.reason, command)),)


def end_drill(board: Board, _command: EndDrill, act: Act) -> Sequence[DrillEnded]:
    """Say that it has come to its end."""
    drill = _directed(board, act)
    if drill.phase not in (Phase.RUNNING, Phase.PAUSED):
        raise Refused("the drill does not run", phase=drill.phase)
    return (DrillEnded(),)


def stop_drill(board: Board, command: StopDrill, act: Act) -> Sequence[DrillStopped]:
    """Stop at once, whoever inside asks; the reason may come later than the stop."""
    drill = board[PANEL]
    if not drill.inside(act.by.who):
        raise Refused("not in this drill", person=act.by.who)
    if drill.phase not in (Phase.RUNNING, Phase.PAUSED):
        raise Refused("the drill does not run", phase=drill.phase)
    return (DrillStopped(command.reason.strip()),)


def answer_warning(board: Board, command: AnswerWarning, act: Act) -> Sequence[WarningAnswered]:
    """Go on in spite of what is real but mild."""
    drill = _directed(board, act)
    warning = drill.warning
    if warning is None or (warning.room, warning.seq) != (command.room, command.seq):
        raise Refused("no such warning stands", room=command.room, seq=command.seq)
    return (WarningAnswered(warning.room, warning.seq, _said(command.reason, command)),)


def observe(board: Board, command: Observe, act: Act) -> Sequence[Observed]:
    """Take an observation; it is written until the sheet is signed by all."""
    drill = board[PANEL]
    if not (drill.evaluates(act.by.who) or drill.directs(act.by.who)):
        raise Refused("only who makes the exercise observes", person=act.by.who)
    if drill.phase is Phase.WAITING:
        raise Refused("the drill has not begun")
    names = {each.id for each in drill.script.objectives}
    if command.objective is not None and command.objective not in names:
        raise Unknown("objective", command.objective, known=", ".join(sorted(names)))
    injects = {each.id for each in drill.script.injects}
    if command.inject is not None and command.inject not in injects:
        raise Unknown("inject", command.inject, known=", ".join(sorted(injects)))
    if not command.words.strip() and command.rating is None and command.veto is None:
        raise Refused("words are needed")
    return (
        Observed(
            command.words.strip(),
            command.objective,
            command.inject,
            command.rating,
            command.veto,
        ),
    )


def _directed(board: Board, act: Act) -> Drill:
    """Return the drill, if whoever asks is its director."""
    drill = board[PANEL]
    if drill.plan is None:
        raise Refused("the drill is not approved")
    if not drill.directs(act.by.who):
        raise Refused("only the director conducts", director=drill.plan.staff.director)
    return drill


def _in(drill: Drill, phase: Phase) -> Drill:
    if drill.phase is not phase:
        raise Refused("the drill does not stand so", phase=drill.phase, needs=phase)
    return drill


def _to_give(drill: Drill, name: str) -> Inject:
    """Return an inject that waits to be given."""
    script = drill.script
    if name not in {each.id for each in script.injects}:
        known = ", ".join(each.id for each in script.injects)
        raise Unknown("inject", name, known=known)
    if name in drill.given:
        raise Refused("the inject was given", inject=name, at=iso(drill.given[name].at))
    if name in drill.skipped:
        raise Refused("the inject was skipped", inject=name, why=drill.skipped[name])
    return script.inject(name)


def _said(reason: str, command: object) -> str:
    if not reason.strip():
        raise Refused("a reason is needed", act=type(command).__name__)
    return reason.strip()


COMMANDS: Final[Mapping[type, Rule]] = {
    StartDrill: start_drill,
    PauseDrill: pause_drill,
    ResumeDrill: resume_drill,
    GiveInject: give_inject,
    SkipInject: skip_inject,
    EndDrill: end_drill,
    StopDrill: stop_drill,
    AnswerWarning: answer_warning,
    Observe: observe,
}
