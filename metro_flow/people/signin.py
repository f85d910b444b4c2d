"""Let people in for a shift, slowly for whoever guesses and never not at all.

A sign-in is a random token in a cookie, kept here by its hash: nothing is signed, so there is no
secret to lose, and ending one works in every process at once. It lasts a shift of real time and
goes on while a room of its person is alert; afterwards the PIN opens it again, over the same
screen. Wrong tries slow the next one per (name, address) and never lock: four chiefs may share a
station's one address, and none may shut out another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from metro_flow.db import writing
from metro_flow.errors import NotSignedIn, Refused
from metro_flow.people import table
from metro_flow.people.passwords import fingerprint, new_token, opens

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Chiefs work twelve hours and hand over in the thirteenth.
SHIFT: Final = timedelta(hours=13)
# A PIN is short: it opens only what a password opened within the last day.
PIN_OPENS_FOR: Final = timedelta(hours=24)
FREE_TRIES: Final = 3
LONGEST_WAIT_S: Final = 30
FORGOTTEN_AFTER: Final = timedelta(minutes=10)
NAME_KEPT: Final = 64

StaysAwake = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class SignIn:
    """One person signed in on one device."""

    person: str
    started_at: datetime
    until: datetime
    lapsed: bool = False


class SignIns:
    """The door: who came in, until when, and who keeps guessing."""

    def __init__(
        self, engine: Engine, real: Callable[[], datetime], stays_awake: StaysAwake
    ) -> None:
        self._engine = engine
        self._real = real
        self._stays_awake = stays_awake

    def enter(self, name: str, password: str, address: str) -> tuple[str, SignIn]:
        """Sign somebody in and return the token; a wrong name or password is NotSignedIn."""
        self._count_try(name, address)
        row = self._row_of(table.people.c.login == name)
        if not opens(row.password if row else "", password) or row is None:
            raise NotSignedIn("name or password is wrong")
        self._forgive(name, address)
        now = self._real()
        token, signed = new_token(), SignIn(row.id, now, now + SHIFT)
        with writing(self._engine) as connection:
            connection.execute(
                insert(table.sign_ins),
                {
                    "token_sha256": fingerprint(token),
                    "person": row.id,
                    "started_at": now,
                    "until": signed.until,
                },
            )
        return token, signed

    def find(self, token: str) -> SignIn | None:
        """Return the sign-in of a token, lapsed or not; None when unknown or ended."""
        mine = table.sign_ins.c.token_sha256 == fingerprint(token)
        with self._engine.connect() as connection:
            row = connection.execute(select(table.sign_ins).where(mine)).one_or_none()
        if row is None or row.ended_at is not None:
            return None
        lapsed = self._real() >= row.until and not self._stays_awake(row.person)
        return SignIn(row.person, row.started_at, row.until, lapsed)

    def renew(self, token: str, pin: str, address: str) -> SignIn:
        """Open a lapsed sign-in for another shift by the PIN of the same person."""
        signed, now = self.find(token), self._real()
        if signed is None or now - signed.until > PIN_OPENS_FOR:
            raise NotSignedIn("sign in with name and password")
        self._count_try(signed.person, address)
        row = self._row_of(table.people.c.id == signed.person)
        if not opens(row.pin if row else "", pin):
            raise NotSignedIn("PIN is wrong")
        self._forgive(signed.person, address)
        renewed = replace(signed, until=now + SHIFT, lapsed=False)
        mine = table.sign_ins.c.token_sha256 == fingerprint(token)
        with writing(self._engine) as connection:
            connection.execute(update(table.sign_ins).where(mine).values(until=renewed.until))
        return renewed

    def leave(self, token: str) -> None:
        """End a sign-in for good."""
        mine = table.sign_ins.c.token_sha256 == fingerprint(token)
        with writing(self._engine) as connection:
            connection.execute(update(table.sign_ins).where(mine).values(ended_at=self._real()))

    def _row_of(self, which: Any) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(select(table.people).where(which)).one_or_none()

    def _count_try(self, name: str, address: str) -> None:
        """Count a try as wrong before it is judged, so that guesses at once gain nothing."""
        now = self._real()
        try:
            with writing(self._engine) as connection:
                aged = table.tries.c.last_at < now - FORGOTTEN_AFTER
                connection.execute(delete(table.tries).where(aged))
                before = _wrong_tries(connection, name, address)
                _refuse_haste(before, now)
                _write_try(connection, name, address, (before.wrong if before else 0) + 1, now)
        except IntegrityError:
            # Two first tries in the same instant: one of them was counted.
            raise Refused("too many wrong tries", wait_s=1) from None

    def _forgive(self, name: str, address: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(table.tries).where(*_of(name, address)))


def wait_s(wrong: int) -> int:
    """Return how long the next try waits after so many wrong ones.

    >>> [wait_s(wrong) for wrong in (2, 3, 4, 5, 20)]
    [0, 1, 2, 4, 30]
    """
    if wrong < FREE_TRIES:
        return 0
    return min(LONGEST_WAIT_S, 1 << min(wrong - FREE_TRIES, 10))


def _refuse_haste(before: Row[Any] | None, now: datetime) -> None:
    if before is None:
        return
    wait = wait_s(before.wrong) - (now - before.last_at).total_seconds()
    if wait > 0:
        raise Refused("too many wrong tries", wait_s=ceil(wait))


def _of(name: str, address: str) -> tuple[Any, Any]:
    return table.tries.c.name == name[:NAME_KEPT], table.tries.c.address == address[:NAME_KEPT]


def _wrong_tries(connection: Connection, name: str, address: str) -> Row[Any] | None:
    return connection.execute(select(table.tries).where(*_of(name, address))).one_or_none()


def _write_try(connection: Connection, name: str, address: str, wrong: int, now: datetime) -> None:
    if wrong > 1:
        seen = update(table.tries).where(*_of(name, address))
        connection.execute(seen.values(wrong=wrong, last_at=now))
        return
    row = {"name": name[:NAME_KEPT], "address": address[:NAME_KEPT], "wrong": 1, "last_at": now}
    connection.execute(insert(table.tries), row)
