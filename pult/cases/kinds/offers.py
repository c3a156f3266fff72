"""What forms offer: specialties and the sites of a programme's clinics; and how they are kept."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pult.clinics.models import Site, Specialty
from pult.contracts.models import Policy

# A page of check boxes; who needs more names the clinic in words, or searches the clinics' page.
MOST_SITES = 40
# What one list can hold; the nearest come first.
MOST_ELSEWHERE = 300


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


def sites_to_book(*, policy: Policy | None, specialties: Iterable[str]) -> list[Site]:
    """Every active site of the programme's clinics, whatever the section; when `specialties` are
    given, only those that offer one of them."""
    if policy is None:
        return []
    found = _offering(specialties).filter(clinic__sections__programme=policy.programme_id)
    return list(found.distinct())


def sites_elsewhere(*, policy: Policy | None, specialties: Iterable[str]) -> list[Site]:
    """Sites that the programme does not list, those of its own city first. The programme pays
    there only with the approval of the desk."""
    if policy is None:
        return []
    programme = policy.programme
    near = Case(When(city=programme.city, then=0), default=1)
    found = _offering(specialties).exclude(clinic__sections__programme=programme)
    return list(found.order_by(near, "city", "name", "code").distinct()[:MOST_ELSEWHERE])


def is_listed(site: Site, policy: Policy) -> bool:
    """Whether the policy's programme lists the clinic of the site."""
    return site.clinic.sections.filter(programme=policy.programme_id).exists()


def _offering(specialties: Iterable[str]) -> QuerySet[Site]:
    found = Site.objects.filter(is_active=True, clinic__is_active=True).select_related("clinic")
    codes = list(specialties)
    return found.filter(specialties__in=codes) if codes else found


def site_title(site: Site) -> str:
    """The name of a site by which a person finds it: its clinic's too, unless it says so itself."""
    clinic = site.clinic.name
    return site.name if clinic in site.name else f"{clinic}, {site.name}"


def site_label(site: Site) -> str:
    return f"{site_title(site)}, {site.address}"


def data_label(site: Site) -> SafeString:
    """The same where markup may stand: data of the insurer, in Russian."""
    return format_html('<span lang="ru">{}</span>', site_label(site))


def site_answer(site: Site) -> dict[str, Any]:
    """A site as a case keeps it."""
    return {"id": str(site.id), "name": {"ru": site_title(site)}}


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]
