"""What is committed is ours, is source, and names no place that only one machine knows."""

import re

from tests.house.tree import said, text_of, tracked

BUILT_FOLDERS = {"node_modules", "dist", "build", "vendor", "third_party", "__pycache__", ".venv"}
BUILT_FILES = re.compile(r"\.(min\.js|map|pyc|so|whl|woff2?|ttf|otf|zip|exe|db|sqlite3?)$")
# Spelt so that this very file does not break the rules.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("npmjs", "org"), ("debian", "org"))]
REGISTRIES += [".".join(("npmjs", "com")), "files.python" + "hosted", "regis" + "try.npm"]
MACHINE = re.compile(r"(?<![\w.:/-])/" + r"(?:work|root|home)/|\.\./" + r"shared\b")
ORDINARY_SIZE = 1_000_000


def test_nothing_built_or_brought_in_is_committed() -> None:
    wrong = said(
        path
        for path in tracked()
        if BUILT_FOLDERS & set(path.split("/")) or BUILT_FILES.search(path)
    )

    assert not wrong, f"install or build it instead:\n{wrong}"


def test_no_source_file_is_as_large_as_somebody_elses() -> None:
    wrong = said(
        path
        for path in tracked()
        if path.endswith((".py", ".ts", ".tsx", ".js", ".css", ".html"))
        and len(text_of(path)) > ORDINARY_SIZE / 20
    )

    assert not wrong, f"nobody wrote this much by hand:\n{wrong}"


def test_nothing_committed_names_a_package_registry() -> None:
    wrong = said(
        f"{path}: {host}" for path in tracked() for host in REGISTRIES if host in text_of(path)
    )

    assert not wrong, f"the site chooses its registry:\n{wrong}"


def test_nothing_committed_names_a_place_on_one_machine() -> None:
    wrong = said(
        f"{path}:{number} {line.strip()}"
        for path in tracked()
        if not path.endswith((".lock", "package-lock.json"))
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if MACHINE.search(line)
    )

    assert not wrong, f"read it from a setting or an environment variable:\n{wrong}"
