"""Hand a window over as it stood: people and seconds heard, until when, and from what feed."""

from __future__ import annotations

from dataclasses import dataclass

from metro_flow.flow.count import Bools, Ints


@dataclass(frozen=True, slots=True, eq=False)
class WindowSums:
    """One window of every gate group: arrays of (groups, directions).

    `people` heard in the `heard_s` seconds of the window that ends at `until`;
    `interval_s` of the feed, and whether its counts were `split` out of longer ones.
    """

    window_s: int
    people: Ints
    heard_s: Ints
    until: Ints
    interval_s: Ints
    split: Bools

    @property
    def given(self) -> Bools:
        """Where the window is no shorter than the feed's own interval."""
        return self.interval_s <= self.window_s
