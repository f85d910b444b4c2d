"""The script of a drill: read from its file, refused where it is wrong, hashed as it is played."""

from drills.scenario.folder import SCENARIOS, Script, read_every_scenario, read_scenarios
from drills.scenario.parse import canonical, parse_scenario, sha256_of
from drills.scenario.row import MOST, TIMED_IN, Row
from drills.scenario.script import POSTS, Crowd, Inject, Objective, Scenario

__all__ = [
    "MOST",
    "POSTS",
    "SCENARIOS",
    "TIMED_IN",
    "Crowd",
    "Inject",
    "Objective",
    "Row",
    "Scenario",
    "Script",
    "canonical",
    "parse_scenario",
    "read_every_scenario",
    "read_scenarios",
    "sha256_of",
]
