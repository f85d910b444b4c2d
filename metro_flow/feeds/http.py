"""Let feeds post counts and trains over HTTP, each by its token, answered only after the commit.

Counts come a thousand times as often as everything else, so a post is taken at the door, before
Flask builds a request around it: that alone cost more than judging twenty counts.
Errors are said in the same words as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import orjson
import structlog
from flask import Flask, Response, request
from sqlalchemy.exc import OperationalError

from metro_flow.errors import Busy, MetroFlowError, NotSignedIn
from metro_flow.feeds.envelope import MOST_BYTES
from metro_flow.feeds.gates import Gates
from metro_flow.feeds.lines import Lines
from metro_flow.feeds.parse import Post, parse_post
from metro_flow.feeds.parse_trains import RefusedTelling, TrainsPost, parse_trains
from metro_flow.flow.count import seconds_of
from metro_flow.web import House
from metro_flow.web.api import answer
from metro_flow.web.describe import describe

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from metro_flow.people.feed import Feed

ADDRESS: Final = "/api/counts"
TRAINS: Final = "/api/trains"
# An ended token is shut out within five seconds, and the book is not asked at every post.
REMEMBERED: Final = timedelta(seconds=5)
SCHEME: Final = "Bearer "
HEADERS: Final = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of each row of a post."""

    batch: str
    accepted: int
    known: int
    archived: int
    refused: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class TrainsReceipt:
    """What became of each row of a post of trains."""

    batch: str
    accepted: int
    known: int
    archived: int
    refused: list[RefusedTelling]


def register(app: Flask, house: House) -> None:
    """Open the door that feeds post at, and list its addresses among the others."""
    counter = Counter(house)

    @describe(tells=Receipt)
    def post_counts() -> Response:
        """Judge a post, store what is good in it, and say what became of each row."""
        authorization = request.headers.get("Authorization", "")
        told = counter.take(authorization, request.get_data(cache=False))
        return Response(orjson.dumps(told), mimetype="application/json")

    @describe(tells=TrainsReceipt)
    def post_trains() -> Response:
        """Judge what is told of trains and changes, store it, and say what became of each row."""
        authorization = request.headers.get("Authorization", "")
        told = counter.take_trains(authorization, request.get_data(cache=False))
        return Response(orjson.dumps(told), mimetype="application/json")

    app.add_url_rule(ADDRESS, "post_counts", post_counts, methods=["POST"])
    app.add_url_rule(TRAINS, "post_trains", post_trains, methods=["POST"])
    app.wsgi_app = Door(counter, app.wsgi_app)  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class Door:
    """Answers what feeds post itself and lets everything else in."""

    counter: Counter
    inside: WSGIApplication

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        asked = environ["PATH_INFO"]
        if asked not in (ADDRESS, TRAINS) or environ["REQUEST_METHOD"] != "POST":
            return self.inside(environ, start_response)
        told, status = self.counter.answered(environ)
        body = orjson.dumps(told)
        more = (("Content-Length", str(len(body))),)
        start_response(f"{status} {HTTPStatus(status).phrase}", [*HEADERS, *more])
        return [body]


@dataclass(frozen=True, slots=True)
class Known:
    """A feed as it was found by its token, and which gate groups and lines it may speak for."""

    name: str
    gates: Gates
    lines: Lines
    found_at: datetime


@dataclass(slots=True)
class Counter:
    """Where posts of counts and trains are handed in."""

    house: House
    gates: Gates = field(init=False)
    lines: Lines = field(init=False)
    known: dict[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        atlas = self.house.atlas.values()
        self.gates = Gates.of(group for station in atlas for group in station.gate_groups)
        self.lines = Lines.of(atlas)

    def answered(self, environ: WSGIEnvironment) -> tuple[dict[str, Any], int]:
        """Return what a post is told, and the status that says so."""
        try:
            body, asked = _body(environ), environ["PATH_INFO"]
            take = self.take if asked == ADDRESS else self.take_trains
            return take(environ.get("HTTP_AUTHORIZATION", ""), body), HTTPStatus.OK
        except MetroFlowError as error:
            return answer(error)
        except OperationalError as error:
            log.error("the database did not answer", error=str(error.orig))  # noqa: TRY400
            return answer(Busy())
        except Exception:
            # The last fence before the server: a bug costs one post its answer, and no more.
            log.exception("a bug", path=environ["PATH_INFO"])
            return {"status": "bug", "request": ""}, HTTPStatus.INTERNAL_SERVER_ERROR

    def take(self, authorization: str, body: bytes) -> dict[str, Any]:
        """Judge a post, store what is good in it, and say what became of each row."""
        feed = self.feed_of(authorization)
        now = seconds_of(self.house.clock.now())
        post = parse_post(body, feed.gates, feed=feed.name, now=now)
        new = bool(len(post.batch)) and self.house.intake.accept(post.batch, feed.name)
        return receipt(post, new=new)

    def take_trains(self, authorization: str, body: bytes) -> dict[str, Any]:
        """Judge what is told of trains, store what is good in it, and say what became of it."""
        feed = self.feed_of(authorization)
        now = seconds_of(self.house.clock.now())
        post = parse_trains(body, feed.lines, feed=feed.name, now=now)
        new = bool(len(post.batch)) and self.house.intake.accept(post.batch, feed.name)
        return receipt(post, new=new)

    def feed_of(self, authorization: str) -> Known:
        """Return the feed whose token a post carries, or raise NotSignedIn."""
        now = self.house.clock.real()
        known = self.known.get(authorization)
        if known is None or now - known.found_at > REMEMBERED:
            # Ended and refused tokens must not stay, nor fill the memory.
            self.known.pop(authorization, None)
            feed = self.find(authorization)
            mine = self.gates.bound_to(feed.stations), self.lines.bound_to(feed.stations)
            known = Known(feed.name, *mine, now)
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


def receipt(post: Post | TrainsPost, *, new: bool) -> dict[str, Any]:
    """Return the answer to a post: accepted, known, archived and refused rows."""
    late = len(post.batch.late) + len(post.batch.late_trains)
    fresh = len(post.batch) - late
    return {
        "batch": post.batch.ref,
        "accepted": fresh if new else 0,
        "known": 0 if new else fresh + late,
        "archived": late if new else 0,
        "refused": [row.shown() for row in post.refused],
    }


def _body(environ: WSGIEnvironment) -> bytes:
    """Read a body, and one byte more than may be sent, so that its size is judged and not cut."""
    length = environ.get("CONTENT_LENGTH") or ""
    most = MOST_BYTES + 1
    wanted = min(int(length), most) if length.isascii() and length.isdecimal() else most
    found: bytes = environ["wsgi.input"].read(wanted)
    return found
