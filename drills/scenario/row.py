"""Say which row of the sheet an entry's time counts in, so that no act is paid for twice.

The sheet of 100 points has eight rows. An objective of a script names the row in which its injects
count. What a kind of entry shows in time already counts in one row, so an inject that it shows
counts there as well, or the kind does not stand under `shown_by`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Row(StrEnum):
    """The eight rows of the sheet of 100 points, in their order."""

    DISCOVERY = "discovery"
    ACTIVATION = "activation"
    NOTIFICATION = "notification"
    ARRIVAL = "arrival"
    MEASURES = "measures"
    INFORMATION = "information"
    EVACUATION = "evacuation"
    CLOSING = "closing"


# The sheet of the field, proposed; 暂定 until the district confirms it.
MOST: Final[Mapping[Row, float]] = {
    Row.DISCOVERY: 10,
    Row.ACTIVATION: 15,
    Row.NOTIFICATION: 15,
    Row.ARRIVAL: 15,
    Row.MEASURES: 20,
    Row.INFORMATION: 10,
    Row.EVACUATION: 10,
    Row.CLOSING: 5,
}
TIMED_IN: Final[Mapping[str, Row]] = {
    "LevelOrdered": Row.ACTIVATION,
    "PlanStarted": Row.ACTIVATION,
    "AlertAcknowledged": Row.NOTIFICATION,
    "CallAnswered": Row.NOTIFICATION,
    "ChiefSetOut": Row.NOTIFICATION,
    "ChiefArrived": Row.ARRIVAL,
    "VoiceAnswerRecorded": Row.ARRIVAL,
    "StepFinished": Row.MEASURES,
    "StepReported": Row.MEASURES,
    "StepDeclined": Row.MEASURES,
    "LevelLowered": Row.CLOSING,
    "StoodDown": Row.CLOSING,
    "PlanEnded": Row.CLOSING,
}
