"""Who may hear what: a signed list of topics with an end. Pure; the secret is handed in."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST = 8192


@dataclass(frozen=True)
class Claims:
    """What a token allows, and until when."""

    topics: frozenset[str]
    expires_at: datetime


class BadToken(Exception):
    """Forged, broken, or its time is over."""


def issue(topics: Iterable[str], secret: str, ttl: timedelta, *, at: datetime) -> str:
    """A token for `topics` that is good from `at` for `ttl`."""
    body = {"t": sorted(set(topics)), "e": int((at + ttl).timestamp())}
    payload = _encode(json.dumps(body, separators=(",", ":")).encode())
    return f"{payload}.{_encode(_sign(payload, secret))}"


def read(token: str, secrets: Sequence[str], *, at: datetime) -> Claims:
    """The claims of a token signed with any of `secrets`. Raises BadToken."""
    payload, _, signature = token.partition(".")
    if len(token) > LONGEST:
        raise BadToken
    try:
        given = _decode(signature)
        genuine = [hmac.compare_digest(given, _sign(payload, secret)) for secret in secrets]
        if not any(genuine):
            raise BadToken
        body = json.loads(_decode(payload))
        claims = Claims(frozenset(body["t"]), datetime.fromtimestamp(body["e"], UTC))
    except (ValueError, KeyError, TypeError) as error:
        raise BadToken from error
    if claims.expires_at <= at:
        raise BadToken
    return claims


def _sign(payload: str, secret: str) -> bytes:
    """Bound to its purpose, so that nothing else signed with the secret passes for a token."""
    key = hashlib.sha256(b"pult.live.token\0" + secret.encode()).digest()
    return hmac.new(key, payload.encode(), hashlib.sha256).digest()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
