"""Whom trains leave behind is what makes a surge a crowd; nobody is lost or made on the way."""

import numpy as np
import pytest

from metro_flow.flow.count import Counts
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.physics import OWN_LINE, TRANSFER, Range
from metro_flow.flow.window import RollingWindow
from metro_flow.flow.zone import ZoneOccupancy
from tests.metro_flow.flow.playing import NOW, a_line, a_station, gates, played, zone_of


def test_nobody_is_lost_or_made_between_gate_and_platform():
    no_room = a_line(places=Range(0, 0, 0))
    window, inside = played(
        [200.0] * 60 + [0.0] * 10, gate_groups=gates(), stations=[a_station(no_room)], out=0
    )

    crowd = inside.check(window).steps.end

    entered = float(window.panes(452)[0][..., 0].sum())
    waiting = (crowd.chance * crowd.waiting).sum(axis=(0, 1, 2))
    everyone = crowd.walking.sum(axis=(0, 1)) + waiting
    assert everyone == pytest.approx(np.full_like(everyone, entered))


def test_people_and_intervals_climb_with_the_flow():
    few, many = (
        inside.check(window).stations()[0]
        for window, inside in (
            played([rate] * 60, gate_groups=gates(), stations=[a_station()])
            for rate in (60.0, 180.0)
        )
    )

    for less, more in zip(few.zones, many.zones, strict=True):
        assert less.low <= less.people <= less.high
        assert more.people > less.people


def test_the_share_of_a_lines_own_gates_is_used():
    lines = (
        a_line("2", share=Range(0.5, 0.5, 0.5)),
        a_line("7", share=Range(0.5, 0.5, 0.5)),
    )
    station = a_station(*lines)
    window, inside = played(
        [120.0] * 40, gate_groups=gates("0738", "2", "2"), stations=[station], out=0
    )

    two, seven = inside.check(window).stations()[0].zones[:2]

    share = two.people / (two.people + seven.people)
    assert OWN_LINE.low < share < OWN_LINE.high


class TestASurgeAtAnInterchange:
    """Jing'an Temple's evening: 350 people a minute over three lines, and a concert's end."""

    LINES = (
        a_line("2", area=1_974, share=Range(0.4, 0.5, 0.6), transfer=TRANSFER),
        a_line(
            "7", area=1_480, share=Range(0.18, 0.25, 0.33), places=Range(240, 330, 450),
            transfer=TRANSFER,
        ),
        a_line("14", area=1_974, share=Range(0.18, 0.25, 0.33), transfer=TRANSFER),
    )  # fmt: skip

    def shares(
        self, surge: float, *, minutes: int = 20, area: float = 1_974
    ) -> list[ZoneOccupancy]:
        """Give the platform of line 2 each minute while a surge enters at that line's gates."""
        lines = (a_line("2", area=area, share=self.LINES[0].share), *self.LINES[1:])
        gate_groups = gates("0243", "2", "7", "14")
        draws = np.random.default_rng(7)
        window = RollingWindow(gate_groups, now=NOW)
        inside = Occupancy([a_station(*lines, station="0243")], gate_groups)
        looks = []
        for tick in range(6 * (45 + minutes)):
            start = NOW + 10 * tick
            rates = np.array([175, 88, 88, 40, 20, 20]) + np.eye(6)[0] * surge * (tick >= 270)
            window.advance(start + 10)
            window.apply(
                Counts.columns(
                    [0, 1, 2] * 2,
                    [0, 0, 0, 1, 1, 1],
                    start=[start] * 6,
                    end=[start + 10] * 6,
                    people=draws.poisson(rates / 6),
                )
            )
            if tick >= 270 and tick % 6 == 5:
                looks.append(zone_of(inside.check(window).stations()[0], "platform-2"))
        return looks

    def test_an_ordinary_evening_is_far_from_any_colour(self):
        looks = self.shares(0)

        assert max(look.share for look in looks) < 0.2
        assert max(look.high / look.holding for look in looks) < 0.45

    def test_a_surge_fills_the_platform_with_those_left_behind(self):
        looks = self.shares(1_000, minutes=25)
        first = {
            share: next(n for n, look in enumerate(looks, 1) if look.share >= share)
            for share in (0.45, 2 / 3, 1.0)
        }
        red = next(n for n, look in enumerate(looks, 1) if look.low / look.holding >= 3.5 / 3)

        assert 4 <= first[0.45] < first[2 / 3] < first[1.0] < red <= 25
        assert looks[10].trend_per_minute > 150

    def test_half_the_surge_gives_less_and_a_larger_platform_gives_it_later(self):
        whole, half = self.shares(800)[-1], self.shares(400)[-1]
        wide = self.shares(800, area=4_000)[-1]

        assert half.share < 0.5 * whole.share
        assert wide.share < 0.6 * whole.share

    def test_a_packed_platform_sends_the_rest_to_the_paid_hall(self):
        looks = self.shares(2_500)

        assert looks[-1].density <= 5.01
