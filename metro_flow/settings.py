"""Read what an installation chooses, once, from METRO_FLOW_* variables.

Each setting has a default that a single station computer can live with;
a wrong value is refused by name before anything starts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from metro_flow.errors import Fault, Malformed

HERE = Path(__file__).resolve().parent.parent
PREFIX = "METRO_FLOW_"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; `docs/operators.md` has a heading for each.

    database: the book's address (SQLAlchemy URL). counts: the counts' address;
    on SQLite a second file, so that a flood of counts never delays a chief.
    redis: address of the bus between processes, empty for one process.
    """

    database: str = "sqlite:///metro-flow.sqlite3"
    counts: str = ""
    redis: str = ""
    atlas: str = str(HERE / "stations" / "atlas")
    scenarios: str = str(HERE / "drills" / "scenarios")
    holidays: str = str(HERE / "stations" / "occasions" / "holidays.toml")
    tablets: str = str(HERE / "static" / "dist")
    process: str = "one"
    watch: bool = True
    demo: bool = False
    tls: bool = False
    trusted_proxies: int = 0
    public_hosts: str = ""
    consultation_days: int = 92
    contacts_days: int = 30
    check_days: int = 31
    training_days: int = 366
    plan_days: int = 1096
    drill_days: int = 183
    limits_confirmed_by: str = ""

    @property
    def counts_address(self) -> str:
        """Return where counts are kept: beside the book unless said otherwise."""
        if self.counts:
            return self.counts
        if self.database.startswith("sqlite:///"):
            book = Path(self.database.removeprefix("sqlite:///"))
            return f"sqlite:///{book.with_name(book.stem + '-counts' + book.suffix)}"
        return self.database


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that the environment chooses, or name the wrong ones."""
    given = os.environ if environment is None else environment
    chosen: dict[str, object] = {}
    faults = []
    for each in fields(Settings):
        name = PREFIX + each.name.upper()
        if name in given:
            try:
                chosen[each.name] = _read(each.default, given[name])
            except ValueError as error:
                faults.append(Fault(name, given[name], str(error)))
    if faults:
        raise Malformed(*faults, where="settings")
    return Settings(**chosen)  # type: ignore[arg-type]


def _read(default: object, text: str) -> object:
    if isinstance(default, bool):
        if text.lower() in ("1", "yes", "true", "on"):
            return True
        if text.lower() in ("0", "no", "false", "off", ""):
            return False
        raise ValueError("yes or no")
    if isinstance(default, int):
        if not text.isdecimal():
            raise ValueError("a whole number, 0 or more")
        return int(text)
    return text
