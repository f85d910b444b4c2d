"""A plan that does not fit its station is found before anybody has to act on it.

Each check is one pure function over a plan and its station that yields the faults it finds.
"""

from __future__ import annotations

from collections import Counter
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from metro_flow.errors import Fault
from stations.plan_text.plan import Scenario
from stations.profile.toml_file import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stations.plan_text.plan import PlanText, Step
    from stations.profile.station import Exit, StationProfile


def check_plan(plan: PlanText, station: StationProfile) -> list[Fault]:
    """Find everything in a plan that its station contradicts."""
    checks = (_whose, _twice, _places, _posts, _forerunners, _exits, _transfers, _scenarios)
    return [fault for check in checks for fault in check(plan, station)]


def _whose(plan: PlanText, station: StationProfile) -> Iterator[Fault]:
    if plan.station != station.id:
        expected = f"this folder is {station.name.zh}’s: “{station.id}”"
        yield Fault("station", plan.station, expected)


def _twice(plan: PlanText, _station: StationProfile) -> Iterator[Fault]:
    for name, ids in (
        ("posts", [post.id for post in plan.posts]),
        ("steps", [step.id for step in plan.steps]),
    ):
        for one, times in Counter(ids).items():
            if times > 1:
                yield Fault(f"{name}[{one}]", one, f"stands {times} times; an id stands once")


def _places(plan: PlanText, station: StationProfile) -> Iterator[Fault]:
    exits = [mouth.id for mouth in station.exits]
    lines = [line.line for line in station.lines]
    for step in plan.steps:
        if step.exit is not None and step.exit not in exits:
            expected = "no such exit; " + nearest(step.exit, exits)
            yield Fault(f"steps[{step.id}].exit", step.exit, expected)
        elif step.exit is not None and not station.exit(step.exit).open:
            yield Fault(f"steps[{step.id}].exit", step.exit, "this exit is shut; nobody acts there")
        if step.line is not None and step.line not in lines:
            expected = "no such line; " + nearest(step.line, lines)
            yield Fault(f"steps[{step.id}].line", step.line, expected)
    for post in plan.posts:
        if post.line is not None and post.line not in lines:
            expected = "no such line; " + nearest(post.line, lines)
            yield Fault(f"posts[{post.id}].line", post.line, expected)


def _posts(plan: PlanText, _station: StationProfile) -> Iterator[Fault]:
    posts = {post.id: post for post in plan.posts}
    for step in plan.steps:
        post = posts.get(step.post)
        if post is None:
            expected = "no such post; " + nearest(step.post, list(posts))
            yield Fault(f"steps[{step.id}].post", step.post, expected)
        elif post.seat is not step.seat:
            expected = f"post “{post.id}” answers to “{post.seat}”"
            yield Fault(f"steps[{step.id}].seat", str(step.seat), expected)
    busy = {step.post for step in plan.steps}
    for name in posts:
        if name not in busy:
            yield Fault(f"posts[{name}]", name, "a post has at least one step")


def _forerunners(plan: PlanText, _station: StationProfile) -> Iterator[Fault]:
    steps = {step.id: step for step in plan.steps}
    for step in plan.steps:
        for name in step.after:
            yield from _forerunner(step, name, steps)
    graph = {step.id: [name for name in step.after if name in steps] for step in plan.steps}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        yield Fault("steps[].after", circle, "steps must not wait for each other in a circle")


def _forerunner(step: Step, name: str, steps: dict[str, Step]) -> Iterator[Fault]:
    field = f"steps[{step.id}].after"
    other = steps.get(name)
    if other is None:
        yield Fault(field, name, "no such step; " + nearest(name, list(steps)))
        return
    if other.response_level.rank > step.response_level.rank:
        expected = "a step cannot wait for one that only a higher response level issues"
        yield Fault(field, name, expected)
    if missing := [one for one in step.scenarios if one not in other.scenarios]:
        expected = f"the forerunner must stand in the same scenarios, also in {', '.join(missing)}"
        yield Fault(field, name, expected)


def _exits(plan: PlanText, station: StationProfile) -> Iterator[Fault]:
    for mouth in station.open_exits:
        steps = [step for step in plan.steps if step.exit == mouth.id]
        if not steps:
            expected = f"an open exit has its own steps: add one with exit = “{mouth.id}”"
            yield Fault(f"exits[{mouth.id}]", "no step", expected)
        elif not any(_names_its_road(step, mouth) for step in steps):
            roads = "、".join(road.zh for road in mouth.roads)
            expected = f"one of its steps names its road in the title: {roads}"
            yield Fault(f"exits[{mouth.id}]", steps[0].title.zh, expected)


def _names_its_road(step: Step, mouth: Exit) -> bool:
    return any(road.zh in step.title.zh and road.en in step.title.en for road in mouth.roads)


def _transfers(plan: PlanText, station: StationProfile) -> Iterator[Fault]:
    changing = [step for step in plan.steps if "换乘" in step.title.zh]
    if not station.interchange:
        for step in changing:
            expected = f"{station.name.zh} has one line; transfer steps stand at interchanges"
            yield Fault(f"steps[{step.id}].title_zh", step.title.zh, expected)
    elif not changing:
        expected = "an interchange has a step for its transfer, named 换乘 in the title"
        yield Fault("steps", "no transfer step", expected)


def _scenarios(plan: PlanText, _station: StationProfile) -> Iterator[Fault]:
    written = {scenario for step in plan.steps for scenario in step.scenarios}
    for scenario in Scenario:
        if scenario not in written:
            expected = f"a plan has steps for “{scenario}”"
            yield Fault("steps[].scenarios", f"none for {scenario}", expected)
