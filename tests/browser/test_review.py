"""The review in an analyst's hands: a week, a comparison, a heat map, each with its address."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.a_house import a_house
from tests.browser.tablets import LANDSCAPE, PHONE, PORTRAIT, Tablets
from tests.browser.test_glass import SMALL, SMALL_TYPE, WIDER, axe
from tests.drills.held import hold
from tests.drills.practice import DrillHouse
from tests.metro_flow.review.kept_week import close, keep_days
from tests.real.product import Product

LAST = date(2015, 3, 31)
FIRST = LAST - timedelta(days=6)
WEEK_BEFORE = "2015-03-30"
STATIONS = 19
DRAWN = '.review-figure[data-state="drawn"]'
PNG = b"\x89PNG\r\n\x1a\n"
# How many pixels are dark where the title of a picture stands.
INKED_TITLE = """
async (picture) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const pen = document.createElement('canvas').getContext('2d');
  [pen.canvas.width, pen.canvas.height] = [800, 100];
  pen.drawImage(image, 0, 0);
  return pen.getImageData(0, 0, 800, 100).data.filter((it, at) => at % 4 === 0 && it < 120).length;
}
"""
VIEWS = {
    "day": f"view=day&station=0243&day={LAST}",
    "days": f"view=days&station=0243&first={FIRST}&last={LAST}",
    "compare": f"view=compare&station=0243&day={LAST}&other_station=0126&other_day={LAST}&way=in",
    "heat": f"view=heat&day={LAST}&way=both&cell=15",
    "drills": "view=drills&drills=2015Q2-01,2015Q2-02&zone=platform-2",
}
# A platform that holds a thousand fills, is over its threshold, and clears; the later one faster.
SLOW = [*range(300, 1_500, 100), *range(1_500, 300, -60)]
NEVER_FULL = [200, 300, 200]
FAST = [*range(200, 1_200, 50), *range(1_200, 200, -120)]


@pytest.fixture(scope="module")
def kept(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Lend a product that keeps a week of one station and a day of another."""
    folder: Path = tmp_path_factory.mktemp("kept")
    opened = a_house(folder)
    keep_days(opened, ["0243"], FIRST, 7, notes=150)
    keep_days(opened, ["0126"], LAST, 1)
    close(opened)
    here = DrillHouse.again_in(folder)
    for people in (SLOW, FAST, NEVER_FULL):
        hold(here, people)
    here.close()
    close(here.opened)
    book = f"sqlite:///{folder / 'book.sqlite3'}"
    server = Product(folder, "--database", book, "--no-watch", "--speed", "1")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def analysts(browser: Browser, kept: Product) -> Iterator[Tablets]:
    """Hand out tablets before this product; no page may have failed or broken its policy."""
    handed = Tablets(browser, kept.address)
    yield handed
    handed.close()
    assert handed.faults == []


def test_a_week_is_chosen_compared_and_taken_away(analysts: Tablets) -> None:
    page = analysts.of("songyu", "/review?station=0243")
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    expect(page).to_have_url(re.compile(f"view=day&station=0243&day={LAST}"))
    expect(page.locator(DRAWN)).to_be_visible()

    tab(page, "多天")
    expect(page).to_have_url(re.compile(f"view=days&station=0243&first={FIRST}&last={LAST}"))
    expect(page.locator(f"{DRAWN}[data-days='7']")).to_be_visible()
    expect(page.locator(".review-table").first.locator("tbody tr")).to_have_count(7)
    week = download(page, "下载 CSV").decode().splitlines()

    tab(page, "对比")
    other = page.locator(".review-side.other")
    expect(other.locator(".review-date")).to_have_value(WEEK_BEFORE)
    other.locator(".review-station").select_option("0126")
    other.locator(".review-date").select_option(str(LAST))
    expect(page.locator(".review-sides tbody tr").nth(1)).to_contain_text("上海火车站 2015-03-31")
    expect(page.locator(".review-difference")).to_contain_text("%")
    compared = page.url

    tab(page, "各站热力图")
    expect(page.locator(DRAWN)).to_be_visible()
    expect(page.locator(".review-table tbody tr.hatched")).to_have_count(STATIONS - 2)
    picture = download(page, "下载图片 PNG")

    page.reload()
    expect(page.locator(".review-table tbody tr.hatched")).to_have_count(STATIONS - 2)
    page.go_back()
    expect(page).to_have_url(compared)
    expect(page.locator(".review-sides tbody tr").nth(1)).to_contain_text("上海火车站 2015-03-31")

    assert len(week) == 1 + 7 * 1440
    assert picture.startswith(PNG)
    assert int.from_bytes(picture[16:20]) == 1600
    assert page.evaluate(INKED_TITLE, b64encode(picture).decode()) > 1000
    assert [line for line in said if "Content Security Policy" in line] == []


def test_drills_held_are_laid_over_each_other_by_t0_and_taken_away(analysts: Tablets) -> None:
    page = analysts.of("songyu", "/review?" + VIEWS["day"])
    expect(page.locator(DRAWN)).to_be_visible()

    tab(page, "演练T0对齐")
    expect(page).to_have_url(re.compile("view=drills&drills=2015Q2-02%2C2015Q2-01&zone=platform-2"))
    expect(page.locator(".review-sides tbody tr")).to_have_count(2)
    never = page.locator(".review-drill").first.locator("option[value='2015Q2-03']")
    expect(never).to_have_text(re.compile("静安寺.*无T0：始终低于阈值"))
    expect(never).to_be_disabled()
    expect(page.locator(".review-sides tbody tr").nth(0)).to_contain_text("T0后4分")
    laid = page.url
    page.locator(".review-drill").nth(1).select_option(label="拿掉这条线")
    expect(page.locator(".review-sides tbody tr")).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(laid)
    expect(page.locator(DRAWN)).to_be_visible()
    table = download(page, "下载 CSV").decode().splitlines()
    picture = download(page, "下载图片 PNG")

    assert table[0] == "line,since,people,low,high"
    assert "2015Q2-01,0:00:00,1000.0,950.0,1090.0" in table
    assert picture.startswith(PNG)
    assert page.evaluate(INKED_TITLE, b64encode(picture).decode()) > 1000


def test_a_drill_without_t0_in_an_address_is_said_and_leads_to_those_that_have_one(
    analysts: Tablets,
) -> None:
    page = analysts.of("songyu", "/review?view=drills&drills=2015Q2-03&zone=platform-2")
    expect(page.locator(".review-nothing")).to_contain_text("没有T0")

    page.get_by_role("button", name="重新选择").click()

    expect(page.locator(".review-sides tbody tr")).to_have_count(2)


def test_drills_are_not_there_for_whoever_does_not_read_them(analysts: Tablets) -> None:
    page = analysts.of("admin", "/review?view=drills&drills=2015Q2-01&zone=platform-2")

    expect(page.locator(".review-nothing")).to_contain_text("演练不对你的岗位开放")
    expect(page.locator(".review-drill")).to_have_count(0)


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize(("language", "words"), [("zh", "超过"), ("en", "over ")])
def test_the_heat_maps_scale_says_over_how_many_people_its_end_is(
    analysts: Tablets, size: ViewportSize, language: str, words: str
) -> None:
    page = analysts.of("songyu", "/review?" + VIEWS["heat"], size=size, language=language)
    expect(page.locator(DRAWN)).to_be_visible()

    said = page.locator(".plot .cbaxis text", has_text=re.compile(rf"^{words}\d,\d00$"))

    expect(said).to_be_visible()
    assert said.evaluate("it => getComputedStyle(it).opacity") == "1"


def test_the_same_address_shows_another_person_only_what_is_theirs(analysts: Tablets) -> None:
    page = analysts.of("zhangwei", "/review?" + VIEWS["heat"])

    expect(page.locator(".review-table tbody tr")).to_have_count(1)
    expect(page.locator(".review-table tbody tr")).to_contain_text("静安寺")
    page.goto(f"{analysts.address}/review?{VIEWS['compare']}")

    expect(page.locator(".review-nothing")).to_contain_text("不对你的岗位开放")


def test_a_day_that_is_not_held_says_so_and_leads_to_one_that_is(analysts: Tablets) -> None:
    page = analysts.of("songyu", "/review?station=0243&day=2014-12-31")
    expect(page.locator(".review-nothing")).to_contain_text("2014-12-31 周三没有保存的数据")

    page.get_by_role("button", name="看最近有数据的一天").click()

    expect(page).to_have_url(re.compile(f"day={LAST}"))
    expect(page.locator(DRAWN)).to_be_visible()


def test_without_an_address_the_newest_day_held_opens(analysts: Tablets) -> None:
    page = analysts.of("songyu", "/review")

    expect(page.locator(DRAWN)).to_be_visible()

    expect(page).to_have_url(re.compile(f"day={LAST}"))


def test_only_days_that_are_held_are_stepped_to(analysts: Tablets) -> None:
    page = analysts.of("songyu", f"/review?station=0243&day={FIRST}")
    expect(page.locator(DRAWN)).to_be_visible()

    expect(page.get_by_role("button", name="前一个有数据的日子")).to_be_disabled()
    page.get_by_role("button", name="后一个有数据的日子").click()

    expect(page).to_have_url(re.compile("day=2015-03-26"))


def test_a_wrong_address_says_what_to_do(analysts: Tablets) -> None:
    page = analysts.of("songyu", "/review?view=days&station=0243&first=2014-01-01&last=2015-03-31")

    expect(page.locator(".review-nothing")).to_contain_text("一次最多看31天")


def test_the_keyboard_reaches_every_view(analysts: Tablets) -> None:
    page = analysts.of("songyu", "/review?" + VIEWS["day"])
    expect(page.locator(DRAWN)).to_be_visible()

    page.get_by_role("button", name="对比").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".review-sides")).to_be_visible()
    page.get_by_role("button", name="出站", exact=True).focus()
    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile("way=out"))


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_any_view(analysts: Tablets, view: str) -> None:
    page = analysts.of("songyu", "/review?" + VIEWS[view])
    expect(page.locator(DRAWN)).to_be_visible()

    assert axe(page) == []


@pytest.mark.parametrize(
    "size", [LANDSCAPE, PORTRAIT, PHONE], ids=["landscape", "portrait", "phone"]
)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_every_glass(analysts: Tablets, view: str, size: ViewportSize) -> None:
    wrong = {}

    for language in ("zh", "en"):
        page = analysts.of("songyu", "/review?" + VIEWS[view], size=size, language=language)
        expect(page.locator(DRAWN)).to_be_visible()
        wrong[language] = [page.evaluate(rule) for rule in (WIDER, SMALL, SMALL_TYPE)]
        page.context.close()

    assert wrong == {"zh": [0, [], []], "en": [0, [], []]}


def test_english_leaves_no_chinese(analysts: Tablets) -> None:
    for view in VIEWS.values():
        page = analysts.of("songyu", "/review?" + view, language="en")
        expect(page.locator(DRAWN)).to_be_visible()

        text = page.locator(".review").inner_text().replace("中文", "")

        assert [letter for letter in text if "\u4e00" <= letter <= "\u9fff"] == []
        assert "{" not in text


def tab(page: Page, words: str) -> None:
    """Open a view by its tab."""
    page.locator(".review-views").get_by_role("button", name=words, exact=True).click()


def download(page: Page, words: str) -> bytes:
    """Tap what takes something away, and return what came."""
    button = page.get_by_role("link", name=words, exact=True)
    with page.expect_download() as coming:
        button.or_(page.get_by_role("button", name=words, exact=True)).click()
    return coming.value.path().read_bytes()
