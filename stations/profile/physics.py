"""Hand the science a station's insides in its own words, for the time of day.

Trains come more often and fuller at the peaks, so the same station has two beliefs.
Lines that share their platforms, as 3 and 4 do, are one line to the science: their trains add up
and their passengers wait together.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from metro_flow.flow.physics import NO_TRANSFER, TRANSFER, LinePhysics, Range, StationPhysics
from stations.profile.parse import platform_line
from stations.profile.words import ControlZone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stations.profile.station import Line, Space, StationProfile

# Shanghai's network is busiest around 08:00 and from 17:00 to 18:30; half an hour more each side.
PEAKS = ((time(7, 0), time(9, 30)), (time(16, 30), time(19, 30)))


def physics_of(station: StationProfile, at: time) -> StationPhysics:
    """Describe a station's insides at a local time of day."""
    platforms = [space for space in station.spaces if space.zone is ControlZone.PLATFORM]
    paid, unpaid = station.space("paid"), station.space("unpaid")
    # Lines of one platform change across it, which no passage sees and no gate counts.
    transfer = TRANSFER if len(platforms) > 1 else NO_TRANSFER
    lines = tuple(
        _platform(space, [station.line(line) for line in space.lines], at=at, transfer=transfer)
        for space in platforms
    )
    return StationPhysics(
        station=station.id,
        lines=lines,
        paid_m2=paid.area_m2,
        unpaid_m2=unpaid.area_m2,
        assumed=any(line.assumed for line in lines) or paid.assumed or unpaid.assumed,
    )


def in_peak(at: time) -> bool:
    """Claim that a local time of day lies in one of the two peaks."""
    return any(start <= at < end for start, end in PEAKS)


def _platform(space: Space, lines: Sequence[Line], *, at: time, transfer: Range) -> LinePhysics:
    peak = in_peak(at)
    headways = [line.headway_peak_s if peak else line.headway_off_peak_s for line in lines]
    places = [line.places_peak if peak else line.places_off_peak for line in lines]
    return LinePhysics(
        line=platform_line(space.lines),
        platform_m2=space.area_m2,
        share=_sum([line.share_of_entrants for line in lines]),
        headway_s=_together(headways),
        places=_mean(places),
        toward=_mean([line.busier_direction for line in lines]),
        walk_in_s=_mean([line.walk_in_s for line in lines]),
        walk_out_s=_mean([line.walk_out_s for line in lines]),
        transfer=transfer,
        assumed=space.assumed or any(line.assumed for line in lines),
    )


def _together(headways: Sequence[Range]) -> Range:
    """Combine the headways of lines whose trains use one track: frequencies add."""
    low, mid, high = (
        1 / sum(1 / end for end in ends)
        for ends in zip(*((span.low, span.mid, span.high) for span in headways), strict=True)
    )
    return Range(low, mid, high)


def _sum(spans: Sequence[Range]) -> Range:
    return Range(
        min(1.0, sum(span.low for span in spans)),
        min(1.0, sum(span.mid for span in spans)),
        min(1.0, sum(span.high for span in spans)),
    )


def _mean(spans: Sequence[Range]) -> Range:
    whole = Range(
        sum(span.low for span in spans),
        sum(span.mid for span in spans),
        sum(span.high for span in spans),
    )
    return whole.times(1 / len(spans))
