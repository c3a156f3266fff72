"""The order of the packages: in imports, and in what import-linter cannot see."""

import tomllib

import pytest
from django.apps import apps
from django.db.models import Field, ForeignObject

from tests.architecture.sources import PULT, ROOT
from tests.architecture.tools import run

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LAYERS: list[str] = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
HEIGHT = {package: height for height, package in enumerate(reversed(LAYERS))}
OURS = [model for model in apps.get_models() if model.__module__.startswith("pult.")]


def test_imports_point_downward() -> None:
    run("lint-imports", "--no-cache")


def test_the_map_shows_the_same_order() -> None:
    shown = (ROOT / "docs" / "map.md").read_text(encoding="utf-8").split("```")[1]
    lines = [line for line in shown.strip().splitlines() if line[0].isalpha()]
    assert [line.split()[0] for line in lines] == LAYERS


def test_every_package_has_its_layer() -> None:
    packages = {path.parent.name for path in PULT.glob("*/__init__.py")}
    assert packages == set(LAYERS)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_foreign_key_points_downward(model: type) -> None:
    """Named by a string, its target escapes import-linter."""
    relations = [field for field in model._meta.get_fields() if _is_ours(field)]
    upward = [
        f"{field.name} → {field.related_model._meta.label}"
        for field in relations
        if _height(field.related_model) > _height(model)
    ]
    assert upward == []


def _is_ours(field: Field) -> bool:
    points = isinstance(field, ForeignObject) or (field.many_to_many and not field.auto_created)
    return points and field.related_model.__module__.startswith("pult.")


def _height(model: type) -> int:
    return HEIGHT[model.__module__.split(".")[1]]
