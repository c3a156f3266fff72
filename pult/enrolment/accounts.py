"""Making the account of an insured person, or finding the one they have."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Policy
from pult.enrolment.models import SignUp
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.models import Account, Person


def account_for(policy: Policy, *, attempt: SignUp, language: str, at: datetime) -> Account | None:
    """The one account of the policy's person, with the contacts just proven.

    None when it has contacts of its own and other ones were proven: an employer, who supplies
    both the roster and new contacts, must not get in by them. Call inside a transaction.

    Raises Refusal for an account that was closed, and for one of staff: those open by a password
    and a second factor alone.
    """
    account, made = _found_or_made(policy.person, language, at)
    if not account.is_active:
        raise Refusal(_("This account was closed. Please call the medical desk."))
    if account.grants.exists():
        raise Refusal(_("This account is one of our staff and has no cabinet. Please call us."))
    if not made and not _proves(attempt, account):
        return None
    if attempt.mobile != account.mobile and _is_free("mobile", attempt.mobile, account, at):
        account.mobile = attempt.mobile
    email = attempt.work_email
    if email and email != account.email and _is_free("email", email, account, at):
        account.email = email
    account.display_name = policy.person.full_name
    account.language = language
    account.consent_at = account.consent_at or at
    account.save()
    return account


def _proves(attempt: SignUp, account: Account) -> bool:
    """Whether the attempt has proven the account's mobile, or its e-mail if it has no mobile."""
    if account.mobile:
        return attempt.mobile == account.mobile
    return bool(account.email) and attempt.work_email == account.email


def _found_or_made(person: Person, language: str, at: datetime) -> tuple[Account, bool]:
    """And whether it is new. Two tabs finishing at once make one account."""
    found = Account.objects.select_for_update().filter(person=person).first()
    if found:
        return found, False
    account = Account(
        person=person, display_name=person.full_name, language=language, created_at=at
    )
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        return Account.objects.select_for_update().get(person=person), False
    return account, True


def _is_free(kind: str, address: str, account: Account, at: datetime) -> bool:
    """Whether the account may have this address. Shared in a family, it stays with the first;
    of somebody whose policies no longer have it, it passes on."""
    other = Account.objects.select_for_update().filter(**{kind: address}).first()
    if other is None or other.id == account.id:
        return True
    if other.person is None or _still_has(other.person, kind, address, at):
        return False
    setattr(other, kind, None)
    other.save(update_fields=[kind])
    return True


def _still_has(person: Person, kind: str, address: str, at: datetime) -> bool:
    column = {"mobile": "mobile", "email": "work_email"}[kind]
    today = at.astimezone(clock.MOSCOW).date()
    return person.policies.filter(**{column: address}, period__endswith__gt=today).exists()
