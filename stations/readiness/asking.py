"""Hold what every act of the readiness book has to hold: bounded words, days that make sense.

Words are short, because an entry travels with its panel in 8 kB and a Chinese letter takes three
bytes. Days are Shanghai's. Authority is asked before any rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any, Final

from pydantic import Field

from metro_flow.errors import Refused
from metro_flow.logbook.board import Board
from metro_flow.logbook.entry import Act
from stations.readiness.authority import require

Said = Annotated[str, Field(max_length=240)]
Named = Annotated[str, Field(max_length=80)]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Rule = Callable[[Board, Any, Act], Sequence[Any]]
# A due date is a day of Shanghai, which keeps UTC+8 all year.
SHANGHAI: Final = timezone(timedelta(hours=8))


def day_of(moment: datetime) -> date:
    """Return Shanghai's day at a moment."""
    return moment.astimezone(SHANGHAI).date()


def to_come(due: date, act: Act) -> date:
    """Return a day that is today or later, or refuse it."""
    today = day_of(act.at)
    if due < today:
        raise Refused("the due date is past", due=due, today=today)
    return due


def been(day: date, act: Act) -> date:
    """Return a day that is today or earlier, or refuse it."""
    today = day_of(act.at)
    if day > today:
        raise Refused("the day is still to come", day=day, today=today)
    return day


def words_of(said: str) -> str:
    """Return what was said without the space around it, or refuse that nothing was."""
    if not said.strip():
        raise Refused("words are needed")
    return said.strip()


def reason_of(said: str, command: object) -> str:
    """Return a reason, or refuse an act that has none."""
    if not said.strip():
        raise Refused("a reason is needed", act=type(command).__name__)
    return said.strip()


def guarded(rules: Mapping[type, Rule]) -> dict[type, Rule]:
    """Put the table of authority before every rule."""

    def guard(rule: Rule) -> Rule:
        def decide(board: Board, command: Any, act: Act) -> Sequence[Any]:
            require(type(command).__name__, act)
            return rule(board, command, act)

        return decide

    return {command: guard(rule) for command, rule in rules.items()}
