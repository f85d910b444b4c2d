"""The room on the glass: a tap is seen by all, kept without a line, sent once, refused in words."""

from playwright.sync_api import Page, expect

from tests.browser.tablets import ROOM, Tablets, hold, look_only, sign_in, write_note


def test_what_one_chief_does_stands_on_the_others_glass(tablets: Tablets) -> None:
    master, police = tablets.on_shift("zhangwei"), tablets.on_shift("chenjun")

    write_note(master, "2号口加派两人")

    expect(police.locator(".log-row")).to_contain_text("2号口加派两人")
    expect(police.locator(".seat", has_text="值班站长")).to_contain_text("张伟")
    expect(master.locator(".seat", has_text="值班警长")).to_contain_text("陈军")


def test_what_is_planned_nearby_this_week_stands_in_the_calm_room(tablets: Tablets) -> None:
    street = tablets.on_shift("xujing")

    ahead = street.locator(".calm-side .lines li", has_text="静安公园春季音乐会")

    expect(ahead).to_contain_text("04-04 18:30–21:30")
    expect(ahead).to_contain_text("约6,000人")


def test_taps_without_a_line_wait_and_reach_the_book_once_it_is_back(tablets: Tablets) -> None:
    master, police = tablets.on_shift("zhangwei"), tablets.on_shift("chenjun")
    master.context.set_offline(True)

    write_note(master, "断网时第一条")
    write_note(master, "断网时第二条")
    expect(master.locator(".link-bar")).to_contain_text("2项待发")
    master.context.set_offline(False)

    expect(police.locator(".log-row")).to_contain_text("断网时第二条")
    assert times_in_log(police, "断网时第一条") == 1
    expect(master.locator(".link-bar")).to_have_count(0)


def test_a_tablet_closed_without_a_line_opens_again_with_its_room_and_its_taps(
    tablets: Tablets,
) -> None:
    master, police = on_a_shift_that_reopens(tablets, "zhangwei"), tablets.on_shift("chenjun")
    master.context.set_offline(True)
    write_note(master, "关机前写的")
    expect(master.locator(".link-bar")).to_contain_text("1项待发")
    context = master.context
    master.close()

    again = tablets.another_tab(context)
    again.goto(tablets.address + ROOM)
    look_only(again)
    expect(again.locator(".link-bar")).to_contain_text("1项待发")
    expect(again.locator(".seat", has_text="值班警长")).to_contain_text("陈军")
    context.set_offline(False)

    expect(police.locator(".log-row")).to_contain_text("关机前写的")
    assert times_in_log(police, "关机前写的") == 1


def test_unsent_taps_stay_with_their_author(tablets: Tablets) -> None:
    master, police = tablets.on_shift("zhangwei"), tablets.on_shift("chenjun")
    master.context.set_offline(True)
    write_note(master, "张伟写的")
    expect(master.locator(".link-bar")).to_contain_text("1项待发")
    master.context.clear_cookies()
    master.context.set_offline(False)

    master.get_by_role("button", name="换一个人").click()
    sign_in(master, "xujing")
    expect(master.locator(".link-bar")).to_contain_text("属于上一位")
    master.context.clear_cookies()
    master.goto(tablets.address + "/")
    master.get_by_role("button", name="换一个人").click()
    sign_in(master, "zhangwei")

    expect(police.locator(".log-row")).to_contain_text("站长 张伟 · 张伟写的")


def test_the_rules_no_is_said_in_words_and_the_next_tap_goes_on(tablets: Tablets) -> None:
    street = tablets.on_shift("xujing")

    street.get_by_role("button", name="预案", exact=True).click()
    street.get_by_role("dialog").get_by_role("button", name="大客流").click()

    expect(street.get_by_role("alert")).to_contain_text("没有生效：启动预案")
    expect(street.get_by_role("alert")).to_contain_text("值班站长")
    write_note(street, "照样能写")
    expect(street.locator(".log-row")).to_contain_text("照样能写")


def test_a_level_is_ordered_by_a_second_s_pressure_and_brings_steps(tablets: Tablets) -> None:
    master, police = tablets.on_shift("zhangwei"), tablets.on_shift("chenjun")
    master.locator(".bar").get_by_role("button", name="上报情况").click()
    master.get_by_role("button", name="列车故障").click()
    master.get_by_role("button", name="报送").click()
    master.get_by_role("button", name="收到").wait_for()

    hold(master.locator(".bar .hold"))

    expect(police.locator(".band-level")).to_contain_text("响应 二级响应·张伟")
    expect(master.locator(".task").first).to_be_visible()
    expect(master.locator(".tasks")).to_contain_text("已完成0/")


def on_a_shift_that_reopens(tablets: Tablets, name: str) -> Page:
    """Start a shift and wait until the tablet itself says that it would open again."""
    page = tablets.of(name)
    card = page.locator(".shift-card")
    card.get_by_role("button", name="开始值班").click()
    expect(card.locator(".proofs li", has_text="断网可重开")).to_have_class("proved")
    card.get_by_role("button", name="进入联动室").click()
    return page


def times_in_log(page: Page, words: str) -> int:
    """Count how often a sentence stands in the opened log."""
    page.get_by_role("button", name="全部记录").click()
    log = page.get_by_role("dialog").locator(".log")
    expect(log).to_be_visible()
    return log.locator("li", has_text=words).count()
