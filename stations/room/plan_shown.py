"""Show a plan's fixed text, which travels once by its hash, to tablets and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stations.plan_text import Scenario

if TYPE_CHECKING:
    from stations.plan_text import Card, Change, PlanText, Post, Step
    from stations.profile.words import Words

SCENARIOS: Final = {
    Scenario.CROWD: {"zh": "大客流", "en": "Crowd"},
    Scenario.FIRE: {"zh": "火灾", "en": "Fire"},
    Scenario.ESCALATOR: {"zh": "扶梯故障", "en": "Escalator fault"},
    Scenario.SENSORS: {"zh": "闸机数据中断", "en": "Gate counts lost"},
}


def shown(plan: PlanText, *, sha256: str) -> dict[str, Any]:
    """Return a whole plan: its steps, its posts and a card for each post."""
    return {
        "sha256": sha256,
        "station": plan.station,
        "title": _words(plan.title),
        "basis": [_words(basis) for basis in plan.basis],
        "scenarios": [{"id": each.value, "name": SCENARIOS[each]} for each in Scenario],
        "posts": [_post(plan, post) for post in plan.posts],
        "steps": [_step(step) for step in plan.steps],
        "cards": [_card(post) for post in plan.posts],
    }


def change_shown(change: Change) -> dict[str, Any]:
    """Return one difference between two plans."""
    return {
        "part": change.part,
        "id": change.id,
        "happened": change.happened.value,
        "field": change.field,
        "old": change.old,
        "new": change.new,
    }


def _post(plan: PlanText, post: Post) -> dict[str, Any]:
    exits = {step.exit for step in plan.steps if step.post == post.id and step.exit}
    return {
        "id": post.id,
        "seat": post.seat.value,
        "name": _words(post.name),
        "place": _words(post.place),
        "line": post.line,
        # A post that has steps at one exit alone stands there.
        "exit": exits.pop() if len(exits) == 1 else None,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "seat": step.seat.value,
        "post": step.post,
        "level": step.response_level.value,
        "scenarios": [scenario.value for scenario in step.scenarios],
        "zone": step.zone.value,
        "exit": step.exit,
        "line": step.line,
        "text": _words(step.title),
        "say": _maybe(step.say),
        "release": _maybe(step.release),
        "after": list(step.after),
        "limit_s": step.limit_s,
        "limit_source": _words(step.limit_source),
        "provisional": step.provisional,
        "control": step.request_to is not None,
    }


def _card(post: Post) -> dict[str, Any]:
    card: Card = post.card
    return {
        "post": post.id,
        "seat": post.seat.value,
        "title": _words(card.title),
        "who": _words(card.who),
        "trigger": _words(card.trigger),
        "first": [_words(each) for each in card.first],
        "report": _words(card.report_to),
        "equipment": [_words(each) for each in card.equipment],
        "never": [_words(each) for each in card.never],
        "stand_down": _words(card.stand_down),
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _maybe(words: Words | None) -> dict[str, str] | None:
    return None if words is None else _words(words)
