"""What stands in the printed programme."""

from typing import Any

from django.utils.translation import gettext

from pult.contracts.models import Policy
from pult.contracts.prints.common import access, frame, person_facts
from pult.programmes.models import Clause
from pult.programmes.queries import read


def programme_data(policy: Policy) -> dict[str, Any]:
    """Plain values for `programme.typ`, in the language that is active."""
    reading = read(policy.programme)
    return frame(
        policy,
        title=gettext("Programme to policy"),
        heading=gettext("Insurance programme %(name)s") % {"name": policy.programme.quoted},
        serves=gettext("When the policy serves"),
        access=gettext("How to get it"),
        volume=gettext("Volume of services"),
        conditions=gettext("Order and limits"),
        exclusions=gettext("What is not paid for"),
    ) | {
        "facts": person_facts(policy),
        "serves": policy.programme.serves,
        "territory": policy.programme.territory,
        "payment_rule": policy.programme.payment_rule,
        "conditions": _plain(reading.conditions),
        "sections": [
            {
                "number": part.section.number,
                "title": part.section.title,
                "access": access(part.section),
                "zone": part.section.zone,
                "volume": _plain(part.volume),
                "conditions": _plain(part.conditions),
                "exclusions": _plain(part.exclusions),
            }
            for part in reading.parts
        ],
        "exclusions": _plain(reading.exclusions),
    }


def _plain(clauses: list[Clause]) -> list[dict[str, str]]:
    return [{"number": clause.number, "text": clause.text} for clause in clauses]
