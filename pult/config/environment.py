"""What may be wrong with the environment, said in one sentence before any language is loaded."""

import os
from pathlib import Path
from urllib.parse import urlsplit


class BadSetting(Exception):
    """A setting that cannot be used; the text is one sentence in each language."""


def number(name: str, text: str) -> int:
    """The whole number that a setting holds."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadSetting(f"{name} must be a whole number. · {name} должно быть целым числом.")
    return int(text)


def pairs(name: str, text: str, default: dict[str, str]) -> dict[str, str]:
    """`default` with what `text` ("key=value,key=value") puts in its place; known keys alone."""
    found = dict(default)
    for pair in filter(None, text.split(",")):
        key, equals, value = (part.strip() for part in pair.partition("="))
        if key not in default or not equals or not value:
            raise BadSetting(
                f"{name} must look like {next(iter(default))}=…, known: {', '.join(default)}. "
                f"· {name}: пары вида {next(iter(default))}=…, возможны: {', '.join(default)}."
            )
        found[key] = value
    return found


def folder(name: str, path: Path) -> Path:
    """The folder that a setting names, made when absent and open to writing."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        usable = os.access(path, os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise BadSetting(
            f"{name} must be a folder that can be written to: {path}. "
            f"· {name} — папка, в которую нельзя писать: {path}."
        )
    return path


def postgres_url(url: str) -> str:
    """An address of PostgreSQL, with a port that can be one."""
    try:
        urlsplit(url).port  # noqa: B018  reading it is what checks it
        usable = url.startswith(("postgres://", "postgresql://"))
    except ValueError:
        usable = False
    if not usable:
        raise BadSetting(
            "DATABASE_URL must look like postgresql://name@host:5432/database. "
            "· DATABASE_URL должен быть вида postgresql://name@host:5432/database."
        )
    return url
