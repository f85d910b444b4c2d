"""List the whole of a station's readiness book, for whoever puts the product together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from metro_flow.logbook.board import Panel
from stations.readiness import consultations, handover, hazards, liaison, resources, risks

PREFIX: Final = "readiness/"
PARTS: Final = (hazards, consultations, liaison, handover, resources, risks)
PANELS: Final[tuple[Panel[Any], ...]] = tuple(part.PANEL for part in PARTS)
COMMANDS: Final[Mapping[type, Callable[..., Sequence[Any]]]] = {
    command: rule for part in PARTS for command, rule in part.COMMANDS.items()
}
