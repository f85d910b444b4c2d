"""Read a plan from its text, the same text that four chiefs sign by its hash.

The text is TOML, so that a station master can read and mend it without this program.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from metro_flow.people.person import Seat
from stations.plan_text.plan import (
    Card,
    PlanText,
    Post,
    RequestTo,
    Scenario,
    Step,
)
from stations.profile.station_file import StationId, Text
from stations.profile.toml_file import Table, as_many, parse_toml, read_text, written_as
from stations.profile.words import ControlZone, ResponseLevel, Words

if TYPE_CHECKING:
    from pathlib import Path

SeatName = Literal["station-master", "transit-police", "local-police", "street"]
# Nobody works at one step for longer than a shift's first two hours.
LimitS = Annotated[int, Field(ge=10, le=7200)]
_ID = "give small letters and digits joined by hyphens, such as “crowd-two-exit-13A”"
StepId = Annotated[str, written_as(r"[a-z0-9]+(-[a-zA-Z0-9]+)*", _ID)]


class CardTable(Table):
    """An action card."""

    title_zh: Text
    title_en: Text
    who_zh: Text
    who_en: Text
    trigger_zh: Text
    trigger_en: Text
    first_zh: Annotated[list[Text], Field(min_length=3, max_length=3)]
    first_en: Annotated[list[Text], Field(min_length=3, max_length=3)]
    report_to_zh: Text
    report_to_en: Text
    equipment_zh: list[Text]
    equipment_en: list[Text]
    never_zh: list[Text]
    never_en: list[Text]
    stand_down_zh: Text
    stand_down_en: Text

    @model_validator(mode="after")
    def _says_all_twice(self) -> Self:
        as_many(self, "first", "equipment", "never")
        return self


class PostTable(Table):
    """A post with its card."""

    id: StepId
    name_zh: Text
    name_en: Text
    seat: SeatName
    place_zh: Text
    place_en: Text
    line: Text | None = None
    card: CardTable


class StepTable(Table):
    """A step."""

    id: StepId
    scenarios: Annotated[
        list[Literal["crowd", "fire", "escalator", "sensors"]], Field(min_length=1)
    ]
    response_level: Literal["three", "two", "one"]
    zone: Literal["platform", "paid", "entrance", "station"]
    exit: Text | None = None
    line: Text | None = None
    seat: SeatName
    post: Text
    title_zh: Text
    title_en: Text
    say_zh: str = ""
    say_en: str = ""
    after: list[Text] = Field(default_factory=list)
    limit_s: LimitS
    limit_source_zh: Text
    limit_source_en: Text
    confirmed_by: str = ""
    request_to: Literal["line-control"] | None = None
    release_zh: str = ""
    release_en: str = ""


class PlanFile(Table):
    """A whole plan.toml."""

    station: StationId
    title_zh: Text
    title_en: Text
    basis_zh: list[Text]
    basis_en: list[Text]
    posts: Annotated[list[PostTable], Field(min_length=1)]
    steps: Annotated[list[StepTable], Field(min_length=1)]

    @model_validator(mode="after")
    def _says_all_twice(self) -> Self:
        as_many(self, "basis")
        return self


def read_plan(path: Path) -> str:
    """Read a plan's text as it stands in its file, or raise Malformed."""
    return read_text(path)


def sha256_of(text: str) -> str:
    """Return the hash by which chiefs sign exactly this text.

    >>> sha256_of("")[:12]
    'e3b0c44298fc'
    """
    return sha256(text.encode("utf-8")).hexdigest()


def parse_plan(text: str, *, where: str = "plan.toml") -> PlanText:
    """Parse a plan's text, or raise Malformed naming every wrong field."""
    file = parse_toml(text, PlanFile, where=where)
    return PlanText(
        station=file.station,
        title=Words(file.title_zh, file.title_en),
        basis=_pairs(file.basis_zh, file.basis_en),
        posts=tuple(_post(table) for table in file.posts),
        steps=tuple(_step(table) for table in file.steps),
    )


def _post(table: PostTable) -> Post:
    return Post(
        id=table.id,
        name=Words(table.name_zh, table.name_en),
        seat=Seat(table.seat),
        place=Words(table.place_zh, table.place_en),
        line=table.line,
        card=_card(table.card),
    )


def _card(table: CardTable) -> Card:
    return Card(
        title=Words(table.title_zh, table.title_en),
        who=Words(table.who_zh, table.who_en),
        trigger=Words(table.trigger_zh, table.trigger_en),
        first=_pairs(table.first_zh, table.first_en),
        report_to=Words(table.report_to_zh, table.report_to_en),
        equipment=_pairs(table.equipment_zh, table.equipment_en),
        never=_pairs(table.never_zh, table.never_en),
        stand_down=Words(table.stand_down_zh, table.stand_down_en),
    )


def _step(table: StepTable) -> Step:
    return Step(
        id=table.id,
        scenarios=tuple(Scenario(name) for name in table.scenarios),
        response_level=ResponseLevel(table.response_level),
        zone=ControlZone(table.zone),
        exit=table.exit,
        line=table.line,
        seat=Seat(table.seat),
        post=table.post,
        title=Words(table.title_zh, table.title_en),
        say=_maybe(table.say_zh, table.say_en),
        after=tuple(table.after),
        limit_s=table.limit_s,
        limit_source=Words(table.limit_source_zh, table.limit_source_en),
        confirmed_by=table.confirmed_by,
        request_to=None if table.request_to is None else RequestTo(table.request_to),
        release=_maybe(table.release_zh, table.release_en),
    )


def _pairs(zh: list[str], en: list[str]) -> tuple[Words, ...]:
    return tuple(Words(one, other) for one, other in zip(zh, en, strict=False))


def _maybe(zh: str, en: str) -> Words | None:
    return Words(zh, en) if zh or en else None
