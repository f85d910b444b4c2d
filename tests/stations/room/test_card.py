"""The printed card: one sheet a post, its steps from the lowest level up."""

from stations.plan_text import parse_plan
from stations.room.card import cards
from tests.stations.room.plans import SMALL, SMALL_SHA, a_plan, a_step


def test_every_post_has_one_sheet_that_names_its_plan():
    printed = cards(parse_plan(SMALL), version=3, sha256=SMALL_SHA)

    assert [sheet.post for sheet in printed] == [
        "station-master-post",
        "transit-police-post",
        "local-police-post",
        "street-post",
    ]
    assert {(sheet.version, sheet.sha256) for sheet in printed} == {(3, SMALL_SHA)}


def test_a_sheet_has_the_first_three_acts_and_what_never_to_do():
    sheet = cards(parse_plan(SMALL), version=1, sha256=SMALL_SHA)[0]

    assert [act.en for act in sheet.card.first] == ["Take the post", "Announce", "Report"]
    assert [act.zh for act in sheet.card.never] == ["不得堵出站"]
    assert sheet.card.report_to.zh == "值班站长"


def test_a_sheet_has_its_own_posts_steps_from_the_lowest_level_up():
    plan = a_plan(
        a_step("last", level="one", control=True),
        a_step("first"),
        a_step("pavement", seat="local-police"),
        a_step("middle", level="two"),
    )

    sheet = cards(parse_plan(plan), version=None, sha256="")[0]

    assert [task.step for task in sheet.tasks] == ["first", "middle", "last"]
    assert [task.asks_control for task in sheet.tasks] == [False, False, True]
    assert sheet.tasks[0].say.zh == "请注意"


def test_a_limit_that_nobody_confirmed_is_provisional():
    plan = a_plan(a_step("guess"), a_step("known", confirmed="p-zhangwei"))

    sheet = cards(parse_plan(plan), version=1, sha256="")[0]

    assert [task.provisional for task in sheet.tasks] == [True, False]
