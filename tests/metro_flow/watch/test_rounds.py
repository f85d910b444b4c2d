"""The watch writes the same at any speed, writes nothing twice, and hands over within seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from metro_flow.alerts.panel import PANEL
from metro_flow.flow.count import seconds_of
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import THE_CLOCK, Author, Entry, event
from metro_flow.watch.batch import Batch, Columns
from metro_flow.watch.table import estimates
from metro_flow.watch.tail import Tail
from tests.metro_flow.watch.places import (
    HALF_PAST_FIVE,
    PracticeWatch,
    RealTime,
    a_crowd,
    a_watched_station,
)

TWENTY_MINUTES = 1_260


@event()
@dataclass(frozen=True, slots=True)
class BellRung:
    """A minute is over."""

    number: int


def ring(board: Board, now: datetime) -> Sequence[BellRung]:
    """Ring each minute after half past five, once."""
    minutes = int((now - HALF_PAST_FIVE).total_seconds() // 60)
    rung: int = board[BELL]
    return (BellRung(minutes),) if minutes > rung else ()


def fold(rung: int, entry: Entry) -> int:
    number: int = entry.event.number
    return max(rung, number)


BELL: Panel[int] = Panel("bell", 0, (BellRung,), fold, lambda rung: rung, ring)


@pytest.fixture
def opened() -> Iterator[list[PracticeWatch]]:
    opened: list[PracticeWatch] = []
    yield opened
    for watch in opened:
        watch.close()


def a_watch(opened: list[PracticeWatch], folder: Path, **fields: Any) -> PracticeWatch:
    folder.mkdir(exist_ok=True)
    watch = PracticeWatch(folder, **({"panels": (PANEL, BELL)} | fields))
    opened.append(watch)
    return watch


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeWatch]:
    """Twenty minutes of a crowd at ×1, by whole seconds."""
    folder = tmp_path_factory.mktemp("plain")
    watch = PracticeWatch(folder, panels=(PANEL, BELL), surges=[a_crowd()])
    watch.run(room_s=TWENTY_MINUTES, rounds_every_s=1)
    yield watch
    watch.close()


@pytest.mark.parametrize(
    ("speed", "rounds_every_s"),
    [(60, 0.1), (60, 0.7), (12, 1.3)],
    ids=["×60", "×60, slow rounds", "×12, slow rounds"],
)
def test_any_speed_writes_the_same_at_the_same_room_time(
    tmp_path: Path,
    opened: list[PracticeWatch],
    plain: PracticeWatch,
    speed: float,
    rounds_every_s: float,
) -> None:
    fast = a_watch(opened, tmp_path, surges=[a_crowd()], speed=speed)

    fast.run(room_s=TWENTY_MINUTES, rounds_every_s=rounds_every_s)

    until = HALF_PAST_FIVE + timedelta(seconds=TWENTY_MINUTES)
    assert plain.written() == [each for each in fast.written() if each[1] <= until]
    assert {"BellRung", "AlertRaised", "AlertColourChanged"} <= {k for k, _ in plain.written()}


def test_what_falls_due_is_written_at_its_second(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    watch = a_watch(opened, tmp_path, speed=12, replayed=False)

    watch.run(room_s=200, rounds_every_s=0.3)

    minutes = [HALF_PAST_FIVE + timedelta(minutes=number) for number in (1, 2, 3)]
    assert watch.written() == [("BellRung", at) for at in minutes]


def test_a_clock_that_stands_still_writes_nothing(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    watch = a_watch(opened, tmp_path, replayed=False)
    watch.run(room_s=61, rounds_every_s=1)
    watch.clock.follow(watch.clock.state().turned(0, watch.real()))

    for _ in range(100):
        watch.real.pass_on(1)
        watch.watch.round()

    assert len(watch.written()) == 1


def test_after_a_long_sleep_the_next_tick_is_now(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    watch = a_watch(opened, tmp_path, replayed=False)
    watch.run(room_s=30, rounds_every_s=1)

    watch.run(room_s=600, rounds_every_s=600)

    assert watch.written() == [("BellRung", HALF_PAST_FIVE + timedelta(seconds=630))]


def test_given_a_restart_in_the_middle_when_the_crowd_goes_on_then_nothing_is_lost_or_doubled(
    tmp_path: Path, opened: list[PracticeWatch], plain: PracticeWatch
) -> None:
    real = RealTime()
    first = a_watch(opened, tmp_path, surges=[a_crowd()], real=real)
    first.run(room_s=600, rounds_every_s=1)

    # Killed: nothing is handed over, and what was folded since the last minute is lost.
    now = first.clock.now()
    second = a_watch(opened, tmp_path, surges=[a_crowd()], real=real, begun=now)
    second.run(room_s=TWENTY_MINUTES - 600, rounds_every_s=1)
    first.watch.shift = None

    assert second.written() == plain.written()
    assert today_of(second) == today_of(plain)


def today_of(watch: PracticeWatch) -> dict[str, int]:
    reading = watch.readings.newest("station/0738")
    assert reading is not None
    today: dict[str, int] = reading["today"]
    return today


def test_a_second_process_takes_over_when_the_first_is_gone_and_not_before(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    real = RealTime()
    one = a_watch(opened, tmp_path, real=real, process="one", replayed=False)
    two = a_watch(opened, tmp_path, real=real, process="two", replayed=False)

    for _ in range(20):
        real.pass_on(1)
        one.watch.round()
        two.watch.round()
    idle = two.watch.shift
    for _ in range(6):
        real.pass_on(1)
        two.watch.round()

    assert idle is None
    assert two.watch.shift is not None
    assert two.watch.duty.fence == 2


def test_a_watch_that_slept_through_its_replacement_writes_nothing(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    real = RealTime()
    one = a_watch(opened, tmp_path, real=real, process="one", replayed=False)
    two = a_watch(opened, tmp_path, real=real, process="two", replayed=False)
    one.watch.round()
    sleeper = one.watch.shift
    assert sleeper is not None
    real.pass_on(61)
    two.watch.round()

    one.watch.round()
    with pytest.raises(Exception, match="a newer watch has taken over"):
        write_as(one, fence=sleeper.fence)

    assert one.watch.shift is None
    assert [kind for kind, _ in two.written()] == ["BellRung"]


def write_as(watch: PracticeWatch, *, fence: int) -> None:
    book = watch.shelf.open("station/0738")
    book.write(lambda _board, _act: [BellRung(9)], by=Author("the watch"), fence=fence)


def test_one_rooms_trouble_does_not_silence_the_others(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    def stumble(board: Board, now: datetime) -> Sequence[Any]:
        if board.room == "station/0738":
            raise ZeroDivisionError
        return ring(board, now)

    stumbling = replace(BELL, due=stumble)
    stations = (a_watched_station("0738"), a_watched_station("0836"))
    watch = a_watch(opened, tmp_path, stations=stations, panels=(PANEL, stumbling), replayed=False)

    with capture_logs() as logs:
        watch.run(room_s=70, rounds_every_s=1)

    assert [log["whose"] for log in logs if log["log_level"] == "error"] == [
        ("station/0738", THE_CLOCK)
    ]
    assert watch.written("0738") == []
    assert [kind for kind, _ in watch.written("0836")] == ["BellRung"]


def test_readings_say_what_is_known_and_what_is_not(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    stations = (a_watched_station("0738"), a_watched_station("0836"))
    watch = a_watch(opened, tmp_path, stations=stations, replayed=False)
    post = Columns(
        ["0738-E1", "0738-E1", "0738-E2", "0738-E2"],
        [0, 1, 0, 1],
        [seconds_of(HALF_PAST_FIVE)] * 4,
        [seconds_of(HALF_PAST_FIVE) + 60] * 4,
        [30, 10, 20, 0],
    )
    watch.run(room_s=61, rounds_every_s=1)

    watch.intake.accept(Batch("one", post), "gateway")
    watch.run(room_s=2, rounds_every_s=1)

    heard, unheard = (watch.readings.newest(f"station/{name}") for name in ("0738", "0836"))
    assert heard is not None
    assert heard["rates"]["in"]["1"]["per_minute"] == 50.0
    assert heard["today"] == {"in": 50, "out": 10}
    assert heard["until"] == "2015-04-01T09:31:00.000Z"
    assert not heard["stale"]
    assert unheard is not None
    assert unheard["stale"]
    assert not unheard["known"]
    assert unheard["rates"]["in"]["1"]["per_minute"] is None
    assert [zone["people"] for zone in unheard["zones"]] == [None, None, None]


def test_counts_that_come_within_a_minutes_own_second_leave_one_estimate_of_it(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    watch = a_watch(opened, tmp_path, replayed=False, speed=0.5)
    watch.run(room_s=120, rounds_every_s=2)
    last = seconds_of(HALF_PAST_FIVE) + 60

    for direction in (0, 1):
        late = Columns(["0738-E1"], [direction], [last], [last + 60], [3])
        watch.intake.accept(Batch(f"late {direction}", late), "gateway")
        watch.real.pass_on(0.6)
        watch.watch.round()
    watch.run(room_s=62, rounds_every_s=2)

    with watch.counts.connect() as connection:
        kept = [row.minute for row in connection.execute(select(estimates.c.minute))]
    assert kept == [last // 60 + minute for minute in range(-1, 3)]


def test_batches_are_forgotten_a_day_after_they_were_folded(
    tmp_path: Path, opened: list[PracticeWatch]
) -> None:
    almost_ten = HALF_PAST_FIVE.replace(minute=57)
    watch = a_watch(opened, tmp_path, replayed=False, begun=almost_ten)
    watch.watch.round()
    watch.intake.accept(Batch("old", Columns(["0738-E1"], [0], [1_000], [1_060], [3])), "gateway")
    watch.run(room_s=120, rounds_every_s=1)

    # A day later the hour is struck again.
    watch.real.pass_on(24 * 3600)
    watch.watch.round()
    watch.run(room_s=120, rounds_every_s=30)

    assert Tail(watch.counts).read() == []
    assert watch.intake.accept(Batch("new", Columns(["0738-E1"], [0], [1], [2], [3])), "gateway")
    assert [stored.n for stored in Tail(watch.counts).read()] == [2]
