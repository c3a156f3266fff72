"""Whom the permission matrix speaks of, and what a line of it says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.access.world import World

Kwargs = dict[str, Any]
NOBODY_KNOWS = UUID("00000000-0000-7000-8000-000000000000")

STRANGER = frozenset({"anonymous"})
MEMBER = frozenset({"member"})
OPERATORS = frozenset({"operator", "supervisor"})
DOCTORS = frozenset({"doctor_curator"})
ADMINS = frozenset({"admin_curator"})
CURATORS = DOCTORS | ADMINS
# Who may replace the contacts of an account, after checking the person.
REPLACERS = ADMINS | frozenset({"supervisor"})
ISSUERS = OPERATORS | DOCTORS
HR = frozenset({"hr"})
REGISTRAR = frozenset({"registrar"})
OFFICE = frozenset({"office"})
AUDITOR = frozenset({"auditor"})
STAFF = OPERATORS | CURATORS | HR | REGISTRAR | OFFICE | AUDITOR
ACCOUNTS = STAFF | MEMBER
EVERYBODY = ACCOUNTS | STRANGER


@dataclass(frozen=True, kw_only=True)
class Page:
    roles: frozenset[str]
    ok: int = 200  # what those roles get
    post: bool = False  # asked with an empty POST instead of GET
    but: dict[str, int] = field(default_factory=dict)  # roles that get something else
    own: Callable[[World, str], Kwargs] = lambda world, role: {}
    foreign: Callable[[World, str], Kwargs] | None = None


def page(roles: frozenset[str], ok: int = 200, **more: Any) -> Page:
    return Page(roles=roles, ok=ok, **more)


def post(roles: frozenset[str], ok: int = 302, **more: Any) -> Page:
    return Page(roles=roles, ok=ok, post=True, **more)
