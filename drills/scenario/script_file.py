"""What may stand in a scenario's TOML file, key by key.

These tables exist only between the file and `Scenario` (`parse`). What one field alone can get
wrong is refused here; what fields say against each other is for `check`.
"""

from __future__ import annotations

from collections import Counter
from datetime import time
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from drills.scenario.row import Row
from drills.scenario.script import LONGEST_LIMIT_MIN, LONGEST_MIN, POSTS, SHORTEST_MIN
from stations.plan_text.parse import SeatName
from stations.profile.station_file import Positive, Share, Text
from stations.profile.toml_file import Table, nearest, written_as
from stations.room.panels import PANELS

KINDS: Final = sorted({event.__name__ for panel in PANELS for event in panel.events})
Minutes = Annotated[float, Field(ge=SHORTEST_MIN, le=LONGEST_MIN, allow_inf_nan=False)]
Moment = Annotated[float, Field(ge=0, allow_inf_nan=False)]
LimitMin = Annotated[float, Field(gt=0, le=LONGEST_LIMIT_MIN, allow_inf_nan=False)]
# Twelve platforms of people in one crowd are more than any gate line passes in a drill.
OfHolding = Annotated[float, Field(gt=0, le=12, allow_inf_nan=False)]
# Trains run from about five on; the longest drill and its forgotten half hour fit before midnight.
DayAt = Annotated[time, Field(ge=time(5), le=time(20))]
_ID = "give small letters and digits joined by hyphens, such as “refund-queue”"
ScriptId = Annotated[str, written_as(r"[a-z0-9]+(-[a-z0-9]+)*", _ID)]
# Fewer than four, one for each chief, practise no working together.
FEWEST_INJECTS: Final = 4


def _known(kind: str, names: list[str]) -> AfterValidator:
    def look(name: str) -> str:
        if name not in names:
            expected = {"kind": kind, "nearest": nearest(name, names)}
            raise PydanticCustomError("unknown_name", "no such {kind}; {nearest}", expected)
        return name

    return AfterValidator(look)


def _once(names: list[str]) -> list[str]:
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise PydanticCustomError(
            "twice", "each stands once; {names} does not", {"names": ", ".join(twice)}
        )
    return names


Seats = Annotated[list[SeatName], Field(min_length=1), AfterValidator(_once)]
PostName = Annotated[str, _known("post", list(POSTS))]
RowName = Annotated[str, _known("row of the sheet", [row.value for row in Row])]
KindName = Annotated[str, _known("kind of entry", KINDS)]
PrefixZh = Annotated[str, written_as(r"演练.*", "begin with 演练, so that no exercise looks real")]
PrefixEn = Annotated[str, written_as(r"Drill\b.*", "begin with “Drill”, as 演练 does in Chinese")]


class ObjectiveTable(Table):
    """An objective."""

    id: ScriptId
    row: RowName
    words_zh: Text
    words_en: Text


class CrowdTable(Table):
    """The crowd on top of the day."""

    begins_min: Moment
    of_holding: OfHolding
    minutes: Positive
    shape: Literal["steady", "swell", "concert"]
    line_share: Share
    day_at: DayAt
    why_zh: Text
    why_en: Text
    source_zh: Text
    source_en: Text


class InjectTable(Table):
    """An inject."""

    id: ScriptId
    due_min: Moment | None = None
    by_hand: bool = False
    from_zh: Text
    from_en: Text
    to: Seats
    posts: Annotated[list[PostName], AfterValidator(_once)] = Field(default_factory=list)
    channel: Literal["phone", "radio", "in-person"]
    message_zh: Text
    message_en: Text
    expected_zh: Text
    expected_en: Text
    objective: Text
    limit_min: LimitMin
    limit_source_zh: Text
    limit_source_en: Text
    confirmed_by: str = ""
    shown_by: Annotated[list[KindName], Field(min_length=1), AfterValidator(_once)]


class ScenarioFile(Table):
    """A whole script."""

    id: ScriptId
    version: Annotated[int, Field(ge=1)]
    name_zh: Text
    name_en: Text
    about_zh: Text
    about_en: Text
    plan: Literal["crowd", "fire", "escalator", "sensors"]
    minutes: Minutes
    seats: Seats
    safety_zh: Text
    safety_en: Text
    prefix_zh: PrefixZh
    prefix_en: PrefixEn
    objectives: Annotated[list[ObjectiveTable], Field(min_length=1)]
    crowd: CrowdTable
    injects: Annotated[list[InjectTable], Field(min_length=FEWEST_INJECTS)]
