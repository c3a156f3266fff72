"""Passport data: encrypted at rest, compared by a keyed digest, shown masked."""

import re

from django.conf import settings

from pult.kernel import crypto


def normal(series: str, number: str = "") -> str:
    """Letters and digits only, capitals: '4510 123456' and '45 10 №123456' are the same."""
    return re.sub(r"[^0-9A-ZА-ЯЁ]", "", f"{series}{number}".upper())


def digest(passport: str) -> str:
    return crypto.digest(settings.PULT_DATA_KEYS[-1], "passport", normal(passport))


def mask(passport: str) -> str:
    """'4510 123456' → '45•• •••456'."""
    plain = normal(passport)
    if len(plain) == 10 and plain.isdigit():
        return f"{plain[:2]}•• •••{plain[-3:]}"
    return f"••••{plain[-3:]}" if len(plain) > 3 else "••••"


def fields(passport: str) -> dict[str, object]:
    """Values of `Person.passport_cipher`, `passport_digest` and `passport_mask`."""
    if not passport:
        return {"passport_cipher": None, "passport_digest": "", "passport_mask": ""}
    cipher = crypto.fernet(settings.PULT_DATA_KEYS)
    return {
        "passport_cipher": cipher.encrypt(normal(passport).encode()),
        "passport_digest": digest(passport),
        "passport_mask": mask(passport),
    }
