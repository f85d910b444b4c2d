"""Say what an alert is, as it follows from what happened to it.

There is one open alert per cause: a zone and a rule. Its id is `a` and the number of the entry
that raised it. Every way up is a new *activation*, named by its entry's number: an
acknowledgement names the activation it saw, and a newer one stays unacknowledged.

Acknowledgements are kept per person and seat. `unacknowledged` names the seats from which nobody
has acknowledged the newest activation; whether *every* holder of a seat with several has is
judged where the holders are known (`stations.room.call.heard_by`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from metro_flow.alerts import flood
from metro_flow.alerts.colour import AlertColour, highest
from metro_flow.alerts.figures import Reason
from metro_flow.alerts.flood import Load
from metro_flow.alerts.happened import (
    AlertAcknowledged,
    AlertCleared,
    AlertColourChanged,
    AlertFresh,
    AlertRaised,
    AlertReturned,
    AlertShelved,
    AlertStale,
    AlertStoodDown,
    FloodBegan,
    FloodEnded,
    LookAnswer,
    LookAnswered,
    LookAsked,
    StandDownInvited,
)
from metro_flow.alerts.house_rules import COMING, FORETOLD, GROWTH, INFLOW
from metro_flow.logbook.entry import THE_WATCH, Entry
from metro_flow.people.person import Seat

BY_WATCH: Final = "watch"
# As long as a way down takes: eyes on the spot outweigh a supposed area, but not for ever.
LOOK_HOLDS: Final = timedelta(minutes=10)
# What is merely unusual, or foretold, is a note while it is blue.
ADVISORIES: Final = (INFLOW, COMING, GROWTH, FORETOLD)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One person's word, from one seat, that they saw an activation."""

    seat: Seat
    person: str
    at: datetime
    activation: int


@dataclass(frozen=True, slots=True)
class Look:
    """看一眼：属实？ A red on supposed numbers asks for eyes; it stands while nobody answers."""

    asked_at: datetime
    until: datetime
    answer: LookAnswer | None = None
    answered_at: datetime | None = None

    def holds_red_off(self, now: datetime) -> bool:
        """Claim that somebody looked, saw no such thing, and that this still counts."""
        said_no = self.answer == "false" and self.answered_at is not None
        return said_no and now < (self.answered_at or now) + LOOK_HOLDS


@dataclass(frozen=True, slots=True)
class Alert:
    """One raised call to act. `comes_down_to` says what a stand-down would leave, once invited."""

    id: str
    zone: str
    rule: str
    colour: AlertColour
    activations: tuple[int, ...]
    raised_at: datetime
    since: datetime
    reason: Reason
    assumed: bool
    by: str
    acknowledged: tuple[Acknowledgement, ...] = ()
    look: Look | None = None
    invited: bool = False
    comes_down_to: AlertColour | None = None
    stale_since: datetime | None = None
    shelved_until: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None

    @property
    def activation(self) -> int:
        """The number of the entry that last raised it."""
        return self.activations[-1]

    @property
    def unacknowledged(self) -> tuple[Seat, ...]:
        """The seats from which nobody has acknowledged the newest activation."""
        heard = {each.seat for each in self.acknowledged if each.activation == self.activation}
        return tuple(seat for seat in Seat if seat not in heard)

    @property
    def advisory(self) -> bool:
        """Whether it is a note on the glass: it rings for nobody and waits for no answer."""
        return self.colour is AlertColour.BLUE and self.rule in ADVISORIES

    def acknowledged_by(self, seat: Seat, person: str) -> bool:
        """Claim that this person, in this seat, has acknowledged the newest activation."""
        return any(
            (each.seat, each.person, each.activation) == (seat, person, self.activation)
            for each in self.acknowledged
        )


@dataclass(frozen=True, slots=True)
class Alerts:
    """What the numbers ask of a room, the alert that was closed last, how many came of late."""

    open: tuple[Alert, ...] = ()
    last_closed: Alert | None = None
    load: Load = flood.QUIET

    @property
    def colour(self) -> AlertColour | None:
        """The room's colour: the highest of its alerts. Shelving quiets one, it hides none."""
        return highest(tuple(alert.colour for alert in self.open))

    def find(self, alert: str) -> Alert | None:
        """Return an open alert by its id."""
        return next((each for each in self.open if each.id == alert), None)

    def find_cause(self, zone: str, rule: str) -> Alert | None:
        """Return the open alert of a cause."""
        return next((each for each in self.open if (each.zone, each.rule) == (zone, rule)), None)


def fold(alerts: Alerts, entry: Entry) -> Alerts:
    """Return the alerts after an entry."""
    if isinstance(entry.event, (FloodBegan, FloodEnded)):
        return replace(alerts, load=flood.fold(alerts.load, entry))
    if isinstance(entry.event, AlertRaised):
        raised = _raised(entry.event, entry)
        return replace(alerts, open=(*alerts.open, raised), load=_load(alerts, raised, entry))
    alert = alerts.find(entry.event.alert)
    if alert is None:
        return alerts
    after = _after(alert, entry)
    if after.closed_at is not None:
        others = tuple(each for each in alerts.open if each.id != alert.id)
        return replace(alerts, open=others, last_closed=after)
    is_open = tuple(after if each.id == alert.id else each for each in alerts.open)
    return replace(alerts, open=is_open, load=_load(alerts, after, entry))


def _load(alerts: Alerts, alert: Alert, entry: Entry) -> Load:
    """Count an activation that asks people to look; a note asks nobody."""
    if alert.activation != entry.seq or alert.advisory:
        return alerts.load
    return flood.activated(alerts.load, alert.id, entry.at)


def _raised(raised: AlertRaised, entry: Entry) -> Alert:
    return Alert(
        id=f"a{entry.seq}",
        zone=raised.zone,
        rule=raised.rule.id,
        colour=raised.colour,
        activations=(entry.seq,),
        raised_at=entry.at,
        since=entry.at,
        reason=raised.reason,
        assumed=raised.assumed,
        by=BY_WATCH if entry.by.who == THE_WATCH else entry.by.who,
    )


def _after(alert: Alert, entry: Entry) -> Alert:
    match entry.event:
        case AlertColourChanged() as changed:
            return _coloured(alert, changed, entry)
        case AlertAcknowledged() as heard:
            return _acknowledged(alert, heard, entry)
        case AlertShelved(until=until):
            return replace(alert, shelved_until=until)
        case AlertReturned():
            return replace(alert, shelved_until=None)
        case LookAsked(until=until):
            return replace(alert, look=Look(entry.at, until))
        case LookAnswered(answer=answer) if alert.look is not None:
            look = replace(alert.look, answer=answer, answered_at=entry.at)
            return replace(alert, look=look)
        case StandDownInvited(asks=asks):
            return replace(alert, invited=True, comes_down_to=asks)
        case AlertStoodDown(to=None) | AlertCleared():
            return replace(alert, closed_at=entry.at, closed_by=_closer(entry))
        case AlertStoodDown(to=AlertColour() as to):
            return replace(
                alert, colour=to, since=entry.at, look=None, invited=False, comes_down_to=None
            )
        case AlertStale():
            return replace(alert, stale_since=entry.at)
        case AlertFresh():
            return replace(alert, stale_since=None)
        case _:
            return alert


def _coloured(alert: Alert, changed: AlertColourChanged, entry: Entry) -> Alert:
    """Return the alert in its next colour; a way up ends whatever had quieted it."""
    coloured = replace(
        alert,
        colour=changed.colour,
        since=entry.at,
        reason=changed.reason,
        assumed=changed.assumed,
        invited=False,
        comes_down_to=None,
    )
    if not changed.up:
        return coloured
    activations = (*alert.activations, entry.seq)
    return replace(coloured, activations=activations, look=None, shelved_until=None)


def _acknowledged(alert: Alert, heard: AlertAcknowledged, entry: Entry) -> Alert:
    """Keep the newest acknowledgement of each person and seat."""
    word = Acknowledgement(heard.seat, entry.by.who, entry.at, heard.activation)
    others = tuple(
        each for each in alert.acknowledged if (each.seat, each.person) != (word.seat, word.person)
    )
    return replace(alert, acknowledged=(*others, word))


def _closer(entry: Entry) -> str:
    return BY_WATCH if entry.by.who == THE_WATCH else entry.by.who
