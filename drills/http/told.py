"""Name the answers of the drills' edges, so that the API description says what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from metro_flow.people.http import NameTold


@dataclass(frozen=True, slots=True)
class GridTold:
    """A year of drills by quarter and station, and the drills that whoever asks may know of."""

    year: int
    now: str
    stations: list[dict[str, Any]]
    cells: list[dict[str, Any]]
    drills: list[dict[str, Any]]
    may: list[str]


@dataclass(frozen=True, slots=True)
class ScenariosTold:
    """The scripts on file."""

    scenarios: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class CrewTold:
    """Who could play each seat of a station, and who could make the exercise."""

    seats: dict[str, list[str]]
    directors: list[str]
    evaluators: list[str]
    safety: list[str]
    people: dict[str, NameTold]


@dataclass(frozen=True, slots=True)
class DrillTold:
    """One drill; `script` and what was observed are there for those who make it alone."""

    drill: dict[str, Any]
    script: dict[str, Any] | None
    observed: list[dict[str, Any]]
    people: dict[str, NameTold]
