"""What is stored of a password opens nothing by itself."""

import pytest

from metro_flow.errors import Malformed
from metro_flow.people.passwords import fingerprint, new_token, opens, seal
from tests.metro_flow.people.a_door import PASSWORD, PIN, sealed


def test_what_was_sealed_is_opened_by_what_was_said() -> None:
    assert opens(sealed().password, PASSWORD)
    assert opens(sealed().pin, PIN)
    assert not opens(sealed().password, PIN)


def test_the_seal_is_argon2id_and_salted() -> None:
    again = seal(PASSWORD, PIN)

    assert sealed().password.startswith("$argon2id$")
    assert sealed().password != again.password


@pytest.mark.parametrize("stored", ["", "not a hash", "$argon2id$v=19$broken"])
def test_nothing_opens_what_is_no_seal(stored: str) -> None:
    assert not opens(stored, PASSWORD)
    assert not opens(stored, "")


@pytest.mark.parametrize(
    ("password", "pin", "fields"),
    [
        ("short", PIN, ["password"]),
        (PASSWORD, "123", ["pin"]),
        (PASSWORD, "12a4", ["pin"]),
        ("", "", ["password", "pin"]),
    ],
)
def test_what_is_too_weak_is_refused_without_repeating_it(
    password: str, pin: str, fields: list[str]
) -> None:
    with pytest.raises(Malformed) as weak:
        seal(password, pin)

    assert [fault.field for fault in weak.value.faults] == fields
    assert all(fault.value == "…" for fault in weak.value.faults)


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)
    assert len({fingerprint(token) for token in tokens}) == 100
