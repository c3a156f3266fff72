"""Style, types and migrations, by the tools that judge them."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django_migration_linter import MigrationLinter

from tests.architecture.sources import ROOT
from tests.architecture.tools import run

# Made before the first installation anywhere: these only ever meet empty tables.
BEFORE_THE_FIRST_RELEASE = [
    "0001_initial",
    "0002_insurer_texts",
    "0002_level",  # of clinics
    "0002_sending",
    "0003_decision",  # of letters of guarantee
]
OURS = ("pult", "tests", "tools")


def test_ruff() -> None:
    run("ruff", "check", *OURS)


def test_mypy() -> None:
    run("mypy", "pult")


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)


@pytest.mark.django_db
def test_migrations_can_be_applied_while_the_old_code_runs() -> None:
    linter = MigrationLinter(
        str(ROOT),
        database="default",
        no_cache=True,
        ignore_name=BEFORE_THE_FIRST_RELEASE,
        quiet=["ok", "ignore", "warning"],
        exclude_apps=_other_peoples(),
    )
    linter.lint_all_migrations()
    assert linter.nb_erroneous == 0


def _other_peoples() -> list[str]:
    return [app.label for app in apps.get_app_configs() if not app.name.startswith("pult.")]
