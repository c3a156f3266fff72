"""The address in a letter's QR. Whoever has the paper may ask whether it is valid, no more."""

import hashlib

from django.conf import settings

from pult.guarantees.models import Letter
from pult.kernel import crypto, ids

# The page stands in a workspace, which mounts it here: printed letters must find it for years.
ROUTE = "l/<str:token>/"


def new_token() -> dict[str, object]:
    """A secret of 256 bits for a new letter: what is looked up, and what prints it."""
    token = ids.new_token()
    cipher = crypto.fernet(settings.PULT_DATA_KEYS).encrypt(token.encode())
    return {"token_digest": digest(token), "token_cipher": cipher}


def digest(token: str) -> str:
    """Without a key that could be changed: the token itself cannot be guessed."""
    return hashlib.sha256(f"pult.letter\0{token}".encode()).hexdigest()


def check_url(letter: Letter) -> str:
    """The absolute address of the public check of this letter."""
    cipher = crypto.fernet(settings.PULT_DATA_KEYS)
    token = cipher.decrypt(bytes(letter.token_cipher)).decode()
    return f"{settings.PULT_URL}/{ROUTE.replace('<str:token>', token)}"
