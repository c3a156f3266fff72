"""What stands in the memo (памятка)."""

from typing import Any

from django.utils.translation import gettext

from pult.clinics import hours
from pult.clinics.models import Site
from pult.contracts.models import Policy
from pult.contracts.prints.common import frame, person_facts, ways
from pult.guide.queries import profile, text
from pult.people import phones
from pult.programmes.models import Section
from pult.programmes.queries import Place, read, sites_by_section


def memo_data(policy: Policy) -> dict[str, Any]:
    """Plain values for `memo.typ`, in the language that is active."""
    programme = policy.programme
    reading = read(programme)
    places = sites_by_section(programme)
    sections = [part.section for part in reading.parts]
    return frame(
        policy,
        title=gettext("Memo to policy"),
        heading=gettext("Memo of the insured person"),
        serves=gettext("When the policy serves"),
        organised=gettext("How care is organised"),
        section=gettext("Care"),
        access=gettext("How to get it"),
        clinics=gettext("Your clinics"),
        without_clinics=gettext("The medical desk chooses the clinic for"),
        exclusions=gettext("What is not paid for"),
        contacts=gettext("Whom to ask"),
    ) | {
        "facts": person_facts(policy),
        "serves": programme.serves,
        "territory": programme.territory,
        "payment_rule": programme.payment_rule,
        "sections": [
            _clinics(row, section, places[section.id])
            for row, section in zip(ways(sections), sections, strict=True)
        ],
        "without_clinics": [s.title for s in sections if not places[s.id]],
        "conditions": [
            {"number": clause.number, "text": clause.text} for clause in reading.conditions
        ],
        "exclusions": [
            {"number": clause.number, "text": clause.text} for clause in reading.all_exclusions
        ],
        "responsibilities": _responsibilities(policy),
    }


def _clinics(row: dict[str, Any], section: Section, places: list[Place]) -> dict[str, Any]:
    return row | {
        "cities": [
            {"city": place.city, "sites": [_site(site) for site in place.sites]} for place in places
        ]
    }


def _site(site: Site) -> dict[str, Any]:
    return {
        "name": site.full_name,
        "address": ", ".join(filter(None, (site.address, site.metro and f"м. {site.metro}"))),
        "phones": [phones.shown(number) for number in site.phones],
        "hours": hours.in_words(site.hours),
    }


def _responsibilities(policy: Policy) -> list[dict[str, Any]]:
    return [
        {
            "title": text(row["title"]),
            "lines": _lines(row, policy),
            "duties": [text(duty) for duty in row["duties"]],
        }
        for row in profile().zones_of_responsibility
    ]


def _lines(row: dict[str, Any], policy: Policy) -> list[str]:
    """How to reach whoever answers for this, and when."""
    insurer = profile()
    contract = policy.contract
    curators = {
        "doctor_curator": contract.doctor_curator, "admin_curator": contract.admin_curator,
    }  # fmt: skip
    if row["code"] == "desk":
        numbers = [phones.shown(phone["number"]) for phone in insurer.phones]
        return [*numbers, insurer.desk_email]
    curator = curators.get(row["code"])
    if curator is None:
        return []
    lines = [curator.display_name, curator.email or "", hours.in_words(insurer.curator_hours)]
    return [line for line in lines if line]
