"""One evening at Jing'an Temple: a surge comes, and four chiefs on four tablets meet it together.

A real server plays the real day and the added surge; four real browsers sit at the four seats.
One tablet loses its line with taps in its outbox, is closed and opened again. At the end all four
show the same words, and the book holds every tap once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.desk import (
    check_each_tap_once,
    check_no_number_missing,
    check_nothing_doubled,
    colours_of,
)
from tests.journeys.evening import Evening

ROLL_CALL = "下达三级响应令，各岗报到"
CALL_THE_FOUR = "下达二级响应令，呼叫四长"
STAIRS = "驻站民警守2号线楼扶梯口，报轨交所"
PLATFORMS = (
    "2号线站台先下后上，向两端疏开",
    "7号线站台先下后上，向两端疏开",
    "14号线站台先下后上，向两端疏开",
    "关进站闸机50%，6号口侧先关",
    "循环限流广播，劝乘8号口公交或步行",
)
REINFORCE = "派出所增援组到南京西路6号口集合分守"
EXIT_1 = "1号口（华山路·北京西路）只出不进，进站走3号口"
EXIT_9 = "9号口（延安中路·常德路）只出不进，进站走8号口"
BARRIERS = "街道增援组带铁马到静安公园备勤"
# Shortly before orange is foretold (17:35), and before what is there is blue, orange and red.
ORANGE_IS_FORETOLD = datetime(2015, 4, 1, 9, 34, 50, tzinfo=UTC)
BLUE_IS_NEAR = datetime(2015, 4, 1, 9, 40, 30, tzinfo=UTC)
ORANGE_IS_NEAR = datetime(2015, 4, 1, 9, 43, 30, tzinfo=UTC)
RED_IS_NEAR = datetime(2015, 4, 1, 9, 59, 40, tzinfo=UTC)
FOUR_COLOURS = ["blue", "yellow", "orange", "red"]
NOTE = "6号口外两个小队已到位"


@pytest.mark.timeout(900)
def test_four_chiefs_meet_a_surge_together(evening: Evening) -> None:
    four_chiefs_come_on_duty(evening)
    the_surge_colours_the_room(evening)
    all_four_are_called_and_come(evening)
    each_seat_carries_out_steps_of_its_own(evening)
    one_tablet_is_cut_off_closed_and_opened_again(evening)
    red_raises_the_response_to_the_highest(evening)
    all_four_show_the_same(evening)
    the_book_holds_every_tap_once(evening)
    the_room_on_other_screens(evening)


def four_chiefs_come_on_duty(evening: Evening) -> None:
    for chief in evening:
        chief.open()
        chief.sign_in()
        chief.start_shift()
    evening.desk.turn_clock(12)
    evening.master.sees("正常", "有数据")
    evening.master.sees_the_curve()
    evening.picture(evening.master, "room-calm")


def the_surge_colours_the_room(evening: Evening) -> None:
    evening.pass_time_until(ORANGE_IS_FORETOLD)
    evening.master.sees("黄色", "分后橙", "含演示加入的客流", "建议三级响应")
    evening.picture(evening.master, "room-yellow")
    for chief in evening:
        chief.acknowledge("黄色")
    evening.pass_time_until(BLUE_IS_NEAR)
    for chief in evening:
        chief.acknowledge("蓝色")
    evening.pass_time_until(ORANGE_IS_NEAR)


def all_four_are_called_and_come(evening: Evening) -> None:
    evening.desk.turn_clock(12)
    evening.master.sees("橙色", "建议二级响应")
    evening.desk.turn_clock(1)
    for chief in evening:
        chief.answer_call()
    evening.picture(evening.transit, "room-orange")
    for chief in evening:
        chief.set_out(minutes=5)
    evening.street.sees_seat("值班所长", "途中")
    for chief in evening:
        chief.arrive()
        chief.acknowledge("橙色")
    for chief in evening:
        for seat in ("值班站长", "值班警长", "值班所长", "街镇值班领导"):
            chief.sees_seat(seat, "到位")


def each_seat_carries_out_steps_of_its_own(evening: Evening) -> None:
    evening.master.hold("启动二级响应")
    evening.master.carry_out(ROLL_CALL)
    evening.master.carry_out(CALL_THE_FOUR)
    evening.transit.carry_out(STAIRS)
    evening.local.carry_out(REINFORCE)
    evening.street.next_of(BARRIERS, "收到")
    evening.street.next_of(BARRIERS, "出发")


def one_tablet_is_cut_off_closed_and_opened_again(evening: Evening) -> None:
    evening.local.has_kept_the_shell()
    evening.desk.turn_clock(12)
    evening.local.sees_clock_at("×12")
    evening.line.cut()
    since = evening.desk.now()
    evening.local.next_of(EXIT_1, "收到")
    evening.local.next_of(EXIT_9, "收到")
    evening.local.write_note(NOTE)
    for step in PLATFORMS:
        evening.master.carry_out(step)
    evening.local.sees_bar("离线", "3项待发")
    evening.picture(evening.local, "room-offline")
    evening.close_and_open_again(evening.local)
    evening.local.start_shift()
    evening.local.sees_bar("离线", "3项待发", "画面为本机留存")
    evening.street.next_of(BARRIERS, "到位")
    evening.street.next_of(BARRIERS, "完成")
    evening.desk.wait_until(since + timedelta(minutes=2))
    evening.line.mend()
    evening.local.sees_all_sent()
    evening.local.next_of(EXIT_1, "出发")


def red_raises_the_response_to_the_highest(evening: Evening) -> None:
    evening.pass_time_until(RED_IS_NEAR)
    evening.master.sees("红色", "建议一级响应")
    evening.picture(evening.master, "room-red")
    for chief in evening:
        chief.acknowledge("红色")
    evening.master.confirm_red()
    evening.transit.hold("升为一级响应")
    evening.master.sees("一级响应", "陈军")


def all_four_show_the_same(evening: Evening) -> None:
    evening.desk.turn_clock(0)
    shown = evening.wait_for_one_picture()
    assert any(EXIT_1 in step and "途中" in step for step in shown.steps)
    assert any(NOTE in line for line in shown.log)
    assert {chief.head() for chief in evening} == {evening.desk.room()["head"][:16]}


def the_book_holds_every_tap_once(evening: Evening) -> None:
    book = evening.desk.book()
    check_no_number_missing(book)
    check_each_tap_once(book, evening.taps())
    check_nothing_doubled(book)
    assert [entry["body"]["words"] for entry in book if entry["kind"] == "NoteWritten"] == [NOTE]
    assert colours_of(book, zone="platform-2", rule="crowding") == FOUR_COLOURS


def the_room_on_other_screens(evening: Evening) -> None:
    evening.street.turn_tablet(820, 1180)
    evening.picture(evening.street, "room-portrait")
    evening.master.press("换明暗")
    evening.picture(evening.master, "room-dark")
    evening.transit.press("EN")
    evening.transit.sees("Red")
    evening.picture(evening.transit, "room-english")
    evening.officer.turn_tablet(1920, 1080)
    evening.officer.open("/district")
    evening.officer.sign_in()
    evening.officer.sees_on_the_wall("静安寺", "红色")
    evening.picture(evening.officer, "district-wall")
