"""A file that cannot be taken: one clear sentence each, with the row where there is one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pult.kernel.errors import Refusal

SENTENCES = {
    "not_found": _("There is no file %(name)s."),
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(limit)d MB."),
    "not_a_table": _(
        "This is not a table of the Ministry of Health: a CSV with semicolons or an XLSX is needed."
    ),
    "damaged": _("The file is damaged and cannot be read."),
    "damaged_row": _("The file is damaged at row %(row)d: its quotes do not match."),
    "no_columns": _("This is another file: the columns %(names)s are not in it."),
    "no_rows": _("The file holds no rows under its header."),
    "cells": _("Row %(row)d holds %(has)d cells instead of %(needs)d: the file is damaged or cut."),
    "bad_code": _("Row %(row)d: “%(value)s” is not a code of this book."),
    "bad_id": _("Row %(row)d: the identifier “%(value)s” is not a number."),
    "bad_title": _("Row %(row)d: the title of %(code)s is missing or too long."),
    "bad_flag": _("Row %(row)d: whether %(code)s is in force must be 1 or 0, not “%(value)s”."),
    "bad_date": _("Row %(row)d: “%(value)s” is not a date."),
    "twice": _("Row %(row)d: %(code)s stands in row %(first)d already."),
    "no_parent": _("Row %(row)d: the parent of %(code)s is not in the file."),
    "circle": _("Row %(row)d: the parents of %(code)s go round in a circle."),
    "cut": _("The file breaks off: it has nothing of %(names)s."),
    "fewer": _(
        "The file holds %(has)d codes in force, and %(now)d are known: it looks cut, "
        "nothing was changed."
    ),
}
_SHOWN = 120


class UnusableBook(Refusal):
    """Nothing of the file can be taken; `reason` is one of `SENTENCES`."""

    def __init__(self, reason: str, /, **params: Any) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason
        self.params = {
            name: value[:_SHOWN] if isinstance(value, str) else value
            for name, value in params.items()
        }

    def __str__(self) -> str:
        return str(self.message) % self.params
