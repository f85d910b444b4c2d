"""Show alerts as tablets see them: worst first, each with the first alert of its cause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from metro_flow.alerts import flood
from metro_flow.alerts.alert import Acknowledgement, Alert, Alerts, Look
from metro_flow.alerts.cause import first_outs
from metro_flow.clock import iso


def show(alerts: Alerts) -> dict[str, Any]:
    """Return the alerts as tablets see them, worst first."""
    first_out = first_outs(alerts.open)
    worst_first = sorted(alerts.open, key=lambda alert: (-alert.colour.rank, alert.raised_at))
    closed = alerts.last_closed
    return {
        "colour": None if alerts.colour is None else alerts.colour.value,
        "open": [_shown(alert, first_out[alert.id]) for alert in worst_first],
        "flood": flood.show(alerts.load),
        "last_closed": None if closed is None else _shown(closed, closed.id),
    }


def _shown(alert: Alert, first_out: str) -> dict[str, Any]:
    return {
        "id": alert.id,
        "zone": alert.zone,
        "rule": alert.rule,
        "colour": alert.colour.value,
        "activation": alert.activation,
        "raised_at": iso(alert.raised_at),
        "since": iso(alert.since),
        "reason": {"key": alert.reason.key.value, "facts": dict(alert.reason.facts)},
        "assumed": alert.assumed,
        "by": alert.by,
        "advisory": alert.advisory,
        "first_out": first_out,
        "acknowledged": [_shown_word(each) for each in alert.acknowledged],
        "unacknowledged": [seat.value for seat in alert.unacknowledged],
        "look": None if alert.look is None else _shown_look(alert.look),
        "stand_down_invited": alert.invited,
        "stale_since": _iso(alert.stale_since),
        "shelved_until": _iso(alert.shelved_until),
        "closed_at": _iso(alert.closed_at),
        "closed_by": alert.closed_by,
    }


def _shown_word(word: Acknowledgement) -> Mapping[str, Any]:
    return {
        "seat": word.seat.value,
        "person": word.person,
        "at": iso(word.at),
        "activation": word.activation,
    }


def _shown_look(look: Look) -> Mapping[str, Any]:
    return {"asked_at": iso(look.asked_at), "until": iso(look.until), "answer": look.answer}


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
