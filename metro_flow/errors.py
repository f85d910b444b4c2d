"""Say no in one way everywhere, so that every edge can answer for every part.

The tree, and what an edge answers:

    MetroFlowError
    ├── Refused       the rules say no, with a reason and its facts    409
    ├── Malformed     a field is not what it must be                   422
    ├── NotSignedIn   nobody is known to be asking                     401
    ├── NotYours      somebody is, and may not                         403
    ├── Unknown       there is no such thing                           404
    └── Busy          five turns were lost in a row; ask again         503

Python names the reason and its facts; the tablet finds the words.
Everything else that is raised is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass


class MetroFlowError(Exception):
    """The root of all that Metro Flow says no with."""

    status = 500


class Refused(MetroFlowError):
    """The rules say no: `Refused("already finished", step=…, by=…)`."""

    status = 409

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.reason} ({facts})" if facts else self.reason


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong field: where it stands, what stood there, what would be right."""

    field: str
    value: object
    expected: str

    def __str__(self) -> str:
        return f"{self.field}: {self.value!r} is wrong; {self.expected}"


class Malformed(MetroFlowError):
    """Something that came in is not what it must be; every wrong field is named."""

    status = 422

    def __init__(self, *faults: Fault, where: str = "") -> None:
        self.faults = faults
        self.where = where
        prefix = f"{where}: " if where else ""
        super().__init__("; ".join(prefix + str(fault) for fault in faults))


class NotSignedIn(MetroFlowError):
    """Nobody is known to be asking."""

    status = 401


class NotYours(MetroFlowError):
    """Whoever asks is known, and may not: `NotYours("open the log", needs=…)`."""

    status = 403

    def __init__(self, act: str, **facts: object) -> None:
        super().__init__(act)
        self.act = act
        self.facts = facts


class Unknown(MetroFlowError):
    """There is no such thing: `Unknown("station", "0999")`."""

    status = 404

    def __init__(self, what: str, name: object, *, known: str = "") -> None:
        super().__init__(f"unknown {what} “{name}”" + (f"; {known}" if known else ""))
        self.what = what
        self.name = name
        self.known = known


class Busy(MetroFlowError):
    """The turn was lost five times in a row; nothing was written, ask again."""

    status = 503
