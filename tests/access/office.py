"""The office's lines of the permission matrix."""

from typing import Any

from tests.access.columns import AUDITOR, NOBODY_KNOWS, OFFICE, page, post
from tests.access.world import api_token

VERSION: dict[str, Any] = {
    "own": lambda w, role: {"version_id": w.version.id},
    "foreign": lambda w, role: {"version_id": NOBODY_KNOWS},
}


def of_draft(**more: str) -> dict[str, Any]:
    """A part of the draft; a published version has none that could be written."""
    return {
        "own": lambda w, role: {"version_id": w.draft.id, **more},
        "foreign": lambda w, role: {"version_id": w.version.id, **more},
    }


DRAFT = of_draft()
ROSTER: dict[str, Any] = {
    "own": lambda w, role: {"roster_id": w.roster.id},
    "foreign": lambda w, role: {"roster_id": NOBODY_KNOWS},
}


OFFICE_PAGES = {
    "home": page(OFFICE),
    "contract": page(
        OFFICE,
        own=lambda w, role: {"contract_id": w.cast.contract.id},
        foreign=lambda w, role: {"contract_id": NOBODY_KNOWS},
    ),
    "tokens": page(OFFICE),
    "token-revocation": post(
        OFFICE,
        own=lambda w, role: {"token_id": api_token(w.cast.maria)},
        foreign=lambda w, role: {"token_id": NOBODY_KNOWS},
    ),
    "journal": page(AUDITOR),
    "programmes": page(OFFICE),
    "version": page(OFFICE, **VERSION),
    "version-compare": page(OFFICE, **VERSION),
    "version-gate": page(OFFICE, **VERSION),
    "what-if": page(OFFICE, **VERSION),
    "version-draft": post(OFFICE, **VERSION),
    "version-head": page(OFFICE, **DRAFT),
    "version-publish": post(OFFICE, 422, **DRAFT),
    "version-discard": post(OFFICE, 409, **DRAFT),
    "clause-new": page(OFFICE, **DRAFT),
    "clause": page(OFFICE, **of_draft(number="2.1.1")),
    "clause-remove": post(OFFICE, 409, **of_draft(number="2.1.1")),
    "part-new": page(OFFICE, **of_draft(kind="zones")),
    "part": page(OFFICE, **of_draft(kind="groups", code="visits")),
    "part-remove": post(OFFICE, 409, **of_draft(kind="groups", code="visits")),
    "rosters": page(OFFICE),
    "roster-upload": post(OFFICE, 422),
    "roster": page(OFFICE, **ROSTER),
    "roster-mapping": post(OFFICE, 409, **ROSTER),
    "roster-titles": post(OFFICE, 409, **ROSTER),
    "roster-apply": post(OFFICE, 409, **ROSTER),
    "roster-progress": page(OFFICE, **ROSTER),
    "roster-errors": page(OFFICE, 404, **ROSTER),  # this list has no bad rows
}
