"""Put one post's part of a plan on one sheet (应急处置卡), for whoever has paper and no tablet.

A card says who, when, the first three acts, to whom to report and what never to do; under it
stand the post's own steps, by response level, with the words to say aloud. It names the plan it
was printed from, so that a sheet of an older plan is known as such.
"""

from __future__ import annotations

from dataclasses import dataclass

from metro_flow.people.person import Seat
from stations.plan_text import Card, PlanText, Post, Scenario, Step
from stations.profile.words import ResponseLevel, Words


@dataclass(frozen=True, slots=True)
class Task:
    """One step as it stands on a card; a limit that nobody confirmed is provisional (暂定)."""

    step: str
    scenarios: tuple[Scenario, ...]
    level: ResponseLevel
    title: Words
    say: Words | None
    limit_s: int
    provisional: bool
    asks_control: bool


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One sheet: the card of a post, and the steps that are its own."""

    post: str
    seat: Seat
    name: Words
    place: Words
    line: str | None
    card: Card
    tasks: tuple[Task, ...]
    version: int | None
    sha256: str


def cards(plan: PlanText, *, version: int | None, sha256: str) -> tuple[PrintedCard, ...]:
    """Return a sheet for every post of a plan, in the plan's order; a draft has no version."""
    return tuple(_printed(plan, post, version=version, sha256=sha256) for post in plan.posts)


def _printed(plan: PlanText, post: Post, *, version: int | None, sha256: str) -> PrintedCard:
    own = [step for step in plan.steps if step.post == post.id]
    # The lowest level comes first, as it comes on the day; sorting keeps the plan's order within.
    in_order = sorted(own, key=lambda step: step.response_level.rank)
    return PrintedCard(
        post=post.id,
        seat=post.seat,
        name=post.name,
        place=post.place,
        line=post.line,
        card=post.card,
        tasks=tuple(_task(step) for step in in_order),
        version=version,
        sha256=sha256,
    )


def _task(step: Step) -> Task:
    return Task(
        step=step.id,
        scenarios=step.scenarios,
        level=step.response_level,
        title=step.title,
        say=step.say,
        limit_s=step.limit_s,
        provisional=step.provisional,
        asks_control=step.request_to is not None,
    )
