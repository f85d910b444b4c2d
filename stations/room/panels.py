"""List the whole of a station's room, for whoever puts the product together.

Panels stand in the order in which they fold and fall due: what the numbers ask for, who sits
where, what was reported, what is ordered, what is decided, who was called, who is there already,
what the plan makes of it, and what is merely written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from metro_flow.alerts import panel as alerts
from metro_flow.logbook.board import Panel
from stations.room import (
    call,
    decision,
    forces,
    notes,
    plan,
    planbook,
    response,
    seats,
    situation,
)

PANELS: Final[tuple[Panel[Any], ...]] = (
    alerts.PANEL,
    seats.PANEL,
    situation.PANEL,
    response.PANEL,
    decision.PANEL,
    call.PANEL,
    forces.PANEL,
    plan.PANEL,
    planbook.PANEL,
    notes.PANEL,
)

# The ground knows no seats, so its own commands meet the table of authority here.
COMMANDS: Final[Mapping[type, Callable[..., Sequence[Any]]]] = {
    **seats.guarded(alerts.COMMANDS),
    **seats.COMMANDS,
    **situation.COMMANDS,
    **response.COMMANDS,
    **decision.COMMANDS,
    **call.COMMANDS,
    **forces.COMMANDS,
    **plan.COMMANDS,
    **planbook.COMMANDS,
    **notes.COMMANDS,
}
