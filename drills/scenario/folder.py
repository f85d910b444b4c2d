"""The door to the scripts: read a folder of them, or refuse what is wrong, file by file.

A script stands in one file that is named by its id, so that two cannot have the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drills.scenario.parse import canonical, parse_scenario, sha256_of
from metro_flow.errors import Fault, Malformed
from stations.profile.toml_file import read_text

if TYPE_CHECKING:
    from drills.scenario.script import Scenario

SCENARIOS = Path(__file__).parent.parent / "scenarios"


@dataclass(frozen=True, slots=True)
class Script:
    """A scenario with the text that a drill carries and the hash that names it."""

    scenario: Scenario
    text: str
    sha256: str


def read_scenarios(folder: Path = SCENARIOS) -> dict[str, Script]:
    """Read every script of a folder by its id, or raise Malformed with every fault found."""
    scripts, wrong = read_every_scenario(folder)
    faults = [
        Fault(f"{file}: {fault.field}", fault.value, fault.expected)
        for file, found in wrong.items()
        for fault in found
    ]
    if faults:
        raise Malformed(*faults, where=str(folder))
    return scripts


def read_every_scenario(folder: Path) -> tuple[dict[str, Script], dict[str, list[Fault]]]:
    """Read what is right in a folder, and list the faults of what is not by file name."""
    scripts: dict[str, Script] = {}
    wrong: dict[str, list[Fault]] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            script = _read(path)
        except Malformed as malformed:
            wrong[path.name] = list(malformed.faults)
            continue
        scripts[script.scenario.id] = script
    if not scripts and not wrong:
        wrong["."] = [Fault("folder", str(folder), "give a folder that holds scenarios")]
    return scripts, wrong


def _read(path: Path) -> Script:
    text = canonical(read_text(path))
    scenario = parse_scenario(text, where=path.name)
    if scenario.id != path.stem:
        fault = Fault("id", scenario.id, f"a file is named by its id; this one is “{path.stem}”")
        raise Malformed(fault, where=path.name)
    return Script(scenario, text, sha256_of(text))
