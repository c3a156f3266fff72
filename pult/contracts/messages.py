"""What contracts tell people: the welcome letter of a newly insured person, and that their
employer gave us other contacts of them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pult.contracts.cover import with_contract
from pult.contracts.models import Policy
from pult.contracts.prints import memo_pdf, policy_pdf
from pult.guide.queries import profile, text
from pult.kernel.ids import new_id
from pult.notifications.actions import Row, send_many
from pult.notifications.kinds import Attachment, Context, Kind, register
from pult.people import phones


def printed(policy_id: str) -> Policy | None:
    """A policy with everything that its letter and its documents name."""
    return with_contract().filter(id=policy_id).first()


def _prepare(context: Context) -> Context:
    """The stored context names the policy alone: the letter tells it as it stands when sent."""
    insurer = profile()
    policy = printed(context["policy"])
    known: dict[str, Any] = dict(context) | {
        "sign_up": settings.PULT_URL + reverse("enrolment:sign-up"),
        "desk_phones": [
            {"number": phones.shown(row["number"]), "label": text(row["label"])}
            for row in insurer.phones
        ],
        "emergency": [row["number"] for row in insurer.emergency],
        "insurer_name": insurer.name,
    }
    if policy is None:
        return known
    return known | {
        "name": policy.person.given_names or policy.person.full_name,
        "number": policy.number,
        "programme": policy.programme.quoted,
        "first_day": date_format(policy.first_day, "SHORT_DATE_FORMAT"),
        "last_day": date_format(policy.last_day, "SHORT_DATE_FORMAT"),
    }


def _documents(context: Context) -> list[Attachment]:
    """Policy and memo, rendered when the letter leaves."""
    policy = printed(context["policy"])
    if policy is None:
        return []
    language = (get_language() or "ru")[:2]
    return [
        Attachment(f"policy-{policy.number}.pdf", policy_pdf(policy, language), "application/pdf"),
        Attachment(f"memo-{policy.number}.pdf", memo_pdf(policy, language), "application/pdf"),
    ]


register(
    Kind(
        name="welcome",
        subject=_("Your medical insurance policy %(number)s"),
        email_template="contracts/email/welcome.txt",
        prepare=_prepare,
        attachments=_documents,
        example={
            "policy": "00000000-0000-7000-8000-000000000000",
            "name": "Анна Игоревна",
            "number": "2026-0001-000001",
            "programme": "«Оптима»",
            "first_day": "01.01.2026",
            "last_day": "31.12.2027",
        },
    )
)
register(
    Kind(
        name="contracts.contacts_changed",
        subject=_("Your employer gave us another phone or e-mail of yours"),
        email_template="contracts/email/contacts_changed.txt",
        sms_template="contracts/sms/contacts_changed.txt",
        example={},
    )
)


def tell_earlier_contacts(policy: Policy, earlier: dict[str, str], *, at: datetime) -> None:
    """Tell the addresses by channel in `earlier` that the employer named others. The new ones
    are not shown, nor whose they are: the earlier may have been wrong."""
    change = new_id()
    rows = [
        Row(
            key=f"contacts-changed:{change}:{channel}",
            channel=channel,
            address=address,
            kind="contracts.contacts_changed",
            person_id=policy.person_id,
            subject_id=policy.id,
        )
        for channel, address in earlier.items()
        if address
    ]
    send_many(rows, at=at)
