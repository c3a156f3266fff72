"""services.toml: the medical services of the insurer and how people call them."""

import re
from collections.abc import Collection
from pathlib import Path

from django.utils.translation import gettext as _

from pult.demo.reading import Table, read
from pult.reference import actions
from pult.reference.models import Service

_CODE = re.compile(r"[AB][0-9]{2}(\.[0-9]{2,3}){1,3}|P-[0-9]{4}")


def read_services(folder: Path, specialties: Collection[str]) -> list[Service]:
    """Services, not yet saved, the often asked first; a code that stands twice is refused."""
    top = read(folder, "services.toml")
    found: list[Service] = []
    seen: set[str] = set()
    for position, row in enumerate(top.tables("service")):
        service = _service(row, position, specialties)
        if service.code in seen:
            raise row.mistake("code", _("“%(code)s” stands twice.") % {"code": service.code})
        seen.add(service.code)
        found.append(service)
    top.done()
    return found


def _service(row: Table, position: int, specialties: Collection[str]) -> Service:
    title = row.both("title")
    service = Service(
        code=row.string("code"),
        title_ru=title["ru"],
        title_en=title["en"],
        official_title=row.string("official", ""),
        synonyms=row.strings("synonyms"),
        kind=row.string("kind", among=Service.Kind.values),
        specialty=row.string("specialty", "", among=["", *specialties]),
        urgency=row.string("urgency", Service.Urgency.PLANNED, among=Service.Urgency.values),
        needs_place=row.flag("needs_place"),
        position=position,
    )
    if not _CODE.fullmatch(service.code):
        raise row.mistake("code", _("write a code as A05.04.001, or P-0001 for your own."))
    for index, synonym in enumerate(service.synonyms):
        if not 1 < len(synonym) <= 100:
            raise row.mistake(f"synonyms[{index}]", _("write 2 to 100 letters."))
    row.done()
    return service


def write_services(found: list[Service]) -> None:
    """Put them in place of the insurer's present catalogue; see `reference.actions`."""
    actions.replace_catalogue(services=found)
