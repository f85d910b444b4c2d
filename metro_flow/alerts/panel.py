"""Let people answer an alert, each for themselves; silence, answer and end are three acts.

Who may do what is asked before, by the room's table of authority; here stand the rules that hold
for everyone. What an alert is stands in `alert`, what may happen to it in `happened`; how
the watch turns its colour, and how a person raises one, in `turn`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import Field

from metro_flow.alerts import flood
from metro_flow.alerts.alert import BY_WATCH, Alert, Alerts, fold
from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.happened import (
    EVENTS,
    AlertAcknowledged,
    AlertColourChanged,
    AlertReturned,
    AlertShelved,
    AlertStoodDown,
    LookAnswer,
    LookAnswered,
    LookAsked,
)
from metro_flow.alerts.shown import show
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act
from metro_flow.people.person import Seat

# A red is pushed at once; a minute is what a look at a camera, or down a stair, takes.
LOOK_FOR: Final = timedelta(seconds=60)
SHELVED_AT_MOST: Final = timedelta(hours=24)

Said = Annotated[str, Field(min_length=1, max_length=500)]
MaySay = Annotated[str, Field(max_length=500)]


@dataclass(frozen=True, slots=True)
class AcknowledgeAlert:
    """Say, for one's seat, that this activation was seen."""

    alert: str
    activation: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One activation of one alert, as it was on the glass."""

    alert: str
    activation: int


@dataclass(frozen=True, slots=True)
class AcknowledgeAlerts:
    """Say, for one's seat, that all of these were seen: one tap for what has one cause."""

    seen: Annotated[tuple[Seen, ...], Field(min_length=1, max_length=50)]


@dataclass(frozen=True, slots=True)
class ShelveAlert:
    """Quiet an alert until a stated time."""

    alert: str
    until: datetime
    reason: Said


@dataclass(frozen=True, slots=True)
class AnswerLook:
    """Say whether what a red claims is to be seen on the spot."""

    alert: str
    answer: LookAnswer
    words: MaySay = ""


@dataclass(frozen=True, slots=True)
class StandDownAlert:
    """End a red whose figures have come down."""

    alert: str
    reason: Said


def acknowledge_alert(
    board: Board, command: AcknowledgeAlert, act: Act
) -> Sequence[AlertAcknowledged]:
    """Take a seat's word for the activation it saw; said twice, it is written once."""
    alert = _open(board, command.alert)
    if command.activation not in alert.activations:
        raise Refused("no such activation", activation=command.activation, newest=alert.activation)
    if act.by.seat is None:
        raise Refused("only a seat acknowledges", person=act.by.who)
    seat = Seat(act.by.seat)
    heard = [
        each.activation
        for each in alert.acknowledged
        if (each.seat, each.person) == (seat, act.by.who)
    ]
    if heard and heard[0] >= command.activation:
        return ()
    return (AlertAcknowledged(alert.id, command.activation, seat),)


def acknowledge_alerts(
    board: Board, command: AcknowledgeAlerts, act: Act
) -> Sequence[AlertAcknowledged]:
    """Take a seat's word for each of them; one that has closed meanwhile holds up no other."""
    open_now = [each for each in command.seen if board[PANEL].find(each.alert) is not None]
    if not open_now:
        _open(board, command.seen[0].alert)
    return [
        word
        for each in open_now
        for word in acknowledge_alert(board, AcknowledgeAlert(each.alert, each.activation), act)
    ]


def shelve_alert(board: Board, command: ShelveAlert, act: Act) -> Sequence[AlertShelved]:
    """Quiet an alert that is not red, for a day at most."""
    alert = _open(board, command.alert)
    latest = act.at + SHELVED_AT_MOST
    if alert.colour is AlertColour.RED:
        raise Refused("red is never shelved", alert=alert.id)
    if command.until <= act.at:
        raise Refused("the end has passed", until=command.until, now=act.at)
    if command.until > latest:
        raise Refused("shelved for a day at most", until=command.until, latest=latest)
    return (AlertShelved(alert.id, command.until, command.reason),)


def answer_look(
    board: Board, command: AnswerLook, act: Act
) -> Sequence[LookAnswered | AlertColourChanged]:
    """Hear what was seen; a red that is not so becomes orange.

    Whoever looks at a zone has looked for every rule that asked there. An answer counts as long
    as the red stands, also after the minute in which it was asked for.
    """
    del act
    alert = _open(board, command.alert)
    if alert.look is None:
        raise Refused("nobody was asked to look", alert=alert.id)
    if alert.look.answer is not None:
        raise Refused("the look is answered", alert=alert.id, answer=alert.look.answer)
    asked = [
        each
        for each in board[PANEL].open
        if each.zone == alert.zone and each.look is not None and each.look.answer is None
    ]
    return [event for each in asked for event in _looked(each, command)]


def _looked(alert: Alert, command: AnswerLook) -> Sequence[LookAnswered | AlertColourChanged]:
    answered = LookAnswered(alert.id, command.answer, command.words)
    if command.answer == "true" or alert.colour is not AlertColour.RED:
        return (answered,)
    reason = Reason(ReasonKey.LOOKED, {"zone": alert.zone, "words": command.words})
    return (
        answered,
        AlertColourChanged(alert.id, alert.colour, AlertColour.ORANGE, reason, alert.assumed),
    )


def stand_down_alert(board: Board, command: StandDownAlert, act: Act) -> Sequence[AlertStoodDown]:
    """End a red that has come down, and only then; without figures nobody knows that it has."""
    del act
    alert = _open(board, command.alert)
    if alert.colour is not AlertColour.RED:
        raise Refused("only red is stood down", alert=alert.id, colour=alert.colour)
    if alert.stale_since is not None:
        raise Refused("the figures are not known", alert=alert.id, since=alert.stale_since)
    if not alert.invited:
        raise Refused("it has not come down", alert=alert.id, since=alert.since)
    return (AlertStoodDown(alert.id, alert.comes_down_to, command.reason),)


def _open(board: Board, alert: str) -> Alert:
    """Return an open alert, or say that it is closed or never was."""
    alerts = board[PANEL]
    found = alerts.find(alert)
    if found is not None:
        return found
    closed = alerts.last_closed
    if closed is not None and closed.id == alert:
        raise Refused("the alert is closed", at=closed.closed_at, by=closed.closed_by)
    raise Unknown("alert", alert, known=", ".join(each.id for each in alerts.open))


def due(board: Board, now: datetime) -> list[Any]:
    """Return looks to be asked for, shelved alerts whose time is over, a flood or its end."""
    events: list[Any] = []
    for alert in board[PANEL].open:
        if _wants_a_look(alert):
            events.append(LookAsked(alert.id, now + LOOK_FOR))
        if alert.shelved_until is not None and alert.shelved_until <= now:
            events.append(AlertReturned(alert.id))
    return [*events, *flood.due(board[PANEL].load, now)]


def _wants_a_look(alert: Alert) -> bool:
    """Claim that this red rests on supposed numbers and nobody was asked yet."""
    by_numbers = alert.by == BY_WATCH and alert.assumed
    return alert.colour is AlertColour.RED and by_numbers and alert.look is None


PANEL: Panel[Alerts] = Panel(
    name="alerts", empty=Alerts(), events=EVENTS, fold=fold, show=show, due=due
)
COMMANDS: Final[Mapping[type, Callable[..., Sequence[Any]]]] = {
    AcknowledgeAlert: acknowledge_alert,
    AcknowledgeAlerts: acknowledge_alerts,
    ShelveAlert: shelve_alert,
    AnswerLook: answer_look,
    StandDownAlert: stand_down_alert,
}
