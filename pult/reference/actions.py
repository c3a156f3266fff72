"""Writes to the reference books."""

from collections.abc import Sequence

from django.db import transaction

from pult.reference.models import Service
from pult.reference.search import index

_OWN = (
    "title_ru",
    "title_en",
    "synonyms",
    "kind",
    "specialty",
    "urgency",
    "needs_place",
    "position",
    "is_own",
)


def replace_catalogue(*, services: Sequence[Service]) -> None:
    """Make these the insurer's catalogue.

    A service that left it stays in the table, since decisions and letters name it: one of the
    nomenclature as any other of the order, an internal one as not actual. The Ministry's title,
    once imported, is not overwritten.
    """
    with transaction.atomic():
        codes = [service.code for service in services]
        left = Service.objects.filter(is_own=True).exclude(code__in=codes)
        left.filter(code__startswith="P-").update(is_own=False, is_actual=False)
        left.update(is_own=False, synonyms=[])
        official = set(
            Service.objects.filter(code__in=codes, is_official=True).values_list("code", flat=True)
        )
        for service in services:
            service.is_own = True
        known = [service for service in services if service.code in official]
        _upsert(known, _OWN)
        _upsert(
            [service for service in services if service.code not in official],
            (*_OWN, "official_title", "is_actual"),
        )
        index.rebuild()


def _upsert(services: Sequence[Service], fields: Sequence[str]) -> None:
    Service.objects.bulk_create(
        services, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
