"""Small files, small functions: what does not fit a screen or two is hard to hold in mind."""

import ast

from tests.architecture.sources import ROOT, modules, place

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
OURS = ("pult", "tests", "tools", "benchmarks")


def test_no_file_is_too_long() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path, _ in modules(*OURS)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert too_long == {}


def test_no_function_is_too_long() -> None:
    too_long = {
        place(path, node.lineno): lines
        for path, tree in modules(*OURS)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert too_long == {}
