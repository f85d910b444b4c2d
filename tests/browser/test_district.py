"""The wall on the glass: a report reaches map, table and list, and no name hides another."""

from playwright.sync_api import Page, expect

from tests.browser.tablets import PHONE, WALL, Tablets

WALL_PAGE = "/district"
STATIONS = 19
# Pairs of labels whose boxes lie on each other by more than a stroke's width.
COLLIDING = """
() => {
  const boxes = [...document.querySelectorAll('.map-words')].map((it) => ({
    words: it.textContent, box: it.querySelector('.map-target').getBoundingClientRect() }));
  const width = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return boxes.flatMap((one, i) => boxes.slice(i + 1)
    .filter((two) => width(one.box, two.box) > 4 && height(one.box, two.box) > 4)
    .map((two) => `${one.words} × ${two.words}`));
}
"""
# Names that reach into another station's mark.
COVERED = """
() => {
  const boxes = (of) => [...document.querySelectorAll('.map .station')].map((it) => ({
    words: it.querySelector('.map-words').textContent,
    box: it.querySelector(of).getBoundingClientRect() }));
  const marks = boxes('circle, .map-grade');
  return boxes('.map-name').flatMap((name, i) => marks
    .filter((mark, j) => i !== j && name.box.left < mark.box.right && name.box.right > mark.box.left
      && name.box.top + 4 < mark.box.bottom && name.box.bottom - 4 > mark.box.top)
    .map((mark) => `${name.words} × ${mark.words}`));
}
"""
OUTSIDE = """
() => {
  const frame = document.querySelector('.map svg').getBoundingClientRect();
  return [...document.querySelectorAll('.map-words text')]
    .filter((it) => { const box = it.getBoundingClientRect();
      return box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom; })
    .map((it) => it.textContent);
}
"""


def report(page: Page, station: str, situation: str) -> None:
    """Let the district's officer say what happens at a station."""
    body = {"situation": situation, "zone": None, "words": "现场报告"}
    answer = page.evaluate(
        """async ([station, body]) => (await fetch(`/api/rooms/station/${station}/acts`, {
          method: 'POST',
          headers: { 'X-Metro-Flow': '1', 'Content-Type': 'application/json' },
          body: JSON.stringify({ ref: crypto.randomUUID(),
            kind: 'ReportSituation', body, seen_seq: 0, occurred_at: null, device_at: null,
            device: 't-wall' }) })).status""",
        [station, body],
    )
    assert answer == 200


def test_a_reported_failure_reaches_map_and_table_without_a_reload(tablets: Tablets) -> None:
    wall = tablets.of("hetao", WALL_PAGE, size=WALL)
    expect(wall.locator(".map .station")).to_have_count(STATIONS)

    report(wall, "0126", "train-failure")

    expect(wall.locator(".map .station.is-orange")).to_contain_text("上海火车站")
    expect(wall.locator(".stations tbody tr").first).to_contain_text("上海火车站")
    expect(wall.locator(".stations tbody tr").first).to_contain_text("列车故障")


def test_no_name_lies_on_another_in_either_language(tablets: Tablets) -> None:
    for language in ("zh", "en"):
        tablet = tablets.of("hetao", WALL_PAGE, language=language)
        expect(tablet.locator(".map-words")).to_have_count(STATIONS)

        assert tablet.evaluate(COLLIDING) == []
        assert tablet.evaluate(COVERED) == []
        assert tablet.evaluate(OUTSIDE) == []


def test_what_nobody_has_assessed_is_hatched_and_never_shown_as_good(tablets: Tablets) -> None:
    tablet = tablets.of("hetao", WALL_PAGE)

    tablet.get_by_role("button", name="静态风险").click()

    # The demo has assessed four of them.
    expect(tablet.locator(".map .station.is-unknown")).to_have_count(STATIONS - 4)
    expect(tablet.locator(".map .station.is-calm")).to_have_count(0)
    expect(tablet.locator(".risk-note")).to_contain_text("没有评估不等于没有风险")


def test_static_risk_has_no_alerts_shape_and_a_tap_tells_its_history(tablets: Tablets) -> None:
    tablet = tablets.of("hetao", WALL_PAGE)

    tablet.get_by_role("button", name="静态风险").click()
    expect(tablet.locator(".map .map-grade")).to_have_count(4)
    expect(tablet.locator(".map .shape")).to_have_count(0)
    tablet.locator(".risk-mark").filter(has_text="静安寺").click()

    grades = tablet.locator(".grades li b")
    expect(grades).to_have_text(["较大风险", "重大风险", "较大风险"])
    tablet.get_by_role("link", name="静安寺 · 常备").click()
    expect(tablet).to_have_url(f"{tablets.address}/readiness/0243")


def test_what_is_overdue_leads_to_its_dossier(tablets: Tablets) -> None:
    tablet = tablets.of("hetao", WALL_PAGE)

    tablet.get_by_role("link", name="3号口楼梯旁自行车堆放").click()

    expect(tablet.locator(".dossier h2")).to_contain_text("3号口楼梯旁自行车堆放")
    expect(tablet.locator(".dossier .chip")).to_contain_text("逾期")


def test_names_lie_apart_in_the_picture_of_risks_too(tablets: Tablets) -> None:
    for language, risk in (("zh", "静态风险"), ("en", "Static risk")):
        tablet = tablets.of("hetao", WALL_PAGE, language=language)
        tablet.get_by_role("button", name=risk).click()
        expect(tablet.locator(".map .map-grade")).to_have_count(4)

        assert tablet.evaluate(COLLIDING) == []
        assert tablet.evaluate(OUTSIDE) == []


def test_a_tap_on_a_station_opens_its_room(tablets: Tablets) -> None:
    tablet = tablets.of("hetao", WALL_PAGE)

    tablet.locator(".map a[href='/room/station/0243']").first.click()

    expect(tablet).to_have_url(tablets.address + "/room/station/0243")


def test_a_phone_carries_every_station_in_the_table(tablets: Tablets) -> None:
    phone = tablets.of("hetao", WALL_PAGE, size=PHONE)

    phone.get_by_role("button", name="表格").click()

    expect(phone.locator(".stations tbody tr")).to_have_count(STATIONS)


def test_who_may_not_see_the_district_is_told_so(tablets: Tablets) -> None:
    tablet = tablets.of("zhangwei", WALL_PAGE)

    expect(tablet.locator(".district-nothing")).to_contain_text("区值班长")
