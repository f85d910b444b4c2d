"""Keep what agencies must know of each other before anything happens (工作对接).

Whether each seat's contacts were verified, which exits were walked together, and on which channel
each agency is heard. Phones themselves live with the people: here stands only who looked, and when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.board import Board, Panel
from metro_flow.logbook.entry import Act, Entry, event
from metro_flow.people.person import Seat
from stations.readiness.asking import Named, day_of, guarded, words_of
from stations.readiness.authority import Agency
from stations.readiness.whole import whole

Channel = Annotated[str, Field(max_length=24)]
Agencies = Annotated[tuple[Agency, ...], Field(max_length=len(Agency))]


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looked, on which day."""

    by: str
    day: date


@dataclass(frozen=True, slots=True)
class Walk:
    """Which agencies walked an exit together, on which day."""

    agencies: tuple[Agency, ...]
    day: date


@dataclass(frozen=True, slots=True)
class Heard:
    """On which channel an agency is heard."""

    agency: Agency
    channel: Channel


@dataclass(frozen=True, slots=True)
class RadioSheet:
    """Who is heard where, in which version, and when it was last tried."""

    version: int
    channels: tuple[Heard, ...]
    checked: Looked | None = None


@dataclass(frozen=True, slots=True)
class Liaison:
    """What is known of contacts by seat, of exits, and of the radio."""

    contacts: Mapping[Seat, Looked] = field(default_factory=dict)
    walks: Mapping[str, Walk] = field(default_factory=dict)
    radio: RadioSheet | None = None


@dataclass(frozen=True, slots=True)
class VerifyContacts:
    """Say that all contacts of a seat were tried and are right."""

    seat: Seat


@dataclass(frozen=True, slots=True)
class WalkExit:
    """Write down that agencies walked an exit together."""

    exit: Named
    agencies: Agencies


@dataclass(frozen=True, slots=True)
class WriteRadioSheet:
    """Write down on which channel each agency is heard."""

    channels: Annotated[tuple[Heard, ...], Field(max_length=len(Agency))]


@dataclass(frozen=True, slots=True)
class CheckRadioSheet:
    """Say that every channel of this version was tried."""

    version: Annotated[int, Field(ge=1, le=100_000)]


@event()
@dataclass(frozen=True, slots=True)
class ContactsVerified:
    """The contacts of a seat were right."""

    seat: Seat


@event()
@dataclass(frozen=True, slots=True)
class ExitWalked:
    """Agencies walked an exit together."""

    exit: str
    agencies: tuple[Agency, ...]


@event()
@dataclass(frozen=True, slots=True)
class RadioSheetWritten:
    """The channels were agreed on."""

    version: int
    channels: tuple[Heard, ...]


@event()
@dataclass(frozen=True, slots=True)
class RadioSheetChecked:
    """Every channel was tried."""

    version: int


def verify_contacts(
    _board: Board, command: VerifyContacts, _act: Act
) -> Sequence[ContactsVerified]:
    """Verify the contacts of a seat, again and again."""
    return (ContactsVerified(command.seat),)


def walk_exit(board: Board, command: WalkExit, _act: Act) -> Sequence[ExitWalked]:
    """Walk an exit of this station, together."""
    if board.place is not None and command.exit not in {each.id for each in board.place.exits}:
        raise Unknown("exit", command.exit)
    walked = tuple(each for each in Agency if each in command.agencies)
    if len(walked) < 2:
        raise Refused("a walk needs two agencies", exit=command.exit)
    return (ExitWalked(command.exit, walked),)


def write_radio_sheet(
    board: Board, command: WriteRadioSheet, _act: Act
) -> Sequence[RadioSheetWritten]:
    """Write the next version, one channel for each agency that has one."""
    agencies = [each.agency for each in command.channels]
    if len(set(agencies)) < max(2, len(agencies)):
        raise Refused("a radio sheet names two agencies, each once", named=agencies)
    channels = tuple(Heard(each.agency, words_of(each.channel)) for each in command.channels)
    sheet = board[PANEL].radio
    if sheet is not None and sheet.channels == channels:
        raise Refused("nothing has changed", version=sheet.version)
    return (RadioSheetWritten(1 if sheet is None else sheet.version + 1, channels),)


def check_radio_sheet(
    board: Board, command: CheckRadioSheet, _act: Act
) -> Sequence[RadioSheetChecked]:
    """Check the version in force, and no older one."""
    sheet = board[PANEL].radio
    if sheet is None:
        raise Refused("there is no radio sheet")
    if sheet.version != command.version:
        raise Refused("the radio sheet has changed", version=sheet.version)
    return (RadioSheetChecked(sheet.version),)


def _fold(liaison: Liaison, entry: Entry) -> Liaison:
    day = day_of(entry.occurred_at)
    looked = Looked(entry.by.who, day)
    match entry.event:
        case ContactsVerified(seat=seat):
            return replace(liaison, contacts={**liaison.contacts, seat: looked})
        case ExitWalked(exit=exit_id, agencies=agencies):
            return replace(liaison, walks={**liaison.walks, exit_id: Walk(agencies, day)})
        case RadioSheetWritten(version=version, channels=channels):
            return replace(liaison, radio=RadioSheet(version, channels))
        case RadioSheetChecked() if liaison.radio is not None:
            return replace(liaison, radio=replace(liaison.radio, checked=looked))
        case _:
            return liaison


def _show(liaison: Liaison) -> dict[str, Any]:
    shown: dict[str, Any] = whole(liaison)
    return shown


PANEL: Panel[Liaison] = Panel(
    name="liaison",
    empty=Liaison(),
    events=(ContactsVerified, ExitWalked, RadioSheetWritten, RadioSheetChecked),
    fold=_fold,
    show=_show,
)
COMMANDS: Final = guarded(
    {
        VerifyContacts: verify_contacts,
        WalkExit: walk_exit,
        WriteRadioSheet: write_radio_sheet,
        CheckRadioSheet: check_radio_sheet,
    }
)
