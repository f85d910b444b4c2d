"""Keep teams and resources as their agencies last counted them.

What nobody has checked for too long, or what has expired, is said by the lights: it depends on
the day it is read, so no entry tells it. What they are stands in `resource`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry
from stations.readiness.asking import been, day_of, guarded, reason_of, words_of
from stations.readiness.authority import Agency, agencies_of
from stations.readiness.resource import (
    CheckResource,
    CheckTeam,
    DropResource,
    DropTeam,
    ListTeam,
    Resource,
    ResourceChecked,
    ResourceDropped,
    Resources,
    ResourceStocked,
    StockResource,
    Team,
    TeamChecked,
    TeamDropped,
    TeamListed,
)

# So many rows with their ids and days keep an entry below 8 kB.
TEAMS_SHOWN: Final = 20
STOCK_SHOWN: Final = 40
Kept = TypeVar("Kept", Team, Resource)


def list_team(board: Board, command: ListTeam, act: Act) -> Sequence[TeamListed]:
    """List a team under the next number."""
    _own(command.owner, act)
    trained = _been_or_never(command.trained, act)
    return (
        TeamListed(
            f"t{board[PANEL].teams_listed + 1}",
            words_of(command.name),
            command.kind,
            command.owner,
            command.strength,
            trained,
        ),
    )


def check_team(board: Board, command: CheckTeam, act: Act) -> Sequence[TeamChecked]:
    """Count a team; a training that is not named again stands as it was."""
    team = _found(board[PANEL].teams, command.team, "team")
    _own(team.owner, act)
    trained = team.trained if command.trained is None else been(command.trained, act)
    return (TeamChecked(team.id, command.strength, trained),)


def drop_team(board: Board, command: DropTeam, act: Act) -> Sequence[TeamDropped]:
    """Take a team off the list."""
    team = _found(board[PANEL].teams, command.team, "team")
    _own(team.owner, act)
    return (TeamDropped(team.id, reason_of(command.reason, command)),)


def stock_resource(board: Board, command: StockResource, act: Act) -> Sequence[ResourceStocked]:
    """List a resource under the next number."""
    _own(command.owner, act)
    return (
        ResourceStocked(
            f"s{board[PANEL].stock_listed + 1}",
            words_of(command.name),
            command.kind,
            command.owner,
            command.quantity,
            words_of(command.place),
            command.expires,
        ),
    )


def check_resource(board: Board, command: CheckResource, act: Act) -> Sequence[ResourceChecked]:
    """Count a resource; a date that is not named again stands as it was."""
    resource = _found(board[PANEL].stock, command.resource, "resource")
    _own(resource.owner, act)
    expires = resource.expires if command.expires is None else command.expires
    return (ResourceChecked(resource.id, command.quantity, expires),)


def drop_resource(board: Board, command: DropResource, act: Act) -> Sequence[ResourceDropped]:
    """Take a resource off the list."""
    resource = _found(board[PANEL].stock, command.resource, "resource")
    _own(resource.owner, act)
    return (ResourceDropped(resource.id, reason_of(command.reason, command)),)


def _own(owner: Agency, act: Act) -> None:
    if owner not in agencies_of(act.grants):
        raise Refused("each agency keeps its own", owner=owner)


def _been_or_never(day: date | None, act: Act) -> date | None:
    return None if day is None else been(day, act)


def _found(known: Mapping[str, Kept], name: str, what: str) -> Kept:
    found = known.get(name)
    if found is None:
        raise Unknown(what, name)
    return found


def _fold(state: Resources, entry: Entry) -> Resources:
    if isinstance(entry.event, (TeamListed, TeamChecked, TeamDropped)):
        return _fold_team(state, entry)
    return _fold_stock(state, entry)


def _fold_team(state: Resources, entry: Entry) -> Resources:
    day, who = day_of(entry.occurred_at), entry.by.who
    match entry.event:
        case TeamListed(team, name, kind, owner, strength, trained):
            listed = Team(team, name, kind, owner, strength, trained, day, who)
            teams = {**state.teams, team: listed}
            return replace(state, teams=teams, teams_listed=state.teams_listed + 1)
        case TeamChecked(team, strength, trained):
            before = state.teams[team]
            checked = replace(
                before, strength=strength, trained=trained, checked=day, checked_by=who
            )
            return replace(state, teams={**state.teams, team: checked})
        case TeamDropped(team):
            return replace(state, teams=_without(state.teams, team))
        case _:
            return state


def _fold_stock(state: Resources, entry: Entry) -> Resources:
    day, who = day_of(entry.occurred_at), entry.by.who
    match entry.event:
        case ResourceStocked(resource, name, kind, owner, quantity, place, expires):
            listed = Resource(resource, name, kind, owner, quantity, place, expires, day, who)
            stock = {**state.stock, resource: listed}
            return replace(state, stock=stock, stock_listed=state.stock_listed + 1)
        case ResourceChecked(resource, quantity, expires):
            before = state.stock[resource]
            checked = replace(
                before, quantity=quantity, expires=expires, checked=day, checked_by=who
            )
            return replace(state, stock={**state.stock, resource: checked})
        case ResourceDropped(resource):
            return replace(state, stock=_without(state.stock, resource))
        case _:
            return state


def _without(known: Mapping[str, Kept], name: str) -> dict[str, Kept]:
    return {each: kept for each, kept in known.items() if each != name}


def _show(state: Resources) -> dict[str, Any]:
    teams = _longest_unchecked(state.teams.values())[:TEAMS_SHOWN]
    stock = _longest_unchecked(state.stock.values())[:STOCK_SHOWN]
    return {
        "counts": {"teams": len(state.teams), "stock": len(state.stock)},
        "teams": [{**_row(each), "strength": each.strength} for each in teams],
        "stock": [
            {**_row(each), "quantity": each.quantity, "expires": _day(each.expires)}
            for each in stock
        ],
    }


def _longest_unchecked(kept: Iterable[Kept]) -> list[Kept]:
    return sorted(kept, key=lambda each: each.checked)


def _row(kept: Team | Resource) -> dict[str, Any]:
    return {"id": kept.id, "unit": kept.owner.value, "checked": kept.checked.isoformat()}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


PANEL: Panel[Resources] = Panel(
    name="resources",
    empty=Resources(),
    events=(
        TeamListed,
        TeamChecked,
        TeamDropped,
        ResourceStocked,
        ResourceChecked,
        ResourceDropped,
    ),
    fold=_fold,
    show=_show,
)
COMMANDS: Final = guarded(
    {
        ListTeam: list_team,
        CheckTeam: check_team,
        DropTeam: drop_team,
        StockResource: stock_resource,
        CheckResource: check_resource,
        DropResource: drop_resource,
    }
)
