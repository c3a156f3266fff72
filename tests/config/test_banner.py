"""What ./run prints."""

import pytest
from django.test import override_settings
from django.utils.translation import override, trans_real

from pult.config.banner import banner
from pult.people.access import Role
from tests import people


@override_settings(PULT_DEMO=True)
@pytest.mark.django_db(transaction=True)
def test_in_a_fresh_clone_each_role_stands_in_both_languages() -> None:
    """There the process has looked for the catalogues before they were compiled."""
    people.staff("Глеб Вереск", Role.AUDITOR, is_demo=True)
    with override("ru"):
        trans_real.translation("ru")._catalog = trans_real.TranslationCatalog()  # type: ignore[attr-defined]

    said = banner()

    assert "Auditor · Аудитор" in said
