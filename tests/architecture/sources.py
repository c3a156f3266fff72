"""The project's own Python files, as the tests of this folder read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PULT = ROOT / "pult"


@cache
def modules(*folders: str) -> list[tuple[Path, ast.Module]]:
    """Each file of `folders` (of `pult` when none) without migrations, parsed."""
    found = []
    for folder in folders or ("pult",):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                found.append((path, ast.parse(path.read_text(encoding="utf-8"))))
    return found


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
