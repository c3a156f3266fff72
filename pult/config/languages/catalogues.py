"""Where the catalogues lie and how they become what gettext reads."""

import os
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

PULT = Path(__file__).resolve().parents[2]
LANGUAGE = "ru"


def catalogue_paths() -> list[Path]:
    """The Russian catalogue of every package that has one."""
    return sorted(PULT.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return pofile.read_po(file, locale=LANGUAGE, domain="django")


def compile_catalogues() -> list[Path]:
    """Write each .mo that is older than its .po; returns those written."""
    written = []
    for path in catalogue_paths():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, read(path))
        os.replace(draft, target)
        written.append(target)
    return written
