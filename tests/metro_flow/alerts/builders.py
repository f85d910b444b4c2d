"""Say in a word what a test of alerts needs: a zone, its rules, its figures, ten seconds later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from metro_flow.alerts.colour import AlertColour, Standing, step
from metro_flow.alerts.figures import Figure, Figures
from metro_flow.alerts.house_rules import CROWDING, ZoneSize, rules_of
from metro_flow.alerts.rule import Rule
from metro_flow.alerts.turn import check, turn_colours
from metro_flow.logbook.entry import Author
from tests.builders import HALF_PAST_FIVE, PracticeRoom

ALL = tuple(AlertColour)
PLATFORM = "platform-2"


@dataclass(frozen=True)
class Asked:
    """One check as `step` reads it, without a rule behind it."""

    colour: AlertColour | None = None
    below: tuple[AlertColour, ...] = ()
    known: bool = True
    colours: tuple[AlertColour, ...] = ALL


def asking(colour: str) -> Asked:
    """A check that asks for a colour; the figure is under four fifths of none below it."""
    asked = AlertColour(colour)
    return Asked(asked, tuple(each for each in AlertColour if each > asked))


CALM = Asked(None, ALL)
UNKNOWN = Asked(None, (), known=False)


def checks(
    sequence: Sequence[Asked], standing: Standing | None = None, start: datetime = HALF_PAST_FIVE
) -> list[AlertColour | None]:
    """Return the colour after each check, ten seconds apart."""
    return [each.colour for each in standings(sequence, standing, start)]


def standings(
    sequence: Sequence[Asked], standing: Standing | None = None, start: datetime = HALF_PAST_FIVE
) -> list[Standing]:
    """Return where the rule stands after each check, ten seconds apart."""
    here, found = standing or Standing(), []
    for number, asked in enumerate(sequence):
        here = step(here, asked, start + timedelta(seconds=10 * number))
        found.append(here)
    return found


def a_platform(*, assumed: bool = False, ways_out: tuple[float, ...] = ()) -> ZoneSize:
    """A platform of 1,000 m², so that 2,000 people on it are 2.0 per m²."""
    return ZoneSize(PLATFORM, "platform", 1000.0, 3000, assumed, ways_out)


def crowding_rule(*, assumed: bool = False) -> Rule:
    """The rule that watches how crowded that platform is."""
    return next(rule for rule in rules_of([a_platform(assumed=assumed)]) if rule.id == CROWDING)


def people(
    middle: float, *, five: float | None = None, spread: float = 0.0, coverage: float = 1.0
) -> Figures:
    """So many people on the platform over one minute, and over five (the same unless said)."""
    slow = middle if five is None else five
    windows = tuple(
        Figure(seconds, number, max(number - spread, 0.0), number + spread)
        for seconds, number in ((60, middle), (300, slow))
    )
    return Figures(windows, coverage)


GONE = Figures((), 0.0, unknown="low-coverage")


@dataclass
class Watch:
    """What the watch does at a station of one rule: check each ten seconds, write what differs."""

    room: PracticeRoom
    rule: Rule
    standing: Standing = field(default_factory=Standing)

    def see(self, figures: Figures, *, for_s: int = 10) -> list[str]:
        """Let room time pass under these figures; return the kinds that were written."""
        before = self.room.board.seq
        for _ in range(for_s // 10):
            self.room.wait(10)
            now = self.room.now
            board = self.room.board
            turn = check(board, self.rule, figures, before=self.standing, now=now)
            self.standing = turn.standing
            self.room.book.write(turn_colours([turn]), by=Author("the watch"), at=now)
        return self.room.kinds[before:]
