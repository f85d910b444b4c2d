"""The four chiefs of the tests, by the names of the demo, and how they sit down."""

from metro_flow.alerts.colour import AlertColour
from metro_flow.alerts.figures import Reason, ReasonKey
from metro_flow.alerts.turn import raise_by_person
from metro_flow.logbook.entry import Author, Grant
from metro_flow.people.person import Seat
from stations.room.seats import TakeSeat

CHIEFS = {
    Seat.STATION_MASTER: "p-zhangwei",
    Seat.TRANSIT_POLICE: "p-chenjun",
    Seat.LOCAL_POLICE: "p-zhaolei",
    Seat.STREET: "p-xujing",
}
MASTER = Author("p-zhangwei", "station-master", "tablet-1")
TRANSIT = Author("p-chenjun", "transit-police", "tablet-2")
LOCAL = Author("p-zhaolei", "local-police", "tablet-3")
STREET = Author("p-xujing", "street", "tablet-4")
FOUR = (MASTER, TRANSIT, LOCAL, STREET)

SECOND_MASTER = Author("p-liqiang", "station-master", "tablet-5")
DEPUTY_MASTER = Author("p-liuyang", "station-master", "tablet-6")
DEPUTY_TRANSIT = Author("p-zhoumin", "transit-police", "tablet-7")
DISTRICT = Author("p-hetao", None, "tablet-8")
STRANGER = Author("p-nobody", None, "tablet-9")


def granted(seat, *, line=None):
    """Return the grants that let a person take a seat."""
    return (Grant(role=Seat(seat).value, line=line),)


def sit(room, by, *, line=None, **asked):
    """Let a chief take the seat that they are an author of."""
    command = TakeSeat(seat=Seat(by.seat), **asked)
    return room.act(command, by, grants=granted(by.seat, line=line))


def sit_all(room):
    """Fill the four seats, each with its one leading holder."""
    for chief in FOUR:
        sit(room, chief, leading=True)


def raise_alert(room, colour):
    """Let the unpaid hall have an alert of a colour, on the street's word."""
    reason = Reason(ReasonKey.REPORTED, {"zone": "unpaid"})
    room.book.write(
        lambda board, _act: raise_by_person(board, "unpaid", AlertColour(colour), reason),
        by=STREET,
    )
