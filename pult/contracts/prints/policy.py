"""What stands on the policy."""

from typing import Any

from django.utils.translation import gettext

from pult.contracts.checks import check_url
from pult.contracts.models import Policy
from pult.contracts.prints.common import day, frame, period, ways
from pult.documents import qr
from pult.programmes.queries import sections


def policy_data(policy: Policy) -> dict[str, Any]:
    """Plain values for `policy.typ`, in the language that is active."""
    return frame(
        policy,
        title=gettext("Policy"),
        heading=gettext("Voluntary medical insurance policy"),
        number=gettext("Policy number"),
        birth_date=gettext("Birth date"),
        period=gettext("Valid"),
        sections=gettext("What the programme includes"),
        section=gettext("Care"),
        access=gettext("How to get it"),
        qr_alt=gettext("QR code: check that this policy is valid"),
        qr_note=gettext(
            "Show the policy and an identity document at the clinic. The QR code opens a page"
            " that says whether the policy is valid."
        ),
    ) | {
        "number": policy.number,
        "person": policy.person.full_name,
        "birth_date": day(policy.person.birth_date),
        "period": period(policy),
        "qr": qr.svg(check_url(policy)),
        "facts": _facts(policy),
        "sections": ways(sections(policy.programme)),
        "payment_rule": policy.programme.payment_rule,
    }


def _facts(policy: Policy) -> list[list[str]]:
    rows = [
        [gettext("Contract"), policy.contract.number],
        [gettext("Policyholder"), policy.contract.employer.name],
        [gettext("Programme"), f"{policy.programme.quoted}, {policy.programme.city}"],
    ]
    if policy.main is not None:
        rows.append([gettext("Main insured person"), policy.main.person.full_name])
    for title, curator in (
        (gettext("Doctor-curator"), policy.contract.doctor_curator),
        (gettext("Administrative curator"), policy.contract.admin_curator),
    ):
        if curator is not None:
            rows.append([title, ", ".join(filter(None, (curator.display_name, curator.email)))])
    return rows
