"""Let a feed of counts in by its own token, bound to the stations that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from metro_flow.db import writing
from metro_flow.errors import Refused, Unknown
from metro_flow.people import table
from metro_flow.people.passwords import fingerprint, new_token

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A gateway that posts counts, and the only stations it may count."""

    name: str
    stations: frozenset[str]


class Feeds:
    """The feeds that may post counts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, feed: Feed, at: datetime, token: str | None = None) -> str:
        """Add a feed and return its token, which is shown once and kept nowhere."""
        token = token or new_token()
        row = {
            "name": feed.name,
            "token_sha256": fingerprint(token),
            "stations": sorted(feed.stations),
            "created_at": at,
        }
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(table.feeds), row)
        except IntegrityError:
            raise Refused("feed already known", feed=feed.name) from None
        return token

    def find(self, token: str) -> Feed | None:
        """Return the feed whose token this is; None when there is none or it was ended."""
        of = table.feeds.c
        wanted = select(table.feeds).where(
            of.token_sha256 == fingerprint(token), of.ended_at.is_(None)
        )
        with self._engine.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else Feed(row.name, frozenset(row.stations))

    def end(self, name: str, at: datetime) -> None:
        """Shut a feed out for good."""
        mine = table.feeds.c.name == name
        with writing(self._engine) as connection:
            done = connection.execute(update(table.feeds).where(mine).values(ended_at=at))
        if done.rowcount == 0:
            raise Unknown("feed", name)

    def all(self) -> list[Feed]:
        """Return the feeds that may post, by name."""
        wanted = select(table.feeds).where(table.feeds.c.ended_at.is_(None))
        with self._engine.connect() as connection:
            rows = connection.execute(wanted.order_by(table.feeds.c.name)).all()
        return [Feed(row.name, frozenset(row.stations)) for row in rows]
