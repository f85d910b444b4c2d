"""What cannot be true of a gate or a count is refused, naming the field."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from metro_flow.errors import Malformed
from metro_flow.flow.count import Count, Counts, Direction, GateGroup, seconds_of, time_of

AT = datetime(2015, 4, 1, 10, 15, tzinfo=UTC)
TEN = timedelta(seconds=10)


def test_counts_become_columns_in_their_order():
    counts = [
        Count("0243-E2", Direction.OUT, AT, AT + TEN, 7, split=True),
        Count("0243-E1", Direction.IN, AT, AT + TEN, 3, backlog=True),
    ]

    columns = Counts.of(counts, {"0243-E1": 0, "0243-E2": 1})

    assert (columns.group.tolist(), columns.direction.tolist()) == ([1, 0], [1, 0])
    assert columns.start.tolist() == [seconds_of(AT)] * 2
    assert (columns.split.tolist(), columns.backlog.tolist()) == ([True, False], [False, True])


def test_times_of_any_zone_are_one_moment():
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))

    assert time_of(seconds_of(shanghai)) == AT


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"people": -1}, "people", id="fewer than nobody"),
        pytest.param({"people": 20_001}, "people", id="more than any gate passes"),
        pytest.param({"end": AT}, "end", id="an interval of no length"),
        pytest.param({"start": datetime(2015, 4, 1)}, "start", id="a time without a zone"),  # noqa: DTZ001
        pytest.param({"end": datetime(2015, 4, 2)}, "end", id="an end without a zone"),  # noqa: DTZ001
    ],
)
def test_a_count_that_cannot_be_is_refused_naming_the_field(wrong, field):
    count = {"start": AT, "end": AT + TEN, "people": 3, **wrong}

    with pytest.raises(Malformed) as refused:
        Count("0243-E1", Direction.IN, **count)

    assert [fault.field for fault in refused.value.faults] == [field]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"gates": 0}, "gates", id="no gates"),
        pytest.param({"interval_s": 0}, "interval_s", id="reporting without pause"),
        pytest.param({"interval_s": 901}, "interval_s", id="an interval over a quarter of an hour"),
        pytest.param({"register_bits": 4}, "register_bits", id="a register of four bits"),
    ],
)
def test_a_gate_group_that_cannot_be_is_refused_naming_the_field(wrong, field):
    gates = {"gates": 4, **wrong}

    with pytest.raises(Malformed) as refused:
        GateGroup("0243-E1", "0243", **gates)

    assert [fault.field for fault in refused.value.faults] == [field]


@pytest.mark.parametrize(
    ("columns", "wrong"),
    [
        pytest.param({"people": [-1]}, "people", id="fewer than nobody"),
        pytest.param({"people": [20_001]}, "people", id="more than any gate passes"),
        pytest.param({"direction": [2]}, "direction", id="a third direction"),
    ],
)
def test_columns_that_cannot_be_are_refused_naming_the_field(columns, wrong):
    given_columns = {"direction": [0], "people": [1], **columns}

    with pytest.raises(Malformed, match=wrong):
        Counts.columns(
            [0],
            given_columns["direction"],
            start=[0],
            end=[1],
            people=given_columns["people"],
        )
