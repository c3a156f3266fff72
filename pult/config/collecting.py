"""Collecting the static files once for each state of their sources."""

import hashlib
from fnmatch import fnmatch
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# Folders named css hold the sources of the bundles; the rest are parts of libraries that no page
# asks for. Compressing them would take longer than everything else at the start.
UNUSED = ["css", "draw", "leaflet-src*", "*-4.js", "*-4.min.js"]
STAMP = "collected"


def collect() -> bool:
    """Collect and compress unless that has been done for these very files; whether it was."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    state = _state()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command(
        "collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=UNUSED
    )
    stamp.write_text(state)
    return True


def _state() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list(UNUSED):
            if not any(fnmatch(part, pattern) for part in Path(name).parts for pattern in UNUSED):
                found = Path(storage.path(name)).stat()
                digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
