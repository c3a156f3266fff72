"""Encryption at rest and keyed digests. Keys are handed in; nothing here knows settings."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


def fernet(secrets: list[str]) -> MultiFernet:
    """A cipher of the first secret that still reads what the older ones wrote."""
    return MultiFernet([Fernet(_key(secret, b"pult.fernet")) for secret in secrets])


def _key(secret: str, purpose: bytes) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(purpose + secret.encode()).digest())


def digest(secret: str, purpose: str, value: str) -> str:
    """A keyed SHA-256 of `value` in hex: equal values compare, nothing reads back."""
    return hmac.new(secret.encode(), f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare two digests in constant time."""
    return hmac.compare_digest(left, right)


__all__ = ["InvalidToken", "digest", "fernet", "same"]
