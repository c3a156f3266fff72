"""Reading an insurer's TOML files, so that a mistake is one sentence that names file and key."""

import re
import tomllib
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from pult.kernel.errors import Refusal

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_REQUIRED: Any = object()


class Mistake(Refusal):
    """Something in a file that an insurer must mend."""

    def __init__(self, file: str, key: str, what: str) -> None:
        place = f"{file}, {key}" if key else file
        super().__init__(f"{place}: {what}")


def read(folder: Path, name: str) -> "Table":
    """One file of the folder as a checked table."""
    path = folder / name
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Mistake(name, "", _("there is no such file.")) from error
    except UnicodeDecodeError as error:
        raise Mistake(name, "", _("the file is not UTF-8 text.")) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise Mistake(name, "", str(error)) from error
    return Table(values, file=name)


def read_all(folder: Path, name: str) -> list["Table"]:
    """Every `*.toml` of a sub-folder, by name."""
    found = sorted((folder / name).glob("*.toml"))
    if not found:
        raise Mistake(f"{name}/", "", _("there is no TOML file here."))
    return [read(folder, f"{name}/{path.name}") for path in found]


class Table:
    """A TOML table that knows where it stands. Keys never asked for are mistakes: see `done`."""

    def __init__(self, values: dict[str, Any], *, file: str, where: str = "") -> None:
        self.values = values
        self.file = file
        self.where = where
        self._asked: set[str] = set()

    def mistake(self, key: str, what: str) -> Mistake:
        return Mistake(self.file, f"{self.where}.{key}" if self.where else key, what)

    def _get(self, key: str, kind: type | tuple[type, ...], default: Any) -> Any:
        self._asked.add(key)
        if key not in self.values:
            if default is _REQUIRED:
                raise self.mistake(key, _("this key is missing."))
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.mistake(key, _("this value is of a wrong type."))
        return value

    def string(
        self, key: str, default: str = _REQUIRED, *, among: Collection[str] | None = None
    ) -> str:
        value: str = self._get(key, str, default)
        self._check_among(key, value, among)
        return value

    def strings(self, key: str, *, among: Collection[str] | None = None) -> list[str]:
        values: list[str] = self._get(key, list, [])
        for index, value in enumerate(values):
            if not isinstance(value, str):
                raise self.mistake(f"{key}[{index}]", _("this value is of a wrong type."))
            self._check_among(f"{key}[{index}]", value, among)
        return values

    def _check_among(self, key: str, value: str, among: Collection[str] | None) -> None:
        if among is not None and value not in among:
            known = ", ".join(sorted(among))
            what = _("“%(value)s” is not known; known are: %(known)s.")
            raise self.mistake(key, what % {"value": value, "known": known})

    def flag(self, key: str) -> bool:
        return bool(self._get(key, bool, False))

    def day(self, key: str) -> date:
        value: date = self._get(key, date, _REQUIRED)
        return value

    def number(self, key: str, *, low: float, high: float, default: float = _REQUIRED) -> float:
        value = float(self._get(key, (int, float), default))
        if not low <= value <= high:
            what = _("%(value)s is not between %(low)s and %(high)s.")
            raise self.mistake(key, what % {"value": value, "low": low, "high": high})
        return value

    def both(self, key: str, *, optional: bool = False) -> dict[str, str]:
        """A text in both languages, `{ru = "…", en = "…"}`; {} when optional and absent."""
        self._asked.add(key)
        if optional and key not in self.values:
            return {}
        inner = self.table(key)
        texts = {language: inner.string(language).strip() for language in ("ru", "en")}
        for language, text in texts.items():
            if not text:
                raise inner.mistake(language, _("this text is empty."))
        inner.done()
        return texts

    def table(self, key: str) -> "Table":
        where = f"{self.where}.{key}" if self.where else key
        return Table(self._get(key, dict, _REQUIRED), file=self.file, where=where)

    def tables(self, key: str, *, optional: bool = False) -> Iterator["Table"]:
        """Each table of an array; whoever reads it calls `done` on it."""
        rows = self._get(key, list, [] if optional else _REQUIRED)
        where = f"{self.where}.{key}" if self.where else key
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise self.mistake(key, _("this value is of a wrong type."))
            label = row.get("code") or row.get("clause") or row.get("kind") or number
            yield Table(row, file=self.file, where=f"{where}[{label}]")

    def phone(self, key: str) -> str:
        """A Russian number in E.164, however it is spelt."""
        return self._e164(key, self.string(key))

    def phones(self, key: str) -> list[str]:
        return [self._e164(key, number) for number in self.strings(key)]

    def _e164(self, key: str, text: str) -> str:
        digits = re.sub(r"\D", "", text)
        if len(digits) != 11 or digits[0] not in "78":
            raise self.mistake(key, _("write a phone as 8 (495) 123-45-67."))
        return f"+7{digits[1:]}"

    def hours(self, key: str) -> list[list[str]]:
        """Seven entries, Monday first, [] for a day off: `{mon-fri = "09:00-18:00"}`, `daily`."""
        week: list[list[str]] = [[] for _day in DAYS]
        table = self.table(key)
        for days in table.values:
            opens, _dash, closes = table.string(days).partition("-")
            if not (_is_time(opens) and _is_time(closes) and opens < closes):
                raise table.mistake(days, _("write hours as 09:00-18:00."))
            for day in table._days(days):
                week[day] = [opens, closes]
        return week

    def _days(self, key: str) -> range:
        first, _dash, last = key.partition("-")
        if key == "daily":
            return range(7)
        if first not in DAYS or (last or first) not in DAYS:
            raise self.mistake(key, _("days are mon … sun, mon-fri or daily."))
        return range(DAYS.index(first), DAYS.index(last or first) + 1)

    def plain(self, key: str) -> dict[str, Any]:
        """An optional inner table that something else checks."""
        values: dict[str, Any] = self._get(key, dict, {})
        return values

    def done(self) -> None:
        """Every key has been read: one that nobody asked for is misspelt."""
        for key in self.values:
            if key not in self._asked:
                raise self.mistake(key, _("this key is not known here."))


def _is_time(text: str) -> bool:
    hours, _colon, minutes = text.partition(":")
    if not (len(hours) == len(minutes) == 2 and (hours + minutes).isdigit()):
        return False
    return text == "24:00" or (int(hours) < 24 and int(minutes) < 60)
