"""The debrief over HTTP: only after the drill, with names for those who may read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from drills.scenario.row import MOST, Row
from tests.drills.practice import COORDINATOR, HEART, OFFICER, DrillHouse

FILES = ("report.pdf", "report.json", "timeline.csv", "sheet.csv", "gantt.svg")
KINDS = {
    "report.pdf": "application/pdf",
    "report.json": "application/json",
    "timeline.csv": "text/csv",
    "sheet.csv": "text/csv",
    "gantt.svg": "image/svg+xml",
}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DrillHouse, str]]:
    """Return a house with a drill that ran for twenty minutes and was ended."""
    here = DrillHouse.begin(tmp_path_factory.mktemp("debrief"))
    name = here.running()
    here.wait(125)
    here.do(name, "xujing", "WriteNote", words="主办方来电：提前散场")
    here.wait(18 * 60)
    here.do(name, "zhangwei", "OrderLevel", to="three", seen=None)
    here.do(name, COORDINATOR, "EndDrill")
    yield here, name
    here.close()


def debrief(played: tuple[DrillHouse, str], who: str = COORDINATOR) -> Any:
    """Return the debrief as somebody is told it."""
    here, name = played
    answer = here.as_(who).get(f"/drills/{name}/debrief")
    assert answer.status_code == 200, answer.text
    return answer.json


def test_nobody_reads_a_debrief_while_the_drill_runs(played: tuple[DrillHouse, str]) -> None:
    here, _ = played
    name = here.approved(station="0738", participants=[{"person": "p-songyu", "seat": "street"}])

    answers = [here.as_(COORDINATOR).get(f"/drills/{name}/{each}") for each in ("debrief", *FILES)]

    assert {answer.status_code for answer in answers} == {409}
    assert {answer.json["reason"] for answer in answers} == {"the drill is not over"}


def test_the_debrief_knows_the_moments_of_the_drill(played: tuple[DrillHouse, str]) -> None:
    told = debrief(played)

    marks = {each["mark"]: each for each in told["debrief"]["moments"]}
    assert {"t0", "t1", "t2", "t5", "t6", "t7"} == set(marks)
    assert marks["t2"]["known"] == "reached"
    assert marks["t7"]["at"] is None


def test_a_message_that_was_acted_on_is_found_and_another_missed(
    played: tuple[DrillHouse, str],
) -> None:
    injects = {each["id"]: each["outcome"] for each in debrief(played)["debrief"]["injects"]}

    assert injects["organiser-early"] != injects["bus-doubts"]


def test_the_sheet_has_its_rows_with_their_arithmetic_in_both_languages(
    played: tuple[DrillHouse, str],
) -> None:
    rows = debrief(played)["sheet"]["rows"]

    assert {row: each["most"] for row, each in rows.items()} == {
        row.value: most for row, most in MOST.items()
    }
    assert all(line["zh"] and line["en"] for each in rows.values() for line in each["lines"])


def test_the_same_drill_is_debriefed_the_same_twice(played: tuple[DrillHouse, str]) -> None:
    assert debrief(played) == debrief(played)


@pytest.mark.parametrize("file", FILES)
def test_the_report_is_given_in_every_form(played: tuple[DrillHouse, str], file: str) -> None:
    here, name = played

    answer = here.as_("mayun").get(f"/drills/{name}/{file}")

    assert (answer.status_code, answer.mimetype) == (200, KINDS[file])
    assert name in answer.headers["Content-Disposition"]
    assert len(answer.data) > 200


def test_a_pdf_is_a_pdf_and_carries_its_type(played: tuple[DrillHouse, str]) -> None:
    here, name = played

    body = here.as_(COORDINATOR).get(f"/drills/{name}/report.pdf", lang="zh").data

    assert body.startswith(b"%PDF-")
    assert b"/FontFile2" in body


def test_the_json_carries_the_head_of_the_log(played: tuple[DrillHouse, str]) -> None:
    here, name = played
    book = here.board(f"drill/{name}/{HEART}")

    told = here.as_(COORDINATOR).get(f"/drills/{name}/report.json").json

    assert told["head"] == f"{book.seq}:{book.head}"


def test_names_are_for_those_who_may_read_them(played: tuple[DrillHouse, str]) -> None:
    here, name = played

    tables = {
        who: here.as_(who).get(f"/drills/{name}/timeline.csv", lang="zh").text
        for who in ("zhangwei", COORDINATOR, OFFICER, "mayun", "songyu")
    }

    assert {who for who, table in tables.items() if "张伟" in table} == {
        "zhangwei",
        COORDINATOR,
        OFFICER,
        "mayun",
    }
    assert "p-zhangwei" in tables["songyu"]


def test_whoever_may_not_know_of_the_drill_reads_no_debrief(
    played: tuple[DrillHouse, str],
) -> None:
    here, name = played

    codes = {here.as_("admin").get(f"/drills/{name}/{each}").status_code for each in FILES}

    assert codes == {404}


def test_a_language_that_is_none_is_named(played: tuple[DrillHouse, str]) -> None:
    here, name = played

    answer = here.as_(COORDINATOR).get(f"/drills/{name}/sheet.csv", lang="de")

    (fault,) = answer.json["faults"]
    assert (answer.status_code, fault["field"], fault["value"]) == (422, "lang", "de")


def test_an_evaluator_confirms_what_the_machine_filled(played: tuple[DrillHouse, str]) -> None:
    here, name = played
    filled = {row: each["points"] for row, each in debrief(played)["sheet"]["rows"].items()}
    known = {row: points for row, points in filled.items() if points is not None}
    without = here.act(
        name, "mayun", "ConfirmSheet", points=dict.fromkeys((row.value for row in Row), 0)
    )

    here.do(
        name,
        "mayun",
        "ConfirmSheet",
        points={row.value: known.get(row.value, 1.0) for row in Row},
    )

    assert without.status_code == 409
    sheet = here.as_("mayun").get(f"/rooms/drill/{name}/{HEART}").json["panels"]["debrief"]["sheet"]
    assert sheet["machine"] == filled
    table = here.as_(COORDINATOR).get(f"/drills/{name}/sheet.csv").text.removeprefix("\ufeff")
    assert len(list(csv.reader(io.StringIO(table)))) > len(Row)
