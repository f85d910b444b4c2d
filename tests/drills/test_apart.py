"""A drill and the real day at its station know nothing of each other, by whichever route one looks.

The same real evening is played with a drill beside it and without one, and the same drill with the
real evening's acts and without them: whoever looks at either must not be able to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stations.demo.day import play
from stations.demo.furnish import BEGINS
from tests.drills.practice import COORDINATOR, HEART, SEATS, DrillHouse

NAMESPACE = UUID("5b0f7b6e-6b1f-4c55-9f0a-2f6f2b7d1c11")
STATION = f"/rooms/station/{HEART}"
REVIEW = f"/review/stations/{HEART}/days/2015-04-01"
# What says when the machine wrote something, and what follows from it.
OF_THE_MACHINE = {"recorded_at", "sha256", "head", "ref", "started", "base", "request"}

whoever = st.sampled_from(sorted(SEATS))
zones = st.sampled_from(["platform-2", "paid", "unpaid"])
calm_acts = st.one_of(
    st.builds(lambda words: ("WriteNote", {"words": words}), st.sampled_from(["甲", "乙", "丙"])),
    st.builds(
        lambda zone, step: ("EstimateByEye", {"zone": zone, "step": step}), zones, st.integers(1, 2)
    ),
    st.just(("MarkPhoneOnly", {"seat": "street", "phone_only": True})),
)
loud_acts = st.one_of(
    calm_acts,
    st.just(("OrderLevel", {"to": "three", "seen": None})),
    st.just(("ReportSituation", {"situation": "crowding", "zone": "paid", "words": "满了"})),
    st.just(("ReportCrush", {"zone": "platform-2", "words": "倒人"})),
)
Asked = tuple[str, tuple[str, dict[str, Any]]]


def lists_of(acts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Asked]]:
    """Return some acts, each of somebody."""
    return st.lists(st.tuples(whoever, acts), min_size=1, max_size=5)


class Evening:
    """A real evening, a drill, or both, played minute by minute."""

    def __init__(
        self, folder: Path, *, real: Sequence[Asked] | None, drill: Sequence[Asked] | None
    ) -> None:
        folder.mkdir()
        self.here = DrillHouse.begin(folder)
        with self.here.opened.app.app_context():
            play(self.here.opened.house, station=HEART, surge=0.0, begins=BEGINS)
        self.name = ""
        if drill is not None:
            self.name = self.here.running()
        else:
            self.here.wait(3)
        if real is not None:
            for who, seat in SEATS.items():
                self._act("station", who, "TakeSeat", seat=seat)
        for minute in range(5):
            for asked, room in ((real, "station"), (drill, "drill")):
                if asked is not None and minute < len(asked):
                    who, (kind, body) = asked[minute]
                    self._act(room, who, kind, **body)
            self.here.wait(60)

    def _act(self, room: str, who: str, kind: str, **body: Any) -> None:
        """Ask for an act in one of the rooms; a refusal is an answer like another."""
        path = STATION if room == "station" else f"/rooms/drill/{self.name}/{HEART}"
        ref = uuid5(NAMESPACE, f"{room} {who} {kind} {self.here.now} {body}")
        asked = {"ref": str(ref), "kind": kind, "body": body, "device": "tablet-1"}
        answer = self.here.as_(who).post(f"{path}/acts", asked)
        assert answer.status_code in (200, 409, 422), answer.text

    def of_the_station(self) -> dict[str, Any]:
        """Return everything that anybody is told of the real station."""
        chief, analyst = self.here.as_("zhangwei"), self.here.as_("songyu")
        told = {
            path: bare(chief.get(path).json)
            for path in (STATION, f"{STATION}/entries", f"{STATION}/people", "/rooms")
        }
        told["district"] = bare(self.here.as_(COORDINATOR).get("/district").json)
        told["curve"] = bare(analyst.get(f"/stations/{HEART}/curve").json)
        told["day"] = bare(analyst.get(REVIEW).json)
        told["figure"] = bare(analyst.get(f"{REVIEW}/figure").json)
        told["csv"] = analyst.get(f"{REVIEW}/counts.csv").text
        told["readiness"] = bare(chief.get(f"/readiness/{HEART}").json)
        return told

    def of_the_drill(self) -> dict[str, Any]:
        """Return everything that anybody inside is told of the drill."""
        room = f"/rooms/drill/{self.name}/{HEART}"
        chief = self.here.as_("zhangwei")
        return {path: bare(chief.get(path).json) for path in (room, f"{room}/entries")}


def bare(value: Any) -> Any:
    """Return what is told without what only the machine's own clock and hashes say."""
    if isinstance(value, dict):
        return {key: bare(each) for key, each in value.items() if key not in OF_THE_MACHINE}
    if isinstance(value, list):
        return [bare(each) for each in value]
    return value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for all evenings."""
    return tmp_path_factory.mktemp("evenings")


@given(real=lists_of(calm_acts), drill=lists_of(loud_acts), number=st.uuids())
@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.timeout(240)
def test_nobody_can_tell_from_either_that_the_other_goes_on(
    folder: Path, real: list[Asked], drill: list[Asked], number: UUID
) -> None:
    both = Evening(folder / f"{number} both", real=real, drill=drill)
    alone = Evening(folder / f"{number} real", real=real, drill=None)
    practised = Evening(folder / f"{number} drill", real=None, drill=drill)

    assert "DrillStarted" in both.here.opened.kinds(f"drill/{both.name}/{HEART}")
    with_drill, without = both.of_the_station(), alone.of_the_station()

    assert with_drill == without
    assert len(with_drill[f"{STATION}/entries"]["entries"]) > len(SEATS)
    assert both.name.encode() not in orjson.dumps(with_drill)
    assert both.of_the_drill() == practised.of_the_drill()
    for evening in (both, alone, practised):
        evening.here.close()
