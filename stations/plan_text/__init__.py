"""The written plan of a station: read, hashed, checked against its station, compared."""

from stations.plan_text.check import check_plan
from stations.plan_text.difference import Change, difference
from stations.plan_text.parse import parse_plan, read_plan, sha256_of
from stations.plan_text.plan import (
    SEATS_IN_ORDER,
    Card,
    PlanText,
    Post,
    RequestTo,
    Scenario,
    Step,
)
from stations.profile.words import ResponseLevel

__all__ = [
    "SEATS_IN_ORDER",
    "Card",
    "Change",
    "PlanText",
    "Post",
    "RequestTo",
    "ResponseLevel",
    "Scenario",
    "Step",
    "check_plan",
    "difference",
    "parse_plan",
    "read_plan",
    "sha256_of",
]
