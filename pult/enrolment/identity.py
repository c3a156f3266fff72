"""The last step of sign-up: the person's own data must agree with the employer's roster.

Nothing of a policy is shown before. What exactly differs is told to nobody: the administrative
curator compares, and asks HR.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pult.cases.actions import open_case
from pult.cases.models import Case
from pult.contracts import invitations
from pult.contracts.models import Policy
from pult.contracts.queries import years_before
from pult.enrolment.accounts import account_for
from pult.enrolment.known import policies_of
from pult.enrolment.messages import tell_owner
from pult.enrolment.models import SignUp
from pult.journal.actions import record
from pult.kernel import clock, crypto
from pult.kernel.errors import Refusal
from pult.kernel.text import name_key
from pult.people import passports
from pult.people.access import SYSTEM
from pult.people.models import Account, Person

TRIES = 5
# For the curator alone, in the language of the desk.
OTHER_CONTACTS = "кабинет уже открыт с другими контактами; новые мог указать не сам человек"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What a person says of themselves. The passport is in clear: kept nowhere."""

    full_name: str
    birth_date: date
    passport: str


@dataclass(frozen=True)
class Outcome:
    """An account that may be signed in, or a case in which the curator looks into it."""

    account: Account | None = None
    case: Case | None = None
    tries_left: int = 0


def check(*, attempt: SignUp, identity: Identity, language: str, at: datetime) -> Outcome:
    """Compare with the roster; open the account, or a case for the administrative curator.

    Consent to the processing of health data has been given by whoever calls. Raises Refusal
    after too many tries, for a closed account and for a child whose parent acts for them.
    """
    _count_try(attempt)
    candidates = list(policies_of(attempt, at=at))
    policy = next((p for p in candidates if agrees(p.person, identity)), None)
    if policy is None:
        nearest = _nearest(identity, candidates)
        differs = _differs(nearest.person if nearest else None, identity)
        return _ask_curator(attempt, identity, nearest, differs, at)
    _refuse_child(policy, at)
    with transaction.atomic():
        account = account_for(policy, attempt=attempt, language=language, at=at)
        if account is None:
            tell_owner(policy.person.account, attempt=attempt, at=at)
            return _ask_curator(attempt, identity, policy, OTHER_CONTACTS, at)
        if not SignUp.objects.filter(id=attempt.id, finished_at=None).update(finished_at=at):
            raise Refusal(_("This sign-up is already finished. Sign in by a code."))
        if attempt.invitation is not None:
            invitations.use_up(invitation=attempt.invitation, at=at)
        record(
            what="account.opened",
            at=at,
            account_id=account.id,
            role="member",
            person_id=policy.person_id,
            subject=f"policy:{policy.id}",
            sign_up=str(attempt.id),
        )
    return Outcome(account=account)


def agrees(person: Person, identity: Identity) -> bool:
    """Whether name (ё/е, case, look-alikes aside), birth date and passport are the person's.

    A person without a passport in the roster agrees with nobody. Every part is compared
    whatever the others say, so that the time tells nothing.
    """
    same_name = crypto.same(_bytes_of(person.name_key), _bytes_of(name_key(identity.full_name)))
    same_day = person.birth_date == identity.birth_date
    digest = passports.digest(identity.passport)
    same_passport = crypto.same(person.passport_digest or "-", digest)
    return same_name & same_day & same_passport


def _bytes_of(key: str) -> str:
    """compare_digest wants ASCII."""
    return key.encode().hex()


def _count_try(attempt: SignUp) -> None:
    counted = SignUp.objects.filter(
        id=attempt.id, finished_at=None, proven_at__isnull=False, identity_tries__lt=TRIES
    ).update(identity_tries=F("identity_tries") + 1)
    if not counted:
        raise Refusal(
            _("There were too many tries. The administrative curator already has your request.")
        )
    attempt.identity_tries += 1


def _refuse_child(policy: Policy, at: datetime) -> None:
    today = at.astimezone(clock.MOSCOW).date()
    if policy.person.birth_date > years_before(today, settings.PULT_CHILD_AGE):
        raise Refusal(
            _("Until the age of %(age)d a parent acts for the child. Sign up with your own data:"
              " the child’s policy will be in your cabinet.")
            % {"age": settings.PULT_CHILD_AGE}
        )  # fmt: skip


def _ask_curator(
    attempt: SignUp, identity: Identity, policy: Policy | None, differs: str, at: datetime
) -> Outcome:
    """One case for one sign-up, however often the person tries."""
    answers = {
        "full_name": identity.full_name,
        "birth_date": identity.birth_date.isoformat(),
        "phone": attempt.mobile,
        "email": attempt.work_email,
        "differs": differs,
    }
    case = open_case(
        kind="identity_mismatch",
        by=SYSTEM,
        at=at,
        contract=policy.contract if policy else None,
        channel="sign_up",
        form={name: value for name, value in answers.items() if value},
        request_key=attempt.id,
    )
    return Outcome(case=case, tries_left=TRIES - attempt.identity_tries)


def _nearest(identity: Identity, candidates: list[Policy]) -> Policy | None:
    """The one of a family whose name or birth date agrees; any of them failing that."""
    key = name_key(identity.full_name)
    return max(
        candidates,
        key=lambda p: (p.person.name_key == key) + (p.person.birth_date == identity.birth_date),
        default=None,
    )


def _differs(person: Person | None, identity: Identity) -> str:
    """For the curator alone, in the language of the desk."""
    if person is None:
        return ""
    parts = {
        "Ф. И. О.": person.name_key == name_key(identity.full_name),
        "дата рождения": person.birth_date == identity.birth_date,
        "паспорт": person.passport_digest == passports.digest(identity.passport),
    }
    wrong = [name for name, same in parts.items() if not same]
    if wrong == ["паспорт"] and not person.passport_digest:
        return "в списке работодателя нет паспорта"
    return ", ".join(wrong)
