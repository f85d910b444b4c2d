"""The locks hold all that setup.cfg asks for, hashed, and agree with each other."""

import configparser
import re

import pytest

from tests.house.tree import ROOT

PIN = re.compile(r"^([a-z0-9.-]+)==(\S+?)(?: ; (.*?))? \\$", re.MULTILINE)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_of_a_lock_is_hashed(lock: str) -> None:
    packages = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())

    assert len(packages) > 20
    assert [each for each in packages if "--hash=sha256:" not in each] == []


def test_the_lock_for_tests_holds_the_lock_for_running() -> None:
    running, testing = pins("requirements.lock"), pins("requirements-dev.lock")

    assert running <= testing


def test_the_locks_hold_what_setup_cfg_asks_for() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")

    to_run = asked(setup["options"]["install_requires"])
    to_test = asked(setup["options.extras_require"]["dev"])

    assert to_run <= {name for name, _, _ in pins("requirements.lock")}
    assert to_run | to_test <= {name for name, _, _ in pins("requirements-dev.lock")}


def pins(lock: str) -> set[tuple[str, ...]]:
    """Read name, version and condition of every package in a lock."""
    return set(PIN.findall((ROOT / lock).read_text()))


def asked(wishes: str) -> set[str]:
    """Read the package names of a list of wishes."""
    lines = [line for line in wishes.split() if re.match(r"[a-z]", line)]
    return {re.split(r"[\[<>=!~;]", line)[0] for line in lines}
