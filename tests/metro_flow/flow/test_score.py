"""Scores come out as by hand."""

import numpy as np
import pytest

from metro_flow.flow.score import misses, pinball


def test_misses_by_hand() -> None:
    told = misses(np.array([0.0, 10.0, 20.0, np.nan]), np.array([1.0, 7.0, 24.0, 3.0]))

    assert told.rmse == pytest.approx(((1 + 9 + 16) / 3) ** 0.5)
    assert told.mae == pytest.approx(8 / 3)
    # The cell in which nobody was counted is left out of WMAPE, as in the published tables.
    assert told.wmape == pytest.approx(7 / 30)


def test_the_pinball_loss_by_hand() -> None:
    loss = pinball(np.array([10.0]), np.array([[8.0], [13.0]]), np.array([0.9, 0.9]))

    assert loss.ravel().tolist() == pytest.approx([1.8, 0.3])
