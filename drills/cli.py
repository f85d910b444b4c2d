"""A coordinator asks at the shell which scenarios there are and whether their files can be trusted.

    metro-flow drills list
    metro-flow drills check --json

A scenario names no station, so what is right here is right at every one of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drills.scenario import read_every_scenario
from metro_flow.cli.told import Told, as_json, json_of
from metro_flow.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drills.scenario import Scenario, Script
    from metro_flow.errors import Fault

_FOLDER = click.option(
    "--scenarios",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of scenarios; METRO_FLOW_SCENARIOS or the one that is shipped.",
)


@click.group(cls=Told)
def drills() -> None:
    """List the scenarios of drills and check their files."""


@drills.command("list")
@_FOLDER
@as_json
def list_(folder: Path | None, *, machine: bool) -> None:
    """List every scenario with its length, its seats and its injects.

    Example: metro-flow drills list --json
    """
    scripts, _wrong = read_every_scenario(_chosen(folder))
    if machine:
        click.echo(json_of({"scenarios": [_told(script) for script in scripts.values()]}))
        return
    for script in scripts.values():
        click.echo(_line_of(script.scenario))


@drills.command("check")
@_FOLDER
@as_json
@click.pass_context
def check(context: click.Context, folder: Path | None, *, machine: bool) -> None:
    """Check every scenario file; exit with 1 when anything is wrong.

    Example: metro-flow drills check --scenarios drills/scenarios
    """
    scripts, wrong = read_every_scenario(_chosen(folder))
    if machine:
        click.echo(json_of({"ok": not wrong, "scenarios": _checked_json(scripts, wrong)}))
    else:
        for script in scripts.values():
            click.echo(f"ok     {_line_of(script.scenario)}  {script.sha256[:12]}")
        for file, faults in wrong.items():
            click.echo("\n".join([f"wrong  {file}", *(f"       {fault}" for fault in faults)]))
        click.echo(f"{len(scripts) + len(wrong)} scenarios, {len(wrong)} with faults")
    context.exit(1 if wrong else 0)


def _chosen(folder: Path | None) -> Path:
    return folder or Path(read_settings().scenarios)


def _line_of(scenario: Scenario) -> str:
    name = f"{scenario.name.zh} {scenario.name.en}"
    counted = f"{scenario.minutes:g} min  {len(scenario.injects)} injects"
    provisional = sum(inject.provisional for inject in scenario.injects)
    return f"{scenario.id}  {name}  version {scenario.version}  {counted}, {provisional} 暂定"


def _told(script: Script) -> dict[str, Any]:
    scenario = script.scenario
    return {
        "id": scenario.id,
        "version": scenario.version,
        "name": {"zh": scenario.name.zh, "en": scenario.name.en},
        "plan": scenario.plan.value,
        "minutes": scenario.minutes,
        "seats": [seat.value for seat in scenario.seats],
        "objectives": [objective.id for objective in scenario.objectives],
        "injects": [
            {
                "id": inject.id,
                "due_min": inject.due_min,
                "limit_min": inject.limit_min,
                "provisional": inject.provisional,
            }
            for inject in scenario.injects
        ],
        "sha256": script.sha256,
    }


def _checked_json(
    scripts: dict[str, Script], wrong: dict[str, list[Fault]]
) -> list[dict[str, Any]]:
    right: Sequence[dict[str, Any]] = [
        {"file": f"{name}.toml", "id": name, "sha256": script.sha256, "faults": []}
        for name, script in scripts.items()
    ]
    spoilt = [
        {"file": file, "id": None, "sha256": "", "faults": [_fault_json(each) for each in faults]}
        for file, faults in wrong.items()
    ]
    return [*right, *spoilt]


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {"field": fault.field, "value": fault.value, "expected": fault.expected}
