"""The bad rows of a list as an XLSX, in its own columns, each wrong cell with a comment."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from pult.contracts.rosters.files import Table
from pult.contracts.rosters.notes import Problem, shown
from pult.contracts.rosters.rows import Roster

# Nothing of a cell is ever taken for a formula or a link.
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
          "strings_to_numbers": False}  # fmt: skip


def bad_rows_xlsx(table: Table, roster: Roster) -> bytes:
    """Title row, then every row with an error as it was sent."""
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in roster.errors:
        by_row[problem.row].append(problem)
    target = BytesIO()
    book = xlsxwriter.Workbook(target, _PLAIN)
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for column in roster.mapping.columns:
        sheet.write_string(0, column.index, column.header, bold)
    formats = {
        "date": book.add_format({"num_format": "dd.mm.yyyy"}),
        "wrong": book.add_format({"bg_color": "#FBE9E5"}),
        "wrong date": book.add_format({"bg_color": "#FBE9E5", "num_format": "dd.mm.yyyy"}),
    }
    for place, (row, problems) in enumerate(sorted(by_row.items()), start=1):
        _write_row(sheet, place, table.rows[row - 1], problems, formats)
    sheet.set_column(0, max((c.index for c in roster.mapping.columns), default=0), 20)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _write_row(
    sheet: Any, place: int, cells: Sequence[Any], problems: list[Problem], formats: dict[str, Any]
) -> None:
    comments: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        place_sent = _("row %(row)s") % {"row": problem.row}  # in the file that was sent
        comments[problem.index or 0].append(f"{place_sent}: {problem.message}")
    for index in range(max(len(cells), *(index + 1 for index in comments))):
        cell = cells[index] if index < len(cells) else ""
        wrong = index in comments
        if isinstance(cell, date):
            sheet.write_datetime(place, index, cell, formats["wrong date" if wrong else "date"])
        else:
            style = (formats["wrong"],) if wrong else ()
            sheet.write_string(place, index, _text(cell), *style)
        if wrong:
            sheet.write_comment(place, index, "\n".join(comments[index]), {"x_scale": 2})


def _text(cell: Any) -> str:
    return cell[:32_000] if isinstance(cell, str) else shown(cell)
