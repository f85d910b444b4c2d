"""The real day comes as it was: exact in sum, the same each time, and never before its time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from metro_flow.clock import HandClock
from metro_flow.errors import Malformed
from metro_flow.feeds.real_day import SHANGHAI_2015, SLOTS, RealDay, read_real_day
from metro_flow.feeds.replay import Replay
from metro_flow.feeds.surge import Shape, Surge
from metro_flow.flow.count import GateGroup, Ints, seconds_of
from metro_flow.watch.batch import Batch
from metro_flow.watch.intake import Intake
from tests.metro_flow.watch.test_intake import a_store

GATES = [
    GateGroup("0243-E1", "0243", gates=6, line="2", interval_s=10),
    GateGroup("0243-E2", "0243", gates=4, interval_s=10),
    GateGroup("0244-E1", "0244", gates=4, interval_s=10),
    GateGroup("0999-E1", "0999", gates=4, interval_s=10),
]
HALF_PAST_FIVE = seconds_of(datetime(2015, 4, 1, 9, 30, tzinfo=UTC))
SLOT = 17 * 12 + 6


def a_day() -> RealDay:
    random = np.random.default_rng(5)
    people = {name: random.poisson(200, (SLOTS, 2)) for name in ("0243", "0244")}
    return RealDay(date(2015, 4, 1), people)


def a_surge(**changed: object) -> Surge:
    fields = {
        "station": "0243",
        "starts_at": datetime(2015, 4, 1, 9, 35, tzinfo=UTC),
        "people": 1_000,
        "minutes": 20,
    }
    return Surge(**(fields | changed))  # type: ignore[arg-type]


def delivered(replay: Replay, *nows: int) -> list[Batch]:
    found: list[Batch] = []
    for now in nows:
        replay.deliver(now, lambda batch, *_: not found.append(batch))  # type: ignore[func-returns-value]
    return found


def people_in(batches: list[Batch], station: str, direction: int) -> dict[int, int]:
    """Sum a station's people in one direction by slot of the day."""
    begins = a_day().begins
    sums: dict[int, int] = {}
    for counts in (batch.counts for batch in batches):
        for group, way, start, people in zip(
            counts.gate_group, counts.direction, counts.start, counts.people, strict=True
        ):
            if group.startswith(station) and way == direction:
                slot = (start - begins) // 300
                sums[slot] = sums.get(slot, 0) + people
    return sums


@pytest.mark.parametrize("direction", [0, 1], ids=["in", "out"])
def test_every_slot_is_exact_in_sum(direction: int) -> None:
    day = a_day()

    found = delivered(Replay(day, GATES), day.begins + 24 * 3600)

    for station in ("0243", "0244"):
        whole = day.people[station][:, direction]
        assert people_in(found, station, direction) == dict(enumerate(whole.tolist()))


def test_a_station_that_the_day_lacks_tells_nothing() -> None:
    found = delivered(Replay(a_day(), GATES), HALF_PAST_FIVE)

    assert {name[:4] for batch in found for name in batch.counts.gate_group} == {"0243", "0244"}


def counted(batches: list[Batch]) -> set[tuple[str, int, int, int]]:
    return {
        row
        for counts in (batch.counts for batch in batches)
        for row in zip(
            counts.gate_group, counts.direction, counts.start, counts.people, strict=True
        )
    }


def test_the_same_seed_gives_the_same_counts_however_they_are_asked_for() -> None:
    by_tens = Replay(a_day(), GATES, surges=[a_surge()])
    by_minutes = Replay(a_day(), GATES, surges=[a_surge()])
    until = HALF_PAST_FIVE + 1_800

    tens = delivered(by_tens, HALF_PAST_FIVE, *range(HALF_PAST_FIVE + 10, until + 10, 10))
    minutes = delivered(by_minutes, HALF_PAST_FIVE, *range(HALF_PAST_FIVE + 60, until + 60, 60))

    assert counted(tens) == counted(minutes)


def test_another_seed_gives_other_counts_of_the_same_sum() -> None:
    one, other = (delivered(Replay(a_day(), GATES, seed=seed), HALF_PAST_FIVE) for seed in (1, 2))

    assert counted(one) != counted(other)
    assert people_in(one, "0243", 0) == people_in(other, "0243", 0)


def test_a_count_is_delivered_only_after_its_interval() -> None:
    replay = Replay(a_day(), GATES)

    for now in (HALF_PAST_FIVE, HALF_PAST_FIVE + 9, HALF_PAST_FIVE + 10, HALF_PAST_FIVE + 307):
        for batch in delivered(replay, now):
            assert max(batch.counts.end) <= now
        assert replay.delivered_until == now // 10 * 10


def test_nothing_is_delivered_twice() -> None:
    replay = Replay(a_day(), GATES)

    delivered(replay, HALF_PAST_FIVE)

    assert delivered(replay, HALF_PAST_FIVE, HALF_PAST_FIVE - 600) == []


def test_counts_say_that_they_were_split() -> None:
    found = delivered(Replay(a_day(), GATES), HALF_PAST_FIVE)

    assert all(batch.split for batch in found)


def test_delivery_goes_on_after_the_newest_stored_count(tmp_path: Path) -> None:
    engine = a_store(tmp_path)
    clock = HandClock(datetime(2015, 4, 1, 9, 45, tzinfo=UTC))
    intake = Intake(engine, clock)
    before = Replay(a_day(), GATES, surges=[a_surge()])
    before.deliver(seconds_of(clock.now()), intake.accept)
    intake.stop()

    after = Replay(a_day(), GATES, surges=[a_surge()])
    after.resume(engine)
    later = seconds_of(clock.advance(600))

    assert after.delivered_until == before.delivered_until
    assert counted(delivered(after, later)) == counted(delivered(before, later))
    engine.dispose()


def surged(people: int, **changed: object) -> dict[int, int]:
    day = a_day()
    surge = a_surge(people=people, **changed)
    whole = people_in(delivered(Replay(day, GATES, surges=[surge]), day.begins + 86_400), "0243", 0)
    usual = day.people["0243"][:, 0]
    return {slot: whole[slot] - int(usual[slot]) for slot in whole if whole[slot] != usual[slot]}


@pytest.mark.parametrize("shape", list(Shape))
def test_a_surge_adds_exactly_its_people_at_its_time(shape: Shape) -> None:
    added = surged(700, shape=shape)

    assert sum(added.values()) == 700
    assert min(added) == SLOT + 1
    assert max(added) == SLOT + 4


def test_a_surge_is_marked_as_added_and_nothing_else_is() -> None:
    found = delivered(Replay(a_day(), GATES, surges=[a_surge()]), HALF_PAST_FIVE + 3_600)

    stations = {(batch.added, name[:4]) for batch in found for name in batch.counts.gate_group}

    assert stations == {(False, "0243"), (False, "0244"), (True, "0243")}
    assert {batch.ref.split()[0] for batch in found if batch.added} == {"surge"}


def test_gates_pass_no_more_than_they_can_and_the_rest_comes_later() -> None:
    added = surged(6_000, minutes=5, shape=Shape.STEADY)

    # Ten gates pass 1,500 in five minutes, both ways together; some 400 pass on any day.
    assert sum(added.values()) == 6_000
    assert all(count <= 1_500 - 300 for count in added.values())
    assert len(added) >= 5


def test_those_for_a_line_take_its_own_gates() -> None:
    found = delivered(
        Replay(a_day(), GATES, surges=[a_surge(line="2", line_share=0.9)]),
        HALF_PAST_FIVE + 1_800,
    )
    usual = delivered(Replay(a_day(), GATES), HALF_PAST_FIVE + 1_800)

    first = through(found, "0243-E1") - through(usual, "0243-E1")
    second = through(found, "0243-E2") - through(usual, "0243-E2")

    assert first + second == 1_000
    assert 880 <= first <= 920


def through(batches: list[Batch], gate_group: str) -> int:
    return sum(
        people
        for counts in (batch.counts for batch in batches)
        for group, way, people in zip(
            counts.gate_group, counts.direction, counts.people, strict=True
        )
        if (group, way) == (gate_group, 0)
    )


def test_the_shipped_day_is_the_published_one() -> None:
    day = read_real_day(SHANGHAI_2015)

    temple: Ints = day.people["0243"]

    assert len(day.people) == 17
    assert temple.sum(axis=0).tolist() == [75_203, 66_369]
    assert temple[18 * 12 + 3, 0] == 1_744
    assert temple[8 * 12 + 10, 1] == 1_595


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [
        ("city.csv", "", "file"),
        ("city-2015-04-01.csv", "station,slot,in,out\n", "header"),
        ("city-2015-04-01.csv", "station,slot,entries,exits\n0243,288,1,1\n", "slot"),
        ("city-2015-04-01.csv", "station,slot,entries,exits\n0243,1,-1,1\n", "entries"),
        ("city-2015-04-01.csv", "station,slot,entries,exits\n0243,1,1\n", "exits"),
    ],
    ids=["a day in its name", "its header", "a slot of the day", "no fewer than none", "whole"],
)
def test_a_days_file_has(tmp_path: Path, name: str, text: str, field: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Malformed) as refused:
        read_real_day(path)

    assert refused.value.faults[0].field == field
