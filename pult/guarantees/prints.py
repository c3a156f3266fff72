"""What stands on a printed letter. In Russian whatever anybody's language: it goes to a clinic."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from pult.contracts.prints.common import day, frame
from pult.documents import qr, render
from pult.guarantees.checks import check_url
from pult.guarantees.keys import Key
from pult.guarantees.models import Letter, LetterLine
from pult.kernel import clock

Kind = Letter.Kind
# For an archive (ISO 19005-2, level A). Not UA-1: a signature's field has no place in its tree.
STANDARD = ("a-2a",)
WITH_QR = (Kind.GUARANTEE, Kind.SUPPLEMENTARY, Kind.ATTACH)


def letter_pdf(letter: Letter, key: Key) -> bytes:
    """The letter before it is signed by `key`, whose certificate it names."""
    with translation.override("ru"):
        return render.pdf(
            "guarantees/typst/letter.typ", letter_data(letter, key), standard=STANDARD
        )


def letter_data(letter: Letter, key: Key) -> dict[str, Any]:
    """Plain values for `letter.typ`, in the language that is active."""
    lines = list(letter.lines.all())
    data = frame(
        letter.policy,
        title="",
        heading=_heading(letter),
        service=gettext("Service"),
        code=gettext("Code"),
        quantity=gettext("Quantity"),
        price=gettext("Price"),
        services=gettext("Services we refuse to pay for")
        if letter.kind == Kind.REFUSAL
        else gettext("Services we pay for"),
        conditions=gettext("Why") if letter.kind == Kind.ANNUL else gettext("Conditions"),
        clause=gettext("Clause %(number)s of the programme") % {"number": letter.clause},
        reason=gettext("Why"),
        alternative=gettext("What you can do"),
        appeal=gettext("If you do not agree"),
        signature=gettext("Signed electronically"),
        qr_alt=gettext("QR code: check that this letter is valid"),
        qr_note=gettext("Check the letter"),
        demo=gettext("Demo"),
    )
    return data | {
        "title": f"{_heading(letter)} {letter.number}",
        "footer": letter.number,
        "kind": letter.kind,
        "number": letter.number,
        "issued": day(clock.day_of(letter.issued_at)),
        "to": letter.clinic.name if letter.clinic else letter.person.full_name,
        "opening": _opening(letter),
        "facts": _facts(letter),
        "lines": [_line(line) for line in lines],
        "has_prices": any(line.price is not None for line in lines),
        "conditions": _conditions(letter),
        "clause_text": letter.clause_text,
        "reason": letter.reason,
        "alternative": letter.alternative,
        "appeal": _appeal(letter),
        "signatory": [letter.signatory_post, letter.signatory_name],
        "certificate": [
            gettext("Certificate: %(serial)s") % {"serial": key.serial},
            gettext("Owner: %(owner)s") % {"owner": key.owner},
            gettext("Valid until %(day)s") % {"day": day(clock.day_of(key.valid_until))},
        ],
        "qr": qr.svg(check_url(letter)) if letter.kind in WITH_QR else "",
    }


def _heading(letter: Letter) -> str:
    return {
        Kind.GUARANTEE: gettext("Letter of guarantee"),
        Kind.SUPPLEMENTARY: gettext("Supplementary letter of guarantee"),
        Kind.REFUSAL: gettext("Refusal to pay"),
        Kind.ATTACH: gettext("Letter of attachment"),
        Kind.DETACH: gettext("Letter of detachment"),
        Kind.ANNUL: gettext("Annulment of a letter"),
    }[Kind(letter.kind)]


def _opening(letter: Letter) -> str:
    words = {"number": letter.parent.number if letter.parent else ""}
    return {
        Kind.GUARANTEE: gettext(
            "We guarantee to pay for these services to the person insured with us."
        ),
        Kind.SUPPLEMENTARY: gettext("In addition to letter %(number)s we guarantee to pay:"),
        Kind.REFUSAL: gettext(
            "We have considered your request. The programme does not pay for this care, and here"
            " is why."
        ),
        Kind.ATTACH: gettext("Please attach the person insured with us to your clinic."),
        Kind.DETACH: gettext(
            "Please detach the person insured with us. The last day of service is named below."
        ),
        Kind.ANNUL: gettext("We annul letter %(number)s. Services given before today are paid."),
    }[Kind(letter.kind)] % words


def _facts(letter: Letter) -> list[list[str]]:
    policy, person = letter.policy, letter.person
    rows = [
        [gettext("Insured person"), person.full_name],
        [gettext("Birth date"), day(person.birth_date)],
        [gettext("Policy"), policy.number],
        [gettext("Contract"), letter.contract_number],
    ]
    if letter.diagnosis:
        rows.append([gettext("Diagnosis"), letter.diagnosis])
    if letter.kind == Kind.DETACH and letter.last_day:
        rows.append([gettext("Last day of service"), day(letter.last_day)])
    elif letter.period and letter.last_day:
        rows.append([gettext("Valid"), _days(letter.period.lower, letter.last_day)])
    if letter.amount_limit is not None:
        rows.append([gettext("At most"), money(letter.amount_limit)])
    if letter.case_number:
        rows.append([gettext("Request"), letter.case_number])
    return rows


def _days(first: date, last: date) -> str:
    return f"{day(first)} – {day(last)}"


def _line(line: LetterLine) -> dict[str, str]:
    return {
        "title": line.title_ru,
        "code": line.service_code,
        "quantity": str(line.quantity),
        "price": money(line.price) if line.price is not None else "",
        "clause": line.clause,
    }


def _conditions(letter: Letter) -> list[str]:
    """What every clinic must know, then this letter's own conditions."""
    found = [part for part in letter.conditions.splitlines() if part.strip()]
    if letter.kind in (Kind.GUARANTEE, Kind.SUPPLEMENTARY):
        found.append(gettext("Anything beyond this letter is agreed with the desk beforehand."))
        if letter.amount_limit is not None:
            found.append(gettext("What exceeds the amount is paid by the patient."))
        found.append(gettext("Please ask the patient for an identity document."))
    if letter.kind == Kind.ANNUL:
        found.append(letter.reason)
    return found


def _appeal(letter: Letter) -> str:
    if letter.kind != Kind.REFUSAL:
        return ""
    return gettext(
        "Press “I disagree, look once more” beside this letter in your cabinet, call the desk, or"
        " write to us: another doctor will look at it and answer in writing. You may also turn to"
        " the financial ombudsman, the Bank of Russia or a court."
    )


def money(kopecks: int) -> str:
    """«12 500,00 ₽»."""
    roubles = f"{kopecks // 100:,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{roubles},{kopecks % 100:02}\N{NO-BREAK SPACE}₽"
