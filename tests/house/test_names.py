"""Words that name nothing never name a file, a folder, a class or a field."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Module, modules, said, tracked

EMPTY = {
    *("service", "services", "manager", "managers", "handler", "handlers", "helper", "helpers"),
    *("util", "utils", "common", "shared", "misc", "base", "core", "data", "info"),
    *("processor", "processors", "controller", "controllers", "model", "models"),
}
# Levels of service are the field's own word.
FILES_EXCEPTED = {"metro_flow/egress/service.py", "tests/metro_flow/egress/test_service.py"}
CLASSES_EXCEPTED = {"LevelOfService"}
# The room clock is {base, started, speed} on the wire: the moment that its time is counted from.
FIELDS_EXCEPTED = {("ClockState", "base"), ("ClockTold", "base")}


def test_no_file_or_folder_has_an_empty_name() -> None:
    wrong = said(
        path
        for path in tracked()
        if path not in FILES_EXCEPTED and EMPTY & set(re.split(r"[/._-]", path.lower()))
    )

    assert not wrong, f"name the noun it holds:\n{wrong}"


def test_no_class_has_an_empty_name() -> None:
    wrong = said(
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules()
        for node in classes_of(module)
        if node.name not in CLASSES_EXCEPTED and EMPTY & set(words_of(node.name))
    )

    assert not wrong, f"name what it is:\n{wrong}"


def test_no_field_has_an_empty_name() -> None:
    wrong = said(
        f"{module.path}:{field.lineno} {node.name}.{name}"
        for module in modules()
        for node in classes_of(module)
        for field in node.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        for name in [field.target.id]
        if name in EMPTY and (node.name, name) not in FIELDS_EXCEPTED
    )

    assert not wrong, f"name what it holds:\n{wrong}"


def classes_of(module: Module) -> Iterator[ast.ClassDef]:
    """Walk the classes of a module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef))


def words_of(name: str) -> list[str]:
    """Split a class's name into its words: `RollingWindow` → rolling, window."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)]
