"""The room's edge over the socket: join a room whole, hear what follows, say what was seen.

A tablet subscribes first and is given the snapshot after, in one acknowledgement, so that no
entry falls between the two. Everything it hears is a hint; the book is the truth.
Each handler answers in its acknowledgement: what was asked, or `{error, …}` in the same words
as over HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson
import structlog
from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Refusal
from flask_socketio import SocketIO, join_room, leave_room

from metro_flow.errors import Fault, Malformed, MetroFlowError
from metro_flow.logbook.cursors import Cursor, read_cursors
from metro_flow.logbook.entry import parse
from metro_flow.people.asker import asker, token
from metro_flow.people.permission import Right, may
from metro_flow.web.api import answer, refuse_nul
from stations.posted import Device, Seq
from stations.room.bus import Bus
from stations.room.chores import Chores
from stations.room.door import Door, door_of, station_door
from stations.room.edge import PREFIX, seat_of
from stations.room.listeners import Listeners
from stations.room.sender import Sender
from stations.room.slow import forgo_compression, sweep

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from metro_flow.logbook.entry import Grant
    from metro_flow.logbook.shelf import Shelf
    from metro_flow.people.signin import SignIns
    from metro_flow.web import House

# A lost last entry is noticed within this.
BEACON_S: Final = 5.0
RECEIPTS_S: Final = 1.0
SWEEP_S: Final = 1.0
# Whoever signed out, or whose grant ended, hears no more after this at the latest.
RECHECK_S: Final = 30.0
log = structlog.get_logger(__name__)
Shape = TypeVar("Shape")
Handler = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Joining:
    """A tablet that wants a room; `seen` is the newest entry it has."""

    room: str
    device: Device
    seen: Seq | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A tablet that wants to hear no more of a room."""

    room: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a tablet has stored and shown a room's book."""

    room: str
    stored: Seq
    shown: Seq


@dataclass(frozen=True, slots=True)
class Wall:
    """A room that is no station's: what it shows to whoever has the right."""

    right: Right
    joined: Callable[[], dict[str, Any]]


@dataclass(eq=False)
class Sockets:
    """All that listens and tells over sockets in this process."""

    house: House
    io: SocketIO
    listeners: Listeners
    sender: Sender
    chores: Chores = field(default_factory=Chores)
    walls: dict[str, Wall] = field(default_factory=dict)
    doors: dict[str, Door] = field(default_factory=dict)
    bus: Bus | None = None

    def start(self) -> None:
        """Begin to tell."""
        shelf: Shelf = self.house.shelf
        shelf.listen(self.sender.hear_entry)
        self.chores.add(BEACON_S, self.send_beacons)
        self.chores.add(RECEIPTS_S, self.send_receipts)
        self.chores.add(SWEEP_S, self.sweep)
        self.chores.add(RECHECK_S, self.recheck)
        if self.bus is not None:
            self.bus.start()
        self.sender.start()
        self.chores.start()

    def stop(self) -> None:
        """Tell what is queued and end."""
        self.chores.stop()
        self.sender.stop()
        if self.bus is not None:
            self.bus.stop()

    def look(self, room: str) -> None:
        """Read what another process wrote in a room; its entries are told by reading them."""
        if room in self.listeners.rooms():
            self.house.shelf.open(room).board()

    def send_beacons(self) -> None:
        """Tell every room that is listened to its head, reading what other processes wrote."""
        clock = self.house.clock.shown()
        for room in self.listeners.rooms():
            seq = 0 if room in self.walls else self.house.shelf.open(room).board().seq
            self.sender.emit("beacon", {"room": room, "seq": seq, "clock": clock}, room)

    def send_receipts(self) -> None:
        """Tell the rooms in which somebody has seen more than before."""
        for room in self.listeners.keep_moved():
            told = [cursor.told() for cursor in read_cursors(self.listeners.engine, room)]
            self.sender.emit("receipts", {"room": room, "cursors": told}, room)

    def sweep(self) -> None:
        """Let go of clients that do not read."""
        sweep(self.io)

    def recheck(self) -> None:
        """Let go of sockets whose sign-in has ended or lapsed, and of rooms no longer granted."""
        signins: SignIns = self.house.signins
        for sid, listener in self.listeners.all().items():
            sign_in = signins.find(listener.token)
            if sign_in is None or sign_in.lapsed:
                self.io.server.disconnect(sid)
                continue
            grants = self.house.people.grants(listener.person, self.house.clock.now())
            for room in list(listener.rooms):
                if self._may_hear(listener.person, grants, room):
                    continue
                self.io.server.leave_room(sid, room)
                self.listeners.leave(sid, room)

    def _may_hear(self, person: str, grants: Sequence[Grant], room: str) -> bool:
        wall = self.walls.get(room)
        if wall is not None:
            return may(wall.right, grants)
        return door_of(self.doors, room).hears(person, grants, room)

    def hear_connect(self, _auth: object = None) -> None:
        """Let a socket in whose cookie is somebody's."""
        try:
            mine = asker()
        except MetroFlowError:
            raise Refusal("not-signed-in") from None
        self.listeners.come(_sid(), mine.person, token())

    def hear_disconnect(self, _reason: object = None) -> None:
        """Forget a socket."""
        self.listeners.go(_sid())

    def hear_join(self, body: object = None) -> dict[str, Any]:
        """Subscribe, then answer with the whole room."""
        asked = read_message(Joining, body)
        wall = self.walls.get(asked.room)
        if wall is not None:
            asker().require(wall.right)
            join_room(asked.room)
            self.listeners.enter(_sid(), asked.room, asked.device)
            return wall.joined()
        door = door_of(self.doors, asked.room)
        door.enter(asked.room)
        join_room(asked.room)
        self.listeners.enter(_sid(), asked.room, asked.device)
        return door.joined(asked.room)

    def hear_leave(self, body: object = None) -> dict[str, Any]:
        """Unsubscribe."""
        asked = read_message(Leaving, body)
        leave_room(asked.room)
        self.listeners.leave(_sid(), asked.room)
        return {"status": "done"}

    def hear_seen(self, body: object = None) -> dict[str, Any]:
        """Note how far a tablet has come in a room that it listens to."""
        asked = read_message(Seen, body)
        device = self.listeners.device(_sid(), asked.room)
        if device is None or asked.room in self.walls:
            raise Malformed(Fault("room", asked.room, "a station's room that this socket joined"))
        mine = asker()
        glance = self.house.shelf.open(asked.room).glance()
        seat = seat_of(glance, mine.person)
        self.listeners.move(
            Cursor(
                room=asked.room,
                device=device,
                person=mine.person,
                seat=None if seat is None else seat.value,
                # Nobody has seen what is not written, whatever a tablet says.
                stored=min(asked.stored, glance.seq),
                shown=min(asked.shown, glance.seq),
                at=self.house.clock.real(),
            )
        )
        return {"status": "done"}


def open_sockets(app: Flask, house: House, *, engine: Engine) -> Sockets:
    """Give the app its sockets; `start` makes them tell."""
    io = SocketIO(
        app,
        async_mode="threading",
        # Otherwise each message has its own thread, and one client's own taps change places.
        async_handlers=False,
        # A tablet's largest honest message is a join.
        max_http_buffer_size=64_000,
        manage_session=False,
    )
    forgo_compression(app)
    emit: Callable[..., None] = io.emit
    sender = Sender(emit=lambda event, body, room: emit(event, body, to=room))
    sockets = Sockets(house, io, Listeners(engine), sender)
    sockets.doors[PREFIX.rstrip("/")] = station_door(house)
    if house.settings.redis:
        sockets.bus = Bus(
            house.settings.redis,
            house.settings.process,
            on_poke=sockets.look,
            on_reading=sender.hear_reading_of_another,
        )
        sender.hand_on = sockets.bus.hand_on
    _register(io, sockets)
    return sockets


def _register(io: SocketIO, sockets: Sockets) -> None:
    io.on_event("connect", sockets.hear_connect)
    io.on_event("disconnect", sockets.hear_disconnect)
    io.on_event("join", answered(sockets.hear_join))
    io.on_event("leave", answered(sockets.hear_leave))
    io.on_event("seen", answered(sockets.hear_seen))
    io.on_event("*", answered(_unknown))


def read_message(shape: type[Shape], body: object) -> Shape:
    """Return what a message says, or raise Malformed."""
    try:
        raw = orjson.dumps(body)
    except TypeError as error:
        raise Malformed(Fault("body", "…", f"an object of JSON values; {error}")) from None
    refuse_nul(raw)
    return parse(shape, body)


def answered(handler: Callable[..., dict[str, Any]]) -> Handler:
    """Answer a refusal in the acknowledgement instead of raising it into the socket's thread."""

    @wraps(handler)
    def answering(*said: Any) -> dict[str, Any]:
        try:
            return handler(*said[:1])
        except MetroFlowError as error:
            body, _status = answer(error)
            return {"error": body["status"], **body}
        except Exception:
            log.exception("a bug in a socket's handler")
            return {"error": "bug", "status": "bug"}

    return answering


def _unknown(event: object = None) -> dict[str, Any]:
    raise Malformed(Fault("event", event, "one of join, leave, seen"))


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
