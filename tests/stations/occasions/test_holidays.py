"""A holiday is no weekday, a worked weekend is a workday, and both say who announced them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from metro_flow.errors import Malformed
from metro_flow.settings import Settings
from stations.occasions.holidays import kind_of, read_holidays
from tests.a_house import a_house

SPECIAL = read_holidays(Path(Settings().holidays))
YEAR = """
[[years]]
year = 2027
source = "国办发明电〔2026〕9号"
"""


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        pytest.param(date(2026, 2, 17), "holiday", id="Spring Festival, a Tuesday"),
        pytest.param(date(2026, 10, 4), "holiday", id="a Sunday within National Day"),
        pytest.param(date(2026, 9, 20), "workday", id="a Sunday that is worked"),
        pytest.param(date(2026, 10, 11), "rest", id="a Sunday like any other"),
        pytest.param(date(2026, 10, 8), "workday", id="the first day after the holidays"),
        pytest.param(date(2015, 4, 1), "workday", id="the real day, a Wednesday"),
        pytest.param(date(2015, 4, 6), "holiday", id="Qingming of that week, a Monday"),
        pytest.param(date(2031, 10, 1), "workday", id="a year without a notice"),
    ],
)
def test_what_kind_of_day_it_is(day: date, kind: str) -> None:
    assert kind_of(day, SPECIAL).kind == kind


def test_a_holiday_that_nobody_has_seen_is_like_a_day_of_rest() -> None:
    assert kind_of(date(2026, 10, 1), SPECIAL).like == ("rest", "workday")


def test_every_special_day_names_its_notice() -> None:
    assert all(each.source for each in SPECIAL.values())
    assert SPECIAL[date(2026, 2, 17)].source == "国办发明电〔2025〕7号"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            YEAR + "worked_weekends = [2027-02-03]",
            "years[2027].worked_weekends: '2027-02-03' is wrong; a Saturday or a Sunday",
            id="a Wednesday",
        ),
        pytest.param(
            YEAR + "worked_weekends = [2026-02-14]",
            "years[2027]: '2026-02-14' is wrong; a day of 2027",
            id="another year's day",
        ),
        pytest.param(
            YEAR
            + "[[years.holidays]]\nname_zh='春节'\nname_en='SF'\n"
            + "first=2027-02-05\nlast=2027-02-01",
            "years[2027].holidays[春节].last: '2027-02-01' is wrong; no earlier than its first day",
            id="backwards",
        ),
        pytest.param(
            YEAR + "worked_weekends = [2027-02-20, 2027-02-20]",
            "years[2027]: '2027-02-20' is wrong; each day once",
            id="twice",
        ),
    ],
)
def test_a_notice_that_cannot_be_is_refused_by_name(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "holidays.toml").write_text(text, encoding="utf-8")

    with pytest.raises(Malformed) as refused:
        read_holidays(tmp_path / "holidays.toml")

    assert [str(each) for each in refused.value.faults] == [fault]


def test_the_calendar_tells_the_days_ahead(tmp_path: Path) -> None:
    opened = a_house(tmp_path)

    told = opened.signed_in("zhangwei").get("/district/occasions", station="0243").json["days"]

    # The house's clock stands on the first of April 2015.
    assert [each["day"] for each in told[:3]] == ["2015-04-04", "2015-04-05", "2015-04-06"]
    assert told[0]["name"]["zh"] == "清明节"
    assert told[0]["source"].startswith("国办发明电〔2014〕28号")
