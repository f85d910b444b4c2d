"""Put the demo's people, shifts and feed into an empty database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from metro_flow.logbook.entry import Grant
from metro_flow.people.feed import Feed
from metro_flow.people.passwords import seal
from metro_flow.people.permission import covers
from metro_flow.people.person import HeldGrant, Role, Seat
from metro_flow.people.roster import Duty
from stations.demo.people import HEART, SINCE, DemoPerson, demo_people

if TYPE_CHECKING:
    from metro_flow.people.directory import Directory
    from metro_flow.web import House

PASSWORD: Final = "metro-demo"
PIN: Final = "2468"
FEED: Final = "demo-gates"
FEED_TOKEN: Final = "metro-demo-gates"
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
# Handover is an hour and a half after the morning peak has begun, and after the evening one.
SHIFT_STARTS: Final = time(8, 30)
SHIFT: Final = timedelta(hours=12)
# Shown in red on the roster of the heart: nobody from the street is found for the night.
UNFILLED: Final = (HEART, Seat.STREET)


def seed(house: House) -> list[DemoPerson]:
    """Add everybody who is missing, their rights, the shifts around this day and a feed."""
    everybody = demo_people(house.atlas)
    directory: Directory = house.people
    if directory.count():
        return everybody
    # One hash for all: the demo's password is printed on its first page anyway.
    sealed = seal(PASSWORD, PIN)
    for each in everybody:
        directory.add(each.person, each.login, sealed)
        directory.give(HeldGrant(each.person.id, each.grant, SINCE))
    today = house.clock.now().astimezone(SHANGHAI).date()
    directory.put_on_duty(duties(house, everybody, today))
    house.feeds.add(Feed(FEED, frozenset(house.atlas)), house.clock.real(), FEED_TOKEN)
    return everybody


def duties(house: House, everybody: Sequence[DemoPerson], today: date) -> list[Duty]:
    """Return yesterday's to tomorrow's shifts: holders by day, deputies by night."""
    return [
        duty
        for offset in (-1, 0, 1)
        for place in house.places.values()
        for each in everybody
        if covers(each.grant, place) and Role(each.grant.role).seat is not None
        for duty in _shift(each, place.station, _start(today + timedelta(days=offset)))
    ]


def chiefs_of(everybody: Sequence[DemoPerson], house: House, station: str) -> list[DemoPerson]:
    """Return who commands at a station: the first of each seat who is no deputy."""
    place = house.places[station]
    found: dict[str, DemoPerson] = {}
    for each in everybody:
        here = covers(each.grant, place) and Role(each.grant.role).seat is not None
        if here and not each.deputy:
            found.setdefault(each.grant.role, each)
    return [found[seat.value] for seat in Seat if seat.value in found]


def _shift(each: DemoPerson, station: str, start: datetime) -> Iterator[Duty]:
    seat = Seat(each.grant.role)
    begins = start + SHIFT if each.deputy else start
    if each.deputy and (station, seat) == UNFILLED:
        return
    yield Duty(station, seat, each.person.id, begins, begins + SHIFT, lines=_lines(each.grant))
    if each.deputy:
        yield Duty(station, seat, each.person.id, start, begins, deputy=True)


def _lines(grant: Grant) -> tuple[str, ...]:
    return () if grant.line is None else (grant.line,)


def _start(day: date) -> datetime:
    return datetime.combine(day, SHIFT_STARTS, SHANGHAI)
