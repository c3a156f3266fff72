"""Changing policies by hand; rosters have their own actions."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.contracts.messages import tell_earlier_contacts
from pult.contracts.models import Policy
from pult.contracts.welcome import queue_welcome
from pult.journal.actions import record
from pult.kernel.errors import NotVisible, Refusal
from pult.kernel.text import tidy
from pult.people import names, phones
from pult.people.access import Actor, Can


@dataclass(frozen=True)
class PersonalData:
    """What an employer may correct."""

    last_name: str
    first_name: str
    middle_name: str
    address: str
    mobile: str
    work_email: str


@transaction.atomic
def correct_personal_data(
    *, policy: Policy, data: PersonalData, by: Actor, at: datetime
) -> list[str]:
    """Correct name, address and contacts; answers with the names of what changed.

    The member's own account keeps the contacts that they proved, and opens by no others: an
    employer cannot take it over. The earlier mobile and e-mail are told of new ones, so that a
    person who has no account yet hears that somebody may open one in their name. A person who
    could not be written to before gets the welcome letter. Raises Refusal.
    """
    if not by.can_within(Can.SEE_OWN_EMPLOYEES, policy.contract.employer_id):
        raise NotVisible
    wanted = _checked(data)
    policy = Policy.objects.select_for_update().select_related("person").get(id=policy.id)
    person = policy.person
    changed = []
    earlier = {"sms": policy.mobile, "email": policy.work_email}
    for name, value in wanted.items():
        owner = person if hasattr(person, name) else policy
        if getattr(owner, name) != value:
            setattr(owner, name, value)
            changed.append(name)
    if not changed:
        return []
    for name, value in names.keys(person.last_name, person.first_name, person.middle_name).items():
        setattr(person, name, value)
    person.save()
    policy.save(update_fields=["mobile", "work_email"])
    record(
        what="policy.corrected",
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=person.id,
        subject=str(policy.id),
        fields=changed,
    )
    if {"mobile", "work_email"} & set(changed):
        tell_earlier_contacts(policy, earlier, at=at)
    if "work_email" in changed and not hasattr(person, "account"):
        queue_welcome([policy], at=at)
    return changed


def _checked(data: PersonalData) -> dict[str, str]:
    wanted = {name: tidy(value) for name, value in vars(data).items()}
    for name in ("last_name", "first_name"):
        if not wanted[name]:
            raise Refusal(_("Write the last and the first name."), field=name)
    wanted["work_email"] = wanted["work_email"].lower()
    if wanted["mobile"]:
        number = phones.normal(wanted["mobile"])
        if not number or not phones.is_mobile(number):
            raise Refusal(
                _("This is not a mobile number. Write it like 8 916 123-45-67."), field="mobile"
            )
        wanted["mobile"] = number
    return wanted
