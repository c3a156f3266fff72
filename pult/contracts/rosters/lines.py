"""Lines of a list that are no people: totals, signatures, notes, the header once more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pult.contracts.rosters.header import Mapping, recognise
from pult.contracts.rosters.notes import shown

_NOT_A_PERSON = re.compile(
    r"^\W*(?:итого|всего|total|sum\b|подпис|руководител|\w*\s*директор|генеральн|главн\w+ бухгалтер"
    r"|исполнител|составил|согласов|утвержд|м\.? ?п\.?$|дата\b|печать|ответствен|начальник"
    r"|количеств|примечани|страхователь|страховщик|специалист|менеджер|подготовил|отв\.|приложение"
    r"|конец списка|продолжение|лист \d|стр)",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"^[А-ЯЁA-Z][\w'-]+(?: [\w'-]{2,}){1,4}$")
# Alone in its line, «Ким Лев» is somebody without a birth date, «Отдел продаж» is nobody.
_ALONE = re.compile(r"^(?:[А-ЯЁA-Z][а-яёa-z'-]+ ?){2,5}$|(?:ВИЧ|ВНА)$")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line passed over, with its text for the person to see; blank lines have none."""

    row: int
    text: str


class Sorter:
    """Tells people from other lines, for lines without a readable birth date."""

    def __init__(self, mapping: Mapping) -> None:
        keys = mapping.keys
        self.meant = sorted(keys.values())
        self.titles = {keys[key]: key for key in keys}
        self.name = [keys[key] for key in ("full_name", "surname") if key in keys]
        self.birth = keys["birth_date"]

    def other(self, line: Sequence[Any], row: int) -> Skipped | None:
        """The line as a skipped one, or None when it is meant to be a person."""
        filled = [index for index, cell in enumerate(line) if shown(cell)]
        meant = [index for index in filled if index in self.titles]
        if not meant:
            text = " ".join(shown(line[index]) for index in filled)
            return Skipped(row, "" if len(filled) < 2 and text.isdigit() else text)
        skipped = Skipped(row, " ".join(shown(line[index]) for index in filled))
        if self._is_numbering(line, filled) or self._is_header(line, meant):
            return skipped
        name = " ".join(shown(line[index]) for index in self.name)
        if _FULL_NAME.match(name) and len(meant) > (2 if _is_remark(line, filled) else 1):
            return None
        if _is_remark(line, filled) or "___" in skipped.text:
            return skipped
        if len(meant) == 1 and _ALONE.search(name):
            return None
        words_only = not any(map(str.isdigit, name))
        return skipped if len(meant) == 1 and (not name or words_only) else None

    def _is_header(self, line: Sequence[Any], meant: list[int]) -> bool:
        same = sum(recognise(line[index]) == self.titles[index] for index in meant)
        return same >= 2 and same * 2 > len(meant)

    def _is_numbering(self, line: Sequence[Any], filled: list[int]) -> bool:
        """A line of column numbers: 1, 2, 3 …"""
        texts = [shown(line[index]).strip("().") for index in filled]
        if len(texts) < 3 or not all(text.isdigit() and len(text) < 4 for text in texts):
            return False
        numbers = list(map(int, texts))
        return all(after == before + 1 for before, after in zip(numbers, numbers[1:], strict=False))


def _is_remark(line: Sequence[Any], filled: list[int]) -> bool:
    """A total or a signature, by the first words of the line."""
    texts = [shown(line[index]) for index in filled[:2]]
    return any(_NOT_A_PERSON.match(text) for text in texts)
