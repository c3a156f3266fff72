"""What forms offer: specialties and the sites of a programme's clinics; and how they are kept."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from pult.clinics.models import Site, Specialty
from pult.contracts.models import Policy

# A page of check boxes; who needs more names the clinic in words, or searches the clinics' page.
MOST_SITES = 40


def specialties(*, groups: Iterable[str] = ()) -> dict[str, Specialty]:
    """Specialties by code, of the groups given or of all."""
    found = Specialty.objects.all()
    if groups:
        found = found.filter(group__in=list(groups))
    return {specialty.code: specialty for specialty in found}


def specialty_choices(found: dict[str, Specialty]) -> list[tuple[str, str]]:
    russian = (get_language() or "ru").startswith("ru")
    return [
        (code, specialty.name_ru if russian else specialty.name_en)
        for code, specialty in found.items()
    ]


def specialty_answer(specialty: Specialty) -> dict[str, Any]:
    """A specialty as a case keeps it."""
    return {
        "code": specialty.code,
        "name": {"ru": specialty.name_ru, "en": specialty.name_en},
        "visit": {"ru": _titled(specialty.visit_ru), "en": _titled(specialty.visit_en)},
    }


def sites(*, policy: Policy | None, sections: Iterable[str]) -> list[Site]:
    """Active sites of the clinics that the policy's programme lists in these sections."""
    if policy is None:
        return []
    found = Site.objects.filter(
        is_active=True,
        clinic__is_active=True,
        clinic__sections__programme=policy.programme_id,
        clinic__sections__kind__in=list(sections),
    )
    return list(found.select_related("clinic").distinct()[:MOST_SITES])


def site_label(site: Site) -> str:
    return f"{site.name}, {site.address}"


def site_answer(site: Site) -> dict[str, Any]:
    """A site as a case keeps it."""
    return {"id": str(site.id), "name": {"ru": site.name}}


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]
