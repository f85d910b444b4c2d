"""Invent names for the demo, the same ones each time, so that nobody real is ever shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from metro_flow.people.person import Names

SURNAMES: Final = (
    ("钱", "qian"), ("孟", "meng"), ("唐", "tang"), ("秦", "qin"), ("顾", "gu"), ("陆", "lu"),
    ("姚", "yao"), ("金", "jin"), ("范", "fan"), ("石", "shi"), ("邱", "qiu"), ("侯", "hou"),
    ("龚", "gong"), ("汪", "wang"), ("尹", "yin"), ("施", "shi"), ("倪", "ni"), ("严", "yan"),
)  # fmt: skip
GIVEN: Final = (
    ("志明", "zhiming"), ("海燕", "haiyan"), ("建平", "jianping"), ("晓东", "xiaodong"),
    ("丽华", "lihua"), ("国强", "guoqiang"), ("春梅", "chunmei"), ("文斌", "wenbin"),
    ("雪峰", "xuefeng"), ("佳怡", "jiayi"), ("俊杰", "junjie"),
)  # fmt: skip


def invented() -> Iterator[tuple[str, Names]]:
    """Yield sign-in names with the names they stand for, each once."""
    taken: set[str] = set()
    # 18 and 11 have no common divisor, so that 198 pairs come before one repeats.
    for turn in range(len(SURNAMES) * len(GIVEN)):
        surname, family = SURNAMES[turn % len(SURNAMES)]
        given, called = GIVEN[turn % len(GIVEN)]
        login = family + called
        if login not in taken:
            taken.add(login)
            yield login, Names(surname + given, f"{family.capitalize()} {called.capitalize()}")
