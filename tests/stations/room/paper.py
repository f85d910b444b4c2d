"""A room without a database: the rules and folds alone, quick enough for a thousand evenings."""

from datetime import timedelta

from metro_flow.logbook.board import empty_board, fold
from metro_flow.logbook.entry import THE_CLOCK, Act, Author, Entry
from stations.profile.words import ResponseLevel
from stations.room.planbook import PlanAdopted
from stations.room.response import OrderLevel
from tests.builders import HALF_PAST_FIVE
from tests.stations.room import runs
from tests.stations.room.chiefs import DEPUTY_TRANSIT, FOUR, MASTER, SECOND_MASTER, sit
from tests.stations.room.plans import SMALL, SMALL_SHA

SECOND_STREET = Author("p-gaofei", "street", "tablet-9")


class PaperRoom:
    """What a book does, on paper: decide, number, fold; and a tablet that hears every entry."""

    def __init__(self, panels, commands, place=None):
        self.panels = panels
        self.commands = commands
        self.board = empty_board("station/0243", panels, place)
        self.now = HALF_PAST_FIVE
        self.entries = []
        self.heard = self.board.shown()

    def act(self, command, by, *, grants=()):
        """Take a turn; return what was written, or raise Refused."""
        act = Act(by=by, at=self.now, occurred_at=self.now, grants=tuple(grants))
        return self.write(self.commands[type(command)](self.board, command, act), by)

    def wait(self, seconds):
        """Let time pass and write what has fallen due by then."""
        self.now += timedelta(seconds=seconds)
        return self.write(self.board.due(self.now), Author(THE_CLOCK))

    def write(self, events, by):
        """Number, fold and tell events."""
        for event in events:
            seq = self.board.seq + 1
            entry = Entry(
                room=self.board.room,
                seq=seq,
                at=self.now,
                occurred_at=self.now,
                recorded_at=self.now,
                by=by,
                event=event,
                ref=None,
                previous=self.board.head,
                sha256=f"{seq}",
            )
            self.board, changed = fold(self.board, entry)
            self.heard |= self.board.shown(changed)
            self.entries.append(entry)
        return list(events)

    def read_again(self):
        """Return the board that the same entries give to whoever reads them from the first."""
        board = empty_board(self.board.room, self.panels, self.board.place)
        for entry in self.entries:
            board, _ = fold(board, entry)
        return board


def a_paper_room():
    """Return a room on paper with four chiefs, three further holders and a plan at 三级."""
    room = PaperRoom(runs.PANELS, runs.COMMANDS)
    for chief in (*FOUR, SECOND_MASTER, SECOND_STREET):
        sit(room, chief)
    sit(room, DEPUTY_TRANSIT, deputy=True)
    room.write([PlanAdopted(version=1, text=SMALL, sha256=SMALL_SHA)], MASTER)
    room.act(OrderLevel(ResponseLevel.THREE, seen=None), MASTER)
    room.wait(1)
    return room
