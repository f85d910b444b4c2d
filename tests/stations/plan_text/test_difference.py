"""Chiefs sign what has changed: a draft is shown against the adopted plan step by step."""

from __future__ import annotations

from dataclasses import replace

from stations.plan_text import Change, PlanText, difference, parse_plan, read_plan, sha256_of
from stations.plan_text.difference import Happened
from stations.profile import ATLAS, PLAN_FILE, Words


def the_plan_of(slug: str) -> PlanText:
    """Return a shipped plan."""
    return parse_plan(read_plan(ATLAS / slug / PLAN_FILE))


def test_a_plan_does_not_differ_from_itself() -> None:
    plan = the_plan_of("jingan-temple")

    changes = difference(plan, the_plan_of("jingan-temple"))

    assert changes == []


def test_a_step_taken_out_is_told_with_its_title() -> None:
    old = the_plan_of("changping-road")
    new = replace(old, steps=tuple(one for one in old.steps if one.id != "crowd-three-clean"))

    changes = difference(old, new)

    title = old.step("crowd-three-clean").title
    assert changes == [
        Change(
            "step",
            "crowd-three-clean",
            Happened.REMOVED,
            None,
            f"{title.zh} / {title.en}",
            None,
        )
    ]


def test_a_step_put_in_is_told_with_its_title() -> None:
    new = the_plan_of("changping-road")
    old = replace(new, steps=new.steps[:-1])

    changes = difference(old, new)

    last = new.steps[-1]
    assert [(one.id, one.happened, one.new) for one in changes] == [
        (last.id, Happened.ADDED, f"{last.title.zh} / {last.title.en}")
    ]


def test_a_changed_step_is_told_field_by_field() -> None:
    old = the_plan_of("changping-road")
    step = old.steps[0]
    changed = replace(step, limit_s=90, say=Words("就位", "To your posts"), after=("x", "y"))
    new = replace(old, steps=(changed, *old.steps[1:]))

    changes = difference(old, new)

    assert [(one.field, one.new) for one in changes] == [
        ("say", "就位 / To your posts"),
        ("after", "x; y"),
        ("limit_s", "90"),
    ]
    assert {(one.part, one.id, one.happened) for one in changes} == {
        ("step", step.id, Happened.CHANGED)
    }


def test_a_changed_card_is_a_change_of_its_post() -> None:
    old = the_plan_of("changping-road")
    post = old.posts[0]
    card = replace(post.card, who=Words("副站长", "the deputy"))
    new = replace(old, posts=(replace(post, card=card), *old.posts[1:]))

    changes = difference(old, new)

    assert [(one.part, one.id, one.field) for one in changes] == [("post", post.id, "card")]
    assert "副站长 / the deputy" in (changes[0].new or "")


def test_a_changed_title_is_a_change_of_the_plan() -> None:
    old = the_plan_of("changping-road")
    new = replace(old, title=Words("新题", "New title"))

    changes = difference(old, new)

    assert [(one.part, one.field, one.new) for one in changes] == [
        ("plan", "title", "新题 / New title")
    ]


def test_one_changed_letter_changes_the_hash_that_is_signed() -> None:
    text = read_plan(ATLAS / "changping-road" / PLAN_FILE)

    hashes = {sha256_of(text), sha256_of(text + "\n"), sha256_of(text.replace("站", "點", 1))}

    assert len(hashes) == 3
