"""Turn a script's text into the value that a drill holds, or refuse it fault by fault.

The text is TOML, so that a coordinator can read and mend it without this program. Its canonical
form travels with the drill, so that an inquiry reads what was played and not what the file became.
"""

from __future__ import annotations

import tomllib
import unicodedata
from typing import TYPE_CHECKING

from drills.scenario.check import faults_across
from drills.scenario.row import Row
from drills.scenario.script import Crowd, Inject, Objective, Scenario
from drills.scenario.script_file import ScenarioFile
from metro_flow.errors import Malformed
from metro_flow.feeds.surge import Shape
from metro_flow.people.person import Seat
from stations.plan_text import Scenario as PlanScenario
from stations.plan_text import sha256_of as sha256_of_text
from stations.profile.toml_file import parse_toml
from stations.profile.words import Words
from stations.room.turnout import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drills.scenario.script_file import CrowdTable, InjectTable


def canonical(text: str) -> str:
    r"""Return a script's text free of what editors leave behind.

    >>> canonical("id = \"a\"  \r\n\n")
    'id = "a"\n'
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    lines = "\n".join(line.rstrip() for line in composed.split("\n"))
    return lines.lstrip("\ufeff\n").rstrip("\n") + "\n"


def sha256_of(text: str) -> str:
    """Return the hash by which a drill names exactly this script."""
    return sha256_of_text(canonical(text))


def parse_scenario(text: str, *, where: str = "scenario.toml") -> Scenario:
    """Parse a script's text, or raise Malformed with every fault it has."""
    across = faults_across(_tables(text))
    try:
        file = parse_toml(text, ScenarioFile, where=where)
    except Malformed as malformed:
        raise Malformed(*malformed.faults, *across, where=where) from None
    if across:
        raise Malformed(*across, where=where)
    return _scenario(file)


def _tables(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _scenario(file: ScenarioFile) -> Scenario:
    return Scenario(
        id=file.id,
        version=file.version,
        name=Words(file.name_zh, file.name_en),
        about=Words(file.about_zh, file.about_en),
        plan=PlanScenario(file.plan),
        minutes=file.minutes,
        seats=tuple(Seat(seat) for seat in file.seats),
        safety=Words(file.safety_zh, file.safety_en),
        prefix=Words(file.prefix_zh, file.prefix_en),
        objectives=tuple(
            Objective(table.id, Words(table.words_zh, table.words_en), Row(table.row))
            for table in file.objectives
        ),
        crowd=_crowd(file.crowd),
        injects=tuple(_inject(table) for table in file.injects),
    )


def _crowd(table: CrowdTable) -> Crowd:
    return Crowd(
        begins_min=table.begins_min,
        of_holding=table.of_holding,
        minutes=table.minutes,
        shape=Shape(table.shape),
        line_share=table.line_share,
        day_at=table.day_at,
        why=Words(table.why_zh, table.why_en),
        source=Words(table.source_zh, table.source_en),
    )


def _inject(table: InjectTable) -> Inject:
    return Inject(
        id=table.id,
        due_min=table.due_min,
        sender=Words(table.from_zh, table.from_en),
        to=tuple(Seat(seat) for seat in table.to),
        posts=tuple(table.posts),
        channel=Channel(table.channel),
        message=Words(table.message_zh, table.message_en),
        expected=Words(table.expected_zh, table.expected_en),
        objective=table.objective,
        limit_min=table.limit_min,
        limit_source=Words(table.limit_source_zh, table.limit_source_en),
        confirmed_by=table.confirmed_by,
        shown_by=tuple(table.shown_by),
    )
