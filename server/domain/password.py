"""Passwords as argon2id hashes, and whether one fits."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.domain.sentences import SENTENCES
from server.errors import BadValue

SHORTEST, LONGEST = 12, 200
_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to keep; BadValue for a password that is too short or longer than anybody types. Slow on purpose."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadValue(SENTENCES("password", shortest=SHORTEST, longest=LONGEST))
    return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password of this hash. Without a hash the answer is no, after as long a time."""
    try:
        _hasher.verify(kept or _of_nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _of_nobody() -> str:
    return _hasher.hash("nobody has this password")
