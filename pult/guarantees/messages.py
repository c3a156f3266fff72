"""What letters tell people: the clinic gets the signed document, the member a word that there is
one.

The member's message names neither service nor clinic nor diagnosis: it may lie on a locked screen
or in a mailbox that an employer can read, and even the fact of care is a secret.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pult.contracts.addressee import account_of
from pult.guarantees import scope
from pult.guarantees.models import Letter, LetterPdf
from pult.kernel import clock
from pult.notifications.actions import send
from pult.notifications.kinds import Attachment, Context, Kind, register

EXAMPLE_ID = "00000000-0000-7000-8000-000000000000"


def ready(letter: Letter, *, at: datetime) -> None:
    """The letter is signed: send it to its clinic, and tell its person."""
    if letter.clinic and letter.clinic.email and letter.kind in scope.TO_CLINICS:
        send(
            key=f"letter:{letter.id}:clinic", channel="email", address=letter.clinic.email,
            kind="guarantees.to_clinic", language="ru", at=at,
            context={"letter": str(letter.id), "number": letter.number},
            person_id=letter.person_id, subject_id=letter.id,
        )  # fmt: skip
    account = account_of(letter.person, letter.policy, day=clock.day_of(at))
    if account is None:
        return
    kind = "annulled" if letter.kind == Letter.Kind.ANNUL else "ready"
    addresses = {"email": account.email or "", "sms": account.mobile or ""}
    for channel, address in addresses.items():
        if address:
            send(
                key=f"letter:{letter.id}:member:{channel}", channel=channel, address=address,
                kind=f"guarantees.{kind}", language=account.language, at=at, context={},
                person_id=letter.person_id, subject_id=letter.id,
            )  # fmt: skip


def _document(context: Context) -> list[Attachment]:
    """The signed PDF as it lies in the database."""
    found = LetterPdf.objects.filter(letter_id=UUID(context["letter"])).first()
    if found is None:
        return []
    name = f"{context['number']}.pdf"
    return [Attachment(name, bytes(found.content), "application/pdf")]


def _with_cabinet(context: Context) -> Context:
    return {**context, "link": settings.PULT_URL + reverse("cabinet:home")}


register(
    Kind(
        name="guarantees.to_clinic",
        subject=_("Letter %(number)s"),
        email_template="guarantees/letters/to_clinic.txt",
        attachments=_document,
        example={"letter": EXAMPLE_ID, "number": "ГП-2026-000001"},
    )
)
register(
    Kind(
        name="guarantees.ready",
        subject=_("A letter is ready: open your cabinet"),
        email_template="guarantees/letters/ready.txt",
        sms_template="guarantees/sms/ready.txt",
        prepare=_with_cabinet,
        example={},
    )
)
register(
    Kind(
        name="guarantees.annulled",
        subject=_("A letter is annulled: open your cabinet"),
        email_template="guarantees/letters/annulled.txt",
        sms_template="guarantees/sms/annulled.txt",
        prepare=_with_cabinet,
        example={},
    )
)
