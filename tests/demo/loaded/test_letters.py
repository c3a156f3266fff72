"""The demo's letters of guarantee: one in every state that a visitor should see."""

import pytest

from pult.guarantees.models import Letter, LetterPdf
from pult.limits.reconciling import differences
from tests.demo.loaded.conftest import LOADED_AT

pytestmark = pytest.mark.django_db


def test_there_is_one_of_every_sort(db: None) -> None:
    found = Letter.objects.order_by("issued_at").values_list("kind", "state")

    assert list(found) == [
        ("guarantee", "expired"),
        ("refusal", "active"),
        ("guarantee", "exhausted"),
        ("guarantee", "active"),
        ("guarantee", "active"),
    ]


def test_they_are_signed_numbered_in_order_and_hold_what_the_ledger_says(db: None) -> None:
    numbers = list(
        Letter.objects.filter(kind="guarantee")
        .order_by("issued_at")
        .values_list("number", flat=True)
    )

    assert numbers == [f"ГП-{LOADED_AT.year}-{n:06}" for n in (1, 2, 3, 4)]
    assert LetterPdf.objects.filter(signed=True).count() == 5
    assert differences() == []


def test_the_refusal_quotes_the_programme(db: None) -> None:
    letter = Letter.objects.get(kind="refusal")

    assert letter.clause
    assert letter.clause_text
    assert letter.decision is not None
    assert letter.decision.verdict == "not_covered"
