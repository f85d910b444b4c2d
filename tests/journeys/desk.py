"""The desk beside the journey: turns the demo's clock and reads the room's book over HTTP."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Any

import requests

ROOM = "station/0243"
PAGE = 200
PATIENCE_S = 30

Book = list[dict[str, Any]]


class Desk:
    """The district's duty officer, who sees every room and orders in none."""

    def __init__(self, address: str) -> None:
        self._api = f"{address}/api"
        self._web = requests.Session()
        self._web.headers.update({"X-Metro-Flow": "1", "Origin": address})
        self._post("/session", name="hetao", password="metro-demo")

    def turn_clock(self, speed: int) -> None:
        """Let room time stand, or go once, twelve or sixty times as fast as life."""
        self._post("/demo/clock", speed=speed)

    def now(self) -> datetime:
        """Return the room's time."""
        return datetime.fromisoformat(self.room()["clock"]["now"])

    def wait_until(self, moment: datetime) -> None:
        """Wait until the room's clock shows a moment."""
        deadline = time.monotonic() + PATIENCE_S
        while (now := self.now()) < moment:
            assert time.monotonic() < deadline, f"the room's clock stands at {now}"
            time.sleep(0.2)

    def room(self, name: str = ROOM) -> dict[str, Any]:
        """Return a room as somebody sees it who joins now."""
        room: dict[str, Any] = self._get(f"/rooms/{name}")
        return room

    def drill(self, name: str) -> dict[str, Any]:
        """Return what the calendar says of a drill."""
        drill: dict[str, Any] = self._get(f"/drills/{name}")["drill"]
        return drill

    def book(self) -> Book:
        """Return every entry of the room, the first one first."""
        entries: Book = []
        more = True
        while more:
            before = {"before": entries[0]["seq"]} if entries else {}
            page = self._get(f"/rooms/{ROOM}/entries", limit=PAGE, **before)
            entries = page["entries"] + entries
            more = page["more"]
        return entries

    def _get(self, path: str, **query: int) -> Any:
        answer = self._web.get(self._api + path, params=query, timeout=PATIENCE_S)
        answer.raise_for_status()
        return answer.json()

    def _post(self, path: str, **body: Any) -> None:
        self._web.post(self._api + path, json=body, timeout=PATIENCE_S).raise_for_status()


def check_no_number_missing(book: Book) -> None:
    """Hold the book to its numbers: from one on, each once."""
    assert [entry["seq"] for entry in book] == list(range(1, len(book) + 1))


def check_each_tap_once(book: Book, taps: dict[str, str]) -> None:
    """Hold the book to the taps of all tablets: each is in it, written in one go."""
    seqs: dict[str, list[int]] = {ref: [] for ref in taps}
    for entry in book:
        if entry["ref"] in seqs:
            seqs[entry["ref"]].append(entry["seq"])
    lost = sorted(taps[ref] for ref, each in seqs.items() if not each)
    assert not lost, f"tapped and not in the book: {lost}"
    own = {entry["ref"] for entry in book if str(entry["by"]["device"]).startswith("t-")}
    assert own == set(taps), "the book holds what nobody tapped"
    twice = sorted(taps[ref] for ref, each in seqs.items() if _in_two_goes(each))
    assert not twice, f"written in two goes: {twice}"


def _in_two_goes(seqs: list[int]) -> bool:
    return any(later - earlier != 1 for earlier, later in pairwise(seqs))


def check_nothing_doubled(book: Book) -> None:
    """Hold the book to its deeds: nobody says the same of the same step, call or alert twice."""
    said = Counter(
        (entry["kind"], entry["by"]["who"], repr(sorted(entry["body"].items())))
        for entry in book
        if entry["by"]["device"] and entry["by"]["seat"] and entry["ref"]
    )
    doubled = [deed for deed, times in said.items() if times > 1]
    assert not doubled, f"said twice: {doubled}"


def colours_of(book: Book, *, zone: str, rule: str) -> list[str]:
    """Return the colours that one rule gave one zone, in the order of the book."""
    raised = [
        entry
        for entry in book
        if entry["kind"] == "AlertRaised"
        and (entry["body"]["zone"], entry["body"]["rule"]["id"]) == (zone, rule)
    ]
    ids = {f"a{entry['seq']}" for entry in raised}
    turned = [
        entry for entry in book if entry["body"].get("alert") in ids and "was" in entry["body"]
    ]
    return [entry["body"]["colour"] for entry in [*raised, *turned]]
