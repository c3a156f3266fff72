"""Identifiers and tokens that cannot be guessed."""

import secrets
import uuid

from pult.kernel import clock


def new_id() -> uuid.UUID:
    """A UUID of version 7: ordered by time, with 74 random bits (RFC 9562, section 5.7)."""
    milliseconds = int(clock.now().timestamp() * 1000)
    value = (milliseconds & (2**48 - 1)) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return uuid.UUID(int=value)


def maybe_id(text: str | None) -> uuid.UUID | None:
    """The id that an address or a form gave, which may be anything; None for what is no id."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


def new_token() -> str:
    """A URL-safe secret of 256 bits."""
    return secrets.token_urlsafe(32)


def new_code(digits: int = 6) -> str:
    """A one-time code of decimal digits."""
    return f"{secrets.randbelow(10**digits):0{digits}d}"
