"""What every document of a policy says: the insurer, the desk, the frame of the page."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from pult.contracts.models import Policy
from pult.guide.queries import profile, text
from pult.people import phones
from pult.programmes.models import Section


def frame(policy: Policy, *, title: str, heading: str, **labels: str) -> dict[str, Any]:
    """The part of the data that `documents/typst/base.typ` reads."""
    insurer = profile()
    language = (get_language() or "ru")[:2]
    return {
        "language": language,
        "region": "RU" if language == "ru" else "GB",
        "title": f"{title} {policy.number}",
        "footer": f"{policy.number} · {policy.person.full_name}",
        "insurer": {
            "name": insurer.legal_name or insurer.name,
            "slogan": text(insurer.slogan),
            "colour": insurer.brand_colour,
        },
        "phones": [
            {"shown": phones.shown(row["number"]), "link": f"tel:{row['number']}",
             "label": text(row["label"])}
            for row in insurer.phones
        ],
        "emergency": [
            {"shown": row["number"], "link": f"tel:{row['number']}", "label": text(row["label"])}
            for row in insurer.emergency
        ],
        "desk_email": insurer.desk_email,
        "cabinet_url": insurer.cabinet_url,
        "labels": {"heading": heading} | _frame_labels() | labels,
    }  # fmt: skip


def day(value: date) -> str:
    return date_format(value, "SHORT_DATE_FORMAT")


def period(policy: Policy) -> str:
    """From the first to the last day, both of them days of cover."""
    return f"{day(policy.first_day)} – {day(policy.last_day)}"


def person_facts(policy: Policy) -> list[list[str]]:
    """Who, under which contract, by which programme, until when."""
    return [
        [gettext("Insured person"), policy.person.full_name],
        [gettext("Policy"), policy.number],
        [gettext("Valid"), period(policy)],
        [gettext("Programme"), f"{policy.programme.quoted}, {policy.programme.city}"],
        [gettext("Policyholder"), policy.contract.employer.name],
    ]


def ways(sections: list[Section]) -> list[dict[str, str]]:
    """Each section with the way to get its care."""
    return [
        {"title": section.title, "access": access(section), "zone": section.zone}
        for section in sections
    ]


def access(section: Section) -> str:
    return capfirst(str(section.get_access_display()))


def _frame_labels() -> dict[str, str]:
    return {
        "page": gettext("Page"),
        "desk_title": gettext("24/7 medical desk"),
        "emergency": gettext("If life is in danger"),
    }
