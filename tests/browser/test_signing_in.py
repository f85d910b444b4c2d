"""Signing in: a wrong password is told, a right one opens one's rooms."""

from playwright.sync_api import expect

from tests.browser.tablets import Tablets, sign_in


def test_a_wrong_password_is_told_in_words_and_nothing_opens(tablets: Tablets) -> None:
    page = tablets.blank()
    page.goto(tablets.address)

    page.get_by_label("登录名").fill("zhangwei")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="进入").click()

    expect(page.get_by_role("alert")).to_contain_text("不对")
    expect(page.locator(".signin")).to_be_visible()


def test_somebody_of_several_stations_lands_in_their_rooms(tablets: Tablets) -> None:
    page = tablets.blank()
    page.goto(tablets.address)

    sign_in(page, "chenjun")

    expect(page.locator(".room-card").first).to_contain_text("静安寺")
    assert page.locator(".room-card").count() > 1


def test_somebody_of_one_station_lands_in_its_room(tablets: Tablets) -> None:
    page = tablets.blank()
    page.goto(tablets.address)

    sign_in(page, "zhangwei")

    page.wait_for_url("**/room/station/0243")
    expect(page.locator(".topline")).to_contain_text("静安寺")


def test_the_demo_shows_its_people_as_cards(tablets: Tablets) -> None:
    page = tablets.blank(language="en")

    page.goto(tablets.address)

    expect(page.locator(".demo-person", has_text="Zhang Wei")).to_contain_text("Station master")
