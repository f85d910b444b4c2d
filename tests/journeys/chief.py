"""A chief before a tablet, in the words of the room: what is pressed, and what the glass shows."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

# Long enough for a machine that does ten other things; nothing is judged by how long it took.
PATIENCE_S = 90
PATIENCE_MS = PATIENCE_S * 1000
ROOM = "/room/station/0243"
PASSWORD = "metro-demo"
# As many as every tablet has: a joined one starts with the newest fifty.
LOG_LINES = 40

NAMES = {
    "station-master": "zhangwei",
    "transit-police": "chenjun",
    "local-police": "zhaolei",
    "street": "xujing",
    "district-officer": "hetao",
    "coordinator": "linna",
    "evaluator": "mayun",
}


@dataclass(frozen=True, slots=True)
class Glass:
    """The words of every part of the room that is the same for all four seats."""

    headline: list[str]
    seats: list[str]
    steps: list[str]
    last: list[str]
    log: list[str]


class Chief:
    """One chief with one tablet; `taps` is every act that the tablet ever tried to send."""

    def __init__(self, seat: str, port: int) -> None:
        self.name = NAMES[seat]
        self.address = f"http://{seat}.localhost:{port}"
        self.taps: dict[str, str] = {}

    def take(self, tablet: BrowserContext) -> None:
        """Hold a tablet in the hands."""
        tablet.set_default_timeout(PATIENCE_MS)
        tablet.on("request", self._watch)
        self.tablet = tablet
        self.page: Page = tablet.pages[0] if tablet.pages else tablet.new_page()
        self._install()

    def open(self, path: str = ROOM) -> None:
        """Go to a page and wait for it, or for its sign-in."""
        self.page.goto(self.address + path)
        expect(self.page.locator("#page > *").first).to_be_visible(timeout=PATIENCE_MS)

    def sign_in(self) -> None:
        """Sign in by name and password."""
        self.page.get_by_label("登录名").fill(self.name)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.press("进入")
        expect(self.page.locator(".signin")).to_be_hidden(timeout=PATIENCE_MS)

    def start_shift(self, words: str = "开始值班") -> None:
        """Start the shift, and enter though a tablet in a test cannot prove everything."""
        self.press(words)
        entered = ".room:not(:has(.shift)), .shift button:has-text('进入联动室')"
        expect(self.page.locator(entered).first).to_be_visible()
        if self.page.locator(".shift").count():
            self.press("进入联动室")
        expect(self.page.locator(".seat.mine")).not_to_contain_text("空缺")

    # What is pressed.

    def press(self, words: str) -> None:
        """Press the one button that says these words."""
        self.page.get_by_role("button", name=words, exact=True).click()

    def hold(self, words: str) -> None:
        """Hold the button in the bar until it is ready, and let go."""
        button = self.page.locator(".bar .hold", has_text=words)
        button.hover()
        self.page.mouse.down()
        expect(self.page.locator(".bar .hold.ready")).to_be_visible()
        self.page.mouse.up()
        expect(button).to_be_hidden()

    def acknowledge(self, colour: str) -> None:
        """Say of every alert of this colour that one has received it, naming what one saw."""
        received = re.compile(f"收到\\s*{colour}·\\d+号")
        waiting = self.page.locator("button.main", has_text=received)
        expect(waiting.first).to_be_visible(timeout=PATIENCE_MS)
        while waiting.count():
            named = re.search(r"\d+号", waiting.first.inner_text())
            assert named is not None
            self._press_away(waiting.filter(has_text=named[0]))

    def answer_call(self) -> None:
        """Say that one has heard the call."""
        self._press_away(self._my_call().get_by_role("button", name="应答", exact=True))

    def set_out(self, minutes: int) -> None:
        """Promise to be there in so many minutes."""
        self._my_call().get_by_role("button", name="出发", exact=True).click()
        self._press_away(self.page.get_by_role("button", name=f"{minutes}分钟", exact=True))

    def arrive(self) -> None:
        """Say that one has come."""
        self._press_away(self._my_call().get_by_role("button", name="到位", exact=True))

    def next_of(self, step: str, words: str) -> None:
        """Press a step's one large button, which must say these words."""
        self._press_away(self._step(step).get_by_role("button", name=words, exact=True))

    def carry_out(self, step: str) -> None:
        """Bring a step of one's own from 收到 to 完成."""
        for words in ("收到", "出发", "到位", "完成"):
            self.next_of(step, words)
        expect(self._step(step)).to_be_hidden()

    def write_note(self, words: str) -> None:
        """Write something down for everyone."""
        self.page.locator(".bar").get_by_role("button", name="记一笔").click()
        self.page.get_by_role("textbox").fill(words)
        self.press("记下")

    def choose(self, tab: str) -> None:
        """Look at one's own tasks, at what one waits for, or at all."""
        self.page.locator(".tasks .tabs button", has_text=tab).click()

    def confirm_red(self) -> None:
        """Say of every red on supposed numbers that one has looked, and that it is so."""
        looks = self.page.locator("[data-task^='look ']")
        while looks.count():
            name = looks.first.get_attribute("data-task")
            look = self.page.locator(f"[data-task='{name}']")
            look.get_by_role("button", name="属实", exact=True).click()
            expect(look).to_be_hidden()

    def turn_tablet(self, width: int, height: int) -> None:
        """Hold the tablet another way, or sit before another screen."""
        # A shift fills the screen, and a window that does cannot be given another size.
        self.page.evaluate("document.fullscreenElement && document.exitFullscreen()")
        self.page.set_viewport_size({"width": width, "height": height})

    # What the glass shows.

    def sees(self, *words: str) -> None:
        """Wait until the band at the top says these words."""
        for each in words:
            expect(self.page.locator(".band")).to_contain_text(each, timeout=PATIENCE_MS)

    def sees_seat(self, seat: str, *words: str) -> None:
        """Wait until the row of seats says these words of one seat."""
        for each in words:
            cell = self.page.locator(".seat", has_text=seat)
            expect(cell).to_contain_text(each, timeout=PATIENCE_MS)

    def sees_step(self, step: str) -> None:
        """Wait until a step stands among one's own tasks."""
        expect(self._step(step)).to_be_visible(timeout=PATIENCE_MS)

    def sees_on_the_wall(self, *words: str) -> None:
        """Wait until the district's wall says these words."""
        for each in words:
            expect(self.page.locator(".district")).to_contain_text(each, timeout=PATIENCE_MS)
        expect(self.page.locator(".district-clock")).not_to_contain_text("离线")

    def sees_clock_at(self, speed: str) -> None:
        """Wait until the clock says how fast it goes."""
        expect(self.page.locator(".topline")).to_contain_text(speed, timeout=PATIENCE_MS)

    def sees_the_curve(self) -> None:
        """Wait until the curve of the day is drawn."""
        curve = self.page.locator("path.curve-in")
        expect(curve).to_have_attribute("d", re.compile("L"), timeout=PATIENCE_MS)

    def sees_bar(self, *words: str) -> None:
        """Wait until the calm bar about the line says these words."""
        for each in words:
            expect(self.page.locator(".link-bar")).to_contain_text(each, timeout=PATIENCE_MS)

    def sees_the_book_whole(self, seq: int) -> None:
        """Wait until everything is sent and the book is read up to an entry."""
        book = self.page.locator(".topline-book")
        expect(book).to_have_text(f"✓{seq}", timeout=PATIENCE_MS)

    def sees_all_sent(self) -> None:
        """Wait until the line is back and nothing waits to be sent."""
        expect(self.page.locator(".link-bar")).to_be_hidden(timeout=PATIENCE_MS)
        expect(self.page.locator(".topline-book")).to_contain_text("✓", timeout=PATIENCE_MS)

    def sees_in_the_log(self, words: str) -> None:
        """Wait until the last entry of the book says these words."""
        expect(self.page.locator(".log-row")).to_contain_text(words, timeout=PATIENCE_MS)

    def head(self) -> str:
        """Return the beginning of the newest entry's seal, as the top line bears it."""
        return self.page.locator(".topline-book").get_attribute("title") or ""

    def glass(self) -> Glass:
        """Return the words that must be the same for all four seats."""
        self.choose("全部")
        steps = self.page.locator("[data-task^='step ']").evaluate_all(STATE_OF_STEPS)
        self.choose("待办")
        return Glass(
            headline=self._words(".band-what, .band-level"),
            seats=self._words(".seat-words"),
            steps=sorted(" ".join(step.split()) for step in steps),
            last=self._words(".log-row p, .unseen-by"),
            log=self._log(),
        )

    def take_picture(self, where: Path) -> None:
        """Keep what the glass shows now."""
        self.page.screenshot(path=where, animations="disabled")

    # Inside.

    def _install(self) -> None:
        """Let the tablet keep what it is told to, as one with the page on its home screen does."""
        session = self.tablet.new_cdp_session(self.page)
        target = session.send("Target.getTargetInfo")["targetInfo"]
        kept = {"permissions": ["durableStorage", "wakeLockScreen"], "origin": self.address}
        session.send(
            "Browser.grantPermissions", {**kept, "browserContextId": target["browserContextId"]}
        )

    def has_kept_the_shell(self) -> None:
        """Wait until the room would open again without a line."""
        kept = "caches.match('/shell/room').then((kept) => kept !== undefined)"
        deadline = time.monotonic() + PATIENCE_S
        # Polled here: a function that promises its answer is taken at once by what waits in pages.
        while not self.page.evaluate(kept):
            assert time.monotonic() < deadline, "the room would not open again without a line"
            self.page.wait_for_timeout(100)

    def _my_call(self) -> Locator:
        return self.page.locator("[data-task^='call '] .task:not(.not-mine)")

    def _step(self, title: str) -> Locator:
        return self.page.locator("[data-task^='step ']").filter(
            has=self.page.get_by_role("heading", name=title, exact=True)
        )

    def _press_away(self, button: Locator) -> None:
        """Press a button that makes way to 发送中, and see it gone before pressing anything."""
        button.click()
        expect(button).to_be_hidden()

    def _words(self, selector: str) -> list[str]:
        return [" ".join(each.split()) for each in self.page.locator(selector).all_inner_texts()]

    def _log(self) -> list[str]:
        self.press("全部记录›")
        lines = self._words(".log li")
        self.press("关闭")
        return lines[:LOG_LINES]

    def _watch(self, request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/acts"):
            act = request.post_data_json or {}
            self.taps[act["ref"]] = act["kind"]


# Title, state and times of every step's card; one's own also bears a button and words to say.
STATE_OF_STEPS = """cards => cards.map(card =>
    [...card.querySelectorAll("h3, .badge, .task-due, .chip")]
        .map(each => each.innerText).join(" "))"""
