"""Secrets come from the environment; without one, a file under var/ keeps a made-up one."""

import os
import secrets
from pathlib import Path


def load(name: str, folder: Path) -> list[str]:
    """The secret `name`, newest first; several may stand there, parted by blanks."""
    if value := os.environ.get(name):
        return value.split()
    path = folder / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text().split()


def _write_once(path: Path, value: str) -> None:
    """Create the file for its owner alone; when two processes race, the first one's value stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(value)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
