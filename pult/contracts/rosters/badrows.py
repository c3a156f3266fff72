"""The bad rows of a list as an XLSX, in its own columns, each wrong cell with a comment.

It can be corrected and sent again as it is: the numbers of the rows are no column of a list.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from pult.contracts.rosters.cells import parse_date
from pult.contracts.rosters.files import Table
from pult.contracts.rosters.header import normal
from pult.contracts.rosters.notes import BadCell, Problem, shown
from pult.contracts.rosters.rows import Roster

# Nothing of a cell is ever taken for a formula or a link.
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
          "strings_to_numbers": False}  # fmt: skip
_WRONG = {"bg_color": "#FBE9E5"}
_DATE = {"num_format": "dd.mm.yyyy"}
_WHOLE_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


def bad_rows_xlsx(table: Table, roster: Roster) -> bytes:
    """Titles, then every row with an error as it was sent, its number in the file before it."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, _PLAIN)
    _Sheet(book, roster).write(table)
    book.close()
    return target.getvalue()


class _Sheet:
    """The one sheet of the book. Readable dates are dates, however they were typed."""

    def __init__(self, book: xlsxwriter.Workbook, roster: Roster) -> None:
        self.sheet, self.roster = book.add_worksheet(), roster
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.soft = book.add_format({"font_color": "#5B6470"})
        self.formats = {
            (wrong, dated): book.add_format((_WRONG if wrong else {}) | (_DATE if dated else {}))
            for wrong in (False, True)
            for dated in (False, True)
        }
        keys = roster.mapping.keys
        self.dates = {keys[key] for key in ("birth_date", "start", "end") if key in keys}
        # A list of bad rows that is bad once more has the numbers already.
        self.title = _("Row of the file")
        numbered = normal(self.title) in {normal(one.header) for one in roster.mapping.columns}
        self.shift = 0 if numbered else 1

    def write(self, table: Table) -> None:
        by_row: dict[int, list[Problem]] = defaultdict(list)
        for problem in self.roster.errors:
            by_row[problem.row].append(problem)
        if self.shift:
            self.sheet.write_string(0, 0, self.title, self.bold)
        columns = self.roster.mapping.columns
        for column in columns:
            self.sheet.write_string(0, column.index + self.shift, column.header, self.bold)
        for place, (row, problems) in enumerate(sorted(by_row.items()), start=1):
            if self.shift:
                self.sheet.write_number(place, 0, row, self.soft)
            self._write_row(place, table.rows[row - 1], problems)
        widest = max((column.index for column in columns), default=0) + self.shift
        self.sheet.set_column(self.shift, widest, 20)
        self.sheet.freeze_panes(1, self.shift)

    def _write_row(self, place: int, cells: Sequence[Any], problems: list[Problem]) -> None:
        comments: dict[int, list[str]] = defaultdict(list)
        for problem in problems:
            place_sent = _("row %(row)s") % {"row": problem.row}  # in the file that was sent
            comments[problem.index or 0].append(f"{place_sent}: {problem.message}")
        for index in range(max(len(cells), *(index + 1 for index in comments))):
            cell = cells[index] if index < len(cells) else ""
            self._write_cell(place, index, cell, wrong=index in comments)
            if index in comments:
                comment = "\n".join(comments[index])
                self.sheet.write_comment(place, index + self.shift, comment, {"x_scale": 2})

    def _write_cell(self, place: int, index: int, cell: Any, *, wrong: bool) -> None:
        day = _day(cell) if isinstance(cell, date) or index in self.dates else None
        # An unreadable date, corrected in its cell, becomes a date as well.
        style = self.formats[wrong, day is not None or index in self.dates]
        if day is not None:
            self.sheet.write_datetime(place, index + self.shift, day, style)
        else:
            self.sheet.write_string(place, index + self.shift, _text(cell), style)


def _day(cell: Any) -> date | None:
    """The day that a cell certainly means and a spreadsheet can hold."""
    if isinstance(cell, str) and not _WHOLE_YEAR.search(cell):
        return None
    try:
        day, notes = parse_date(cell)
    except BadCell:
        return None
    return day if day is not None and day.year >= 1900 and not notes else None


def _text(cell: Any) -> str:
    return cell[:32_000] if isinstance(cell, str) else shown(cell)
