"""The permission matrix: every address, who gets in, and what they get.

One line an address. `Page(roles)` says who gets in; everybody else gets 404, and a stranger is
sent to the sign-in page. Where the address names an object, `own` gives one that the role may
see, and `foreign` one that it may not: that is 404 for every role. Add your line here when you
add an address; the suite fails without it.
"""

from collections.abc import Callable
from typing import Any

from pult.cases.models import Case
from pult.people.models import Account
from tests.access.columns import (
    ACCOUNTS,
    ADMINS,
    CURATORS,
    DOCTORS,
    EVERYBODY,
    HR,
    ISSUERS,
    MEMBER,
    NOBODY_KNOWS,
    OFFICE,
    OPERATORS,
    REGISTRAR,
    REPLACERS,
    STAFF,
    Kwargs,
    Page,
    page,
    post,
)
from tests.access.office import OFFICE_PAGES
from tests.access.world import World, letter_token, passkey, session


def account(world: World, role: str) -> Account:
    found = world.cast.by_role[role]
    return found if found is not None else world.cast.anna


# ── Whose is what ────────────────────────────────────────────────────────────────────────────

OWN_CASE: dict[str, Any] = {
    "own": lambda w, role: {"case_id": w.case.id},
    "foreign": lambda w, role: {"case_id": w.stranger_case.id},
}
# The desk serves every member: only what does not exist is foreign to it.
DESK_CASE: dict[str, Any] = {
    "own": lambda w, role: {"case_id": w.case.id},
    "foreign": lambda w, role: {"case_id": NOBODY_KNOWS},
}
CURATED_CASE: dict[str, Any] = {
    "own": lambda w, role: {"case_id": w.curated(role).id},
    "foreign": lambda w, role: {"case_id": w.stranger_doctor_case.id},
}
OWN_POLICY: dict[str, Any] = {
    "own": lambda w, role: {"policy_id": w.cast.anna_policy.id},
    "foreign": lambda w, role: {"policy_id": w.cast.vera_policy.id},
}
OWN_EMPLOYEE: dict[str, Any] = {
    "own": lambda w, role: {"policy_id": w.cast.boris_policy.id},
    "foreign": lambda w, role: {"policy_id": w.cast.vera_policy.id},
}
MEMBER_FILE: dict[str, Any] = {
    "own": lambda w, role: {"person_id": w.cast.anna.person_id},
    "foreign": lambda w, role: {"person_id": NOBODY_KNOWS},
}
OWN_LETTER: dict[str, Any] = {
    "own": lambda w, role: {"letter_id": w.letter.id},
    "foreign": lambda w, role: {"letter_id": w.stranger_letter.id},
}
MESSAGE: dict[str, Any] = {
    "own": lambda w, role: {"message_id": w.message.id},
    "foreign": lambda w, role: {"message_id": NOBODY_KNOWS},
}


def visit(case: Callable[[World, str], Case]) -> Callable[[World, str], Kwargs]:
    """The visit booked in that case."""

    def kwargs(world: World, role: str) -> Kwargs:
        found = case(world, role)
        return {"case_id": found.id, "visit_id": found.visits.get().id}

    return kwargs


def casework(roles: frozenset[str], case: dict[str, Any], file_roles: frozenset[str]) -> Any:
    """The addresses that the desk and the curators share."""
    return {
        "home": page(roles),
        "queue": page(roles),
        "next": post(roles),
        "presence": post(roles, 204),
        "case": page(roles, **case),
        "case-body": page(roles, **case),
        "draft": page(roles, **case),
        "script": page(roles, **case),
        "coverage": post(file_roles, 422, **case),
        "claim": post(roles, **case),
        "release": post(roles, 409, **case),
        "transfer": post(roles, 409, **case),
        "message": post(roles, 422, **case),
        "resolution": post(roles, 422, **case),
        "visit": post(roles, 422, **case),
        "contacts": page(
            REPLACERS & roles,
            own=lambda w, role: {"case_id": w.contacts_case.id},
            foreign=lambda w, role: {"case_id": w.stranger_case.id},
        ),
        "contacts-replace": page(
            REPLACERS & roles,
            own=lambda w, role: {
                "case_id": w.contacts_case.id,
                "policy_id": w.cast.anna_policy.id,
            },
            foreign=lambda w, role: {"case_id": w.contacts_case.id, "policy_id": NOBODY_KNOWS},
        ),
        "visit-change": post(
            roles,
            422,
            own=visit(lambda w, role: w.case if roles == OPERATORS else w.curated(role)),
            foreign=lambda w, role: {**case["foreign"](w, role), "visit_id": NOBODY_KNOWS},
        ),
        **_letters(roles, case),
        "file": page(
            file_roles,
            own=lambda w, role: {"file_id": w.case.files.get().id},
            foreign=lambda w, role: {
                "file_id": NOBODY_KNOWS if roles == OPERATORS else w.stranger_case.files.get().id
            },
        ),
    }


def _letters(roles: frozenset[str], case: dict[str, Any]) -> dict[str, Page]:
    """Of a case: issued by the desk and doctors, refused by doctors alone."""
    letter: dict[str, Any] = {
        "own": lambda w, role: {
            "case_id": w.letter_of(role).case_id,
            "letter_id": w.letter_of(role).id,
        },
        "foreign": lambda w, role: {**case["own"](w, role), "letter_id": w.stranger_letter.id},
    }
    return {
        "letter-new": page(ISSUERS & roles, **case),
        "letter-issue": post(ISSUERS & roles, 422, **case),
        **({"letter-refuse": post(DOCTORS, 422, **case)} if roles & DOCTORS else {}),
        "letter": page(ISSUERS & roles, **letter),
        "letter-change": post(ISSUERS & roles, 422, **letter),
        "letter-pdf": page(ISSUERS & roles, **letter),
    }


# ── The table ────────────────────────────────────────────────────────────────────────────────

SHELL = {
    "healthz": page(EVERYBODY),
    "live-token": page(ACCOUNTS),
    "brand-css": page(EVERYBODY),
    "manifest": page(EVERYBODY),
    "service-worker": page(EVERYBODY),
    "offline": page(EVERYBODY),
    "set_language": post(EVERYBODY),
    "styleguide": page(EVERYBODY),
    "home": page(ACCOUNTS, 302),
}

ENROLMENT = {
    "sign-in": page(EVERYBODY, 302, but={"anonymous": 200}),
    "sign-in-code": page(EVERYBODY, 302),
    "sign-in-new-code": post(EVERYBODY),
    "demo-sign-in": post(EVERYBODY, 404),
    "sign-up": page(EVERYBODY, 302, but={"anonymous": 200}),
    "codes": page(EVERYBODY, 302),
    "new-codes": post(EVERYBODY),
    "identity": page(EVERYBODY, 302),
    "wrong-contacts": page(EVERYBODY),
    "invitation": page(
        EVERYBODY,
        own=lambda w, role: {"token": w.invitation},
        foreign=lambda w, role: {"token": "another"},
    ),
    "family": page(MEMBER),
    "invite": page(
        MEMBER,
        own=lambda w, role: {"policy_id": w.cast.pavel_policy.id},
        foreign=lambda w, role: {"policy_id": w.cast.vera_policy.id},
    ),
    "second-factor": page(ACCOUNTS),
    "confirm": page(ACCOUNTS, 302, but={"member": 200}),
    "sessions": page(ACCOUNTS),
    "end-session": post(
        ACCOUNTS,
        own=lambda w, role: {"session_id": session(account(w, role))},
        foreign=lambda w, role: {"session_id": session(_other(w, role))},
    ),
    "end-other-sessions": post(ACCOUNTS),
}

ACCOUNT = {
    "account_login": page(EVERYBODY, 302, but={"anonymous": 200}),
    "mfa_authenticate": page(EVERYBODY, 302),
    "mfa_login_webauthn": page(EVERYBODY, 302),
    "account_inactive": page(EVERYBODY),
    "account_logout": page(ACCOUNTS, but={"anonymous": 302}),
    # A member has no password and no app: nothing to change, nothing to confirm with.
    "account_change_password": page(ACCOUNTS, but={"member": 302}),
    "account_reauthenticate": page(ACCOUNTS, but={"member": 403}),
    "mfa_reauthenticate": page(ACCOUNTS, but={"member": 403}),
    "mfa_reauthenticate_webauthn": page(ACCOUNTS, 302, but={"member": 403}),
    "mfa_index": page(ACCOUNTS),
    "mfa_activate_totp": page(ACCOUNTS, 302),
    "mfa_deactivate_totp": page(STAFF),
    "mfa_view_recovery_codes": page(STAFF),
    "mfa_generate_recovery_codes": page(ACCOUNTS),
    "mfa_list_webauthn": page(ACCOUNTS),
    "mfa_add_webauthn": page(ACCOUNTS),
    "mfa_remove_webauthn": page(
        ACCOUNTS,
        own=lambda w, role: {"pk": passkey(account(w, role))},
        foreign=lambda w, role: {"pk": passkey(_other(w, role))},
    ),
}

CABINET = {
    "emergency": page(EVERYBODY),
    "policy-check": page(
        EVERYBODY,
        own=lambda w, role: {"token": w.check},
        foreign=lambda w, role: {"token": "2026-0101-000001~forged"},
    ),
    "home": page(MEMBER),
    "switch-person": post(MEMBER),
    "ask": page(MEMBER, 302),
    "coverage": page(MEMBER),
    "coverage-services": post(MEMBER, 200),
    "requests": page(MEMBER),
    "request-kinds": page(MEMBER),
    "request-new": page(
        MEMBER,
        own=lambda w, role: {"kind": "appointment"},
        foreign=lambda w, role: {"kind": "identity_mismatch"},
    ),
    "request": page(MEMBER, **OWN_CASE),
    "request-message": post(MEMBER, 422, **OWN_CASE),
    "request-cancel": post(MEMBER, **OWN_CASE),
    "request-file": page(
        MEMBER,
        own=lambda w, role: {"case_id": w.case.id, "file_id": w.case.files.get().id},
        foreign=lambda w, role: {
            "case_id": w.case.id,
            "file_id": w.stranger_case.files.get().id,
        },
    ),
    "visit-ics": page(
        MEMBER,
        own=visit(lambda w, role: w.case),
        foreign=visit(lambda w, role: w.stranger_case),
    ),
    "clinics": page(MEMBER),
    "documents": page(MEMBER),
    "letters": page(MEMBER),
    "letter": page(MEMBER, **OWN_LETTER),
    "letter-pdf": page(MEMBER, **OWN_LETTER),
    "letter-appeal": post(
        MEMBER,
        own=lambda w, role: {"letter_id": w.refusal.id},
        foreign=lambda w, role: {"letter_id": w.stranger_letter.id},
    ),
    "letter-by-rule": post(MEMBER, 404),
    "letter-check": page(
        EVERYBODY,
        own=lambda w, role: {"token": letter_token(w.letter)},
        foreign=lambda w, role: {"token": "another"},
    ),
    "policies": page(MEMBER),
    "policy": page(MEMBER, **OWN_POLICY),
    "programme": page(MEMBER, **OWN_POLICY),
    "print-policy": page(MEMBER, **OWN_POLICY),
    "print-memo": page(MEMBER, **OWN_POLICY),
    "print-programme": page(MEMBER, **OWN_POLICY),
    "contacts": page(MEMBER),
    "turn": page(MEMBER),
    "bonuses": page(MEMBER),
    "telemedicine": page(MEMBER),
    "articles": page(MEMBER),
    "article": page(
        MEMBER,
        own=lambda w, role: {"slug": w.article.slug},
        foreign=lambda w, role: {"slug": "another"},
    ),
    "materials": page(MEMBER),
    "more": page(MEMBER),
}

DESK = {
    **casework(OPERATORS, DESK_CASE, file_roles=OPERATORS),
    "find": page(OPERATORS),
    "member": page(OPERATORS, **MEMBER_FILE),
    "on-behalf": page(
        OPERATORS,
        own=lambda w, role: {"person_id": w.cast.anna.person_id, "kind": "appointment"},
        foreign=lambda w, role: {"person_id": NOBODY_KNOWS, "kind": "appointment"},
    ),
    "wall": page(frozenset({"supervisor"})),
}

CURATOR = {
    # The file of a medical request is the doctor-curator's to see, not the administrative one's.
    **casework(CURATORS, CURATED_CASE, file_roles=DOCTORS),
    "people": page(ADMINS),
    "welcome-again": post(ADMINS, **OWN_EMPLOYEE),
}

EMPLOYER = {
    "home": page(HR),
    "policy": page(HR, **OWN_EMPLOYEE),
    "invite": post(HR, 422, **OWN_EMPLOYEE),
}

CLINIC = {
    "home": page(REGISTRAR),
    "check": page(REGISTRAR),
    "letters": page(REGISTRAR),
    "letter": page(REGISTRAR, **OWN_LETTER),
    "letter-pdf": page(REGISTRAR, **OWN_LETTER),
    "letter-given": post(REGISTRAR, 422, **OWN_LETTER),
}

DEMO = {
    "sample-roster": page(
        OFFICE,
        own=lambda w, role: {"name": "primer.csv"},
        foreign=lambda w, role: {"name": "another.csv"},
    ),
    # In demo mode alone everybody sees what would have been sent.
    "outbox": page(EVERYBODY),
    "message": page(EVERYBODY, **MESSAGE),
    "letter": page(EVERYBODY, **MESSAGE),
    "attachment": page(
        frozenset(),
        own=lambda w, role: {"message_id": w.message.id, "number": 99},
        foreign=lambda w, role: {"message_id": NOBODY_KNOWS, "number": 0},
    ),
}


# By token alone: a session opens nothing (tests/api).
API = {
    "openapi-json": page(EVERYBODY),
    "api-root": page(EVERYBODY, 404),
    "coverage-decisions": post(EVERYBODY, 401),
    "nothing": page(EVERYBODY, 404, own=lambda w, role: {"rest": "another"}),
}


def _other(world: World, role: str) -> Account:
    return world.cast.maria if role != "operator" else world.cast.anna


def _named(namespace: str, pages: dict[str, Page]) -> dict[str, Page]:
    return {f"{namespace}:{name}": found for name, found in pages.items()}


PAGES: dict[str, Page] = {
    **SHELL,
    **ACCOUNT,
    **_named("enrolment", ENROLMENT),
    **_named("cabinet", CABINET),
    **_named("desk", DESK),
    **_named("curator", CURATOR),
    **_named("employer", EMPLOYER),
    **_named("clinic", CLINIC),
    **_named("office", OFFICE_PAGES),
    **_named("api", API),
    **_named("demo", DEMO),
}
