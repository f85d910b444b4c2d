"""Know which days are like no weekday: public holidays, and weekends that are worked for them.

They are facts with a source, the State Council's notice of the year, read from one TOML file that
an installation may replace. A year without a notice is gone by its weekdays alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.usual import Day
from metro_flow.watch.outlook import plain_calendar
from stations.profile.toml_file import Table, parse_toml, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Text = Annotated[str, Field(min_length=1)]
# Longer than any that was ever announced; a slip of a digit is longer.
LONGEST = timedelta(days=15)
WORKED_ZH, WORKED_EN = "调休上班", "a weekend that is worked"


class HolidayTable(Table):
    """One holiday with the weekends that lie in it."""

    name_zh: Text
    name_en: Text
    first: date
    last: date


class YearTable(Table):
    """One year's notice."""

    year: int
    source: Text
    worked_weekends: list[date] = Field(default_factory=list)
    holidays: list[HolidayTable] = Field(default_factory=list)


class HolidayFile(Table):
    """A whole holidays.toml."""

    years: list[YearTable]


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says, and who said so."""

    day: date
    kind: str
    name_zh: str
    name_en: str
    source: str


def read_holidays(path: Path) -> dict[date, SpecialDay]:
    """Read the special days by their date, or raise Malformed naming what is wrong."""
    file = parse_toml(read_text(path), HolidayFile, where=str(path))
    found: dict[date, SpecialDay] = {}
    faults = []
    for year in file.years:
        for special in _days(year):
            field = f"years[{year.year}]"
            if special.day.year != year.year:
                faults.append(Fault(field, special.day.isoformat(), f"a day of {year.year}"))
            if special.day in found:
                faults.append(Fault(field, special.day.isoformat(), "each day once"))
            found[special.day] = special
        faults += _faults(year)
    if faults:
        raise Malformed(*faults, where=str(path))
    return found


def kind_of(day: date, special: Mapping[date, SpecialDay]) -> Day:
    """Return what kind of day it is, for whoever asks what is usual."""
    known = special.get(day)
    plain, _ = plain_calendar(day)
    if known is None:
        return plain
    return Day(known.kind, plain.weekday, like=("rest", "workday"))


def shown(special: SpecialDay) -> dict[str, Any]:
    """Return a special day as tablets see it."""
    return {
        "day": special.day.isoformat(),
        "kind": special.kind,
        "name": {"zh": special.name_zh, "en": special.name_en},
        "source": special.source,
    }


def _days(year: YearTable) -> Iterator[SpecialDay]:
    for holiday in year.holidays:
        length = min(holiday.last - holiday.first, LONGEST).days
        for number in range(length + 1):
            day = holiday.first + timedelta(days=number)
            yield SpecialDay(day, "holiday", holiday.name_zh, holiday.name_en, year.source)
    for day in year.worked_weekends:
        yield SpecialDay(day, "workday", WORKED_ZH, WORKED_EN, year.source)


def _faults(year: YearTable) -> Iterator[Fault]:
    for holiday in year.holidays:
        field = f"years[{year.year}].holidays[{holiday.name_zh}]"
        if holiday.last < holiday.first:
            yield Fault(f"{field}.last", holiday.last.isoformat(), "no earlier than its first day")
        if holiday.last - holiday.first > LONGEST:
            expected = f"at most {LONGEST.days} days after its first"
            yield Fault(f"{field}.last", holiday.last.isoformat(), expected)
    for day in year.worked_weekends:
        if day.weekday() < 5:
            expected = "a Saturday or a Sunday"
            yield Fault(f"years[{year.year}].worked_weekends", day.isoformat(), expected)
