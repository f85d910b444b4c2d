"""Where everything meets: the one place that knows every part of the house.

`create_app` puts a process together, `start` begins what goes on by itself in it, and `command`
is `metro-flow`, which mounts the commands of all packages. Nothing imports this file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from werkzeug.middleware.proxy_fix import ProxyFix

from drills.calendar.planned import PANEL as CALENDAR
from drills.calendar.planning import Ground
from drills.calendar.practised import practised, record_of
from drills.cli import drills
from drills.drill import panels as drill
from drills.http import calendar_http, debrief_http, runs_http
from drills.http import room_http as drill_http
from drills.scenario import read_scenarios
from drills.shadow.rounds import Rounds
from metro_flow import cli, health
from metro_flow.clock import Clock
from metro_flow.db import COUNTS, db, open_stores
from metro_flow.errors import Unknown
from metro_flow.feeds import http as feeds_http
from metro_flow.kept_clock import find_clock
from metro_flow.logbook.logbook import unseen
from metro_flow.logbook.shelf import RoomKind, Shelf
from metro_flow.migrations import migrate
from metro_flow.people import asker
from metro_flow.people import http as people_http
from metro_flow.people.directory import Directory
from metro_flow.people.feed import Feeds
from metro_flow.people.signin import SignIns
from metro_flow.review import across_http as review_across_http
from metro_flow.review import http as review_http
from metro_flow.review import span_http as review_span_http
from metro_flow.settings import Settings, read_settings
from metro_flow.watch.duty import Duty
from metro_flow.watch.intake import Intake
from metro_flow.watch.post import Guest, Post
from metro_flow.watch.readings import Readings
from metro_flow.watch.rounds import Watch
from metro_flow.web import House
from metro_flow.web.api import create_api
from metro_flow.web.house import EXTENSION
from metro_flow.web.pages import bp as pages
from stations.cli import stations
from stations.demo import http as demo_http
from stations.demo.cli import demo
from stations.district import http as district_http
from stations.district import readiness_http as all_ready_http
from stations.district.figures import http as figures_http
from stations.district.wall import District
from stations.occasions import http as occasions_http
from stations.occasions import occasion
from stations.occasions.coming import calendar_of
from stations.occasions.holidays import read_holidays
from stations.profile.atlas import read_atlas
from stations.profile.rules import rules_for
from stations.profile.watched import watched
from stations.readiness import http as readiness_http
from stations.readiness import panels as readiness
from stations.room import http as room_http
from stations.room import place_http
from stations.room.edge import PREFIX
from stations.room.panels import COMMANDS, PANELS
from stations.room.place_shown import passport_shown, place_of
from stations.room.situation import looks_of
from stations.room.sockets import open_sockets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apiflask import APIFlask
    from flask import Flask

    from drills.calendar.planned import Calendar
    from metro_flow.logbook.logbook import Witness
    from stations.district.figures.record import Practised
    from stations.readiness.lights import DrillRecord

VERSION = "0.1.0"
BLUEPRINTS = (
    people_http.bp,
    room_http.bp,
    place_http.bp,
    readiness_http.bp,
    district_http.bp,
    figures_http.bp,
    calendar_http.bp,
    debrief_http.bp,
    drill_http.bp,
    runs_http.bp,
    all_ready_http.bp,
    occasions_http.bp,
    review_http.bp,
    review_span_http.bp,
    review_across_http.bp,
    health.bp,
)


def create_app(settings: Settings | None = None, *, witness: Witness = unseen) -> APIFlask:
    """Put one process together; what goes on by itself begins with `start`."""
    chosen = settings or read_settings()
    app = create_api("metro_flow", title="Metro Flow", version=VERSION, secure=chosen.tls)
    open_stores(app, chosen)
    with app.app_context():
        migrate(db.engines[None], "book")
        migrate(db.engines[COUNTS], "counts")
        house = _house(chosen, witness)
        app.extensions[EXTENSION] = house
        house.sockets = open_sockets(app, house, engine=db.engine)
        house.sockets.doors[drill.PREFIX.rstrip("/")] = drill_http.drill_door(house)
        house.district.open_wall(house.sockets)
        house.readings.listen(house.sockets.sender.hear_reading)
    asker.install(app)
    for part in BLUEPRINTS + ((demo_http.bp,) if chosen.demo else ()):
        app.register_blueprint(part)
    feeds_http.register(app, house)
    app.register_blueprint(pages)
    _face_outwards(app, chosen)
    return app


def start(app: Flask) -> None:
    """Begin everything that goes on by itself in this process: telling, and the watch."""
    house: House = app.extensions[EXTENSION]
    house.sockets.start()
    if house.watch is not None:
        house.watch.start()


def stop(app: Flask) -> None:
    """End what `start` began, the watch first, so that its last words are still told."""
    house: House = app.extensions[EXTENSION]
    if house.watch is not None:
        house.watch.stop()
    house.intake.stop()
    house.sockets.stop()


def _house(settings: Settings, witness: Witness) -> House:
    """Put the parts of the house together, the ground first."""
    book, counts = db.engine, db.engines[COUNTS]
    clock = Clock(find_clock(book))
    house = House(settings=settings, clock=clock)
    house.atlas = read_atlas(Path(settings.atlas))
    house.places = {each.id: place_of(each) for each in house.atlas.values()}
    house.rules = {
        each.id: [passport_shown(rule) for rule in rules_for(each)] for each in house.atlas.values()
    }
    house.holidays = read_holidays(Path(settings.holidays))
    house.people = Directory(book)
    house.feeds = Feeds(book)
    house.district = District(house)
    _ask_drills(house)
    house.signins = SignIns(book, clock.real, house.district.keeps_awake)
    house.shelf = Shelf(book, _kinds(house), clock, witness=witness)
    house.readings = Readings(counts)
    house.intake = Intake(counts, clock, process=settings.process, witness=witness)
    if settings.watch:
        watching = [watched(each, looks=looks_of) for each in house.atlas.values()]
        rounds = Rounds(house.shelf, house.readings, counts, house.atlas)
        guest = Guest(rounds.begin, rounds.tick)
        book_of_occasions = house.shelf.open(occasions_http.BOOK)
        post = Post(
            house.shelf,
            clock,
            counts,
            house.readings,
            watching,
            guests=(guest,),
            calendar=calendar_of(book_of_occasions.glance, house.atlas, house.holidays),
        )
        house.watch = Watch(post, Duty(book, settings.process))
    return house


def _kinds(house: House) -> dict[str, RoomKind]:
    """Describe the kinds of rooms: two books a station, one calendar for all, and drills."""

    def place(station: str) -> object:
        if station not in house.atlas:
            raise Unknown("station", station)
        return house.atlas[station]

    district, _, calendar = occasions_http.BOOK.partition("/")

    def all_stations(book: str) -> object:
        if book != calendar:
            raise Unknown("book", book, known=calendar)
        return frozenset(house.atlas)

    def known() -> list[str]:
        return sorted(house.atlas)

    return {
        PREFIX.rstrip("/"): RoomKind(PANELS, COMMANDS, place, known),
        readiness.PREFIX.rstrip("/"): RoomKind(readiness.PANELS, readiness.COMMANDS, place, known),
        **_kinds_of_drills(house),
        district: RoomKind((occasion.PANEL,), occasion.COMMANDS, all_stations, lambda: [calendar]),
    }


def _kinds_of_drills(house: House) -> dict[str, RoomKind]:
    """Describe the calendar, which is one room, and the rooms of the drills that it knows."""
    ground = Ground(read_scenarios(Path(house.settings.scenarios)), house.atlas)

    def calendar(name: str) -> object:
        if name:
            raise Unknown("room", f"{drill.CALENDAR_ROOM}/{name}")
        return ground

    def place(name: str) -> object:
        number, _, station = name.partition("/")
        planned = house.shelf.open(drill.CALENDAR_ROOM).board()[CALENDAR].drills.get(number)
        if planned is None or planned.plan.station != station:
            raise Unknown("drill", name)
        return house.atlas[station]

    def awake() -> list[str]:
        planned = house.shelf.open(drill.CALENDAR_ROOM).glance()[CALENDAR].drills.values()
        return [each.room.removeprefix(drill.PREFIX) for each in planned if each.awake]

    return {
        drill.CALENDAR_ROOM: RoomKind(
            drill.CALENDAR_PANELS, drill.CALENDAR_COMMANDS, calendar, lambda: [""]
        ),
        drill.PREFIX.rstrip("/"): RoomKind(drill.PANELS, drill.COMMANDS, place, awake),
    }


def _ask_drills(house: House) -> None:
    """Let assessment and lights ask the calendar of drills, of which stations know nothing."""

    def calendar() -> Calendar:
        found: Calendar = house.shelf.open(drill.CALENDAR_ROOM).board()[CALENDAR]
        return found

    def asked(first: date, after: date) -> Mapping[str, Practised]:
        return practised(calendar(), house.atlas, first, after, now=house.clock.now())

    def on_record(station: str) -> DrillRecord | None:
        return record_of(calendar(), house.shelf.open(readiness.PREFIX + station).board(), station)

    house.practised = asked
    house.drilled = on_record


def _face_outwards(app: APIFlask, settings: Settings) -> None:
    """Believe what a trusted proxy says, and answer to our own names only."""
    if settings.public_hosts:
        app.config["TRUSTED_HOSTS"] = [host.strip() for host in settings.public_hosts.split(",")]
    if hops := settings.trusted_proxies:
        behind = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)
        app.wsgi_app = behind  # type: ignore[method-assign]


@click.group(cls=cli.Told)
@click.version_option(VERSION, prog_name="Metro Flow")
@click.pass_context
def command(context: click.Context) -> None:
    """Live crowd counts, tiered alerts and one shared room for the four chiefs of a station."""
    context.obj = cli.Roof(read_settings, create_app, start, stop)


MOUNTED = (cli.counts, cli.people, cli.roster, cli.feeds, cli.logbook, cli.api, cli.serve)
for part in (stations, drills, *MOUNTED, demo):
    command.add_command(part)
