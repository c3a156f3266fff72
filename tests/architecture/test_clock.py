"""Only `kernel/clock.py` reads the clock: rules stay pure, and tests can say what time it is."""

import ast

from tests.architecture.sources import PULT, modules, place

CLOCK = PULT / "kernel" / "clock.py"
FORBIDDEN = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip


def test_nobody_else_reads_the_clock() -> None:
    found = [
        place(path, node.lineno)
        for path, tree in modules()
        if path != CLOCK
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and (_last(node.value), node.attr) in FORBIDDEN
    ]
    assert found == []


def test_nobody_takes_the_clock_by_another_name() -> None:
    names = {name for module, name in FORBIDDEN if module in ("time", "timezone")} - {"now"}
    found = [
        place(path, node.lineno)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("time", "django.utils.timezone")
        and {alias.name for alias in node.names} & (names | {"now"})
    ]
    assert found == []


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
