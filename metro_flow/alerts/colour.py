"""Turn what the figures ask for at each check into a colour that neither flickers nor hides.

A rule judges its figures every 10 s of room time; `step` turns that sequence into the colour
an alert should have. Ways up and ways down are separate:

    up      blue, yellow   claimed at two checks 60 s apart
            orange         claimed at two checks 30 s apart
            red            claimed at one check
    down    blue … orange  one colour after 10 min below 80 % of that colour's threshold
            red            never by itself; after the same 10 min a person is invited to do it

A check whose figure is unknown claims nothing and lowers nothing: missing is not calm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol


class AlertColour(StrEnum):
    """What the numbers ask for, mildest first; the value is what travels."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def rank(self) -> int:
        """Its place in the ladder: 1 is blue, 4 is red."""
        return _RANKS[self.value]

    def __lt__(self, other: str) -> bool:
        return self.rank < AlertColour(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= AlertColour(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > AlertColour(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= AlertColour(other).rank


_RANKS: Final = {"blue": 1, "yellow": 2, "orange": 3, "red": 4}


def rank_of(colour: AlertColour | None) -> int:
    """Return a colour's place in the ladder, 0 for none."""
    return 0 if colour is None else colour.rank


def highest(colours: tuple[AlertColour | None, ...]) -> AlertColour | None:
    """Return the highest of some colours, none if there is none."""
    return max(colours, key=rank_of, default=None)


CHECK: Final = timedelta(seconds=10)
CONFIRM: Final = {
    AlertColour.BLUE: timedelta(seconds=60),
    AlertColour.YELLOW: timedelta(seconds=60),
    AlertColour.ORANGE: timedelta(seconds=30),
    AlertColour.RED: timedelta(0),
}
LOWER_AFTER: Final = timedelta(minutes=10)
LOWER_BELOW: Final = 0.8
# A figure that comes back for one check and is gone at the next would write an entry each time.
FRESH_AFTER: Final = timedelta(seconds=30)
# After a longer silence of the watch nobody knows what happened between two checks.
UNBROKEN: Final = timedelta(seconds=60)
_REMEMBER: Final = max(CONFIRM.values()) + CHECK


class Asking(Protocol):
    """What `step` reads of a judgement; `alerts.rule.Judgement` and its tests provide it."""

    @property
    def colour(self) -> AlertColour | None:
        """The highest colour claimed at this check."""

    @property
    def colours(self) -> tuple[AlertColour, ...]:
        """The colours that the rule knows, mildest first."""

    @property
    def below(self) -> tuple[AlertColour, ...]:
        """The colours whose threshold the figure is under by a fifth or more."""

    @property
    def known(self) -> bool:
        """Whether there was a figure to judge."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One check at which the figures asked for a colour."""

    at: datetime
    colour: AlertColour


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one rule stands after a check: its colour, and what it waits for.

    `claims` are the last 70 s of checks that asked for a colour (a way up that is pending),
    `below_since` is when the way down began. `invited` says that a red one has come down and a
    person is asked to stand it down; `stale_since` that the figures are gone. `was` is the
    colour before the check: what is written rests on the board still having it.
    """

    colour: AlertColour | None = None
    was: AlertColour | None = None
    claims: tuple[Claim, ...] = ()
    below_since: datetime | None = None
    invited: bool = False
    stale_since: datetime | None = None
    known_since: datetime | None = None
    checked_at: datetime | None = None

    def pending_since(self, colour: AlertColour) -> datetime | None:
        """Return when this colour, not yet reached, was first claimed; None if it was not."""
        if rank_of(self.colour) >= colour.rank:
            return None
        return next((claim.at for claim in self.claims if claim.colour >= colour), None)

    def following(self, colour: AlertColour | None, *, invited: bool = False) -> Standing:
        """Return this standing after people, or a restart, made the alert `colour`."""
        if colour == self.colour and invited == self.invited:
            return self
        return replace(self, colour=colour, below_since=None, invited=invited)


def step(standing: Standing, judgement: Asking, now: datetime) -> Standing:
    """Return where a rule stands after the check at `now`.

    Checks come every 10 s of room time, in order.
    """
    unbroken = _checked(standing, now)
    if not judgement.known:
        stale_since = standing.stale_since or now
        return replace(unbroken, below_since=None, stale_since=stale_since, known_since=None)
    heard = _remember(_refreshed(unbroken, now), judgement.colour, now)
    raised = _raised(heard, now)
    if raised is not None:
        return replace(heard, colour=raised, below_since=None, invited=False)
    return _lowered(heard, judgement, now)


def _checked(standing: Standing, now: datetime) -> Standing:
    """Note the check; begin all waiting anew when the watch itself was away."""
    last = standing.checked_at
    if last is not None and now - last > UNBROKEN:
        standing = replace(standing, below_since=None, known_since=None)
    return replace(standing, checked_at=now, was=standing.colour)


def _refreshed(standing: Standing, now: datetime) -> Standing:
    """Note that there is a figure; believe it to have come back when it stays."""
    known_since = standing.known_since or now
    back = now - known_since >= FRESH_AFTER
    stale_since = None if back else standing.stale_since
    return replace(standing, known_since=known_since, stale_since=stale_since)


def _remember(standing: Standing, colour: AlertColour | None, now: datetime) -> Standing:
    kept = tuple(claim for claim in standing.claims if now - claim.at <= _REMEMBER)
    return replace(standing, claims=kept if colour is None else (*kept, Claim(now, colour)))


def _raised(standing: Standing, now: datetime) -> AlertColour | None:
    """Return the highest colour above the standing one that its checks confirm.

    A red that had come down and is claimed anew counts as raised: the seats must look again.
    """
    for colour in reversed(AlertColour):
        again = standing.invited and colour is AlertColour.RED
        if colour.rank <= rank_of(standing.colour) and not again:
            return None
        if _confirmed(standing.claims, colour, now):
            return colour
    return None


def _confirmed(claims: tuple[Claim, ...], colour: AlertColour, now: datetime) -> bool:
    times = [claim.at for claim in claims if claim.colour >= colour]
    if not times or times[-1] != now:
        return False
    apart = CONFIRM[colour]
    # Checks stand 10 s apart, so one of them lies within a check's length of the right moment.
    return any(apart <= now - at < apart + CHECK for at in times)


def _lowered(standing: Standing, judgement: Asking, now: datetime) -> Standing:
    colour = standing.colour
    if colour is None or colour not in judgement.below:
        return replace(standing, below_since=None)
    since = standing.below_since or now
    if now - since < LOWER_AFTER:
        return replace(standing, below_since=since)
    if colour is AlertColour.RED:
        return replace(standing, below_since=since, invited=True)
    milder = highest(tuple(each for each in judgement.colours if each < colour))
    # The next colour down counts its own ten minutes: one at a time.
    return replace(standing, colour=milder, below_since=now if milder in judgement.below else None)
