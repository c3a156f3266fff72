"""Staff accounts, made and mended from the console of the server: never over the web."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.contracts.models import Contract, Employer
from pult.enrolment.sessions import end_sessions
from pult.journal.actions import record
from pult.kernel.errors import Refusal
from pult.people.access import SCOPED, Role
from pult.people.models import Account, RoleGrant

# What the scope of a role is called by.
SCOPES: dict[Role, tuple[Any, str]] = {
    Role.HR: (Employer, "name"),
    Role.REGISTRAR: (Clinic, "code"),
    Role.DOCTOR_CURATOR: (Contract, "number"),
    Role.ADMIN_CURATOR: (Contract, "number"),
}


def grant(*, email: str, name: str, role: str, scope: str, at: datetime) -> tuple[Account, str]:
    """Give `role` to the account of `email`, made if need be; and the password of a new one.

    `scope` names the employer, the clinic's code or the contract's number of a scoped role.
    A member's account takes no role: it opens without a password. Raises Refusal.
    """
    if role not in set(Role) - {Role.MEMBER}:
        raise Refusal(_("There is no such role: %(role)s.") % {"role": role})
    scope_id = _scope_id(Role(role), scope)
    with transaction.atomic():
        account, made = Account.objects.get_or_create(
            email=email.lower(), defaults={"display_name": name, "created_at": at}
        )
        if account.person_id is not None:
            raise Refusal(
                _("%(email)s belongs to a member's cabinet. Give staff an address of their own.")
                % {"email": email}
            )
        password = _new_password(account) if made else ""
        RoleGrant.objects.get_or_create(account=account, role=role, scope_id=scope_id)
        subject = str(account.id)
        record(what="staff.granted", at=at, account_id=None, subject=subject, given=role)
    return account, password


def reset(*, email: str, at: datetime) -> str:
    """A new password for whoever lost theirs, or their second factor: both are set up anew,
    and every session ends. Prove who asks before you call this."""
    account = _found(email)
    with transaction.atomic():
        password = _new_password(account)
        Authenticator.objects.filter(user=account).delete()
        end_sessions(account)
        record(what="staff.reset", at=at, account_id=None, subject=str(account.id))
    return password


def close(*, email: str, at: datetime) -> None:
    """The person has left: no sign-in any more, every session ends, the history stays."""
    account = _found(email)
    with transaction.atomic():
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_sessions(account)
        record(what="staff.closed", at=at, account_id=None, subject=str(account.id))


def _scope_id(role: Role, scope: str) -> UUID | None:
    if role not in SCOPED:
        return None
    model, key = SCOPES[role]
    found = model.objects.filter(**{key: scope}).first()
    if found is None:
        raise Refusal(
            _("The role %(role)s needs a scope, and there is none called “%(scope)s”.")
            % {"role": role, "scope": scope}
        )
    return found.id


def _found(email: str) -> Account:
    account = Account.objects.filter(email=email.lower(), grants__isnull=False).first()
    if account is None:
        raise Refusal(_("There is no staff account %(email)s.") % {"email": email})
    return account


def _new_password(account: Account) -> str:
    password = secrets.token_urlsafe(15)
    account.set_password(password)
    account.save(update_fields=["password"])
    return password
