"""The Ministry's ICD-10, OID 1.2.643.5.1.13.13.11.1005."""

import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pult.journal import actions as journal
from pult.kernel.errors import Forbidden
from pult.people.access import Actor, Can
from pult.reference import icd
from pult.reference.books import upsert
from pult.reference.books.table import Row, read
from pult.reference.books.unusable import UnusableBook
from pult.reference.models import IcdCode

COLUMNS = {
    "id": ("ID",),
    "code": ("MKB_CODE",),
    "title": ("MKB_NAME",),
    "parent": ("ID_PARENT",),
    "actual": ("ACTUAL",),
}
_CHAPTER = re.compile("[IVX]{1,5}")
_BLOCK = re.compile("[A-Z][0-9]{2}-[A-Z][0-9]{2}")
_CATEGORY = re.compile("[A-Z][0-9]{2}")
_CODE = re.compile(r"[A-Z][0-9]{2}\.[0-9]{1,2}")
_DEEPEST = 12

_STAGED = "code text, title_ru text, parent_id text, kind text, is_actual boolean"
_CHANGE = """
    UPDATE reference_icdcode AS known
    SET title_ru = new.title_ru, parent_id = new.parent_id, kind = new.kind,
        is_actual = new.is_actual
    FROM incoming AS new
    WHERE known.code = new.code
      AND (known.title_ru, known.parent_id, known.kind, known.is_actual)
          IS DISTINCT FROM (new.title_ru, new.parent_id, new.kind, new.is_actual)
"""
_INSERT = """
    INSERT INTO reference_icdcode (code, title_ru, parent_id, kind, is_actual)
    SELECT code, title_ru, parent_id, kind, is_actual FROM incoming
    ON CONFLICT (code) DO NOTHING
"""
_END = """
    UPDATE reference_icdcode AS known SET is_actual = false
    WHERE is_actual AND NOT EXISTS (SELECT FROM incoming WHERE incoming.code = known.code)
"""


def import_icd10(*, path: Path, by: Actor, at: datetime) -> upsert.Imported:
    """Put the file in place of the present book: all of it, or `UnusableBook` and nothing.

    Codes that the file lacks stay, marked as not in force: old documents name them.
    """
    if not by.can(Can.RUN_OFFICE):
        raise Forbidden(_("Only the insurer's office may do this."))
    codes = _codes(read(path, COLUMNS))
    with transaction.atomic(), connection.cursor() as cursor:
        upsert.refuse_cut(codes, now=IcdCode.objects.filter(is_actual=True).count())
        imported = upsert.write(
            cursor, codes, staged=_STAGED, insert=_INSERT, change=_CHANGE, end=_END
        )
        journal.record(
            what="reference.icd_imported",
            at=at,
            account_id=by.account_id,
            role=by.role,
            **asdict(imported),
        )
    return imported


def _codes(rows: list[Row]) -> list[upsert.Line]:
    """Checked lines: parents by code."""
    by_id: dict[str, Row] = {}
    by_code: dict[str, Row] = {}
    for row in rows:
        _check(row)
        for seen, key in ((by_id, row["id"]), (by_code, row["code"])):
            if key in seen:
                raise UnusableBook("twice", row=row.number, code=key, first=seen[key].number)
            seen[key] = row
    for row in rows:
        _check_parents(row, by_id)
    _refuse_without_blocks(by_code)
    return [
        {
            "code": row["code"],
            "title_ru": row["title"],
            "parent_id": by_id[row["parent"]]["code"] if row["parent"] else None,
            "kind": kind_of(row["code"]),
            "is_actual": row["actual"] == "1",
        }
        for row in rows
    ]


def _check(row: Row) -> None:
    code = row["code"]
    if not row["id"].isdecimal():
        raise UnusableBook("bad_id", row=row.number, value=row["id"])
    if kind_of(code) is None:
        raise UnusableBook("bad_code", row=row.number, value=code)
    if not 0 < len(row["title"]) <= 500:
        raise UnusableBook("bad_title", row=row.number, code=code)
    if row["actual"] not in ("0", "1"):
        raise UnusableBook("bad_flag", row=row.number, code=code, value=row["actual"])


def kind_of(code: str) -> IcdCode.Kind | None:
    """What a code of the book is by its shape; None for what cannot stand in it."""
    for shape, kind in (
        (_CODE, IcdCode.Kind.CODE),
        (_CATEGORY, IcdCode.Kind.CATEGORY),
        (_BLOCK, IcdCode.Kind.BLOCK),
        (_CHAPTER, IcdCode.Kind.CHAPTER),
    ):
        if shape.fullmatch(code):
            return kind
    return None


def _check_parents(row: Row, by_id: dict[str, Row]) -> None:
    above = row
    for _step in range(_DEEPEST):
        if not above["parent"]:
            if kind_of(above["code"]) != IcdCode.Kind.CHAPTER:
                break
            return
        if above["parent"] not in by_id:
            break
        above = by_id[above["parent"]]
    else:
        raise UnusableBook("circle", row=row.number, code=row["code"])
    raise UnusableBook("no_parent", row=above.number, code=above["code"])


def _refuse_without_blocks(by_code: dict[str, Row]) -> None:
    """A file cut between two rows is whole row by row, but its last blocks are missing."""
    missing = [
        f"{letter}{first:02}–{letter}{last:02}"
        for letter, ranges in icd.blocks().items()
        for first, last in ranges
        if not any(f"{letter}{number:02}" in by_code for number in range(first, last + 1))
    ]
    if missing:
        raise UnusableBook("cut", names=", ".join(missing[:3]))
