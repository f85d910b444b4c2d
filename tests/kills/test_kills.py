"""An answer is a promise: what was answered outlives the process at any instruction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kills.survival import survive


@pytest.mark.parametrize(
    "die_at",
    [
        pytest.param("after commit:25", id="an act committed but not yet answered"),
        pytest.param("before counts commit:40", id="in the middle of a batch of counts"),
    ],
)
def test_killed_at_a_named_point_nothing_answered_is_lost_or_doubled(
    die_at: str, tmp_path: Path
) -> None:
    survived = survive(tmp_path, die_at=die_at)

    assert survived.acts
    assert survived.batches


def test_killed_at_any_moment_nothing_answered_is_lost_or_doubled(tmp_path: Path) -> None:
    survived = survive(tmp_path, after_s=1.7)

    assert survived.acts
    assert survived.batches
