"""Replacing the contacts of an account, or of a person who has none yet, after checking who asks.

Contacts open a cabinet, so whoever could change them by a call would get in. The words of the
person are compared by machine: nobody overlooks a digit, and nobody reads a passport aloud.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pult.cases import happenings, lifecycle, queries
from pult.cases.gateway import happened, load
from pult.cases.models import Case
from pult.contracts import invitations
from pult.contracts.models import Policy
from pult.enrolment import limits
from pult.enrolment.identity import Identity, agrees
from pult.enrolment.messages import tell_replaced
from pult.enrolment.sessions import end_sessions
from pult.journal.actions import record
from pult.kernel import clock
from pult.kernel.errors import Forbidden, NotVisible, Refusal
from pult.kernel.text import name_key
from pult.people.access import Actor, Can
from pult.people.models import Account

KINDS = frozenset({"identity_mismatch", "wrong_contacts"})
TRIES, WINDOW = 5, timedelta(days=1)
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """A mobile (E.164) and a work e-mail in lower case; a dependant's e-mail may be ''."""

    mobile: str
    work_email: str


def may_replace(by: Actor, case: Case) -> bool:
    """Whether the case is about contacts, open, and the actor's: a curator's within their own
    contracts and in their hand, any for a supervisor."""
    if case.kind not in KINDS or not lifecycle.is_open(case.state):
        return False
    if not by.can(Can.REPLACE_CONTACTS):
        return False
    return by.can(Can.SUPERVISE) or case.owner_id == by.account_id


def case_about_contacts(by: Actor, case_id: UUID) -> Case:
    """The case, for whoever may replace contacts in it; NotVisible for others."""
    case = queries.case_for(by, case_id)
    if not may_replace(by, case):
        raise NotVisible
    return case


def policies_for(by: Actor, case: Case, *, number: str = "") -> Sequence[Policy]:
    """Whom the case may be about, among the actor's contracts: by name, birth date or contacts of
    the request, or the policy of that `number` alone."""
    found = _within(by, at=clock.now())
    if number:
        return list(found.filter(number=number))
    form = case.form
    known = {
        "person__name_key": name_key(form.get("full_name", "")),
        "person__birth_date": form.get("birth_date", ""),
        "mobile": form.get("phone", ""),
        "work_email": form.get("email", "").lower(),
    }
    alike = Q()
    for column, value in known.items():
        if value:
            alike |= Q(**{column: value})
    if not alike:
        return []
    if case.contract_id is not None:
        found = found.filter(contract_id=case.contract_id)
    rows = list(found.filter(alike).order_by("number")[: MOST * 5])
    rows.sort(key=lambda policy: policy.person.name_key != known["person__name_key"])
    return rows[:MOST]


def policy_for(by: Actor, policy_id: UUID) -> Policy:
    """A policy whose contacts the actor may replace. Raises NotVisible."""
    policy = _within(by, at=clock.now()).filter(id=policy_id).first()
    if policy is None:
        raise NotVisible
    return policy


def _within(by: Actor, *, at: datetime) -> QuerySet[Policy]:
    scopes = by.scopes(Can.REPLACE_CONTACTS)
    today = at.astimezone(clock.MOSCOW).date()
    found = Policy.objects.filter(period__endswith__gt=today)
    if scopes is not None:
        found = found.filter(contract_id__in=scopes)
    return found.select_related("person__account", "contract__employer", "main__person")


def replace_contacts(
    *,
    case_id: UUID,
    policy_id: UUID,
    identity: Identity,
    contacts: Contacts,
    source: str,
    note: str,
    by: Actor,
    at: datetime,
) -> Case:
    """Check `identity` against the roster, then put `contacts` in the place of the present ones.

    The earlier and the new addresses are told, the sessions and passkeys of the account end. What
    was checked and by whom stands in the case and in the journal. Raises Refusal.
    """
    policy = policy_for(by, policy_id)
    _count_try(policy, at)
    if not agrees(policy.person, identity):
        _note_refused(policy, case_id, by, at)
        raise Refusal(
            _("Name, birth date and passport do not agree with the roster. Nothing has changed: "
              "if the roster is wrong, ask the employer to mend it first.")
        )  # fmt: skip
    limits.give_back(purpose="contacts-check", who=str(policy.id))
    if source not in happenings.SOURCES:
        raise Refusal(_("Say how you verified the new contacts."), field="source")
    with transaction.atomic():
        case = load(case_id=case_id, by=by, at=at)
        if not may_replace(by, case):
            raise Forbidden(_("Take the request first."))
        policy = Policy.objects.select_for_update(of=("self",)).get(id=policy.id)
        changed, told = _put(policy, contacts)
        invitations.withdraw(policy=policy, at=at)
        tell_replaced(policy, earlier=told, fresh=vars(contacts), at=at)
        _write_down(case, policy, changed, source, note, by, at)
    return case


def _count_try(policy: Policy, at: datetime) -> None:
    """A passport cannot be found out by trying."""
    if not limits.spend(
        purpose="contacts-check", who=str(policy.id), limit=TRIES, window=WINDOW, at=at
    ):
        raise Refusal(_("Too many checks of this person failed today. Go on tomorrow."))


def _note_refused(policy: Policy, case_id: UUID, by: Actor, at: datetime) -> None:
    record(
        what="account.contacts_refused",
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=policy.person_id,
        case_id=case_id,
        subject=f"policy:{policy.id}",
    )


def _put(policy: Policy, new: Contacts) -> tuple[list[str], dict[str, set[str]]]:
    """Set the contacts of policy and account. What changed, and the earlier addresses by channel:
    those of the policy and those of the account, which may differ."""
    account = Account.objects.select_for_update().filter(person_id=policy.person_id).first()
    told = {
        "sms": {policy.mobile, account.mobile or "" if account else ""} - {""},
        "email": {policy.work_email, account.email or "" if account else ""} - {""},
    }
    wanted = {"mobile": new.mobile, "work_email": new.work_email}
    changed = [name for name, value in wanted.items() if getattr(policy, name) != value]
    if account is not None:
        own = {"mobile": account.mobile or "", "work_email": account.email or ""}
        changed += [n for n in wanted if own[n] != wanted[n] and n not in changed]
    if not changed:
        raise Refusal(_("These contacts stand there already."))
    policy.mobile, policy.work_email = new.mobile, new.work_email
    policy.save(update_fields=["mobile", "work_email"])
    if account is not None:
        _put_account(account, new)
    return changed, told


def _put_account(account: Account, new: Contacts) -> None:
    taken = Account.objects.exclude(id=account.id)
    if taken.filter(mobile=new.mobile).exists():
        raise Refusal(_("Another cabinet opens by this mobile."), field="mobile")
    if new.work_email and taken.filter(email=new.work_email).exists():
        raise Refusal(_("Another cabinet opens by this e-mail."), field="work_email")
    account.mobile, account.email = new.mobile, new.work_email or None
    account.save(update_fields=["mobile", "email"])
    # Whoever held the earlier contacts may have opened the cabinet, or added a key of their own.
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)


def _write_down(
    case: Case, policy: Policy, changed: list[str], source: str, note: str, by: Actor, at: datetime
) -> None:
    checked = ["full_name", "birth_date", "passport"]
    happened(
        case, happenings.CONTACTS, by=by, at=at, text=note,
        policy=policy.number, checked=checked, source=source, changed=changed,
    )  # fmt: skip
    record(
        what="account.contacts_replaced",
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=policy.person_id,
        case_id=case.id,
        subject=f"policy:{policy.id}",
        checked=checked,
        source=source,
        changed=changed,
    )
