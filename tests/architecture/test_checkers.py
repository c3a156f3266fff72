"""Style, types and migrations, by the tools that judge them."""

import pytest
from django.core.management import call_command

from tests.architecture.tools import run

OURS = ("pult", "tests", "tools", "bench")


def test_ruff() -> None:
    run("ruff", "check", *OURS)


def test_mypy() -> None:
    run("mypy", "pult")


def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


@pytest.mark.django_db
def test_migrations_can_be_applied_while_the_old_code_runs() -> None:
    """A first migration makes tables that nobody uses yet; whatever follows is judged."""
    call_command("lintmigrations", unapplied_migrations=False, quiet=["ok", "ignore"])
