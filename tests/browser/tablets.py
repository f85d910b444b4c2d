"""Opens the pages as people do: sign in by name, start a shift, tap what is on the glass."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import (
    APIRequestContext,
    Browser,
    BrowserContext,
    Locator,
    Page,
    StorageState,
    ViewportSize,
    WebSocketRoute,
    expect,
)

LANDSCAPE: ViewportSize = {"width": 1180, "height": 820}
PORTRAIT: ViewportSize = {"width": 820, "height": 1180}
WALL: ViewportSize = {"width": 1920, "height": 1080}
PHONE: ViewportSize = {"width": 390, "height": 844}
ROOM = "/room/station/0243"
PASSWORD = "metro-demo"
# A busy machine folds, draws and answers slowly; how slowly proves nothing.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass(slots=True)
class Tablets:
    """Every tablet of one test: each has cookies, a store and an outbox of its own."""

    browser: Browser
    address: str
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def blank(
        self,
        size: ViewportSize = LANDSCAPE,
        *,
        language: str = "zh",
        theme: str = "light",
        signed_in: StorageState | None = None,
    ) -> Page:
        """Return a tablet on which nobody has signed in yet."""
        context = self.browser.new_context(viewport=size, storage_state=signed_in)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(
            f"localStorage.setItem('language', '{language}');"
            f"localStorage.setItem('theme', '{theme}')"
        )
        self._contexts.append(context)
        return self.another_tab(context)

    def another_tab(self, context: BrowserContext) -> Page:
        """Return one more tab of the same tablet."""
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def of(
        self,
        name: str,
        path: str = ROOM,
        *,
        size: ViewportSize = LANDSCAPE,
        language: str = "zh",
        theme: str = "light",
        meddle: Callable[[WebSocketRoute], None] | None = None,
    ) -> Page:
        """Return the tablet of somebody who has signed in, with a page open."""
        signed_in = self._signed_in(name)
        page = self.blank(size, language=language, theme=theme, signed_in=signed_in)
        if meddle is not None:
            page.route_web_socket(re.compile("/socket.io/"), meddle)
        page.goto(f"{self.address}{path}")
        return page

    def asking(self, name: str) -> APIRequestContext:
        """Return somebody signed in who asks without a page, for what another test tries on it."""
        context = self.browser.new_context(storage_state=self._signed_in(name))
        self._contexts.append(context)
        return context.request

    def on_shift(self, name: str, *, size: ViewportSize = LANDSCAPE) -> Page:
        """Return the tablet of a chief who has started the shift and sits in the seat."""
        page = self.of(name, size=size)
        start_shift(page)
        expect(page.locator(".seat.mine .seat-name b")).not_to_be_empty()
        return page

    def _signed_in(self, name: str) -> StorageState:
        """Sign somebody in without the glass, as another test tries that."""
        asked = self.browser.new_context()
        entering = {"name": name, "password": PASSWORD}
        asked.request.post(
            f"{self.address}/api/session", data=entering, headers={"X-Metro-Flow": "1"}
        )
        given = asked.storage_state()
        asked.close()
        return given

    def close(self) -> None:
        """Close every tablet."""
        for context in self._contexts:
            context.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in by name and password."""
    page.get_by_label("登录名").or_(page.get_by_label("Name")).fill(name)
    page.get_by_label("密码").or_(page.get_by_label("Password")).fill(password)
    page.locator("form button[type=submit]").click()
    expect(page.locator(".signin")).to_have_count(0)


def start_shift(page: Page) -> None:
    """Tap once to start, and once more where the tablet says what it could not prove."""
    card = page.locator(".shift-card")
    card.get_by_role("button", name="开始值班").click()
    enter = card.get_by_role("button", name="进入联动室")
    expect(enter.or_(page.locator(".room:not(:has(.shift-card))"))).to_be_visible()
    if enter.is_visible():
        enter.click()


def look_only(page: Page) -> None:
    """Put the start of a shift off, as somebody does who only reads."""
    page.locator(".shift-card").get_by_role("button").first.click()


def write_note(page: Page, words: str) -> None:
    """Write something down for everyone."""
    page.locator(".bar").get_by_role("button", name="记一笔").click()
    page.get_by_label("记什么").fill(words)
    page.get_by_role("button", name="记下").click()


def hold(button: Locator) -> None:
    """Press a button for longer than a second and let it go."""
    button.hover()
    button.page.mouse.down()
    expect(button).to_contain_text("松手")
    button.page.mouse.up()
