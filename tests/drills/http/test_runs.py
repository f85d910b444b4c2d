"""Drills lie over each other by T0, out of their own rooms, for those who may know of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.drills.held import PLATFORM, hold
from tests.drills.practice import COORDINATOR, EVALUATOR, DrillHouse

LIST, LAID = "/review/drills", "/review/drills/comparison"
ELSEWHERE = "0126"
STREET = [{"person": "p-xujing", "seat": "street"}]


@dataclass(frozen=True)
class Held:
    """A house with two drills that crossed their threshold, one that never did, one to come."""

    here: DrillHouse
    early: str
    late: str
    never: str
    to_come: str

    def ask(self, path: str, who: str = "songyu", **query: Any) -> Any:
        """Ask as somebody, as the analyst unless it says."""
        return self.here.as_(who).get(path, **query)

    def laid(self, *names: str, zone: str = PLATFORM, **query: Any) -> Any:
        """Return what drills laid over each other come to."""
        answer = self.ask(LAID, drills=",".join(names), zone=zone, **query)
        assert answer.status_code == 200, answer.text
        return answer.json


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """Hold three drills and leave a fourth to come."""
    here = DrillHouse.begin(tmp_path_factory.mktemp("runs"))
    early = hold(here, [300, 1_000, 700, 200])
    late = hold(here, [100, 200, 400, 999, 1_200])
    never = hold(here, [100, 200, 300])
    blind = {"notice": "double-blind", "participants": STREET}
    to_come = here.approved(starts_at=later(here), **blind)
    yield Held(here, early, late, never, to_come)
    here.close()


def later(here: DrillHouse) -> str:
    """Return when the next drill may be."""
    return (here.now + timedelta(hours=2)).isoformat()


def points(told: Any, name: str) -> dict[float, float | None]:
    """Return a line of the figure by minutes since T0."""
    (line,) = [each for each in told["figure"]["data"] if each["name"].startswith(f"{name} ")][1:]
    return dict(zip(line["x"], line["y"], strict=True))


def test_each_line_is_at_nought_when_its_own_threshold_was_crossed(held: Held) -> None:
    told = held.laid(held.early, held.late, lang="en")

    early, late = points(told, held.early), points(told, held.late)
    assert (early[-1], early[0], early[1]) == (300, 1_000, 700)
    assert (late[-1], late[0]) == (999, 1_200)
    assert [line["at_t0"] for line in told["lines"]] == [1_000, 1_200]
    assert told["figure"]["layout"]["xaxis"]["title"]["text"] == "since T0 · min"


def test_the_drills_held_say_their_t0_or_why_there_is_none(held: Held) -> None:
    told = held.ask(LIST).json

    by_name = {each["drill"]: each for each in told["drills"]}
    assert list(by_name) == [held.never, held.late, held.early]
    assert (by_name[held.never]["t0"], by_name[held.never]["why"]) == (None, "never-crossed")
    assert by_name[held.late]["t0"] > by_name[held.late]["began_at"]
    assert {"id": PLATFORM, "names": {"zh": "2号线站台", "en": "Line 2 platforms"}} in by_name[
        held.late
    ]["zones"]
    assert told["left_out"] == 0


def test_a_drill_without_t0_is_refused_by_name(held: Held) -> None:
    answer = held.ask(LAID, drills=f"{held.early},{held.never}", zone=PLATFORM)

    assert answer.status_code == 409
    assert answer.json["reason"] == "the drill has no T0"
    assert answer.json["facts"] == {"drill": held.never, "why": "never-crossed"}


def test_a_drill_that_is_not_held_yet_is_refused(held: Held) -> None:
    answer = held.ask(LAID, COORDINATOR, drills=held.to_come, zone=PLATFORM)

    assert (answer.status_code, answer.json["reason"]) == (409, "the drill is not over")


@pytest.mark.parametrize("path", [LAID, f"{LAID}.csv"])
def test_a_drill_that_one_may_not_know_of_is_unknown_like_one_that_never_was(
    held: Held, path: str
) -> None:
    answers = [
        held.ask(path, drills=f"{held.early},{name}", zone=PLATFORM)
        for name in ("2001Q1-01", held.to_come)
    ]

    assert [(each.status_code, each.json["what"]) for each in answers] == [(404, "drill")] * 2


@pytest.mark.parametrize("path", [LAID, f"{LAID}.csv"])
def test_whoever_does_not_read_drills_gets_none_by_any_route(held: Held, path: str) -> None:
    listed = held.ask(LIST, "admin")
    laid = held.ask(path, "admin", drills=held.early, zone=PLATFORM)

    assert (listed.status_code, laid.status_code) == (403, 404)


def test_a_chief_of_another_station_has_no_drill_to_choose(held: Held) -> None:
    listed = held.ask(LIST, elsewhere(held.here))
    laid = held.ask(LAID, elsewhere(held.here), drills=held.early, zone=PLATFORM)

    assert (listed.json["drills"], laid.status_code) == ([], 404)


def test_a_zone_that_a_station_does_not_have_is_named(held: Held) -> None:
    answer = held.ask(LAID, drills=held.early, zone="platform-9")

    (fault,) = answer.json["faults"]
    assert (answer.status_code, fault["field"], fault["value"]) == (422, "zone", "platform-9")
    assert PLATFORM in fault["expected"]


@pytest.mark.parametrize(
    "names",
    ["", "a,a", "a,b,c,d,e"],
    ids=["none is named", "one is named twice", "five are named"],
)
def test_one_to_four_drills_are_laid_over_each_other(held: Held, names: str) -> None:
    answer = held.ask(LAID, drills=names, zone=PLATFORM)

    (fault,) = answer.json["faults"]
    assert (answer.status_code, fault["field"]) == (422, "drills")


def test_the_table_writes_what_came_before_t0_with_a_minus(held: Held) -> None:
    answer = held.ask(f"{LAID}.csv", EVALUATOR, drills=f"{held.early},{held.late}", zone=PLATFORM)

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    early = {row["since"]: row for row in rows if row["line"] == held.early}
    assert list(rows[0]) == ["line", "since", "people", "low", "high"]
    assert early["-0:01:00"]["people"] == "300.0"
    assert early["0:00:00"] == {
        "line": held.early,
        "since": "0:00:00",
        "people": "1000.0",
        "low": "950.0",
        "high": "1090.0",
    }
    assert early["-0:10:00"]["people"] == ""


def elsewhere(here: DrillHouse) -> str:
    """Return who sits at another station and nowhere else."""
    people = here.opened.house.people
    now: datetime = here.now
    return next(
        name
        for name, person in people.everyone()
        if {each.role for each in people.grants(person.id, now)} == {"station-master"}
        and {each.stations for each in people.grants(person.id, now)} == {(ELSEWHERE,)}
    )
