"""What the journey through a joint drill needs: four chiefs and those who make the exercise."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
from playwright.sync_api import BrowserContext, Locator, expect

from tests.journeys.chief import PATIENCE_MS, PATIENCE_S, Chief
from tests.journeys.desk import Desk
from tests.real.product import Product

STATION = "0243"
# The script's first colour comes by figures after about seventeen minutes of the drill.
ORANGE_IS_NEAR = timedelta(minutes=17, seconds=30)


class Maker(Chief):
    """Somebody who makes the exercise, before the pages of drills."""

    def hold_button(self, button: Locator) -> None:
        """Hold a button until it says that it may be let go."""
        button.hover()
        self.page.mouse.down()
        expect(button).to_contain_text("松手")
        self.page.mouse.up()


class DrillDay:
    """One joint drill at 静安寺, from its planning on."""

    def __init__(self, server: Product, album: Path, *, give: Callable[[], BrowserContext]):
        self.desk = Desk(server.address)
        self.album = album
        self.name = ""
        self.master = Chief("station-master", server.port)
        self.transit = Chief("transit-police", server.port)
        self.local = Chief("local-police", server.port)
        self.street = Chief("street", server.port)
        self.coordinator = Maker("coordinator", server.port)
        self.officer = Maker("district-officer", server.port)
        self.evaluator = Maker("evaluator", server.port)
        for each in (*self, self.coordinator, self.officer, self.evaluator):
            each.take(give())

    def __iter__(self) -> Iterator[Chief]:
        return iter((self.master, self.transit, self.local, self.street))

    @property
    def room(self) -> str:
        """The path of the drill's room."""
        return f"/room/drill/{self.name}/{STATION}"

    @property
    def page(self) -> str:
        """The path of the drill's own page."""
        return f"/drills/{self.name}"

    def picture(self, who: Chief, name: str) -> None:
        """Keep what somebody's glass shows."""
        who.take_picture(self.album / f"{name}.png")

    def pass_time_until_orange_is_near(self) -> None:
        """Let the drill run until its crowd is about to bring a colour, and then go as in life."""
        began = self.desk.now()
        self.desk.turn_clock(60)
        self.desk.wait_until(began + ORANGE_IS_NEAR - timedelta(minutes=2))
        self.desk.turn_clock(12)
        self.desk.wait_until(began + ORANGE_IS_NEAR)

    def wait_for_stage(self, stage: str) -> None:
        """Wait until the calendar says that the drill has come so far."""
        deadline = time.monotonic() + PATIENCE_S
        while (found := self.desk.drill(self.name)["stage"]) != stage:
            assert time.monotonic() < deadline, f"the drill is {found}, not {stage}"
            time.sleep(0.2)

    def download(self, who: Chief, words: str) -> Path:
        """Press a link that gives a file, and return where it lies."""
        with who.page.expect_download(timeout=PATIENCE_MS) as given:
            who.page.get_by_role("link", name=words, exact=True).click()
        where = self.album / f"drill-report{Path(given.value.suggested_filename).suffix}"
        given.value.save_as(where)
        return where

    def pages_of(self, report: Path) -> list[str]:
        """Keep each page of a PDF as a picture, and return the text that stands on each."""
        texts = []
        for number, page in enumerate(pypdfium2.PdfDocument(report), start=1):
            picture = page.render(scale=1.4).to_pil()
            picture.save(self.album / f"drill-report-{number}.png")
            texts.append(re.sub(r"\s+", "", page.get_textpage().get_text_range()))
        return texts
