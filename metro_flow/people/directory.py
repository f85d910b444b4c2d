"""Find people, what they were granted and when they are on duty; forget them when asked.

Grants hold by room time, because they are rights in a room. Reads go to the database each time:
a grant that was ended must not live on in a process that has not heard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from metro_flow.db import writing
from metro_flow.errors import Fault, Malformed, Refused, Unknown
from metro_flow.logbook.entry import Grant
from metro_flow.people import table
from metro_flow.people.permission import Place, Right, may
from metro_flow.people.person import HeldGrant, Names, Person, Seat
from metro_flow.people.roster import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from metro_flow.people.passwords import Sealed

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
PERSON_ID = re.compile(r"p-[a-z0-9][a-z0-9-]{0,36}")


class Directory:
    """The people of all stations, in the book's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, ids: Iterable[str]) -> dict[str, Person]:
        """Return the people that are known among `ids`."""
        wanted = select(table.people).where(table.people.c.id.in_(list(ids)))
        with self._engine.connect() as connection:
            return {row.id: _person(row) for row in connection.execute(wanted)}

    def person(self, person_id: str) -> Person:
        """Return one person, or raise Unknown."""
        try:
            return self.find([person_id])[person_id]
        except KeyError:
            raise Unknown("person", person_id) from None

    def everyone(self) -> list[tuple[str, Person]]:
        """Return all people with their sign-in names, in order of id."""
        wanted = select(table.people).order_by(table.people.c.id)
        with self._engine.connect() as connection:
            return [(row.login or "", _person(row)) for row in connection.execute(wanted)]

    def count(self) -> int:
        """Return how many people are known."""
        with self._engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(table.people)) or 0)

    def add(self, person: Person, login: str, sealed: Sealed) -> None:
        """Add somebody who may then sign in; a taken id or name is refused."""
        _check(person.id, login)
        row = {
            "id": person.id,
            "login": login,
            **_words(person),
            "phone": person.phone,
            "language": person.language,
            "password": sealed.password,
            "pin": sealed.pin,
        }
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(table.people), row)
        except IntegrityError:
            raise Refused("person already known", person=person.id, login=login) from None

    def blank(self, person_id: str, at: datetime) -> None:
        """Forget a person's names, phone and sign-in; the id stays for old entries."""
        blanked = dict.fromkeys(
            ("name_zh", "name_en", "unit_zh", "unit_en", "phone", "password", "pin"), ""
        )
        mine = table.sign_ins.c.person == person_id
        with writing(self._engine) as connection:
            done = connection.execute(
                update(table.people)
                .where(table.people.c.id == person_id)
                .values(login=None, blanked_at=at, **blanked)
            )
            connection.execute(update(table.sign_ins).where(mine).values(ended_at=at))
        if done.rowcount == 0:
            raise Unknown("person", person_id)

    def give(self, held: HeldGrant) -> None:
        """Give a person a right for a time."""
        self.person(held.person)
        with writing(self._engine) as connection:
            connection.execute(insert(table.grants), _grant_row(held))

    def take_back(self, person_id: str, role: str, at: datetime) -> int:
        """End every grant of a role that a person holds at a moment; return how many there were."""
        of = table.grants.c
        open_ended = (of.until.is_(None)) | (of.until > at)
        mine = (of.person == person_id) & (of.role == role) & (of.since <= at) & open_ended
        with writing(self._engine) as connection:
            done = connection.execute(update(table.grants).where(mine).values(until=at))
        return int(done.rowcount)

    def held(self, person_id: str | None = None) -> list[HeldGrant]:
        """Return all grants, past and future too, of one person or of all."""
        wanted = select(table.grants).order_by(table.grants.c.id)
        if person_id is not None:
            wanted = wanted.where(table.grants.c.person == person_id)
        with self._engine.connect() as connection:
            return [_held(row) for row in connection.execute(wanted)]

    def grants(self, person_id: str, at: datetime) -> tuple[Grant, ...]:
        """Return what a person holds at a moment of room time."""
        return tuple(held.grant for held in self.held(person_id) if held.holds_at(at))

    def granted_at(self, place: Place, at: datetime) -> dict[str, str]:
        """Return who may act at a place, with the role that says so."""
        return {
            held.person: held.grant.role
            for held in self.held()
            if held.holds_at(at) and may(Right.ACT, [held.grant], place)
        }

    def put_on_duty(self, duties: Iterable[Duty]) -> None:
        """Write duties into the roster."""
        rows = [_duty_row(duty) for duty in duties]
        with writing(self._engine) as connection:
            connection.execute(insert(table.roster), rows)

    def take_off_duty(self, station: str, seat: str, *, person: str, starts: datetime) -> int:
        """Take a duty off the roster by its start; return how many rows there were."""
        of = table.roster.c
        whose = (of.station == station) & (of.seat == seat) & (of.person == person)
        with writing(self._engine) as connection:
            done = connection.execute(delete(table.roster).where(whose, of.starts == starts))
        return int(done.rowcount)

    def duties(self, station: str, *, since: datetime, until: datetime) -> list[Duty]:
        """Return a station's duties that touch the time between two moments."""
        return self.all_duties(since=since, until=until, station=station).get(station, [])

    def all_duties(
        self, *, since: datetime, until: datetime, station: str | None = None
    ) -> dict[str, list[Duty]]:
        """Return the duties that touch the time between two moments, by station; or of one."""
        of = table.roster.c
        wanted = select(table.roster).where(of.starts < until, of.ends > since)
        if station is not None:
            wanted = wanted.where(of.station == station)
        found: dict[str, list[Duty]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(wanted.order_by(of.starts, of.seat, of.deputy, of.id)):
                found.setdefault(row.station, []).append(_duty(row))
        return found

    def note_phones_read(self, reader: str, room: str, people: list[str], at: datetime) -> None:
        """Write down who looked up whose phone."""
        row = {"reader": reader, "room": room, "people": people, "at": at}
        with writing(self._engine) as connection:
            connection.execute(insert(table.phone_reads), row)

    def phone_reads(self) -> list[Mapping[str, Any]]:
        """Return every look-up of phones, oldest first."""
        wanted = select(table.phone_reads).order_by(table.phone_reads.c.id)
        with self._engine.connect() as connection:
            return [dict(row._mapping) for row in connection.execute(wanted)]


def _check(person_id: str, login: str) -> None:
    faults = []
    if not PERSON_ID.fullmatch(person_id):
        faults.append(Fault("id", person_id, "p- and small letters, digits or dashes"))
    if not LOGIN.fullmatch(login):
        faults.append(Fault("login", login, "2 to 32 small letters, digits, dots or dashes"))
    if faults:
        raise Malformed(*faults)


def _words(person: Person) -> dict[str, str]:
    return {
        "name_zh": person.names.zh,
        "name_en": person.names.en,
        "unit_zh": person.unit.zh,
        "unit_en": person.unit.en,
    }


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        names=Names(row.name_zh, row.name_en),
        unit=Names(row.unit_zh, row.unit_en),
        phone=row.phone,
        language=row.language,
    )


def _grant_row(held: HeldGrant) -> dict[str, Any]:
    grant = held.grant
    return {
        "person": held.person,
        "role": grant.role,
        "stations": list(grant.stations),
        "street": grant.street,
        "line": grant.line,
        "since": held.since,
        "until": held.until,
    }


def _held(row: Row[Any]) -> HeldGrant:
    grant = Grant(row.role, tuple(row.stations), row.street, row.line)
    return HeldGrant(row.person, grant, row.since, row.until)


def _duty_row(duty: Duty) -> dict[str, Any]:
    return {
        "station": duty.station,
        "seat": duty.seat.value,
        "person": duty.person,
        "starts": duty.starts,
        "ends": duty.ends,
        "deputy": duty.deputy,
        "lines": list(duty.lines),
        "exits": list(duty.exits),
    }


def _duty(row: Row[Any]) -> Duty:
    return Duty(
        station=row.station,
        seat=Seat(row.seat),
        person=row.person,
        starts=row.starts,
        ends=row.ends,
        deputy=row.deputy,
        lines=tuple(row.lines),
        exits=tuple(row.exits),
    )
