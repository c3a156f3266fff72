"""The version in force as rows: programme, sections with their clinics, clauses.

Screens and printed documents read these rows; the document stays the source.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.kernel.errors import Refusal
from pult.programmes.models import Clause, Programme, ProgrammeVersion, Section
from pult.programmes.queries import version_on
from pult.programmes.rules.document import Document


def check(document: Document) -> None:
    """Refusal for a document that the rows cannot tell."""
    for section in document.sections:
        if section.code not in Section.Kind.values:
            known = ", ".join(Section.Kind.values)
            told = _("There is no kind of care “%(code)s”; there are %(known)s.")
            raise Refusal(told % {"code": section.code, "known": known})
        _check_length(section.title, Section, "title")
    for clause in document.clauses:
        _check_length(clause.number, Clause, "number")
    for zone in document.zones:
        _check_length(zone.title, Section, "zone")
    _check_length(document.title, Programme, "name")
    _check_length(document.city, Programme, "city")


def _check_length(text: str, model: Any, name: str) -> None:
    longest = model._meta.get_field(name).max_length
    if len(text) > longest:
        told = _("“%(text)s” is too long: %(longest)s characters at most.")
        raise Refusal(told % {"text": f"{text[:40]}…", "longest": longest})


def project_due(*, day: date) -> int:
    """Put into rows each version in force on `day` whose rows are not there yet; how many."""
    return sum(
        project(programme_id=one, day=day) for one in Programme.objects.values_list("id", flat=True)
    )


@transaction.atomic
def project(*, programme_id: UUID, day: date) -> bool:
    """Put the version in force on `day` into rows, once; False if they are there or none is."""
    programme = Programme.objects.select_for_update().get(id=programme_id)
    version = version_on(programme.id, day)
    if version is None or version.id == programme.shown_version_id:
        return False
    _write(programme, version)
    return True


def _write(programme: Programme, version: ProgrammeVersion) -> None:
    document = version.document
    programme.name = document["title"]
    for name in ("city", "serves", "territory", "payment_rule", "bonuses"):
        setattr(programme, name, document[name])
    programme.shown_version = version
    programme.save()
    sections = _write_sections(programme, document)
    programme.clauses.all().delete()
    Clause.objects.bulk_create(
        Clause(
            programme=programme,
            section=sections.get(clause["section"]),
            kind=clause["kind"],
            number=clause["number"],
            text=clause["text"],
            position=position,
        )
        for position, clause in enumerate(document["clauses"])
    )


def _write_sections(programme: Programme, document: dict[str, Any]) -> dict[str, Section]:
    """A section keeps its row while its code stays: others point at it."""
    programme.sections.exclude(kind__in=[one["code"] for one in document["sections"]]).delete()
    zones = {zone["code"]: zone["title"] for zone in document["zones"]}
    clinics = {clinic.code: clinic for clinic in Clinic.objects.all()}
    written = {}
    for position, one in enumerate(document["sections"]):
        section, _created = Section.objects.update_or_create(
            programme=programme,
            kind=one["code"],
            defaults={
                "access": one["access"],
                "number": one["clause"],
                "title": one["title"],
                "zone": zones.get(one["zone"], ""),
                "position": position,
            },
        )
        section.clinics.set([clinics[code] for code in one["clinics"]])
        written[one["code"]] = section
    return written
