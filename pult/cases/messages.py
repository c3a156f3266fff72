"""What members are told about their cases: by e-mail and SMS.

A work mailbox belongs to the employer and an SMS lies on a locked screen, and medical secrecy
covers even the fact of asking. So subjects and SMS name neither complaint nor specialty, and
letters quote no conversation: the words stand in the cabinet, where the letter leads.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from pult.cases import invitations
from pult.cases.kinds.offers import site_title
from pult.cases.models import Case, CaseEvent, Visit
from pult.contracts.addressee import account_of
from pult.kernel import clock
from pult.notifications.actions import send
from pult.notifications.kinds import Attachment, Context, Kind, register
from pult.people import phones


@dataclass(frozen=True)
class Addressee:
    """Who hears of a case."""

    email: str
    mobile: str
    language: str


def addressee(case: Case, *, at: datetime) -> Addressee | None:
    """Whom to tell: the member's own account; for a young child a parent's; without an account
    only the phone that was given with the request.

    Never the contacts that an employer gave, see `contracts.addressee`.
    """
    if case.person is None:
        return None
    account = account_of(case.person, case.policy, day=clock.day_of(at))
    if account is not None:
        return Addressee(account.email or "", account.mobile or "", account.language)
    phone = case.form.get("phone") or ""
    return Addressee("", phone if phone and phones.is_mobile(phone) else "", "ru")


def received(case: Case, event: CaseEvent, *, at: datetime) -> None:
    _send(case, event, "cases.received", {}, at, sms=False)


def replied(case: Case, event: CaseEvent, *, at: datetime) -> None:
    _send(case, event, "cases.replied", {}, at)


def asked(case: Case, event: CaseEvent, *, at: datetime) -> None:
    _send(case, event, "cases.asked", {}, at)


def resolved(case: Case, event: CaseEvent, *, at: datetime) -> None:
    _send(case, event, "cases.resolved", {}, at, sms=False)


def visit_booked(case: Case, visit: Visit, event: CaseEvent, *, at: datetime) -> None:
    kind = "cases.visit_moved" if visit.sequence else "cases.visit_booked"
    _send(case, event, kind, _of_visit(visit, at), at)


def visit_cancelled(case: Case, visit: Visit, event: CaseEvent, *, at: datetime) -> None:
    _send(case, event, "cases.visit_cancelled", _of_visit(visit, at), at)


def _of_visit(visit: Visit, at: datetime) -> dict[str, Any]:
    return {
        "visit": str(visit.id),
        "sequence": visit.sequence,
        "cancelled": visit.state == Visit.State.CANCELLED,
        "starts_at": visit.slot.lower.isoformat(),
        "ends_at": visit.slot.upper.isoformat(),
        "zone": visit.site.zone,
        "clinic": site_title(visit.site),
        "address": visit.site.address,
        "metro": visit.site.metro,
        "phone": next(iter(visit.site.phones), ""),
        "doctor": visit.doctor_name,
        "stamp": at.isoformat(),
    }


def _send(
    case: Case,
    event: CaseEvent,
    kind: str,
    more: dict[str, Any],
    at: datetime,
    *,
    sms: bool = True,
) -> None:
    to = addressee(case, at=at)
    if to is None:
        return
    name = case.person.given_names if case.person else ""
    context = {"number": case.number, "name": name, "case": str(case.id), **more}
    addresses = {"email": to.email, "sms": to.mobile if sms else ""}
    for channel, address in addresses.items():
        if address:
            send(
                key=f"case:{event.id}:{kind}:{channel}",
                channel=channel,
                address=address,
                kind=kind,
                context=context,
                language=to.language,
                at=at,
                person_id=case.person_id,
                subject_id=case.id,
            )


def _with_link(context: Context) -> Context:
    """The stored context with the address of the case in the cabinet."""
    link = settings.PULT_URL + reverse("cabinet:request", args=[context["case"]])
    return {**context, "link": link}


def _with_times(context: Context) -> Context:
    """The same with the visit's time as its site and its reader write it, and a readable phone.

    A weekday in the middle of a line has no capital in Russian.
    """
    zone = ZoneInfo(context["zone"])
    starts = datetime.fromisoformat(context["starts_at"]).astimezone(zone)
    return {
        **_with_link(context),
        "day": f"{formats.date_format(starts, 'j E Y')}, {_weekday(starts)}",
        "short_day": formats.date_format(starts, "d.m"),
        "time": f"{starts:%H:%M}",
        "phone": phones.shown(context["phone"]) if context["phone"] else "",
    }


def _weekday(starts: datetime) -> str:
    name = formats.date_format(starts, "l")
    return name.lower() if (get_language() or "ru").startswith("ru") else name


def _invitation(context: Context) -> list[Attachment]:
    content, method = invitations.calendar(context, summary=gettext("Visit to the clinic"))
    kind = f"text/calendar; method={method}; charset=utf-8"
    return [Attachment(name="visit.ics", content=content, kind=kind)]


_EXAMPLE = {
    "number": "26-000123",
    "name": "Анна Игоревна",
    "case": "0190b6a0-0000-7000-8000-000000000002",
}
_VISIT_EXAMPLE = {
    **_EXAMPLE,
    "visit": "0190b6a0-0000-7000-8000-000000000001",
    "sequence": 0,
    "cancelled": False,
    "starts_at": "2026-11-26T15:30:00+00:00",
    "ends_at": "2026-11-26T16:00:00+00:00",
    "zone": "Europe/Moscow",
    "clinic": "Клиника на Лесной",
    "address": "Москва, ул. Лесная, 5",
    "metro": "Белорусская",
    "phone": "+74951234567",
    "doctor": "Орлов И. П.",
    "stamp": "2026-11-22T12:00:00+00:00",
}

_PLAIN = {
    "received": _("Request %(number)s is received"),
    "replied": _("An answer to request %(number)s"),
    "asked": _("A question about request %(number)s"),
    "resolved": _("Request %(number)s is resolved"),
}
_VISITS = {
    "visit_booked": _("Visit booked: %(short_day)s at %(time)s"),
    "visit_moved": _("Visit moved: %(short_day)s at %(time)s"),
    "visit_cancelled": _("Visit of %(short_day)s at %(time)s is cancelled"),
}

for _name, _subject in _PLAIN.items():
    register(
        Kind(
            name=f"cases.{_name}",
            example=_EXAMPLE,
            subject=_subject,
            email_template=f"cases/letters/{_name}.txt",
            sms_template=f"cases/sms/{_name}.txt",
            prepare=_with_link,
        )
    )
for _name, _subject in _VISITS.items():
    register(
        Kind(
            name=f"cases.{_name}",
            example=_VISIT_EXAMPLE,
            subject=_subject,
            email_template=f"cases/letters/{_name}.txt",
            sms_template=f"cases/sms/{_name}.txt",
            prepare=_with_times,
            attachments=_invitation,
        )
    )
