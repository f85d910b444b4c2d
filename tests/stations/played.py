"""Play the real evening, clean and under a mess, and hold one against the other.

Both plays go through the product's own monitor, rules and alerts, check by check, so what differs
between them is the mess alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from metro_flow.alerts.colour import rank_of
from metro_flow.alerts.panel import PANEL
from metro_flow.alerts.turn import turn_colours
from metro_flow.flow.count import Ints, time_of
from metro_flow.logbook.board import Board, empty_board, fold
from metro_flow.logbook.entry import THE_WATCH, Act, Author, Entry
from metro_flow.watch.batch import Batch, Columns, Filed, Registers
from metro_flow.watch.monitor import LOOKS_BACK_S, Monitor
from metro_flow.watch.tail import Stored
from tests.stations.messy import (
    BEGIN,
    TICK_S,
    Backlog,
    Mess,
    Rows,
    messed,
    the_evening,
    the_stations,
)

# A register shows what it has counted since it was built in.
SHOWN_BEFORE = 48_000


@dataclass(slots=True)
class Played:
    """What one play came to: colours by cause and tick, who was named, by station and tick."""

    ticks: Ints
    ranks: dict[tuple[str, str, str], Ints]
    named: dict[str, list[tuple[int, str]]]
    people: dict[tuple[str, str], list[float]]


@cache
def play_clean(ids: tuple[str, ...], *, surge: bool, minutes: int) -> Played:
    """Play an evening as it was, once for all that is held against it."""
    return play(ids, surge=surge, minutes=minutes)


def play(ids: tuple[str, ...], *, surge: bool, minutes: int, mess: Mess | None = None) -> Played:
    """Play an evening from ten minutes before half past five on, check by check."""
    watched = [one for _, one in the_stations(ids)]
    clean = the_evening(ids, surge=surge, minutes=minutes)
    rows = clean if mess is None else messed(clean, mess)
    monitor = Monitor(watched, BEGIN - LOOKS_BACK_S)
    boards = {one.room: empty_board(one.room, [PANEL]) for one in watched}
    first = BEGIN - 600
    last = BEGIN + 60 * minutes
    found = Played(np.arange(first, last + 1, TICK_S), {}, {one: [] for one in ids}, {})
    by_register = set(mess.silent.values()) if mess and mess.backlog is Backlog.REGISTER else set()
    deliveries = _deliveries(rows, _shown(rows, clean, by_register))
    for now in range(BEGIN - LOOKS_BACK_S + TICK_S, last + 1, TICK_S):
        monitor.hear(deliveries.get(now, ()), now)
        if now >= first:
            _check(monitor, boards, found, now)
        elif now % 300 == 0:
            monitor.look(now)
    return found


def _deliveries(rows: Rows, shown: Ints) -> dict[int, list[Stored]]:
    """Make one batch of what arrives at each tick."""
    order = np.argsort(rows.arrives, kind="stable")
    moments, begins = np.unique(rows.arrives[order], return_index=True)
    found = {}
    for moment, mine in zip(moments, np.split(order, begins[1:]), strict=True):
        batch = Batch(f"{moment}", *_tables(rows, mine, shown), split=True)
        at = time_of(int(moment))
        filed = Filed.of(batch.packed())
        found[int(moment)] = [Stored("one", 1, "gateway", batch.ref, at, filed)]
    return found


def _shown(rows: Rows, clean: Rows, by_register: set[str]) -> Ints:
    """Say what the register of each row's gate group shows as its interval ends; -1: no register.

    What is lost on the way was counted by the register all the same.
    """
    shown = np.full(len(rows.group), -1)
    for name, way in product(by_register, (0, 1)):
        passed, mine = (_of(each, name, way) for each in (clean, rows))
        climbed = SHOWN_BEFORE + np.cumsum(clean.people[passed])
        shown[mine] = climbed[np.searchsorted(clean.start[passed], rows.start[mine])]
    return shown


def _of(rows: Rows, name: str, way: int) -> Ints:
    return np.flatnonzero((rows.group == rows.names.index(name)) & (rows.direction == way))


def _tables(rows: Rows, mine: Ints, shown: Ints) -> Iterator[Columns | Registers]:
    def named(chosen: Ints) -> list[str]:
        return [rows.names[place] for place in rows.group[chosen]]

    counts, registers = mine[shown[mine] < 0], mine[shown[mine] >= 0]
    yield Columns(
        named(counts),
        rows.direction[counts].tolist(),
        rows.start[counts].tolist(),
        (rows.start[counts] + TICK_S).tolist(),
        rows.people[counts].tolist(),
    )
    yield Columns()
    yield Registers(
        named(registers),
        rows.direction[registers].tolist(),
        (rows.start[registers] + TICK_S).tolist(),
        shown[registers].tolist(),
    )


def _check(monitor: Monitor, boards: dict[str, Board], found: Played, now: int) -> None:
    """Check as the watch does, write what it would write, and note what stands then."""
    seen = monitor.look(now)
    act = Act(Author(THE_WATCH), time_of(now), time_of(now))
    row = int(np.searchsorted(found.ticks, now))
    for room, turns in monitor.judge(seen, boards).items():
        board, station = boards[room], room.partition("/")[2]
        for happened in turn_colours(turns)(board, act):
            entry = Entry(
                room, board.seq + 1, act.at, act.at, act.at, act.by, happened, None, "", ""
            )
            board, _ = fold(board, entry)
        boards[room] = board
        for alert in board[PANEL].open:
            cause = station, alert.zone, alert.rule
            ranks = found.ranks.setdefault(cause, np.zeros(len(found.ticks), np.int64))
            ranks[row] = rank_of(alert.colour)
        for zone in seen.minute[station].zones:
            found.people.setdefault((station, zone.zone), []).append(
                np.nan if zone.people is None else zone.people
            )
    for ill in seen.sensors.ailments:
        station = monitor.window.gate_groups[monitor.window.places[ill.gate_group]].station
        found.named[station].append((now, f"{ill.gate_group} {ill.state.value}"))


@dataclass(frozen=True, slots=True)
class Apart:
    """How a play under a mess differs from the clean one, cause by cause; empty is as it should be.

    `lower` and `higher` are seconds in which a colour was milder, or fiercer, than any that the
    clean play had within what is allowed; `later` tells by how many minutes colours came too late;
    `made` are those that the clean play never had.
    """

    lower: dict[str, int]
    higher: dict[str, int]
    later: dict[str, float]
    made: dict[str, int]


def apart(clean: Played, messy: Played, *, lag_s: int, early_s: int) -> Apart:
    """Hold a messy play against the clean one, up to where the clean one's future is known."""
    found = Apart({}, {}, {}, {})
    known = len(clean.ticks) - early_s // TICK_S
    for cause in sorted({*clean.ranks, *messy.ranks}):
        nothing = np.zeros(len(clean.ticks), np.int64)
        was, is_ = clean.ranks.get(cause, nothing), messy.ranks.get(cause, nothing)
        name = " ".join(cause)
        if too_low := int((is_ < _nearby(was, lag_s, np.min)).sum()):
            found.lower[name] = TICK_S * too_low
        if too_high := int((is_ > _nearby(was, early_s, np.max))[:known].sum()):
            found.higher[name] = TICK_S * too_high
        if is_[:known].max() > was.max():
            found.made[name] = int(is_[:known].max())
        reached = rises(is_, messy.ticks)
        for rank, at in rises(was, clean.ticks).items():
            after = reached.get(rank, at + 86_400) - at
            if after > lag_s and at + lag_s <= clean.ticks[-1]:
                found.later[f"{name} {rank}"] = after / 60
    return found


def _nearby(ranks: Ints, lag_s: int, which: Callable[..., Ints]) -> Ints:
    """Give the least, or the most, of all ranks within so many seconds on either side."""
    reach = lag_s // TICK_S
    padded = np.pad(ranks, (reach, reach), mode="edge")
    return which(sliding_window_view(padded, 2 * reach + 1), axis=1)


def rises(ranks: Ints, ticks: Ints) -> dict[int, int]:
    """Say when each colour was first reached."""
    return {rank: int(ticks[np.argmax(ranks >= rank)]) for rank in range(1, int(ranks.max()) + 1)}


def named_after(played: Played, mess: Mess, state: str, *, since: int) -> dict[str, float]:
    """Say how many minutes after a moment each silent gate group was named; infinity if never.

    Checks begin at the first tick: who was silent before it can only be named then.
    """
    since = max(since, int(played.ticks[0]))
    found = {}
    for station, gate_group in mess.silent.items():
        told = [at for at, of in played.named[station] if of == f"{gate_group} {state}"]
        found[gate_group] = min((at - since for at in told if at >= since), default=np.inf) / 60
    return found


def named_amiss(played: Played, mess: Mess | None) -> set[str]:
    """Give the ailments told of gate groups that nothing ailed."""
    silent = set(mess.silent.values()) if mess else set()
    told = {of for each in played.named.values() for _, of in each}
    return {of for of in told if of.partition(" ")[0] not in silent}
