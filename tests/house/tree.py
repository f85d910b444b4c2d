"""Reads the tracked tree once, so that every house rule looks at the same files."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("metro_flow/", "stations/", "drills/", "wsgi.py", "run.py")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file and what it says."""

    path: str
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Spell the module as imports do."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def is_product(self) -> bool:
        """Whether it ships, as against tests and benchmarks."""
        return self.path.startswith(PRODUCT)


@cache
def tracked() -> tuple[str, ...]:
    """List every file that git tracks and that stands in the work tree."""
    told = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return tuple(each for each in told.stdout.split("\0") if each and (ROOT / each).is_file())


@cache
def text_of(path: str) -> str:
    """Return a tracked file's text; a picture or an archive has none."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def modules() -> tuple[Module, ...]:
    """Parse every tracked Python file."""
    paths = [each for each in tracked() if each.endswith(".py")]
    return tuple(Module(each, text_of(each), ast.parse(text_of(each))) for each in paths)


@dataclass(frozen=True, slots=True)
class Function:
    """One function and where it stands."""

    place: str
    lines: int
    is_product: bool


@cache
def functions() -> tuple[Function, ...]:
    """Measure every function, its docstring left out: a formula's words are no length.

    A migration is a list of tables as they stood once, and is never read for its thought.
    """
    read = (module for module in modules() if "/migrations/versions/" not in module.path)
    return tuple(function for module in read for function in functions_of(module))


def functions_of(module: Module) -> Iterator[Function]:
    """Measure the functions of one module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            place = f"{module.path}:{node.lineno} {node.name}"
            yield Function(place, lines_of(node), module.is_product)


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines from `def` to its end, without its docstring."""
    first, length = node.body[0], (node.end_lineno or 0) - node.lineno + 1
    if ast.get_docstring(node) is None:
        return length
    return length - ((first.end_lineno or 0) - first.lineno + 1)


def said(wrong: Iterator[str]) -> str:
    """Put what is wrong one to a line, for an assertion to show."""
    return "\n".join(wrong)
