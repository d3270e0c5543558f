"""Passwords, hashed by Argon2id with the parameters that RFC 9106 recommends for little memory (argon2-cffi)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 1_000

_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """The hash of a password, with its salt."""
    return _HASHER.hash(password.encode("utf-8", "surrogatepass"))


def right(password: str, expected: str | None) -> bool:
    """Whether a password is the one that was hashed; takes as long where there is none to compare with."""
    try:
        return _HASHER.verify(expected or _nobody(), password.encode("utf-8", "surrogatepass")) and expected is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return hashed("nobody's")
