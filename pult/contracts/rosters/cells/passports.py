"""Passports: series of four digits and number of six; a child's birth certificate instead."""

import re
from typing import Any

from pult.contracts.rosters.cells.plain import NOTHING, mend_digits, plain, undotted
from pult.contracts.rosters.notes import BadCell, Note

Parsed = tuple[str | None, tuple[Note, ...]]

_CANONICAL = re.compile(r"\d{4} \d{6}")
_WHOLE = re.compile(r"(?<!\d)(\d\d)[\s-]?(\d\d)\D{0,12}(\d{6})(?!\d)")
_SHORT_SERIES = re.compile(r"(\d{3})[^\w]{1,6}(?:номер|ном|n|no)?[^\w]*(\d{6})")
_SHORT_NUMBER = re.compile(r"(\d\d) ?(\d\d)[^\w]{1,6}(?:номер|ном|n|no)?[^\w]*(\d{4,5})")
_CERTIFICATE = re.compile(r"([IVXLC]{1,7})\s*-?\s*([А-ЯЁ]{2})[\s№Nn-]*(?:номер)?\s*(\d{6})")
_CERTIFICATE_ANY = re.compile(r"([IVXLCІХСУЛ1]{1,7}?)[\s-]*([A-ZА-ЯЁ]{2})((?:[^\w]|\d).*)")
_ROMAN = str.maketrans("ІХСУЛ1", "IXCVLI")
_LOOKALIKES = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")


def parse_passport(raw: Any) -> Parsed:
    """`4508 123456` of any spelling of a whole passport, or `IV-МЮ 123456`.

    >>> parse_passport("паспорт РФ 45 08 №123456, выдан ОВД 12.03.2008")[0]
    '4508 123456'
    """
    if isinstance(raw, str) and _CANONICAL.fullmatch(raw):
        return raw, ()
    text = plain(raw)
    if not text:
        return NOTHING
    text = undotted(text)
    mended = mend_digits(text)
    notes = (Note("passport.letters"),) if mended != text else ()
    if mended.isdigit():
        value, more = _from_digits(mended)
        return value, notes + more
    if found := _CERTIFICATE.fullmatch(_certificate_spelling(text)):
        return f"{found[1]}-{found[2]} {found[3]}", ()
    if found := _WHOLE.search(mended):
        return f"{found[1]}{found[2]} {found[3]}", notes
    lowered = re.sub(r"^\W*(паспорт|серия|сер)\W*(рф)?\W*(серия|сер)?\W*", "", mended.casefold())
    if found := _SHORT_SERIES.fullmatch(lowered):
        return _padded(f"0{found[1]} {found[2]}", notes)
    if found := _SHORT_NUMBER.fullmatch(lowered):
        return _padded(f"{found[1]}{found[2]} {found[3]:0>6}", notes)
    raise BadCell("passport.unreadable")


def join_passport(series: Any, number: Any) -> Parsed:
    """The passport of two cells, series and number; lost leading zeros are put back.

    >>> join_passport(508.0, 12345.0)[0]
    '0508 012345'
    """
    left, right = undotted(plain(series)), undotted(plain(number))
    if not left and not right:
        return NOTHING
    if not right and len(re.sub(r"\D", "", left)) >= 9:
        return parse_passport(left)
    if not left and len(re.sub(r"\D", "", right)) >= 9:
        return parse_passport(right)
    if found := _CERTIFICATE.fullmatch(_certificate_spelling(f"{left} {right}")):
        return f"{found[1]}-{found[2]} {found[3]}", ()
    left, right = _digits(left), _digits(right)
    if not left:
        raise BadCell("passport.no_series")
    if not right:
        raise BadCell("passport.no_number")
    if len(left) not in (3, 4) or not 4 <= len(right) <= 6:
        raise BadCell("passport.unreadable")
    joined = f"{left:0>4} {right:0>6}"
    return (joined, ()) if len(left) == 4 and len(right) == 6 else _padded(joined, ())


def _digits(text: str) -> str:
    text = re.sub(r"(?i)серия|номер|паспорт|сер\.|ном\.|no\.?|[№#:\s.\-]", "", mend_digits(text))
    if text and not text.isdigit():
        raise BadCell("passport.unreadable")
    return text


def _from_digits(digits: str) -> Parsed:
    """Nothing but digits: ten, or nine of which Excel dropped the leading zero."""
    if len(digits) == 10:
        return f"{digits[:4]} {digits[4:]}", ()
    if len(digits) == 9:
        return _padded(f"0{digits[:3]} {digits[3:]}", ())
    raise BadCell("passport.digits", count=len(digits))


def _padded(value: str, notes: tuple[Note, ...]) -> Parsed:
    return value, (*notes, Note("passport.zeros", {"value": value}))


def _certificate_spelling(text: str) -> str:
    """Roman letters in Latin and the two letters after them in Cyrillic, whatever was typed."""
    text = re.sub(r"(?i)свид\S*|о рождении|серия|сер\.", "", text).strip().upper()
    found = _CERTIFICATE_ANY.fullmatch(text)
    if not found:
        return text
    return f"{found[1].translate(_ROMAN)}-{found[2].translate(_LOOKALIKES)}{found[3]}"
