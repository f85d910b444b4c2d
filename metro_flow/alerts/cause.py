"""Say which alerts have one cause, so that a crowd on its way is one matter and not six.

A crowd comes in by the street side, goes through the paid hall and stands on a platform; what is
foretold of a zone, what stands in it and what people report of it are the same matter. So two
alerts of a crowd belong together when they speak of one zone, or when one of them speaks of a
hall that every way leads through. Two platforms alone are two matters. A fall, an injury or a
broken machine is a matter of its own wherever it happens.
The first alert of a cause is its *first-out*: what came before all that followed from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from metro_flow.alerts.figures import Reason, ReasonKey

# Every way through a station leads through these.
HALLS: Final = frozenset({"station", "unpaid", "paid"})
# What a person reports of a crowd, or of what makes one.
OF_A_CROWD: Final = frozenset({"crowding", "crush", "train-failure"})


class Standing(Protocol):
    """What is read of an alert; `alerts.alert.Alert` is one."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def zone(self) -> str:
        """Where it is."""

    @property
    def reason(self) -> Reason:
        """Why it stands."""

    @property
    def activations(self) -> tuple[int, ...]:
        """The numbers of the entries that raised it."""


def first_outs(alerts: Sequence[Standing]) -> dict[str, str]:
    """Return for each alert the first alert of its cause, by their ids."""
    left = sorted(alerts, key=lambda alert: alert.activations[0])
    found: dict[str, str] = {}
    while left:
        first = left[0]
        cause = _cause(first, left)
        found |= {each.id: first.id for each in cause}
        left = [each for each in left if each.id not in found]
    return found


def _cause(first: Standing, alerts: Sequence[Standing]) -> list[Standing]:
    """Gather what belongs to `first`, and what belongs to that."""
    cause = [first]
    for one in cause:
        cause += [each for each in alerts if each not in cause and _together(one, each)]
    return cause


def _together(one: Standing, other: Standing) -> bool:
    if not (_of_a_crowd(one) and _of_a_crowd(other)):
        return False
    return one.zone == other.zone or bool({one.zone, other.zone} & HALLS)


def _of_a_crowd(alert: Standing) -> bool:
    """Claim that an alert speaks of people in a place, and not of one who fell."""
    if alert.reason.key is not ReasonKey.REPORTED:
        return True
    return alert.reason.facts.get("situation") in OF_A_CROWD
