"""The gate before a version: what is wrong with its document, given the clinics of the book."""

from pult.clinics.models import Clinic, Site
from pult.programmes.gate import Findings, Place, examine
from pult.programmes.rules.compiled import compile_document
from pult.programmes.rules.document import Document


def review(document: Document) -> Findings:
    """Everything that the gate finds. Up to some seconds for thousands of rules; three queries."""
    return examine(compile_document(document), places())


def places() -> dict[str, Place]:
    """Level and city of every clinic by code; the city is that of its first site."""
    cities: dict[object, str] = {}
    for clinic_id, city in Site.objects.order_by("code").values_list("clinic_id", "city"):
        cities.setdefault(clinic_id, city)
    clinics = Clinic.objects.values_list("id", "code", "level")
    return {code: Place(level, cities.get(id, "")) for id, code, level in clinics}
