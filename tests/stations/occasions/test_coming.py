"""What the watch forecasts by is the district's calendar of the day, as it stands when asked."""

from datetime import timedelta

from stations.occasions.coming import calendar_of
from stations.occasions.occasion import CallOffOccasion
from tests.stations.occasions.test_occasion import ENDS, KNOWN, STARTS, a_concert, ask
from tests.stations.occasions.test_occasion import room as room


def test_the_day_of_an_occasion_brings_its_people_to_the_stations_it_touches(room):
    calendar = calendar_of(lambda: room.board, KNOWN, {})
    ask(room, a_concert())

    kind, coming = calendar(STARTS.date())

    assert (kind.kind, kind.weekday) == ("workday", STARTS.weekday())
    assert [each.station for each in coming] == ["0243", "0244"]
    assert {(each.starts, each.ends, each.attendance) for each in coming} == {(STARTS, ENDS, 6_000)}


def test_another_day_and_an_occasion_called_off_bring_nobody(room):
    calendar = calendar_of(lambda: room.board, KNOWN, {})
    ask(room, a_concert())

    assert calendar(STARTS.date() - timedelta(days=1))[1] == []
    ask(room, CallOffOccasion("o1", "暴雨"))
    assert calendar(STARTS.date())[1] == []
