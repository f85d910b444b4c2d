"""The district's figures on the glass: by street and line, with definitions, nothing made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.drilled import HEART, OFFICER, SEATS, Drilled, wait_for
from tests.browser.tablets import LANDSCAPE, PHONE, PORTRAIT, Tablets
from tests.browser.test_glass import CUT, SMALL, SMALL_TYPE, WIDER, axe
from tests.real.product import Product

FIGURES = "/figures"
ROWS = ".figures-table tbody tr"


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Lend a product in which an orange called four chiefs, two of whom answered."""
    server = Product(tmp_path_factory.mktemp("assessed"), "--surge", "0", "--speed", "1")
    server.start()
    try:
        call_chiefs(Drilled(server.address))
        yield server
    finally:
        server.stop()


def call_chiefs(asking: Drilled) -> None:
    """Let a failure call four chiefs, two of whom answer, and one of them order a level."""
    room = f"/rooms/station/{HEART}"
    for who, seat in SEATS.items():
        asking.post(who, f"{room}/acts", "TakeSeat", seat=seat)
    asking.report_for_real(OFFICER, "train-failure")
    wait_for(lambda: calls(asking), "nobody was called")
    for who in ("zhangwei", "xujing"):
        asking.post(who, f"{room}/acts", "AnswerCall", call=calls(asking)[0]["id"])
    asking.post("zhangwei", f"{room}/acts", "OrderLevel", to="three", seen=None)


def calls(asking: Drilled) -> Any:
    """Return the calls that stand at the heart."""
    return asking.get(OFFICER, f"/rooms/station/{HEART}")["panels"]["call"]["open"]


@pytest.fixture
def officers(browser: Browser, assessed: Product) -> Iterator[Tablets]:
    """Hand out tablets before this product; no page may have failed or broken its policy."""
    handed = Tablets(browser, assessed.address)
    yield handed
    handed.close()
    assert handed.faults == []


def test_the_wall_leads_to_figures_by_street_and_by_line(officers: Tablets) -> None:
    page = officers.of("hetao", "/district")
    page.get_by_role("link", name="全区指标").click()

    whole = page.locator(".figures-whole")
    expect(whole.locator("th")).to_contain_text("19个车站")
    expect(whole.locator("td").nth(0)).to_have_text("1")
    expect(whole.locator("td").nth(1)).to_have_text(re.compile(r"\d+秒依据2例"))
    expect(page.locator(ROWS, has_text="静安寺街道").locator("td").first).to_have_text("1")
    page.get_by_role("button", name="线路").click()

    expect(page).to_have_url(re.compile("part=response&by=line"))
    line = page.locator(ROWS).filter(has=page.get_by_role("rowheader", name="2号线"))
    expect(line.locator("td").first).to_have_text("1")
    page.reload()
    expect(page.locator(ROWS, has_text="静安寺街道")).to_have_count(0)


def test_what_nobody_confirmed_is_left_out_and_said_and_never_nought(officers: Tablets) -> None:
    page = officers.of("hetao", FIGURES)

    in_time = page.locator(".figures-whole td").nth(2)
    expect(in_time).to_contain_text("不知道")
    expect(in_time).to_contain_text(re.compile(r"暂定未计\d+"))
    expect(in_time).not_to_contain_text("%")
    expect(page.locator(".figures-how")).to_contain_text("时限未经确认（暂定）的不计")
    expect(page.locator(".figures-how dt")).to_have_count(6)


def test_a_quarter_before_is_an_address_and_has_a_table_of_its_own(officers: Tablets) -> None:
    page = officers.of("hetao", FIGURES)
    expect(page.locator(".figures-quarter h2")).to_contain_text("2015年第2季度")
    expect(page.get_by_role("button", name="后一个季度")).to_be_disabled()

    page.get_by_role("button", name="前一个季度").click()
    expect(page.locator(".figures-quarter h2")).to_contain_text("2015-01-01 – 2015-03-31")
    expect(page.locator(".figures-whole td").first).to_have_text("0")
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载 CSV").click()

    expect(page).to_have_url(re.compile("quarter=2015Q1"))
    assert coming.value.suggested_filename == "figures-2015-01-01-2015-03-31.csv"
    assert "按时应答率" in coming.value.path().read_text(encoding="utf-8")
    page.go_back()
    expect(page.locator(".figures-quarter h2")).to_contain_text("2015年第2季度")


def test_a_quarter_to_come_says_so_and_leads_back(officers: Tablets) -> None:
    page = officers.of("hetao", f"{FIGURES}?quarter=2015Q3")
    expect(page.locator(".figures-nothing")).to_contain_text("还没有到")

    page.get_by_role("button", name="看本季度").click()

    expect(page.locator(".figures-whole")).to_be_visible()


def test_who_may_not_see_the_district_is_told_so(officers: Tablets) -> None:
    page = officers.of("zhangwei", FIGURES)

    expect(page.locator(".figures-nothing")).to_contain_text("区值班长")


@pytest.mark.parametrize("part", ["response", "drills", "hazards", "plans"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_in_any_part_in_light_and_in_dark(
    officers: Tablets, language: str, part: str
) -> None:
    wrong = {}

    for theme in ("light", "dark"):
        page = officers.of("hetao", f"{FIGURES}?part={part}", language=language, theme=theme)
        expect(page.locator(".figures-whole")).to_be_visible()
        wrong[theme] = axe(page)
        page.context.close()

    assert wrong == {"light": [], "dark": []}


@pytest.mark.parametrize(
    "size", [LANDSCAPE, PORTRAIT, PHONE], ids=["landscape", "portrait", "phone"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_figures_fit_every_glass(officers: Tablets, language: str, size: ViewportSize) -> None:
    page = officers.of("hetao", FIGURES, size=size, language=language)
    expect(page.locator(".figures-whole")).to_be_visible()

    wrong = [page.evaluate(rule) for rule in (WIDER, CUT, SMALL, SMALL_TYPE)]
    text = page.locator(".figures-page").inner_text().replace("中文", "")

    assert wrong == [0, [], [], []]
    assert language == "zh" or not re.search("[\u4e00-\u9fff{]", text)
