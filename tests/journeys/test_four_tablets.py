"""Four tablets on a bad day: whatever is dropped, doubled, reloaded or killed, nothing is lost.

Hypothesis plays the bad day against a real server. At its end every tap has its answer, each
accepted tap stands in the book once, and all four tablets show what a fifth one sees that joins.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.real.product import Product
from tests.tablet import ServerAway, Tablet, Tap

CHIEFS = {
    "zhangwei": "station-master",
    "chenjun": "transit-police",
    "zhaolei": "local-police",
    "xujing": "street",
}
# 2,000 steps in the suite, 100,000 under `run.py bench`.
STEPS = int(os.environ.get("METRO_FLOW_TABLET_STEPS", "2000"))
STEPS_A_DAY = 100
AWAY = (requests.RequestException, ServerAway)

who = st.sampled_from(sorted(CHIEFS))
words = st.text(alphabet="站厅很挤请加派人手 abc", min_size=1, max_size=30).filter(str.strip)


class BadDay(RuleBasedStateMachine):
    """One day of four tablets; the server is shared by all days, its book goes on."""

    server: Product

    def __init__(self) -> None:
        super().__init__()
        self.tablets: dict[str, Tablet] = {}

    @initialize()
    def arrive(self) -> None:
        for name in CHIEFS:
            self.tablets[name] = a_tablet(self.server, name)

    @rule(name=who, said=words)
    def write_a_note(self, name: str, said: str) -> None:
        self._tap(name, "WriteNote", words=said)

    @rule(name=who)
    def sit_down(self, name: str) -> None:
        seat = CHIEFS[name]
        body = {"lines": [], "exits": [], "leading": False, "deputy": False}
        self._tap(name, "TakeSeat", seat=seat, **body)

    @rule(name=who, step=st.integers(1, 3))
    def judge_by_eye(self, name: str, step: int) -> None:
        self._tap(name, "EstimateByEye", zone="unpaid", step=step)

    @rule(name=who, to=st.sampled_from(["three", "two", "one"]))
    def order_a_level(self, name: str, to: str) -> None:
        seen = self.tablets[name].panels["response"]["level"]
        self._tap(name, "OrderLevel", to=to, seen=seen)

    @rule(name=who, said=words)
    def tap_and_lose_the_answer(self, name: str, said: str) -> None:
        """Post, forget that it was answered, and let the outbox post it again."""
        tablet = self.tablets[name]
        tap = self._tap(name, "WriteNote", words=said)
        if tap in tablet.answered:
            tablet.answered.remove(tap)
            tablet.outbox.append(tap)

    @rule(name=who)
    def sleep(self, name: str) -> None:
        self.tablets[name].disconnect()

    @rule(name=who)
    def wake(self, name: str) -> None:
        tablet = self.tablets[name]
        tablet.disconnect()
        tablet.connect()
        self._post(tablet)

    @rule(name=who)
    def reload(self, name: str) -> None:
        """Close the browser and open it: only the outbox was kept."""
        before = self.tablets[name]
        before.disconnect()
        after = a_tablet(self.server, name)
        after.outbox, after.answered = before.outbox, before.answered
        self.tablets[name] = after

    def teardown(self) -> None:
        """Hold the day to the promise."""
        for tablet in self.tablets.values():
            tablet.disconnect()
            tablet.connect()
            tablet.post_until_answered(seconds=20)
        agree(list(self.tablets.values()))
        taps = [tap for tablet in self.tablets.values() for tap in tablet.answered]
        check_kept(self.server, taps)
        for tablet in self.tablets.values():
            tablet.disconnect()

    def _tap(self, name: str, kind: str, **body: object) -> Tap:
        tablet = self.tablets[name]
        tap = tablet.tap(kind, **body)
        self._post(tablet)
        return tap

    def _post(self, tablet: Tablet) -> None:
        try:
            tablet.post()
        except AWAY:
            assert tablet.outbox, "a tap left the outbox without its answer"


def a_tablet(server: Product, name: str) -> Tablet:
    tablet = Tablet(server.address, name)
    tablet.sign_in()
    tablet.connect()
    return tablet


def agree(tablets: list[Tablet]) -> None:
    """Wait until every tablet shows what one sees that joins now; fail with the difference."""
    for tablet in tablets:
        tablet.wait_for(lambda each: each.seq >= tablets[0].snapshot()["seq"])
        now = tablet.snapshot()
        if tablet.seq == now["seq"]:
            assert tablet.panels == now["panels"], f"{tablet.name} shows another room"


def check_kept(server: Product, taps: list[Tap]) -> None:
    """Hold the book to what was answered: each accepted tap once, no number missing."""
    asker = Tablet(server.address, "zhangwei")
    asker.sign_in()
    entries, before = [], None
    while True:
        query = {} if before is None else {"before": before}
        page = asker.get("/rooms/station/0243/entries", limit=200, **query)
        entries = page["entries"] + entries
        if not page["more"]:
            break
        before = entries[0]["seq"]
    seqs = [entry["seq"] for entry in entries]
    assert seqs == list(range(1, len(seqs) + 1))
    written = Counter(entry["ref"] for entry in entries if entry["ref"])
    for tap in taps:
        assert tap.status in (200, 409), f"{tap.kind} was answered {tap.status}: {tap.answer}"
        expected = len(tap.answer["seqs"]) if tap.status == 200 else 0
        assert written[tap.ref] == expected, f"{tap.kind} stands {written[tap.ref]} times"


# It is the steps that count; a busy machine takes longer over them.
@pytest.mark.timeout(900)
def test_four_tablets_agree_after_a_bad_day_and_nothing_is_lost_or_doubled() -> None:
    with tempfile.TemporaryDirectory(prefix="bad-day-") as folder:
        server = Product(Path(folder), "--surge", "0", "--speed", "1")
        server.start()

        class OneBadDay(BadDay):
            @rule(dice=st.integers(0, 24))
            def kill_the_server(self, dice: int) -> None:
                """Seldom, because a start takes seconds."""
                if dice == 17:
                    server.kill()
                    server.start()

        OneBadDay.server = server
        try:
            run_state_machine_as_test(
                OneBadDay,
                settings=settings(
                    max_examples=max(1, STEPS // STEPS_A_DAY),
                    stateful_step_count=STEPS_A_DAY,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            server.stop()
