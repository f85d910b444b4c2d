"""Write a colour only when the board does not have it yet, whoever asks for it.

The watch keeps a `Standing` per rule and calls `check` for each at every check; `turn_colours`
is what it then hands to the book. It decides on the board as it is in its turn: when a person
has turned the colour since, it writes nothing and the next check follows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from metro_flow.alerts.alert import BY_WATCH, Alert
from metro_flow.alerts.colour import AlertColour, Standing, rank_of, step
from metro_flow.alerts.figures import Fact, Figures, Judgement, Reason, ReasonKey
from metro_flow.alerts.happened import (
    AlertCleared,
    AlertColourChanged,
    AlertFresh,
    AlertRaised,
    AlertStale,
    StandDownInvited,
)
from metro_flow.alerts.house_rules import COMING, CROWDING, REPORTED, reported_in
from metro_flow.alerts.judge import judge
from metro_flow.alerts.panel import PANEL
from metro_flow.alerts.rule import Rule
from metro_flow.logbook.board import Board, Decide
from metro_flow.logbook.entry import Act


@dataclass(frozen=True, slots=True)
class Turn:
    """One rule at one check: what it judged, and where it stands after it."""

    rule: Rule
    judgement: Judgement
    standing: Standing


def check(board: Board, rule: Rule, figures: Figures, *, before: Standing, now: datetime) -> Turn:
    """Judge one rule's figures, from where it stood and from what the board has by now."""
    alert = board[PANEL].find_cause(rule.zone, rule.id)
    judgement = judge(rule, figures)
    followed = before.following(
        None if alert is None else alert.colour, invited=alert is not None and alert.invited
    )
    return Turn(rule, judgement, step(followed, judgement, now))


def turn_colour(rule: Rule, judgement: Judgement, standing: Standing) -> Decide:
    """Return what writes the colour that one rule stands at, when the board has another."""
    turn = Turn(rule, judgement, standing)
    return lambda board, act: _turned(board, turn, act)


def turn_colours(turns: Sequence[Turn]) -> Decide:
    """Return what writes all that a station's check changed; `turns` holds every rule it has."""

    def decide(board: Board, act: Act) -> Sequence[Any]:
        events = [event for turn in turns for event in _turned(board, turn, act)]
        return [*events, *_without_rule(board, turns)]

    return decide


def raise_by_person(
    board: Board, zone: str, colour: AlertColour, reason: Reason
) -> Sequence[AlertRaised | AlertColourChanged | StandDownInvited]:
    """Return what a person's word raises; nothing when it already stands as high.

    A milder word about a red that waits to be stood down is what the stand-down will leave.
    """
    rule = reported_in(zone)
    alert = board[PANEL].find_cause(zone, rule.id)
    if alert is None:
        return (AlertRaised(zone, rule, colour, reason, assumed=False),)
    if colour > alert.colour or (alert.invited and colour is AlertColour.RED):
        changed = AlertColourChanged(alert.id, alert.colour, colour, reason, assumed=False)
        return (changed,)
    if alert.invited and colour.rank > rank_of(alert.comes_down_to):
        return (StandDownInvited(alert.id, colour, reason),)
    return ()


def end_by_person(board: Board, zone: str) -> Sequence[AlertCleared | StandDownInvited]:
    """Return what follows when no report of a zone is open any more; red waits for a person."""
    alert = board[PANEL].find_cause(zone, REPORTED)
    if alert is None or alert.invited:
        return ()
    return (_ended(alert, ReasonKey.REPORTS_CLOSED),)


def _turned(board: Board, turn: Turn, act: Act) -> Sequence[Any]:
    standing = turn.standing
    alert = board[PANEL].find_cause(turn.rule.zone, turn.rule.id)
    if standing.was != (None if alert is None else alert.colour):
        return ()
    if turn.rule.id == COMING and (come := _come(board, turn.rule.zone)) is not None:
        return () if alert is None else (_came_true(alert, come),)
    if alert is None:
        return _first(turn)
    return [*_staleness(alert, turn), *_change(alert, turn, act)]


def _first(turn: Turn) -> Sequence[AlertRaised]:
    colour, judgement = turn.standing.colour, turn.judgement
    if colour is None:
        return ()
    rule = turn.rule
    return (AlertRaised(rule.zone, rule, colour, judgement.reason, judgement.assumed),)


def _come(board: Board, zone: str) -> Alert | None:
    """Return the alert of what was foretold of a zone, once it is there."""
    crowd = board[PANEL].find_cause(zone, CROWDING)
    return crowd if crowd is not None and crowd.colour >= AlertColour.ORANGE else None


def _came_true(alert: Alert, come: Alert) -> AlertCleared:
    """End a forecast by what it foretold: that now speaks for itself."""
    minutes = round((come.since - alert.raised_at).total_seconds() / 60)
    facts: dict[str, Fact] = {"zone": alert.zone, "colour": come.colour.value, "minutes": minutes}
    return AlertCleared(alert.id, Reason(ReasonKey.CAME_TRUE, facts))


def _staleness(alert: Alert, turn: Turn) -> Sequence[AlertStale | AlertFresh]:
    stale = turn.standing.stale_since is not None
    if stale and alert.stale_since is None:
        return (AlertStale(alert.id, turn.judgement.reason),)
    if not stale and alert.stale_since is not None:
        return (AlertFresh(alert.id),)
    return ()


def _change(alert: Alert, turn: Turn, act: Act) -> Sequence[Any]:
    colour, judgement, standing = turn.standing.colour, turn.judgement, turn.standing
    if colour is None:
        return (AlertCleared(alert.id, _came_down(judgement)),)
    again = alert.invited and not standing.invited
    if colour == alert.colour and not again:
        return _invitation(alert, turn)
    if colour > alert.colour and _looked_and_not_so(alert, judgement, act.at):
        return ()
    up = rank_of(colour) >= alert.colour.rank
    reason = judgement.reason if up else _came_down(judgement)
    return (AlertColourChanged(alert.id, alert.colour, colour, reason, judgement.assumed),)


def _invitation(alert: Alert, turn: Turn) -> Sequence[StandDownInvited]:
    if not turn.standing.invited or alert.invited:
        return ()
    return (StandDownInvited(alert.id, turn.judgement.colour, _came_down(turn.judgement)),)


def _looked_and_not_so(alert: Alert, judgement: Judgement, now: datetime) -> bool:
    look = alert.look
    return judgement.assumed and look is not None and look.holds_red_off(now)


def _came_down(judgement: Judgement) -> Reason:
    facts: dict[str, Fact] = {**judgement.reason.facts, "quantity": judgement.reason.key.value}
    return Reason(ReasonKey.CAME_DOWN, facts)


def _without_rule(board: Board, turns: Sequence[Turn]) -> Sequence[AlertCleared | StandDownInvited]:
    """End what no rule of the station watches any more, lest it stand for ever."""
    watched = {(turn.rule.zone, turn.rule.id) for turn in turns}
    return [
        _ended(alert, ReasonKey.RULE_GONE)
        for alert in board[PANEL].open
        if alert.by == BY_WATCH and (alert.zone, alert.rule) not in watched and not alert.invited
    ]


def _ended(alert: Alert, key: ReasonKey) -> AlertCleared | StandDownInvited:
    """Close an alert; a red one only invites a person to."""
    reason = Reason(key, {"zone": alert.zone, "rule": alert.rule})
    if alert.colour is AlertColour.RED:
        return StandDownInvited(alert.id, None, reason)
    return AlertCleared(alert.id, reason)
