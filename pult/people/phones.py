"""Phone numbers: one stored form (E.164), one shown form."""

import re

import phonenumbers

_PLAIN = re.compile(r"^(?:\+7|8|7)?[\s(-]*(9\d\d)[\s)-]*(\d{3})[\s-]*(\d\d)[\s-]*(\d\d)$")


def normal(text: str) -> str:
    """E.164 of a phone number, Russia assumed; '' when it is not one.

    The plain spellings of Russian mobiles take a fast path, since `phonenumbers` needs some 40 µs.
    """
    text = text.strip()
    if match := _PLAIN.match(text):
        return "+7" + "".join(match.groups())
    try:
        number = phonenumbers.parse(text, "RU")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(number: str) -> bool:
    """Whether an E.164 number can receive an SMS."""
    if number.startswith("+79"):
        return True
    kind = phonenumbers.number_type(phonenumbers.parse(number))
    return kind in {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }


def shown(number: str) -> str:
    """'+79160002030' → '8 (916) 000-20-30'; other countries in their international form."""
    if number.startswith("+7") and len(number) == 12:
        return f"8 ({number[2:5]}) {number[5:8]}-{number[8:10]}-{number[10:]}"
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
