"""Small plans for the tests, written as a station master writes them: in TOML."""

from stations.plan_text import sha256_of

CARD = """
[posts.card]
title_zh = "{zh}处置卡"
title_en = "{id} card"
who_zh = "{zh}"
who_en = "Whoever stands at {id}"
trigger_zh = "三级响应"
trigger_en = "三级 is ordered"
first_zh = ["到位", "广播", "报告"]
first_en = ["Take the post", "Announce", "Report"]
report_to_zh = "值班站长"
report_to_en = "The station master"
equipment_zh = ["喇叭"]
equipment_en = ["Loud-hailer"]
never_zh = ["不得堵出站"]
never_en = ["Never block the way out"]
stand_down_zh = "听令撤"
stand_down_en = "Leave when told"
"""

SEATS = ("station-master", "transit-police", "local-police", "street")


def a_step(
    name,
    *,
    seat="station-master",
    level="three",
    after=(),
    limit_s=120,
    control=False,
    release=True,
    scenario="crowd",
    confirmed="",
):
    """Return one step's TOML."""
    lines = [
        "[[steps]]",
        f'id = "{name}"',
        f'scenarios = ["{scenario}"]',
        f'response_level = "{level}"',
        'zone = "paid"',
        f'seat = "{seat}"',
        f'post = "{seat}-post"',
        f'title_zh = "{name} 做"',
        f'title_en = "Do {name}"',
        'say_zh = "请注意"',
        'say_en = "Attention"',
        f"after = {list(after)}".replace("'", '"'),
        f"limit_s = {limit_s}",
        'limit_source_zh = "本项目建议"',
        'limit_source_en = "Proposed here"',
        f'confirmed_by = "{confirmed}"',
    ]
    if control:
        lines.append('request_to = "line-control"')
    if release:
        lines += ['release_zh = "恢复"', 'release_en = "Undo it"']
    return "\n".join(lines)


def a_plan(*steps, title="静安寺站预案"):
    """Return a whole plan's text with one post a seat."""
    head = [
        'station = "0243"',
        f'title_zh = "{title}"',
        'title_en = "Plan"',
        "basis_zh = []",
        "basis_en = []",
    ]
    posts = [
        f'[[posts]]\nid = "{seat}-post"\nname_zh = "{seat}岗"\nname_en = "{seat}"\n'
        f'seat = "{seat}"\nplace_zh = "站厅"\nplace_en = "Hall"\n'
        + CARD.format(zh=f"{seat}岗", id=seat)
        for seat in SEATS
    ]
    return "\n".join([*head, *posts, *steps]) + "\n"


SMALL = a_plan(
    a_step("order", limit_s=60),
    a_step("gates", after=["order"], limit_s=180),
    a_step("resident", seat="transit-police", after=["order"]),
    a_step("report", seat="street", release=False),
    a_step("more-gates", level="two", after=["gates"]),
    a_step("pavement", seat="local-police", level="two", limit_s=600),
    a_step("skip-stop", level="one", control=True),
    a_step("stop-escalator", scenario="escalator", limit_s=30),
)
SMALL_SHA = sha256_of(SMALL)


def a_long_plan(steps=60):
    """Return a plan whose crowd scenario has as many steps as an entry must carry in 8 kB."""
    names = [f"crowd-three-exit-{number}A" for number in range(steps)]
    return a_plan(
        *(
            a_step(
                name,
                seat=SEATS[number % 4],
                level=("three", "two", "one")[number * 3 // steps],
                after=names[number - 20 : number - 19] if number >= 20 else (),
                control=number % 20 == 7,
            )
            for number, name in enumerate(names)
        )
    )
