"""Open a post before its rows are judged: its size, its JSON, its own name, its feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from metro_flow.errors import Fault, Malformed

MOST_BYTES: Final = 1024 * 1024
MOST_ROWS: Final = 5_000
LONGEST_REF: Final = 64


def read_post(body: bytes, expected: str) -> dict[str, Any]:
    """Read the object that a body holds, or raise Malformed with what was expected."""
    if len(body) > MOST_BYTES:
        raise Malformed(Fault("body", f"{len(body)} bytes", f"at most {MOST_BYTES} bytes"))
    try:
        post = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(Fault("body", _start_of(body), f"valid JSON: {error}")) from None
    if not isinstance(post, dict):
        raise Malformed(Fault("body", _start_of(body), expected))
    return post


def read_ref(
    post: Mapping[str, Any], feed: str, known: frozenset[str], more: Sequence[Fault]
) -> str:
    """Return the batch's own name, or raise Malformed with every fault of its envelope."""
    faults = [Fault(name, post[name], "there is no such field") for name in post.keys() - known]
    ref = post.get("batch")
    if not isinstance(ref, str) or not 0 < len(ref) <= LONGEST_REF:
        expected = f"a text of 1 … {LONGEST_REF} characters, another one for each batch"
        faults.append(Fault("batch", ref, expected))
    if post.get("feed", feed) != feed:
        faults.append(Fault("feed", post["feed"], f"{feed}, whose token this is, or nothing"))
    faults += more
    if faults:
        raise Malformed(*faults)
    return str(ref)


def _start_of(body: bytes) -> str:
    return body[:40].decode("utf-8", "replace")
