"""Mobile phones in every spelling; the result is E.164."""

import re
from typing import Any

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from pult.contracts.rosters.cells.plain import NOTHING, mend_digits, plain, undotted
from pult.contracts.rosters.notes import BadCell, Note

Parsed = tuple[str | None, tuple[Note, ...]]

_CANONICAL = re.compile(r"\+79\d{9}")
_PLAIN_MOBILE = re.compile(r"(?:\+?7|8)? ?[ (-]*(9\d\d)[ )-]*(\d{3})[ -]?(\d\d)[ -]?(\d\d)")
_SEVERAL = re.compile(
    r"[,;/\\|\n]+|\s(?:или|и|or|доп)\s|(?<=\d)\s{2,}|\s+(?=\+)|(?<=\d)\s+(?=8[ (-]*9\d\d)"
)
_EXTENSION = re.compile(r"\s*(?:доб|вн|ext|внутр?)\.?\s*[№:#]?\s*\d+.*$", re.IGNORECASE)
_WORDS = re.compile(r"[^\d+()\-. ]+")
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def parse_phone(raw: Any) -> Parsed:
    """The first mobile number of the cell.

    >>> parse_phone("тел. 8 (495) 123-45-67, моб. 8(916)123 45 67")[0]
    '+79161234567'
    """
    if isinstance(raw, str):
        if _CANONICAL.fullmatch(raw):
            return raw, ()
        if found := _PLAIN_MOBILE.fullmatch(raw):
            return f"+7{found[1]}{found[2]}{found[3]}{found[4]}", ()
    text = _lines(raw)
    if not text:
        return NOTHING
    mended = mend_digits(text)
    notes: tuple[Note, ...] = (Note("phone.letters"),) if mended != text else ()
    whole = _number(mended)
    numbers = [whole] if whole and whole[1] else _numbers(mended)
    mobiles = list(dict.fromkeys(number for number, mobile in numbers if mobile))
    if mobiles:
        if len(mobiles) > 1:
            notes += (Note("phone.several", {"value": mobiles[0]}),)
        return mobiles[0], notes
    if numbers:
        return None, (*notes, Note("phone.landline"))
    digits = len(re.sub(r"\D", "", mended))
    if not digits:
        raise BadCell("phone.unreadable")
    raise BadCell("phone.digits", count=digits)


def _lines(raw: Any) -> str:
    """The cell's text with its line breaks kept as separators."""
    if isinstance(raw, str) and "\n" in raw:
        return "; ".join(filter(None, map(plain, raw.splitlines())))
    return plain(raw)


def _numbers(text: str) -> list[tuple[str, bool]]:
    return [number for part in _SEVERAL.split(text) if part and (number := _number(part))]


def _number(text: str) -> tuple[str, bool] | None:
    """(E.164, is it mobile?) of one spelling, or None."""
    text = undotted(_EXTENSION.sub("", text).strip())
    text = _WORDS.sub(" ", text).strip(" .-")
    digits = re.sub(r"\D", "", text)
    if not text.startswith("+") or digits.startswith(("79", "89")):
        if len(digits) == 10 and digits[0] == "9":
            return "+7" + digits, True
        if len(digits) == 11 and digits[:2] in ("79", "89"):
            return "+7" + digits[1:], True
    if not 10 <= len(digits) <= 15:
        return None
    return _foreign(text, digits)


def _foreign(text: str, digits: str) -> tuple[str, bool] | None:
    international = re.sub("^(810|00)", "", digits)
    spellings = [text, "+" + international] if not text.startswith("+") else [text]
    for spelling in spellings:
        try:
            number = phonenumbers.parse(spelling, "RU")
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            return written, phonenumbers.number_type(number) in _MOBILE
    return None
