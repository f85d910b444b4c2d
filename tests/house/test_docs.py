"""The papers written by hand say what the code says, and point at what is there."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from metro_flow.alerts.colour import CONFIRM, LOWER_AFTER, LOWER_BELOW
from metro_flow.alerts.house_rules import DEFAULTS
from metro_flow.alerts.rule import Thresholds
from metro_flow.flow import physics
from metro_flow.flow.physics import Range
from metro_flow.people.permission import RIGHTS, Right
from metro_flow.people.person import Role
from metro_flow.settings import PREFIX, Settings
from stations.room.authority import STATION
from stations.room.ballot import TERMS
from stations.room.reported import COLOURS
from stations.room.summons import ANSWER_WITHIN, ARRIVE_WITHIN
from tests.house import command_paper
from tests.house.tree import modules, text_of, tracked
from wsgi import VERSION

LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
DECISION = re.compile(r"docs/decisions/(\d{4})-[a-z0-9-]+\.md")
PARTS = ["## Context", "## Decision", "## Consequences", "## What would change our mind"]
DECISIONS = [path for path in tracked() if path.startswith("docs/decisions/")]
PAPERS = [path for path in tracked() if path.endswith(".md")]
OPERATORS = "docs/operators.md"
SCIENCE = "docs/science.md"

# One act of each row of the authority table, and how the chiefs' page says whose it is.
SITS = "whoever sits in one of the four seats, deputies too"
WHO = {
    "AcknowledgeAlert": SITS,
    "RecordVoiceAnswer": f"{SITS}; the district officer",
    "OrderLevel": "the leading station master; transit police in their seat",
    "ProposeDecision": "holders of the four seats, no deputies",
    "VoteDecision": "who leads each seat",
    "AnswerLook": "station masters in their seat",
    "ShelveAlert": "station masters in their seat, no deputies",
    "StartPlan": "station masters in their seat, no deputies; transit police in their seat",
    "EndPlan": "the leading station master",
    "AnswerCall": "whoever has a grant for a seat, seated or not; the district officer",
    "ReportCrush": "whoever has a grant for a seat, seated or not",
}


@pytest.mark.parametrize("spelt", dict(command_paper.spoken()))
def test_every_command_has_its_heading_and_an_example_for_operators(spelt: str) -> None:
    told = section(OPERATORS, spelt)

    assert f"```\n{spelt}" in told


@pytest.mark.parametrize("field", list(Settings.__dataclass_fields__))
def test_every_setting_tells_operators_what_holds_without_it(field: str) -> None:
    default = Settings.__dataclass_fields__[field].default

    told = section(OPERATORS, f"{PREFIX}{field.upper()}").lower()

    shown = ["empty", "without it"] if default == "" else [short(default)]
    assert any(word in told for word in shown), f"{field} is {default!r} without a setting"


def test_operators_are_told_who_has_which_right() -> None:
    told = rows_of(OPERATORS, "| right | roles |")

    assert told == {right.value: roles_with(right) for right in Right}


def test_the_thresholds_of_the_colours_are_those_of_the_rules() -> None:
    told = rows_of(SCIENCE, "| rule | blue | yellow | orange | red |")

    assert list(told.values()) == [spelt(begins) for begins in DEFAULTS.values()]


def test_the_beliefs_are_those_of_the_estimate() -> None:
    told = rows_of(SCIENCE, "| belief | low | likely | high |")

    believed = [name for name, value in vars(physics).items() if isinstance(value, Range)]
    ranges = [getattr(physics, name) for name in believed if name != "NO_TRANSFER"]
    assert sorted(told.values()) == sorted(
        f"{one.low:g} | {one.mid:g} | {one.high:g}" for one in ranges
    )


def test_reports_ask_for_the_colours_that_the_table_gives() -> None:
    told = rows_of(SCIENCE, "| report | colour |")

    assert told == {
        each.value: "none" if colour is None else colour.value for each, colour in COLOURS.items()
    }


def test_the_ways_up_and_down_are_those_of_the_colours() -> None:
    told = " ".join(rows_of(SCIENCE, "| way | rule |").values())

    waits = {f"{wait.seconds} s apart" for wait in CONFIRM.values() if wait}
    assert all(wait in told for wait in waits)
    assert (
        f"after {LOWER_AFTER.seconds // 60} min below {LOWER_BELOW:.0%}".replace("%", " %") in told
    )


@pytest.mark.parametrize(
    ("path", "minute"), [("docs/chiefs.md", "{}分钟"), ("docs/chiefs.en.md", " {}")]
)
def test_chiefs_are_told_the_minutes_they_have(path: str, minute: str) -> None:
    text = text_of(path)

    minutes = {limit.seconds // 60 for limit in ARRIVE_WITHIN.values()}
    minutes |= {ANSWER_WITHIN.seconds // 60}
    minutes |= {terms.time_out.seconds // 60 for terms in TERMS.values()}
    assert [each for each in sorted(minutes) if minute.format(each) not in text] == []


def test_chiefs_are_told_of_every_way_in_which_an_act_may_be_whose() -> None:
    told = rows_of("docs/chiefs.en.md", "| act | who |")

    assert set(told.values()) == set(WHO.values())
    assert [act for act in STATION if not any(STATION[act] == STATION[one] for one in WHO)] == []
    assert len(rows_of("docs/chiefs.md", "| 事项 | 谁 |")) == len(told)


@pytest.mark.parametrize("event", ["join", "leave", "seen"])
def test_every_message_that_a_tablet_may_say_has_its_heading(event: str) -> None:
    assert f"\n### {event}\n" in text_of("docs/protocol.md")


def test_every_message_that_a_tablet_hears_has_its_heading() -> None:
    protocol = text_of("docs/protocol.md")

    assert [name for name in sorted(told_to_tablets()) if f"\n### {name}\n" not in protocol] == []


@pytest.mark.parametrize("path", PAPERS)
def test_every_link_points_at_something_that_is_there(path: str) -> None:
    known = set(tracked()) | {str(up) for each in tracked() for up in PurePosixPath(each).parents}

    assert [each for each in links(path) if each not in known] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    found = [DECISION.fullmatch(path) for path in DECISIONS]

    numbers = sorted(int(match[1]) for match in found if match)
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS)
def test_a_decision_says_why_what_follows_and_what_would_change_it(path: str) -> None:
    lines = text_of(path).splitlines()

    assert [line for line in lines if line.startswith("## ")] == PARTS
    assert lines[0].startswith(f"# {int(PurePosixPath(path).name[:4])}. ")


def test_the_changelog_tells_of_this_version_first() -> None:
    first = next(line for line in text_of("CHANGELOG.md").splitlines() if line.startswith("## "))

    assert first.startswith(f"## {VERSION}")


def section(path: str, heading: str) -> str:
    """Return what stands under a heading of the third rank, up to the next one."""
    found = re.search(
        rf"^### {re.escape(heading)}\n(.*?)(?=^##|\Z)", text_of(path), re.MULTILINE | re.DOTALL
    )
    assert found, f"{path} has no heading “{heading}”"
    return found[1]


def rows_of(path: str, header: str) -> dict[str, str]:
    """Return a table's rows by their first cell."""
    _, _, after = text_of(path).partition(f"{header}\n")
    assert after, f"{path} has no table {header}"
    rows = {}
    for line in after.splitlines()[1:]:
        if not line.startswith("|"):
            break
        name, _, rest = line.strip("| ").partition(" | ")
        rows[name] = rest
    return rows


def short(default: object) -> str:
    """Return a default as a paper may spell it: a path by its last parts."""
    text = str(default)
    return (
        "/".join(PurePosixPath(text).parts[-2:]).lower() if text.startswith("/") else text.lower()
    )


def roles_with(right: Right) -> str:
    """Spell the roles that have a right, in their order."""
    roles = [role.value for role in Role if right in RIGHTS[role]]
    return "every role" if len(roles) == len(Role) else ", ".join(roles)


def spelt(begins: Thresholds) -> str:
    """Spell thresholds as the table does."""
    values = (begins.blue, begins.yellow, begins.orange, begins.red)
    return " | ".join(
        "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".") for value in values
    )


def links(path: str) -> Iterator[str]:
    """Walk the files that a paper points at."""
    for target in LINK.findall(text_of(path)):
        if "://" not in target and not target.startswith("mailto:"):
            yield resolved(PurePosixPath(path).parent, target)


def resolved(folder: PurePosixPath, target: str) -> str:
    """Follow a relative link, `..` and all."""
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(target).parts):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return str(PurePosixPath(*parts))


def told_to_tablets() -> set[str]:
    """Find the names under which the product sends messages to tablets."""
    sent = re.compile(r'(?:emit|Telling)\(\s*"(\w+)"')
    names = {
        name for module in modules() if module.is_product for name in sent.findall(module.text)
    }
    # The wall's message has the name of its room.
    return names | {"district"}
