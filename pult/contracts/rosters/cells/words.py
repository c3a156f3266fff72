"""Cells of a few known words (sex, relation) and cells of free text."""

import re
from enum import StrEnum
from typing import Any

from pult.contracts.rosters.cells.plain import NOTHING, plain, undotted
from pult.contracts.rosters.notes import BadCell, Note


class Sex(StrEnum):
    MALE = "m"
    FEMALE = "f"


class Relation(StrEnum):
    """Whom the insured person is to the employer's list: the employee, or the employee's …"""

    EMPLOYEE = "employee"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    RELATIVE = "relative"


_SEXES = {
    Sex.MALE: "м m муж male мужской мужчина man мальчик мужск 1",
    Sex.FEMALE: "ж f жен female женский женщина woman девочка женск w 2",
}
_SEX = {word: sex for sex, words in _SEXES.items() for word in words.split()}
_RELATIONS = {
    Relation.EMPLOYEE: "сотрудник сотрудница работник работница основной застрахованный штатный "
    "страхователь сам сама employee self staff worker main сотр с",
    Relation.SPOUSE: "муж жена супруг супруга супруг(а) супруги spouse husband wife",
    Relation.CHILD: "сын дочь ребенок дети дочка сынок child son daughter усыновленный пасынок "
    "падчерица приемный",
    Relation.PARENT: "мать отец мама папа родитель родители parent mother father",
    Relation.RELATIVE: "родственник родственница член брат сестра бабушка дедушка внук внучка теща "
    "тесть свекровь свекор зять невестка relative sibling brother sister other dependant dependent "
    "иной другое прочее",
}
_RELATION = {word: relation for relation, words in _RELATIONS.items() for word in words.split()}
_MALE = re.compile(r"(?:[оеё]вич|[ьи]ич|[кт]ич|мич|\bилья?ич)$|\b(?:оглы|оглу|оглуу|улы|уулу)$")
_FEMALE = re.compile(r"(?:[оеё]вна|ична|инична)$|\b(?:кызы|кизи|гызы)$")


def parse_sex(raw: Any) -> tuple[Sex | None, tuple[Note, ...]]:
    """м, муж., мужской, M, male, 1 … and their counterparts."""
    text = undotted(plain(raw)).casefold().strip(". ")
    if not text:
        return NOTHING
    sex = _SEX.get(text.split(".")[0].split(" ")[0])
    if sex is None:
        raise BadCell("sex.unknown")
    return sex, ()


def sex_of_patronymic(patronymic: str) -> Sex | None:
    """Sex as the patronymic tells it, or None when it does not.

    >>> sex_of_patronymic("Ильинична"), sex_of_patronymic("Мамед оглы")
    (<Sex.FEMALE: 'f'>, <Sex.MALE: 'm'>)
    """
    ending = patronymic[-3:].casefold()
    if ending in ("вич", "ьич"):
        return Sex.MALE
    if ending == "вна":
        return Sex.FEMALE
    text = patronymic.casefold().replace("-", " ")
    if _MALE.search(text):
        return Sex.MALE
    return Sex.FEMALE if _FEMALE.search(text) else None


def parse_relation(raw: Any) -> tuple[Relation | None, tuple[Note, ...]]:
    """сотрудник, жена, дочь, «ребёнок сотрудника», родственник …"""
    text = plain(raw).casefold().replace("ё", "е")
    if not text:
        return NOTHING
    if text in _RELATION:
        return _RELATION[text], ()
    for word in re.findall(r"[а-яa-z]+", text):
        if word in _RELATION:
            return _RELATION[word], ()
    raise BadCell("relation.unknown")


def parse_text(raw: Any, limit: int = 100) -> tuple[str | None, tuple[Note, ...]]:
    """Free text of one line, cut at `limit` characters."""
    return plain(raw)[:limit].strip() or None, ()


def parse_code(raw: Any) -> tuple[str | None, tuple[Note, ...]]:
    """A number that is a name (personnel or policy number): text without `.0`."""
    return undotted(plain(raw))[:40] or None, ()
