"""Let gateways post counts over HTTP, each by its token, answered only after the commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import orjson
from flask import Flask, Response, request

from metro_flow.errors import NotSignedIn
from metro_flow.feeds.gates import Gates
from metro_flow.feeds.parse import Post, parse_post
from metro_flow.flow.count import seconds_of
from metro_flow.web import House

if TYPE_CHECKING:
    from metro_flow.people.feed import Feed

# An ended token is shut out within five seconds, and the book is not asked at every post.
REMEMBERED: Final = timedelta(seconds=5)
SCHEME: Final = "Bearer "


def register(app: Flask, house: House) -> None:
    """Give the app the address that counts are posted to."""
    counter = Counter(house)
    app.add_url_rule("/api/counts", "post_counts", counter.answer, methods=["POST"])


@dataclass(frozen=True, slots=True)
class Known:
    """A feed as it was found by its token, and which gate groups it may speak for."""

    name: str
    gates: Gates
    found_at: datetime


@dataclass(slots=True)
class Counter:
    """Where posts of counts are handed in."""

    house: House
    gates: Gates = field(init=False)
    known: dict[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        atlas = self.house.atlas.values()
        self.gates = Gates.of(group for station in atlas for group in station.gate_groups)

    def answer(self) -> Response:
        """Judge a post, store what is good in it, and say what became of each row."""
        feed = self.feed_of(request.headers.get("Authorization", ""))
        now = seconds_of(self.house.clock.now())
        post = parse_post(request.get_data(cache=False), feed.gates, feed=feed.name, now=now)
        new = bool(len(post.batch)) and self.house.intake.accept(post.batch, feed.name)
        return Response(orjson.dumps(receipt(post, new=new)), mimetype="application/json")

    def feed_of(self, authorization: str) -> Known:
        """Return the feed whose token a post carries, or raise NotSignedIn."""
        now = self.house.clock.real()
        known = self.known.get(authorization)
        if known is None or now - known.found_at > REMEMBERED:
            # Ended and refused tokens must not stay, nor fill the memory.
            self.known.pop(authorization, None)
            feed = self.find(authorization)
            known = Known(feed.name, self.gates.bound_to(feed.stations), now)
            self.known[authorization] = known
        return known

    def find(self, authorization: str) -> Feed:
        """Look the token up."""
        token = authorization.removeprefix(SCHEME)
        if token == authorization or not token:
            raise NotSignedIn("a feed signs in with “Authorization: Bearer TOKEN”")
        feed: Feed | None = self.house.feeds.find(token)
        if feed is None:
            raise NotSignedIn("no feed has this token")
        return feed


def receipt(post: Post, *, new: bool) -> dict[str, Any]:
    """Return the answer to a post: accepted, known, archived and refused rows."""
    late = len(post.batch.late)
    fresh = len(post.batch) - late
    return {
        "batch": post.batch.ref,
        "accepted": fresh if new else 0,
        "known": 0 if new else fresh + late,
        "archived": late if new else 0,
        "refused": [row.shown() for row in post.refused],
    }
