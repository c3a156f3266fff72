"""A raw cell as plain text: what spreadsheets do to values is undone here."""

import re
from datetime import date
from typing import Any

from pult.contracts.rosters.notes import Note, storable
from pult.kernel.text import tidy

NOTHING: tuple[None, tuple[Note, ...]] = (None, ())
# What people type into a cell that they have nothing for.
_ABSENT_TEXT = (
    "-|--|---|—|–|.|..|…|*|?|нет|н/д|нд|н.д.|б/н|бн|б.н.|none|null|nan|n/a|na|#н/д|#n/a|#value!"
    "|#ref!|#знач!|#ссылка!|отсутствует|отсутствуют|нет данных|не указан|не указано|не указана"
    "|не предоставлен|не предоставлено|без номера|0000000000|0000 000000"
)
_ABSENT = frozenset(_ABSENT_TEXT.split("|"))
_SCIENTIFIC = re.compile(r"(\d)[.,](\d+)[eеEЕ]\+?(\d{1,2})")
_POINT_ZERO = re.compile(r"\d+[.,]0+")
_LETTER_DIGITS = str.maketrans("OoОоЗзIl|", "000033111")


def plain(raw: Any) -> str:
    """Text of a cell, tidied; integers without `.0`; empty when the cell says "nothing".

    >>> plain(4508123456.0), plain(" 12\\u00a0345.0 "), plain("н/д")
    ('4508123456', '12 345.0', '')
    """
    if raw is None:
        return ""
    if isinstance(raw, str):
        text = tidy(storable(raw)).strip("'`")
        return "" if not text or text.casefold() in _ABSENT else text
    if isinstance(raw, bool):
        return str(raw)
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw)


def undotted(text: str) -> str:
    """`123.0` and `8.9161234567E+10` as the whole numbers they once were."""
    if _POINT_ZERO.fullmatch(text):
        return re.split("[.,]", text)[0]
    if found := _SCIENTIFIC.fullmatch(text):
        whole, fraction, power = found.groups()
        if len(fraction) <= int(power) <= len(fraction) + 2:  # else digits were lost
            return whole + fraction.ljust(int(power), "0")
    return text


def mend_digits(text: str) -> str:
    """Letters that were typed for digits (О for 0, З for 3) between digits become digits."""
    return re.sub(
        r"(?<![^\W\d_])[OoОоЗзIl|]+(?=[\d.\-/ ])|(?<=\d)[OoОоЗзIl|]+(?![^\W\d_])",
        lambda found: found.group().translate(_LETTER_DIGITS),
        text,
    )
