"""Only `kernel/clock.py` reads the clock: rules stay pure, and tests can say what time it is."""

import ast

from tests.architecture.sources import PULT, modules, place

CLOCK = PULT / "kernel" / "clock.py"
FORBIDDEN = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip


CONVERT = {"localtime", "localdate"}  # with an argument these only convert


def test_nobody_else_reads_the_clock() -> None:
    found = [
        place(path, node.lineno)
        for path, tree in modules()
        if path != CLOCK
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _reads_the_clock(node)
    ]
    assert found == []


def test_nobody_takes_the_clock_by_another_name() -> None:
    found = [
        place(path, node.lineno)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("time", "django.utils.timezone")
        and {alias.name for alias in node.names} & {name for _, name in FORBIDDEN}
    ]
    assert found == []


def test_nobody_hands_the_clock_on() -> None:
    """As in `default=timezone.now`: named without being called."""
    found = [
        place(path, node.value.lineno)
        for path, tree in modules()
        if path != CLOCK
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and _names_the_clock(node.value)
    ]
    assert found == []


def _reads_the_clock(call: ast.Call) -> bool:
    name = call.func
    if not _names_the_clock(name):
        return False
    return not (isinstance(name, ast.Attribute) and name.attr in CONVERT and call.args)


def _names_the_clock(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and (_last(node.value), node.attr) in FORBIDDEN


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
