"""A rate owns up to counting noise and to gates that were not heard."""

import numpy as np
import pytest
from scipy import stats

from metro_flow.flow.count import Counts, Direction, GateGroup, time_of
from metro_flow.flow.estimate import FlowEstimate, Gathering, estimate_flow, usual_rates
from metro_flow.flow.window import RollingWindow

NOW = 1_427_883_300


def a_city(stations: int, groups: int = 4, interval_s: int = 10) -> list[GateGroup]:
    return [
        GateGroup(f"{s}-E{g}", f"{s}", gates=4, interval_s=interval_s)
        for s in range(stations)
        for g in range(groups)
    ]


def an_hour(
    gate_groups: list[GateGroup],
    per_minute: np.ndarray,
    *,
    seed: int = 1,
    silent: dict[int, int] | None = None,
) -> RollingWindow:
    """Play an hour of Poisson entries; `silent` maps a gate group to its last seconds unheard."""
    draws = np.random.default_rng(seed)
    ring = RollingWindow(gate_groups, now=NOW)
    for start in range(NOW - 3600, NOW, 10):
        people = draws.poisson(per_minute / 6)
        heard = [g for g in range(len(gate_groups)) if start < NOW - (silent or {}).get(g, 0)]
        times = {"start": [start] * len(heard), "end": [start + 10] * len(heard)}
        ring.apply(Counts.columns(heard, [0] * len(heard), people=people[heard], **times))
    return ring


def flow_in(ring: RollingWindow, window_s: int, station: str = "0") -> FlowEstimate:
    places = Gathering.by_station(ring.gate_groups)
    trusted = np.ones((len(ring.gate_groups), 2), np.bool_)
    table = estimate_flow(ring.sums(window_s), ring.sums(3600), places, trusted=trusted)
    return table.of(station, Direction.IN)


@pytest.mark.parametrize("per_minute", [0.4, 3.0, 40.0])
@pytest.mark.parametrize("window_s", [60, 300])
def test_nine_intervals_in_ten_hold_the_true_rate(per_minute, window_s):
    gate_groups = a_city(400, groups=1)
    ring = an_hour(gate_groups, np.full(400, per_minute))

    estimates = [flow_in(ring, window_s, f"{s}") for s in range(400)]
    inside = sum(e.low <= per_minute <= e.high for e in estimates)

    # 400 draws of at least 0.9 fall below 342 less than once in a thousand.
    assert inside >= stats.binom.ppf(0.001, 400, 0.9)


def test_a_clean_minute_is_the_formula_of_garwood():
    ring = RollingWindow(a_city(1, groups=1), now=NOW)
    ring.apply(Counts.columns([0], [0], start=[NOW - 60], end=[NOW], people=[10]))

    minute = flow_in(ring, 60)

    # Garwood 1936, table: 10 heard, two-sided 90 %: 5.425 … 16.962.
    assert minute.per_minute == pytest.approx(10)
    assert minute.low == pytest.approx(5.425, abs=0.001)
    assert minute.high == pytest.approx(16.962, abs=0.001)
    assert minute.until == time_of(NOW)
    assert minute.coverage == pytest.approx(1)


def test_a_silent_gate_group_lowers_coverage_and_never_the_count():
    rates = np.array([60.0, 30.0, 20.0, 10.0])
    whole = flow_in(an_hour(a_city(1), rates), 300)
    missing = flow_in(an_hour(a_city(1), rates, silent={1: 600}), 300)

    assert missing.people < whole.people
    assert missing.per_minute == pytest.approx(whole.per_minute, rel=0.1)
    assert missing.coverage == pytest.approx(0.75, abs=0.02)
    assert missing.high - missing.low > 2 * (whole.high - whole.low)
    assert missing.low < 120 < missing.high


def test_a_gate_group_that_was_never_heard_is_taken_for_its_gates_and_widely():
    rates = np.array([60.0, 30.0, 20.0, 10.0])
    once_heard = flow_in(an_hour(a_city(1), rates, silent={1: 600}), 300)
    never_heard = flow_in(an_hour(a_city(1), rates, silent={1: 3600}), 300)

    assert never_heard.per_minute == pytest.approx(120, rel=0.15)
    assert never_heard.high > once_heard.high + 10


def test_below_half_of_the_usual_flow_the_rate_is_unknown_and_says_why():
    rates = np.array([60.0, 30.0, 20.0, 10.0])
    ring = an_hour(a_city(1), rates, silent={0: 600, 1: 600})

    five = flow_in(ring, 300)

    assert five.per_minute is five.low is five.high is None
    assert five.unknown == "coverage-too-low"
    assert five.people > 0


def test_where_nothing_was_heard_the_rate_is_unknown_not_zero():
    ring = RollingWindow(a_city(1), now=NOW)

    five = flow_in(ring, 300)

    assert (five.per_minute, five.unknown, five.until) == (None, "nothing-heard", None)


def test_a_feed_of_five_minutes_gives_no_rate_of_one_minute():
    ring = RollingWindow(a_city(1, groups=1, interval_s=300), now=NOW)
    ring.apply(Counts.columns([0], [0], start=[NOW - 300], end=[NOW], people=[500]))

    assert flow_in(ring, 60).unknown == "window-too-short"
    assert flow_in(ring, 300).per_minute == pytest.approx(100)


def test_a_gate_group_whose_sensor_is_ill_is_missing_whatever_it_says():
    ring = an_hour(a_city(1), np.array([60.0, 30.0, 20.0, 10.0]))
    places = Gathering.by_station(ring.gate_groups)
    trusted = np.ones((4, 2), np.bool_)
    trusted[2] = False

    table = estimate_flow(ring.sums(300), ring.sums(3600), places, trusted=trusted)
    ill = table.of("0", Direction.IN)

    heard = ring.sums(300).people[:, 0]
    assert ill.people == heard.sum() - heard[2]
    assert ill.coverage < 0.9


def test_a_station_with_a_twin_in_the_city_is_not_touched_by_the_twins_gates():
    rates = np.array([60.0, 30.0, 20.0, 10.0, 1.0, 1.0, 1.0, 1.0])
    both = an_hour(a_city(2), rates)

    shares = usual_rates(
        both.sums(3600),
        Gathering.by_station(both.gate_groups),
        trusted=np.ones((8, 2), np.bool_),
    )

    assert flow_in(both, 3600, "1").per_minute == pytest.approx(4, abs=1)
    assert shares[:4, 0].sum() * 60 == pytest.approx(120, rel=0.05)


def test_gate_groups_gather_by_any_names_also_into_several_places():
    gate_groups = a_city(1, groups=3)
    ring = an_hour(gate_groups, np.array([60.0, 30.0, 0.0]))
    places = Gathering.by([("north", "all"), ("south", "all"), ("all",)], gate_groups)

    table = estimate_flow(
        ring.sums(900), ring.sums(3600), places, trusted=np.ones((3, 2), np.bool_)
    )

    of = {name: table.of(name, Direction.IN).people for name in table.names}
    assert of["all"] == of["north"] + of["south"] > 0
