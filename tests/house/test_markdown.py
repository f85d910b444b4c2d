"""One sentence per line in Markdown, so that a change shows the sentence it changed."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.house.tree import said, text_of, tracked

# A full stop, then a blank, then something that begins a sentence.
SECOND_SENTENCE = re.compile(
    r"[a-z0-9)`”’\"*_][.!?][)”\"’*_]* +[*_`“\"(]*[A-Z一-鿿]|。[^」”』）)\s*_|]"
)
ABBREVIATIONS = re.compile(r"\b(?:e\.g|i\.e|vs|cf|No|St|Dr|Mr|Ms|approx|etc|al|Fig|p|pp)\. ")
NOT_PROSE = re.compile(r"^\s*(?:#|\||<|!\[|\[[^\]]+\]:|>|---|:::|$)")
ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)]) ")
SENTENCE_END = tuple(".!?:;…。！？：；)）”」`*_|>]")


def test_no_line_holds_two_sentences() -> None:
    wrong = said(
        f"{path}:{number} {line.strip()}"
        for path, number, line in prose()
        if SECOND_SENTENCE.search(ABBREVIATIONS.sub(" ", code_removed(ITEM.sub("", line))))
    )

    assert not wrong, f"one sentence per line:\n{wrong}"


def test_no_sentence_is_broken_over_lines() -> None:
    wrong = []

    for (path, number, line), (next_path, next_number, follower) in pairwise(prose()):
        follows = (next_path, next_number) == (path, number + 1) and not ITEM.match(follower)
        if follows and not line.rstrip().endswith(SENTENCE_END):
            wrong.append(f"{path}:{number} {line.strip()}")

    assert not wrong, "do not wrap a sentence:\n" + "\n".join(wrong)


def prose() -> Iterator[tuple[str, int, str]]:
    """Walk the lines of every tracked page that are sentences: no code, tables or headings."""
    for path in (each for each in tracked() if each.endswith(".md")):
        fenced = False
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if line.lstrip().startswith(("```", "~~~")):
                fenced = not fenced
            elif not fenced and not NOT_PROSE.match(line):
                yield path, number, line


def code_removed(line: str) -> str:
    """Blank out code spans, whose dots end nothing."""
    return re.sub(r"`[^`]*`", "`code`", line)
