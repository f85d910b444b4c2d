"""What has one cause is one matter; what merely happens at the same time is not."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metro_flow.alerts.cause import first_outs
from metro_flow.alerts.figures import Reason, ReasonKey

if TYPE_CHECKING:
    from collections.abc import Sequence


CROWDED = Reason(ReasonKey.DENSITY, {})


@dataclass(frozen=True)
class Told:
    """An alert as far as its cause goes."""

    zone: str
    activations: tuple[int, ...]
    reason: Reason = CROWDED

    @property
    def id(self) -> str:
        return f"a{self.activations[0]}"


def crowd(zone: str, seq: int) -> Told:
    return Told(zone, (seq,))


def report(zone: str, seq: int, situation: str) -> Told:
    return Told(zone, (seq,), Reason(ReasonKey.REPORTED, {"situation": situation}))


def causes(*alerts: Told) -> list[set[str]]:
    """Gather the zones of each cause, the first cause first."""
    firsts = first_outs(alerts)
    return [
        {alert.zone for alert in alerts if firsts[alert.id] == first}
        for first in dict.fromkeys(sorted(firsts.values(), key=lambda name: int(name[1:])))
    ]


def test_a_crowd_that_comes_through_the_halls_is_one_matter() -> None:
    found = causes(crowd("platform-2", 9), crowd("unpaid", 4), crowd("paid", 6))

    assert found == [{"platform-2", "unpaid", "paid"}]


def test_the_first_alert_is_the_first_out() -> None:
    firsts = first_outs([crowd("platform-2", 9), crowd("unpaid", 4)])

    assert firsts == {"a9": "a4", "a4": "a4"}


def test_two_platforms_alone_are_two_matters() -> None:
    assert causes(crowd("platform-2", 3), crowd("platform-7", 5)) == [
        {"platform-2"},
        {"platform-7"},
    ]


def test_a_hall_joins_the_platforms_that_it_leads_to() -> None:
    found = causes(crowd("platform-2", 3), crowd("platform-7", 5), crowd("paid", 8))

    assert found == [{"platform-2", "platform-7", "paid"}]


@pytest.mark.parametrize("situation", ["crowding", "crush", "train-failure"])
def test_what_people_report_of_a_crowd_belongs_to_it(situation: str) -> None:
    firsts = first_outs([crowd("platform-2", 3), report("platform-2", 5, situation)])

    assert firsts["a5"] == "a3"


@pytest.mark.parametrize("situation", ["injury", "equipment", "other"])
def test_what_happens_to_one_person_or_machine_is_its_own_matter(situation: str) -> None:
    firsts = first_outs([crowd("platform-2", 3), report("platform-2", 5, situation)])

    assert firsts["a5"] == "a5"


@given(
    st.lists(
        st.sampled_from(["platform-2", "platform-7", "platform-14", "paid", "unpaid", "station"]),
        max_size=8,
    )
)
def test_causes_do_not_depend_on_the_order_of_telling(zones: Sequence[str]) -> None:
    alerts = [crowd(zone, place + 1) for place, zone in enumerate(zones)]

    asked = [first_outs(order) for order in itertools.islice(itertools.permutations(alerts), 24)]

    assert all(one == asked[0] for one in asked)
    assert set(asked[0]) == {alert.id for alert in alerts}
    assert all(int(first[1:]) <= int(alert[1:]) for alert, first in asked[0].items())
