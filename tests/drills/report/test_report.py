"""A report says the same for the same book, in either language, on glass and on paper."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from drills.calendar.happened import Outcome
from drills.debrief import Debrief, debrief_of
from drills.drill.happened import (
    DebriefSigned,
    DrillHalted,
    DrillStopped,
    FindingNamed,
    Observed,
    Rating,
    Real,
    SeatReviewed,
    SheetConfirmed,
    Veto,
)
from drills.report import (
    Language,
    Reader,
    debrief_json,
    gantt_svg,
    report_pdf,
    sheet_csv,
    timeline_csv,
)
from drills.report.drawn import GLASS, PAPER, Sizes, text_width
from drills.report.gantt import picture_of
from drills.report.said import TEXTS
from drills.scenario.row import Row
from drills.score import MOST, Sheet, sheet_of, verdict_of
from metro_flow.people.person import Seat
from stations.profile.words import Words
from tests.drills.evening import EVALUATOR, Evening, a_good_evening, the_shadow
from tests.stations.room.chiefs import FOUR

JINGAN = Words("静安寺", "Jing'an Temple")
CHINESE = Reader("zh", {"p-zhangwei": "张伟", "p-sunhao": "孙浩"})
SEAT_OF = dict(zip(Seat, FOUR, strict=True))


@pytest.fixture(scope="module")
def debrief(tmp_path_factory: pytest.TempPathFactory) -> Debrief:
    """Return an evening that was confirmed by its evaluator and signed by three seats."""
    evening = a_good_evening(tmp_path_factory.mktemp("signed"), without={"bus-doubts"})
    evening.end()
    judged(evening)
    return debrief_of(evening.entries, the_shadow(evening))


@pytest.fixture(scope="module")
def sheet(debrief: Debrief) -> Sheet:
    """Return what the machine makes of it."""
    return sheet_of(debrief)


def judged(evening: Evening) -> None:
    """Let the evaluator and the seats write what they have to say."""
    room = evening.room
    seen = Observed("联络员没有到候车点", "shuttle", "bus-doubts", Rating.UNABLE, None)
    room.happen(seen, by=EVALUATOR)
    room.happen(SeatReviewed(Seat.STREET, "=接驳没有做到"), by=SEAT_OF[Seat.STREET])
    room.happen(FindingNamed("候车点无人", "2号口外", "H-0243-017", 17), by=EVALUATOR)
    last = evening.entries[-1]
    machine: dict[Row, float | None] = dict.fromkeys(Row, None)
    points = {**MOST, Row.EVACUATION: 3.0}
    confirmed = SheetConfirmed(
        machine, points, {Row.EVACUATION: "志愿者引导了一部分"}, (), "良好", last.seq, last.sha256
    )
    room.happen(confirmed, by=EVALUATOR)
    head = evening.entries[-1]
    for seat in list(Seat)[:3]:
        room.happen(DebriefSigned(seat, head.seq, head.sha256), by=SEAT_OF[seat])


def text_of(pdf: bytes) -> list[str]:
    """Return the text of each page of a PDF, without its line breaks."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [re.sub(r"\s+", "", page.get_textpage().get_text_range()) for page in document]
    document.close()
    return pages


def test_the_same_debrief_is_the_same_file_byte_for_byte(debrief: Debrief, sheet: Sheet) -> None:
    once, again = (report_pdf(debrief, sheet, CHINESE, station=JINGAN) for _ in range(2))

    assert once == again


@pytest.mark.parametrize(("language", "mark"), [("zh", "演练"), ("en", "DRILL")])
def test_every_page_says_that_it_is_a_drill_and_which_page_it_is(
    language: Language, mark: str, debrief: Debrief, sheet: Sheet
) -> None:
    pages = text_of(report_pdf(debrief, sheet, Reader(language), station=JINGAN))

    assert len(pages) > 1
    assert [mark in page for page in pages] == [True] * len(pages)
    foot = "第{}页/共{}页" if language == "zh" else "Page{}of{}"
    assert [foot.format(n, len(pages)) in page for n, page in enumerate(pages, 1)] == [True] * len(
        pages
    )


def test_the_pdf_holds_what_a_drill_record_must(debrief: Debrief, sheet: Sheet) -> None:
    told = "".join(text_of(report_pdf(debrief, sheet, CHINESE, station=JINGAN)))

    for words in (
        "静安寺",
        "2026Q4-03",
        "演唱会散场",
        "实战演练·综合·半盲",
        "第3版",
        "张伟",
        "6:20(10:00暂定)限内",
        "T5首个措施见效",
        "未做到",
        "志愿者引导了一部分",
        "联络员没有到候车点",
        "H-0243-017",
        "未签署",
        f"{debrief.head.seq}:{debrief.head.sha256[:16]}",
    ):
        assert words in told, words


def test_its_chinese_type_is_embedded(debrief: Debrief, sheet: Sheet) -> None:
    pdf = report_pdf(debrief, sheet, CHINESE, station=JINGAN)

    assert b"WenQuanYiMicroHei" in pdf
    assert b"/FontFile2" in pdf
    assert len(pdf) < 300_000


def test_who_has_no_name_is_said_by_id(debrief: Debrief, sheet: Sheet) -> None:
    told = "".join(text_of(report_pdf(debrief, sheet, CHINESE, station=JINGAN)))

    assert "p-chenjun" in told
    assert "p-zhangwei" not in told


def test_words_that_look_like_markup_stay_words(debrief: Debrief, sheet: Sheet) -> None:
    odd = replace(debrief, outcome=Outcome.STOPPED, ended_by=DrillStopped("<b>&停止</b>"))

    told = "".join(text_of(report_pdf(odd, sheet, CHINESE, station=JINGAN)))

    assert "<b>&停止</b>" in told


def test_a_halted_drill_says_what_was_real(debrief: Debrief, sheet: Sheet) -> None:
    ended_by = DrillHalted(Real.ORANGE, "station/0243", 12)
    halted = replace(debrief, outcome=Outcome.HALTED, ended_by=ended_by)

    told = "".join(text_of(report_pdf(halted, sheet, CHINESE, station=JINGAN)))

    assert "真实情况终止：真实橙色预警（station/0243第12号记录）" in told


def test_a_veto_fails_the_drill_and_says_by_when_it_is_held_again(debrief: Debrief) -> None:
    line = debrief.written.sheet
    assert line is not None
    vetoed = replace(line, event=replace(line.event, vetoes=(Veto.UNSAFE,)))

    verdict = verdict_of(replace(debrief, written=replace(debrief.written, sheet=vetoed)))

    assert verdict is not None
    assert (verdict.total, verdict.grade.value, str(verdict.again_by)) == (
        93,
        "failed",
        "2015-05-01",
    )


def test_the_json_names_the_head_and_is_the_same_twice(debrief: Debrief, sheet: Sheet) -> None:
    once = debrief_json(debrief, sheet)

    told = json.loads(once)
    assert once == debrief_json(debrief, sheet)
    assert told["head"] == f"{debrief.head.seq}:{debrief.head.sha256}"
    assert [row["row"] for row in told["sheet"]["rows"]] == list(Row)
    assert told["verdict"] == {"total": 93.0, "grade": "excellent", "again_by": None}
    assert told["written"]["sheet"]["event"]["points"]["evacuation"] == 3.0


def test_the_timeline_has_a_row_for_each_moment_seat_person_and_message(debrief: Debrief) -> None:
    rows = list(csv.DictReader(io.StringIO(timeline_csv(debrief, CHINESE)[1:])))

    assert len(rows) == 6 + 2 * 4 + 2 * 4 + 6
    local = next(row for row in rows if (row["what"], row["who"]) == ("T4", "local-police"))
    assert (local["after_s"], local["limit_s"], local["within"], local["provisional"]) == (
        "380.0",
        "600.0",
        "yes",
        "yes",
    )


def test_the_sheet_has_the_machines_and_the_evaluators_points(
    debrief: Debrief, sheet: Sheet
) -> None:
    rows = {
        row["row"]: row
        for row in csv.DictReader(io.StringIO(sheet_csv(debrief, sheet, CHINESE)[1:]))
    }

    assert list(rows) == list(Row)
    assert (rows["evacuation"]["machine"], rows["evacuation"]["evaluator"]) == ("0.0", "3.0")
    assert rows["information"]["machine"] == ""


def test_a_spreadsheet_takes_nobodys_words_for_a_formula(debrief: Debrief) -> None:
    tricky = Reader("zh", {"p-zhangwei": "=1+1"})

    assert "'=1+1" in timeline_csv(debrief, tricky)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_is_xml_without_styles_and_scripts(
    language: Language, debrief: Debrief
) -> None:
    svg = gantt_svg(debrief, Reader(language))

    drawn = {each.tag.rpartition("}")[2] for each in ElementTree.fromstring(svg).iter()}
    assert drawn == {"svg", "rect", "line", "circle", "text"}
    assert "style=" not in svg
    for hue in ("#1f6fd6", "#ffd60a", "#ff7a00", "#b00020"):
        assert hue not in svg


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("sizes", [GLASS, PAPER], ids=["on glass", "on paper"])
@pytest.mark.parametrize("factor", [10 / 75, 1, 2], ids=["10 min", "75 min", "150 min"])
def test_no_two_texts_of_a_picture_overlap(
    language: Language, sizes: Sizes, factor: float, debrief: Debrief
) -> None:
    picture = picture_of(played_in(debrief, factor), Reader(language), sizes)

    boxes = []
    for text in (each for each in picture.shapes if each.kind == "text"):
        wide = text_width(text.text, text.size)
        left = text.x - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
        boxes.append((left, text.y - text.size, left + wide, text.y, text.text))
    assert all(left >= 0 and right <= picture.width for left, _, right, _, _ in boxes)
    assert [
        (one[4], other[4])
        for n, one in enumerate(boxes)
        for other in boxes[n + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ] == []


def played_in(debrief: Debrief, factor: float) -> Debrief:
    """Return the drill as if all of it had taken so many times as long."""
    began_at = debrief.began_at
    assert began_at is not None
    moments = [
        replace(each, at=None if each.at is None else began_at + (each.at - began_at) * factor)
        for each in debrief.moments
    ]
    ended_at = began_at + (debrief.ended_at - began_at) * factor
    return replace(debrief, moments=tuple(moments), ended_at=ended_at)


def test_a_drill_that_never_began_is_drawn_and_set_all_the_same(tmp_path: Path) -> None:
    evening = Evening(tmp_path)
    planned = debrief_of(evening.entries[:2])

    assert "演练没有开始" in gantt_svg(planned, CHINESE)
    assert report_pdf(planned, sheet_of(planned), CHINESE, station=JINGAN)


def test_both_languages_have_the_same_words_with_the_same_places() -> None:
    places = {
        language: {key: set(re.findall(r"{(\w+)}", text)) for key, text in texts.items()}
        for language, texts in TEXTS.items()
    }

    assert places["zh"] == places["en"]
