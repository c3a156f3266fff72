"""Every event that the code writes has its words."""

import ast
from pathlib import Path

from pult.cases import happenings
from pult.journal.labels import LABELS

PULT = Path(__file__).resolve().parents[2] / "pult"
WRITERS = {
    "record", "record_each", "entry", "note_reading", "note_listing", "journal_reading", "note",
    "journal",
}  # fmt: skip


def test_every_event_of_the_code_has_a_label_and_every_label_an_event() -> None:
    written = {f"case.{what}" for what in happenings.SENTENCES}
    for path in PULT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _name(node) in WRITERS:
                written |= _codes(node)

    assert written == set(LABELS)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _codes(call: ast.Call) -> set[str]:
    """The code a writer is called with: by name, or among the first two plain arguments."""
    given = [word.value for word in call.keywords if word.arg == "what"] or call.args[:2]
    given = [way for node in given for way in _ways(node)]
    values = {node.value for node in given if isinstance(node, ast.Constant)}
    return {value for value in values if isinstance(value, str) and "." in value}


def _ways(node: ast.expr) -> list[ast.expr]:
    """`one if so else other` is both."""
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
