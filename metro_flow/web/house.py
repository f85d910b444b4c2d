"""Hand every edge the parts of the running house, which only the composition root puts together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, current_app

if TYPE_CHECKING:
    from datetime import date

    from metro_flow.clock import Clock
    from metro_flow.settings import Settings

EXTENSION = "metro_flow"


@dataclass(slots=True, repr=False)
class House:
    """Everything that lives as long as the process.

    The parts from `shelf` on stand above this file in the line of imports, so their types cannot
    be named here; whoever takes one names it: `shelf: Shelf = house().shelf`.

    shelf: all logbooks (`Shelf`). people: the `Directory`. signins: the `SignIns`.
    feeds: the `Feeds`. atlas: `StationProfile` by id. places: `Place` by station id.
    rules: of each station its rules with their passports, as they are shown. watch: what runs
    all day here, or None where another process does. district: the `District`. practised: what
    stations have practised from one day to before another, by id. sockets: the `Sockets`.
    drilled: what is on record of a station's last drill. holidays: the days that are not what
    their weekdays say, by date.
    """

    settings: Settings
    clock: Clock
    shelf: Any = None
    people: Any = None
    signins: Any = None
    feeds: Any = None
    atlas: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    readings: Any = None
    intake: Any = None
    watch: Any = None
    district: Any = None
    practised: Any = None
    sockets: Any = None
    holidays: Mapping[date, Any] = field(default_factory=dict)
    drilled: Callable[[str], Any] | None = None


def house(app: Flask | None = None) -> House:
    """Return the house of the app that is answering, or of the one that is named."""
    return cast("House", (app or current_app).extensions[EXTENSION])
