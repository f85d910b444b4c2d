"""List the whole of a station's readiness book, for whoever puts the product together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from metro_flow.logbook.board import Panel
from stations.readiness import hazards

PREFIX: Final = "readiness/"
PANELS: Final[tuple[Panel[Any], ...]] = (hazards.PANEL,)
COMMANDS: Final[Mapping[type, Callable[..., Sequence[Any]]]] = hazards.COMMANDS
