"""What the district sees of a station follows from its room and its reading, worst first."""

from __future__ import annotations

from typing import Any

import pytest

from stations.district.map import StationState, state_of, worst_first

CALM: dict[str, Any] = {
    "alerts": {"colour": None, "open": []},
    "response": {"level": None},
    "call": {"open": []},
    "plan": {"running": None},
}
READING: dict[str, Any] = {
    "known": True,
    "stale": False,
    "zones": [{"share": 0.31}, {"share": None}, {"share": 0.28}],
    "sensors": [{"gate_group": "0243-E1"}],
}


def an_alert(colour: str, key: str = "density") -> dict[str, Any]:
    """Return an open alert."""
    return {"colour": colour, "reason": {"key": key, "facts": {"zone": "platform-2"}}}


def called(person: str, state: str, overdue: str | None = None) -> dict[str, Any]:
    """Return somebody who was called."""
    return {"person": person, "state": state, "overdue": overdue}


def test_a_calm_station_shows_its_fullest_zone_and_its_ill_gates() -> None:
    state = state_of(CALM, READING, 7)

    assert (state.share, state.sensors, state.seq) == (0.31, 1, 7)
    assert (state.known, state.stale, state.alert) == (True, False, False)
    assert state.headline is None


def test_a_station_without_a_reading_is_not_known_and_never_calm() -> None:
    state = state_of(CALM, None, 0)

    assert (state.known, state.stale, state.share) == (False, True, None)


def test_a_station_none_of_whose_zones_is_known_has_no_share() -> None:
    state = state_of(CALM, {**READING, "zones": [{"share": None}]}, 0)

    assert state.share is None


def test_the_headline_is_the_worst_alerts_own() -> None:
    alerts = {"colour": "red", "open": [an_alert("blue", "low"), an_alert("red", "high")]}

    state = state_of({**CALM, "alerts": alerts}, READING, 1)

    assert state.shown()["headline"] == {"key": "high", "facts": {"zone": "platform-2"}}


def test_who_has_not_answered_and_what_is_late_is_counted() -> None:
    people = [
        called("p-a", "called", "answer"),
        called("p-a", "called", "answer"),
        called("p-b", "on-the-way", "arrival"),
        called("p-c", "arrived"),
        called("p-d", "declined"),
    ]
    steps = [{"id": "s1", "overdue": True}, {"id": "s2"}]

    state = state_of(
        {**CALM, "call": {"open": [{"people": people}]}, "plan": {"running": {"steps": steps}}},
        READING,
        1,
    )

    assert (state.unanswered, state.overdue) == (1, 4)


@pytest.mark.parametrize(
    ("colour", "level", "alert"),
    [
        (None, None, False),
        ("blue", None, False),
        ("yellow", None, True),
        ("red", None, True),
        (None, "three", True),
        ("blue", "one", True),
    ],
)
def test_from_yellow_or_a_response_on_nobody_is_signed_out(
    colour: str | None, level: str | None, *, alert: bool
) -> None:
    panels = {**CALM, "alerts": {"colour": colour, "open": []}, "response": {"level": level}}

    assert state_of(panels, READING, 1).alert is alert


def test_the_station_that_needs_somebody_most_comes_first() -> None:
    def state(**changed: Any) -> StationState:
        calm = state_of(CALM, READING, 1)
        told = {name: getattr(calm, name) for name in StationState.__slots__}
        return StationState(**{**told, **changed})

    states = {
        "calm": state(),
        "blue": state(colour="blue"),
        "unknown": state(known=False),
        "red": state(colour="red"),
        "orange, late": state(colour="orange", overdue=2),
        "orange": state(colour="orange"),
        "in response": state(level="three"),
        "also calm": state(),
    }

    assert worst_first(states) == [
        "red",
        "orange, late",
        "orange",
        "blue",
        "in response",
        "unknown",
        "also calm",
        "calm",
    ]
