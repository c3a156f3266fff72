"""Lists waiting for a decision: files under names that cannot be guessed, never served."""

import re
from pathlib import Path

from django.conf import settings

from pult.kernel.ids import new_token

_TOKEN = re.compile(r"[\w-]{20,64}")


def keep(content: bytes) -> str:
    """Write the file for its owner alone; answers with the token that finds it again."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    token = new_token()
    path = folder / token
    path.touch(mode=0o600)
    path.write_bytes(content)
    return token


def path_of(token: str) -> Path:
    """Where the file of this token stands, or stood."""
    if not _TOKEN.fullmatch(token):
        raise ValueError("No token of an upload.")
    return _folder() / token


def forget(token: str) -> None:
    """Remove the file; one that is gone already is well."""
    if token:
        path_of(token).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.PULT_VAR) / "uploads"
