"""Keep passwords and PINs so that nobody who reads the table can enter with them.

argon2id with the library's present defaults (RFC 9106's low-memory profile). Each check takes
64 MiB and some tens of milliseconds, so only a few run at once: a burst of sign-ins waits
instead of taking the machine's memory from the room.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from metro_flow.errors import Fault, Malformed

PASSWORD_MIN = 8
PIN_DIGITS = re.compile(r"\d{4,8}")
_hasher = PasswordHasher()
_turns = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A password and a PIN as they are stored."""

    password: str
    pin: str


def seal(password: str, pin: str) -> Sealed:
    """Return both as they are stored, or raise Malformed when either is too weak."""
    faults = []
    if len(password) < PASSWORD_MIN:
        faults.append(Fault("password", "…", f"at least {PASSWORD_MIN} characters"))
    if not PIN_DIGITS.fullmatch(pin):
        faults.append(Fault("pin", "…", "4 to 8 digits"))
    if faults:
        raise Malformed(*faults)
    return Sealed(password=_hash(password), pin=_hash(pin))


def opens(sealed: str, said: str) -> bool:
    """Claim that what was said is what was sealed; an unknown name takes as long as a known one."""
    with _turns:
        try:
            return _hasher.verify(sealed or _nobody(), said) and bool(sealed)
        except (VerificationError, InvalidHashError):
            return False


def new_token() -> str:
    """Return 256 random bits as text, for a cookie or a feed."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return what is stored of a token; random tokens need no slow hash."""
    return sha256(token.encode()).hexdigest()


def _hash(said: str) -> str:
    with _turns:
        return _hasher.hash(said)


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex())
