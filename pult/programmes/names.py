"""What the codes of a document stand for: titles of its own parts, of services and of clinics."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from pult.clinics.models import Clinic
from pult.programmes.rules.document import Document
from pult.reference.models import Service


@dataclass(frozen=True)
class Names:
    """Titles by code. A code that nobody knows is its own title."""

    groups: dict[str, str]
    diagnoses: dict[str, str]
    lists: dict[str, str]
    zones: dict[str, str]
    sections: dict[str, str]
    services: dict[str, str]
    clinics: dict[str, str]

    def service(self, name: str) -> str:
        """The title of a group («@visits») or of a service."""
        if name.startswith("@"):
            return self.groups.get(name[1:], name)
        return self.services.get(name, name)

    def diagnosis(self, name: str) -> str:
        return self.diagnoses.get(name[1:], name) if name.startswith("@") else name

    def clinic(self, name: str) -> str:
        if name.startswith("@"):
            return self.lists.get(name[1:], name)
        return self.clinics.get(name, name)


def names_of(*documents: Document) -> Names:
    """The names that documents of one programme use; two queries."""
    english = get_language() == "en"
    services = Service.objects.filter(code__in=_services(documents))
    clinics = Clinic.objects.filter(code__in=_clinics(documents))
    return Names(
        groups={one.code: one.title for document in documents for one in document.groups},
        diagnoses={one.code: one.title for document in documents for one in document.diagnoses},
        lists={one.code: one.title for document in documents for one in document.clinics},
        zones={one.code: one.title for document in documents for one in document.zones},
        sections={one.code: one.title for document in documents for one in document.sections},
        services={
            one.code: (one.title_en if english and one.title_en else one.title_ru)
            for one in services
        },
        clinics=dict(clinics.values_list("code", "name")),
    )


def _services(documents: Iterable[Document]) -> set[str]:
    found: set[str] = set()
    for document in documents:
        for group in document.groups:
            found.update(group.services)
        for clause in document.clauses:
            named = [one.services for one in clause.rules]
            named += [one.services for one in clause.limits]
            named += [one.services for one in clause.waits]
            named += [one.services for one in clause.shares]
            found.update(*named)
    return found


def _clinics(documents: Iterable[Document]) -> set[str]:
    found: set[str] = set()
    for document in documents:
        found.update(*(section.clinics for section in document.sections))
        found.update(*(listed.clinics for listed in document.clinics))
        for clause in document.clauses:
            for rule in clause.rules:
                found.update(rule.clinics)
    return found
