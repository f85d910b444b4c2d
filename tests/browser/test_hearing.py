"""The socket may lose, double or change places; what stands on the glass is the book's order."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import WebSocketRoute, expect

from tests.browser.tablets import Tablets, look_only, write_note

Hand = Callable[[str], None]


def test_an_entry_that_was_lost_is_noticed_and_shown_all_the_same(tablets: Tablets) -> None:
    police = tablets.of("chenjun", meddle=meddling(lambda _word, _hand: None))
    look_only(police)
    master = tablets.on_shift("zhangwei")

    write_note(master, "线上丢了的一条")

    expect(police.locator(".log-row")).to_contain_text("线上丢了的一条")


def test_an_entry_heard_twice_stands_once_in_the_log(tablets: Tablets) -> None:
    police = tablets.of("chenjun", meddle=meddling(twice))
    look_only(police)
    master = tablets.on_shift("zhangwei")

    write_note(master, "听到两遍的一条")
    expect(police.locator(".log-row")).to_contain_text("听到两遍的一条")
    police.get_by_role("button", name="全部记录").click()

    expect(police.locator(".log li", has_text="听到两遍的一条")).to_have_count(1)


def test_entries_that_change_places_stand_in_the_book_s_order(tablets: Tablets) -> None:
    police = tablets.of("chenjun", meddle=meddling(in_pairs_backwards()))
    look_only(police)
    master = tablets.on_shift("zhangwei")

    for words in ("先写的一条", "后写的一条"):
        write_note(master, words)
        expect(master.locator(".log-row")).to_contain_text(words)
    expect(police.locator(".log-row")).to_contain_text("后写的一条")
    police.get_by_role("button", name="全部记录").click()

    newest_first = [
        row for row in police.locator(".log li").all_text_contents() if "写的一条" in row
    ]
    assert ["后写的一条" in newest_first[0], "先写的一条" in newest_first[1]] == [True, True]


def meddling(pass_on: Callable[[str, Hand], None]) -> Callable[[WebSocketRoute], None]:
    """Return what sits between a page and the server and handles each entry its own way."""

    def meddle(page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        page.on_message(server.send)

        def told(word: str | bytes) -> None:
            if isinstance(word, str) and word.startswith('42["entry"'):
                pass_on(word, page.send)
            else:
                page.send(word)

        server.on_message(told)

    return meddle


def twice(word: str, hand: Hand) -> None:
    """Tell everything two times."""
    hand(word)
    hand(word)


def in_pairs_backwards() -> Callable[[str, Hand], None]:
    """Hold each first entry back until the next one was told."""
    held: list[str] = []

    def pass_on(word: str, hand: Hand) -> None:
        if held:
            hand(word)
            hand(held.pop())
        else:
            held.append(word)

    return pass_on
