"""The programme of a day, compiled once a process for each digest and set of riders."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import structlog

from pult.programmes.models import ProgrammeVersion
from pult.programmes.queries import version_by_digest
from pult.programmes.rules.compiled import Compiled, compile_document
from pult.programmes.rules.document import Document, parse, parse_rider
from pult.programmes.rules.document import digest as digest_of

log = structlog.get_logger("pult.coverage")


def canonical(data: object) -> str:
    """JSON by which equal data are equal texts: sorted keys, no blanks."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


class NoProgramme(LookupError):
    """No published version has this digest, or its document is no longer the one of the digest."""


def digest_on(programme_id: UUID, day: date) -> str:
    """The digest of the version in force on the day; '' where there is none."""
    found = ProgrammeVersion.objects.filter(
        programme_id=programme_id, state=ProgrammeVersion.State.PUBLISHED, period__contains=day
    )
    return found.values_list("digest", flat=True).first() or ""


def compiled(digest: str, riders: Sequence[dict[str, Any]] = ()) -> Compiled:
    """Raises NoProgramme, and Mistake for a rider that does not fit the programme."""
    return _compiled(digest, tuple(canonical(rider) for rider in riders))


@lru_cache(maxsize=128)
def _compiled(digest: str, riders: tuple[str, ...]) -> Compiled:
    document = _document(digest)
    own = [parse_rider(json.loads(rider), document) for rider in riders]
    return compile_document(document, own)


@lru_cache(maxsize=64)
def _document(digest: str) -> Document:
    """A digest names one document for ever, so a copy never grows old."""
    version = version_by_digest(digest)
    if version is None:
        raise NoProgramme(digest)
    if digest_of(version.document) != digest:
        log.error("programme_damaged", version=str(version.id), digest=digest)
        raise NoProgramme(digest)
    return parse(version.document)
