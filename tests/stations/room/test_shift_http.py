"""A sign-in lasts a shift, and longer while its room is in response."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from metro_flow.db import db, writing
from metro_flow.people.table import sign_ins
from tests.a_house import OpenHouse, a_house


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenHouse:
    """Open one house for all tests that change nothing in another's way."""
    return a_house(tmp_path_factory.mktemp("house"))


def end_all_shifts(opened: OpenHouse) -> None:
    """Let every sign-in have ended an hour ago."""
    long_ago = opened.house.clock.real() - timedelta(hours=1)
    with opened.app.app_context(), writing(db.engine) as connection:
        connection.execute(update(sign_ins).values(until=long_ago))


def test_a_shift_that_is_over_asks_for_the_pin(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    me = opened.signed_in("zhangwei")
    end_all_shifts(opened)

    lapsed = me.get("/session")
    me.post("/session/pin", {"pin": "2468"})

    assert lapsed.json == {
        "status": "not-signed-in",
        "reason": "the shift is over; enter the PIN",
    }
    assert me.get("/session").status_code == 200


def test_nobody_is_signed_out_of_a_room_in_response(tmp_path: Path) -> None:
    opened = a_house(tmp_path)
    me, guest = opened.signed_in("zhangwei"), opened.signed_in("songyu")
    me.act("TakeSeat", seat="station-master", leading=True)
    me.act("OrderLevel", to="three", seen=None)
    end_all_shifts(opened)

    assert me.get("/session").status_code == 200
    assert guest.get("/session").status_code == 401
