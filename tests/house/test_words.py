"""Whatever the server may name has words in every language, and they ask for no fact not given."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from drills.calendar.happened import Extent, Form, Notice, Outcome
from drills.debrief import InjectOutcome, Known, Mark, Why
from drills.drill import panels as drill
from drills.drill.happened import Rating, Real, Veto
from drills.drill.running import Phase
from drills.scenario.row import Row
from drills.score import Grade
from metro_flow.alerts.figures import ReasonKey
from metro_flow.people.person import Role, Seat
from stations.occasions import occasion
from stations.readiness import panels as readiness
from stations.readiness.authority import Agency
from stations.readiness.hazard import HazardState, Origin
from stations.readiness.lights import Have, Shows, WantKey
from stations.readiness.resource import ResourceKind, TeamKind
from stations.readiness.risk import RiskGrade
from stations.readiness.standing_risk import RiskKind
from stations.room.panels import COMMANDS
from tests.house.tree import Module, modules, said, text_of, tracked

LANGUAGES = ("zh", "en")
WORD = re.compile(r'^\s*"([^"]+)":\s*"((?:[^"\\]|\\.)*)"', re.MULTILINE)
PLACE = re.compile(r"\{(\w+)\}")
# A repeated tap is told its first answer again, out of the book.
TOLD_AGAIN = "metro_flow/logbook/logbook.py"
# Every sentence of the log may name its author, and every refusal what was asked.
ALWAYS_KNOWN = {"who", "act"}


def test_the_languages_have_words_for_the_same_things() -> None:
    chinese, english = (set(words(language)) for language in LANGUAGES)

    assert chinese == english
    assert len(chinese) > 100


def test_no_text_is_empty() -> None:
    assert [
        key for language in LANGUAGES for key, text in words(language).items() if not text
    ] == []


def test_every_reason_to_refuse_has_words() -> None:
    assert missing(f"refused.{reason}" for reason in refusals()) == []


def test_every_event_has_words() -> None:
    assert missing(f"event.{kind}" for kind in events()) == []


def test_every_command_has_words() -> None:
    asked = [
        *COMMANDS,
        *readiness.COMMANDS,
        *occasion.COMMANDS,
        *drill.COMMANDS,
        *drill.CALENDAR_COMMANDS,
    ]

    assert missing(f"act.{command.__name__}" for command in asked) == []


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("reason", ReasonKey),
        ("seat", Seat),
        ("role", Role),
        ("agency", Agency),
        ("hazard", HazardState),
        ("origin", Origin),
        ("risk", RiskGrade),
        ("phase", Phase),
        ("outcome", Outcome),
        ("real", Real),
        ("rating", Rating),
        ("veto", Veto),
        ("row", Row),
        ("form", Form),
        ("extent", Extent),
        ("notice", Notice),
        ("grade", Grade),
        ("moment", Mark),
        ("known", Known),
        ("debrief.why", Why),
        ("inject", InjectOutcome),
        ("situation-of-risk", RiskKind),
        ("team", TeamKind),
        ("resource", ResourceKind),
        ("have", Have),
        ("shows", Shows),
        ("want", WantKey),
    ],
    ids=str,
)
def test_every_name_of_a_closed_list_has_words(prefix: str, names: type[ReasonKey]) -> None:
    assert missing(f"{prefix}.{name.value}" for name in names) == []


def test_a_refusal_is_said_with_the_facts_it_gives() -> None:
    wrong = said(
        f"refused.{reason}: {sorted(unknown)} of {sorted(facts)}"
        for reason, facts in refusals().items()
        if (unknown := places(f"refused.{reason}") - facts - ALWAYS_KNOWN)
    )

    assert not wrong, f"these facts are not given:\n{wrong}"


def test_an_event_is_said_with_the_fields_it_has() -> None:
    wrong = said(
        f"event.{kind}: {sorted(unknown)} of {sorted(fields)}"
        for kind, fields in events().items()
        if (unknown := places(f"event.{kind}") - fields - ALWAYS_KNOWN)
    )

    assert not wrong, f"the event has no such fields:\n{wrong}"


def test_every_refusal_gives_a_reason_of_the_closed_list() -> None:
    wrong = said(
        f"{module.path}:{call.lineno}"
        for module in modules()
        if module.is_product and module.path != TOLD_AGAIN
        for call in refused_calls(module)
        if not (call.args and isinstance(call.args[0], ast.Constant))
    )

    assert not wrong, f"spell the reason where it is raised:\n{wrong}"


@cache
def words(language: str) -> dict[str, str]:
    """Read the words of one language, all its files."""
    files = [
        path
        for path in tracked()
        if re.fullmatch(rf"static/page/words/{language}(_\w+)?\.ts", path)
    ]
    return {key: text for path in files for key, text in WORD.findall(text_of(path))}


def missing(keys: Iterator[str]) -> list[str]:
    """List what some language has no words for."""
    spoken = set(words("zh")) & set(words("en"))
    return sorted(set(keys) - spoken)


def places(key: str) -> set[str]:
    """Name the facts that a text asks for."""
    return {
        place for language in LANGUAGES for place in PLACE.findall(words(language).get(key, ""))
    }


@cache
def refusals() -> dict[str, set[str]]:
    """Find every reason to refuse, with the facts that each of its places gives."""
    given = defaultdict[str, list[set[str]]](list)
    for module in (module for module in modules() if module.is_product):
        for call in refused_calls(module):
            if call.args and isinstance(call.args[0], ast.Constant):
                facts = {word.arg or "**" for word in call.keywords}
                given[str(call.args[0].value)].append(facts)
    return {reason: set.intersection(*facts) for reason, facts in given.items()}


def refused_calls(module: Module) -> Iterator[ast.Call]:
    """Walk the places where a module says no."""
    calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    return (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Refused")


@cache
def events() -> dict[str, set[str]]:
    """Find every event that a logbook may hold, with its fields."""
    return {
        node.name: {
            field.target.id
            for field in node.body
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        }
        for module in modules()
        if module.is_product
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any(map(is_event, node.decorator_list))
    }


def is_event(decorator: ast.expr) -> bool:
    """Whether a class is marked as an event."""
    marked = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(marked, ast.Name) and marked.id == "event"
