"""What the documentation says about commands and settings is so."""

import ast
import re
import tomllib

import pytest
from django.core.management import get_commands
from packaging.requirements import Requirement

from tests.architecture.sources import ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NEEDED = {Requirement(line).name for line in PROJECT["dependencies"]}
FOR_TESTS = {Requirement(line).name for line in PROJECT["optional-dependencies"]["test"]}
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_named_exists(page) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:\.venv/bin/|`)pult ([a-z][a-z-]+)", text)) - {"help"}
    assert named - set(get_commands()) == set()
    scripts = set(re.findall(r"(?:^|`)\./([a-z]+)\b", text, re.MULTILINE))
    assert {name for name in scripts if not (ROOT / name).is_file()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\":]+)\"", page.read_text(encoding="utf-8"))
    missing = [link for pair in links if not (page.parent / (link := "".join(pair))).exists()]
    assert missing == []


def test_the_readme_fits_a_screen() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 50


def test_the_table_of_settings_is_complete() -> None:
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    names = "\n".join(re.findall(r"^\| (`.*?) \|", table, re.M))
    documented = re.findall(r"`([A-Z][A-Z_]+)`", names)
    assert sorted(documented) == sorted(_read_from_the_environment())


def test_every_dependency_says_what_it_is_for() -> None:
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    # The first table; a second one says more of some of them.
    table = page.partition("For tests alone:")[0]
    rows = re.findall(r"^\| (.*?) \|", table, re.M)[1:]
    assert {name for row in rows for name in row.split(", ")} == NEEDED
    tests = page.partition("For tests alone:")[2]
    assert [name for name in FOR_TESTS if name not in tests] == []


def test_every_dependency_is_pinned_and_no_index_is_named() -> None:
    pins = (ROOT / "constraints.txt").read_text().splitlines()
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9-]+==[0-9][a-z0-9.]*", pin)] == []
    pinned = {pin.partition("==")[0] for pin in pins}
    assert {name.lower() for name in NEEDED | FOR_TESTS} - pinned == set()


def _read_from_the_environment() -> set[str]:
    """Names in `os.environ.get("…")` and `secret.load("…")`, wherever they stand in the product."""
    found = {"LC_ALL", "LC_MESSAGES", "LANG"}
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _reads_a_setting(node.func):
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    found.add(name.value)
    return found


def _reads_a_setting(function: ast.expr) -> bool:
    return ast.unparse(function) in ("os.environ.get", "os.getenv", "secret.load")
