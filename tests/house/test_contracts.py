"""Imports point up the line, and the contracts that say so name every module they are about."""

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, modules

PURE_SCIENCE = {
    "metro_flow.flow",
    "metro_flow.egress",
    "metro_flow.alerts",
    "metro_flow.review.comparison",
    "metro_flow.review.curves",
    "stations.district.figures.reckon",
    "stations.district.figures.record",
    "metro_flow.review.heat",
    "drills.debrief",
    "drills.score",
    "drills.surge",
}


def test_every_contract_is_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("contract", ["science", "panels"])
def test_what_is_pure_reaches_nothing_that_stores_or_sends(contract: str) -> None:
    forbidden = named(contract, "forbidden_modules")

    assert {"flask", "sqlalchemy", "flask_socketio", "socketio", "threading", "time"} <= forbidden


def test_the_science_contract_names_all_the_science_there_is() -> None:
    there = {module.name for module in modules()}

    assert named("science", "source_modules") == PURE_SCIENCE & there


def test_the_panels_contract_names_every_panel() -> None:
    panels = {module.name for module in modules() if module.is_product and has_panel(module.tree)}

    assert named("panels", "source_modules") >= panels


def named(contract: str, key: str) -> set[str]:
    """Read the modules that a contract names."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return set(setup[f"importlinter:contract:{contract}"][key].split())


def has_panel(tree: ast.Module) -> bool:
    """Whether a module hands the composition root a PANEL of its own."""
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return any(isinstance(target, ast.Name) and target.id == "PANEL" for target in targets)
