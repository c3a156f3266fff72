"""The Ministry's nomenclature of medical services, OID 1.2.643.5.1.13.13.11.1070.

Its published columns are ID, S_CODE, NAME, REL (1 in force, 0 abolished) and DATEOUT (the day
after which a line is abolished).
"""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pult.journal import actions as journal
from pult.kernel.clock import MOSCOW
from pult.kernel.errors import Forbidden
from pult.people.access import Actor, Can
from pult.reference.books import upsert
from pult.reference.books.table import Row, read
from pult.reference.books.unusable import UnusableBook
from pult.reference.models import Service
from pult.reference.search import index

COLUMNS = {
    "code": ("S_CODE", "CODE", "Код услуги", "Код"),
    "title": ("NAME", "Полное название", "Наименование услуги", "Наименование"),
    "actual": ("REL", "ACTUAL", "Признак актуальности"),
    "ends": ("DATEOUT", "Дата упразднения"),
}
OPTIONAL = ("actual", "ends")

_CODE = re.compile(r"[AB][0-9]{2}(\.[0-9]{2,3}){0,4}")
_LATIN = str.maketrans("АВ", "AB")
_LONGEST = 1000
_DATES = ("%d.%m.%Y", "%Y-%m-%d")
# What the classes of the order are about; the rest of class A are procedures, of B other care.
_KINDS = {
    "A03": Service.Kind.IMAGING,
    "A04": Service.Kind.IMAGING,
    "A05": Service.Kind.IMAGING,
    "A06": Service.Kind.IMAGING,
    "A07": Service.Kind.IMAGING,
    "A08": Service.Kind.TEST,
    "A09": Service.Kind.TEST,
    "A12": Service.Kind.TEST,
    "A16": Service.Kind.OPERATION,
    "A26": Service.Kind.TEST,
    "B01": Service.Kind.VISIT,
    "B03": Service.Kind.TEST,
    "B04": Service.Kind.PREVENTION,
}
_DENTAL = re.compile(r"A1[16]\.07\.|B01\.06[3-7]\.")

_STAGED = "code text, title text, kind text, is_actual boolean"
# The insurer's own title, words and kind of a service stay as the insurer wrote them.
_CHANGE = """
    UPDATE reference_service AS known
    SET official_title = new.title, is_official = true, is_actual = new.is_actual,
        title_ru = CASE WHEN known.is_own THEN known.title_ru ELSE left(new.title, 500) END,
        kind = CASE WHEN known.is_own THEN known.kind ELSE new.kind END
    FROM incoming AS new
    WHERE known.code = new.code
      AND ((known.official_title, known.is_official, known.is_actual)
           IS DISTINCT FROM (new.title, true, new.is_actual)
        OR NOT known.is_own
           AND (known.title_ru, known.kind) IS DISTINCT FROM (left(new.title, 500), new.kind))
"""
_INSERT = """
    INSERT INTO reference_service (
        code, title_ru, title_en, official_title, synonyms, kind, specialty, urgency,
        needs_place, position, is_own, is_official, is_actual
    )
    SELECT code, left(title, 500), '', title, '{}', kind, '', 'planned', false, 100000,
           false, true, is_actual
    FROM incoming
    ON CONFLICT (code) DO NOTHING
"""
_END = """
    UPDATE reference_service AS known SET is_actual = false
    WHERE is_official AND is_actual
      AND NOT EXISTS (SELECT FROM incoming WHERE incoming.code = known.code)
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What the file changed, and the insurer's codes of the order that it does not confirm."""

    imported: upsert.Imported
    unconfirmed: list[str]


def import_services(*, path: Path, by: Actor, at: datetime) -> Result:
    """Take the order's titles from the file: all of it, or `UnusableBook` and nothing.

    The insurer's own titles and synonyms stay; codes that the file lacks are marked as not in
    force, never deleted.
    """
    if not by.can(Can.RUN_OFFICE):
        raise Forbidden(_("Only the insurer's office may do this."))
    lines = _lines(read(path, COLUMNS, OPTIONAL), at.astimezone(MOSCOW).date())
    with transaction.atomic(), connection.cursor() as cursor:
        now = Service.objects.filter(is_official=True, is_actual=True).count()
        upsert.refuse_cut(lines, now=now)
        imported = upsert.write(
            cursor, lines, staged=_STAGED, insert=_INSERT, change=_CHANGE, end=_END
        )
        if imported.added or imported.changed or imported.ended:
            index.rebuild()
        journal.record(
            what="reference.services_imported",
            at=at,
            account_id=by.account_id,
            role=by.role,
            **asdict(imported),
        )
        own = Service.objects.filter(is_own=True).exclude(code__startswith="P-")
        unconfirmed = own.exclude(is_official=True, is_actual=True)
        return Result(imported, sorted(unconfirmed.values_list("code", flat=True)))


def _lines(rows: list[Row], today: date) -> list[upsert.Line]:
    """Checked lines. A code may stand again when all but one of its lines are abolished."""
    found: dict[str, tuple[Row, bool]] = {}
    for row in rows:
        code, actual = _checked(row, today)
        if code in found and actual and found[code][1]:
            raise UnusableBook("twice", row=row.number, code=code, first=found[code][0].number)
        if code not in found or actual:
            found[code] = row, actual
    lines = [
        {"code": code, "title": row["title"], "kind": kind_of(code), "is_actual": actual}
        for code, (row, actual) in found.items()
    ]
    missing = [letter for letter in "AB" if not any(c.startswith(letter) for c in found)]
    if missing:
        raise UnusableBook("cut", names=", ".join(missing))
    return lines


def _checked(row: Row, today: date) -> tuple[str, bool]:
    code = "".join(row["code"].split()).upper().translate(_LATIN)
    if not _CODE.fullmatch(code):
        raise UnusableBook("bad_code", row=row.number, value=row["code"])
    if not 0 < len(row["title"]) <= _LONGEST:
        raise UnusableBook("bad_title", row=row.number, code=code)
    if row["actual"] not in ("0", "1", ""):
        raise UnusableBook("bad_flag", row=row.number, code=code, value=row["actual"])
    ended = row["ends"] != "" and _day(row) < today
    return code, row["actual"] != "0" and not ended


def _day(row: Row) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(row["ends"], form).date()  # noqa: DTZ007 - a day, no time
        except ValueError:
            continue
    raise UnusableBook("bad_date", row=row.number, value=row["ends"])


def kind_of(code: str) -> Service.Kind:
    """What a service of the order is, by its class."""
    if _DENTAL.match(code):
        return Service.Kind.DENTAL
    other = Service.Kind.PROCEDURE if code[0] == "A" else Service.Kind.OTHER
    return _KINDS.get(code[:3], other)
