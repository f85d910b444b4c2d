"""A careless network hides no crowd, delays none, and makes none: the real day under dirt.

Of counts 2 % come late, 0.5 % twice, 0.2 % never; and at three busy stations one gate group, of no
more than 15 % of its station's gates, is silent for forty minutes and then tells all at once.
`benchmarks/messy.py` plays many more of these.
"""

from __future__ import annotations

import pytest

from tests.stations.messy import BEGIN, Backlog, Mess
from tests.stations.played import apart, named_after, named_amiss, play, play_clean

BUSY = ("0243", "0244", "0126")
# Of the line to which four in five of the surge go, and of another.
OF_THE_SURGE = {"0243": "0243-E6", "0244": "0244-E1", "0126": "0126-E3"}
OF_ANOTHER_LINE = {"0243": "0243-E8", "0244": "0244-E8", "0126": "0126-E7"}
MINUTES = 44
# What the counts that did not come leave unsure may bring a colour early, and never late.
LAG_S = 120
EARLY_S = 300
SURGES = {
    "silent before it, back in one jump as it swells": Mess(
        1, OF_THE_SURGE, BEGIN - 1_800, Backlog.JUMP
    ),
    "silent as it comes, back one count after the other": Mess(
        2, OF_THE_SURGE, BEGIN - 300, Backlog.COUNTS
    ),
    "silent in the midst of it, a register that climbed on": Mess(
        4, OF_THE_SURGE, BEGIN + 120, Backlog.REGISTER
    ),
}


@pytest.mark.parametrize("mess", SURGES.values(), ids=SURGES.keys())
def test_no_colour_of_a_surge_is_hidden_or_late_and_none_is_made(mess: Mess) -> None:
    clean = play_clean(BUSY, surge=True, minutes=MINUTES)

    messy = play(BUSY, surge=True, minutes=MINUTES, mess=mess)

    found = apart(clean, messy, lag_s=LAG_S, early_s=EARLY_S)
    assert (found.lower, found.later) == ({}, {})
    assert (found.higher, found.made) == ({}, {})
    assert max(named_after(messy, mess, "silent", since=mess.silent_from).values()) <= 10
    if mess.backlog is not Backlog.COUNTS:
        # Counts that come late, each with its own time, are where they belong: no backlog.
        assert max(named_after(messy, mess, "backlog", since=mess.speaks_again).values()) <= 10
    assert named_amiss(messy, mess) == set()


def test_without_a_surge_a_backlog_raises_nothing() -> None:
    mess = Mess(5, OF_ANOTHER_LINE, BEGIN - 1_200, Backlog.JUMP)
    clean = play_clean(BUSY, surge=False, minutes=24)

    messy = play(BUSY, surge=False, minutes=24, mess=mess)

    assert clean.ranks == messy.ranks == {}
    assert max(named_after(messy, mess, "silent", since=mess.silent_from).values()) <= 10
    assert max(named_after(messy, mess, "backlog", since=mess.speaks_again).values()) <= 10
    assert named_amiss(messy, mess) == set()
