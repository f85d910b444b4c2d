"""Show a draft against the adopted plan step by step, so that chiefs sign what has changed.

Steps and posts are known by their ids; a step whose id changed is one removed and one added.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from stations.profile.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stations.plan_text.plan import PlanText, Post, Step


class Happened(StrEnum):
    """What became of a part of a plan."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: in which part, of which id, in which field, from what to what."""

    part: str
    id: str
    happened: Happened
    field: str | None
    old: str | None
    new: str | None


def difference(old: PlanText, new: PlanText) -> list[Change]:
    """List what a reader of `old` must learn to know `new`."""
    return [
        *_of_plan(old, new),
        *_of_parts("post", old.posts, new.posts),
        *_of_parts("step", old.steps, new.steps),
    ]


def _of_plan(old: PlanText, new: PlanText) -> Iterator[Change]:
    for name in ("station", "title", "basis"):
        yield from _of_field("plan", old.station, name, before=old, after=new)


def _of_parts(
    part: str, old: Sequence[Post] | Sequence[Step], new: Sequence[Post] | Sequence[Step]
) -> Iterator[Change]:
    before = {one.id: one for one in old}
    after = {one.id: one for one in new}
    for gone in before.keys() - after.keys():
        title = _title(before[gone])
        yield Change(part, gone, Happened.REMOVED, None, title, None)
    for name, one in after.items():
        if name not in before:
            yield Change(part, name, Happened.ADDED, None, None, _title(one))
            continue
        for field in fields(one):
            yield from _of_field(part, name, field.name, before=before[name], after=one)


def _of_field(part: str, of: str, name: str, *, before: object, after: object) -> Iterator[Change]:
    old, new = getattr(before, name), getattr(after, name)
    if old != new:
        yield Change(part, of, Happened.CHANGED, name, _said(old), _said(new))


def _title(one: Post | Step) -> str:
    return _said(getattr(one, "title", None) or getattr(one, "name", None)) or ""


def _said(value: object) -> str | None:
    """Say a field's value in one line, both languages."""
    if value is None:
        return None
    if isinstance(value, Words):
        return f"{value.zh} / {value.en}"
    if isinstance(value, tuple):
        return "; ".join(_said(part) or "" for part in value)
    if hasattr(value, "__dataclass_fields__"):
        return "; ".join(_said(getattr(value, name)) or "" for name in value.__dataclass_fields__)
    return str(value)
