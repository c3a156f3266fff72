"""Fictional people, the same every time: names from lists, numbers that belong to nobody."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

NAMES = tomllib.loads(
    (Path(__file__).parent / "insurer" / "names.toml").read_text(encoding="utf-8")
)
_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdeziyklmnoprstufkhcye", strict=False)),
    "ё": "yo",
    "ж": "zh",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "х": "kh",
    "ц": "ts",
    "ы": "y",
    "э": "e",
    "ъ": "",
    "ь": "",
}


@dataclass(frozen=True)
class Human:
    """A member as an employer would list them. Passport and contacts may be unknown ('')."""

    last: str
    first: str
    middle: str
    sex: str
    born: date
    relation: str = "employee"
    passport: str = ""
    mobile: str = ""
    email: str = ""
    city: str = ""
    address: str = ""
    job: str = ""
    personnel: str = ""
    login: bool = False
    dependants: list["Human"] = field(default_factory=list)


def latin(text: str) -> str:
    return "".join(_LATIN.get(letter, letter) for letter in text.lower())


def employees(
    *, count: int, year: int, domain: str, cities: list[str], first_mobile: int, seed: int
) -> Iterator[Human]:
    """`count` employees, every sixth with a family. Ages are those of `year`.

    Mobiles run from +7 900 000-`first_mobile`; every fortieth lacks a passport, every fiftieth
    contacts, as rosters do.
    """
    dice = Random(seed)
    mobile = first_mobile
    emails: set[str] = set()
    for index in range(1, count + 1):
        human = _employee(dice, year, index, cities)
        email = _email(human, domain, emails)
        known = index % 50 != 0
        human = replace(
            human,
            passport="" if index % 40 == 0 else _passport(dice, human.born),
            mobile=f"+7900000{mobile:04d}" if known else "",
            email=email if known else "",
        )
        mobile += 1
        if index % 6 == 0:
            family = list(_family(dice, year, human, mobile))
            mobile += len(family)
            human = replace(human, dependants=family)
        yield human


def _employee(dice: Random, year: int, index: int, cities: list[str]) -> Human:
    sex = dice.choice("mf")
    surname = dice.choice(NAMES["surnames"])
    return Human(
        last=surname if sex == "m" else surname + "а",
        first=dice.choice(NAMES["men" if sex == "m" else "women"]),
        middle=dice.choice(NAMES["fathers"]) + ("ич" if sex == "m" else "на"),
        sex=sex,
        born=_born(dice, year - dice.randint(22, 63)),
        city=dice.choice(cities),
        job=dice.choice(NAMES["jobs"]),
        personnel=f"{index:05d}",
    )


def _born(dice: Random, year: int) -> date:
    return date(year, dice.randint(1, 12), dice.randint(1, 28))


def _email(human: Human, domain: str, taken: set[str]) -> str:
    """name.surname@domain, with a number when a namesake has it."""
    base = f"{latin(human.first)}.{latin(human.last)}"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}{number}", number + 1
    taken.add(name)
    return f"{name}@{domain}"


def _passport(dice: Random, born: date) -> str:
    """A series of the region 00, which was never issued."""
    issued = (born.year + 20) % 100
    return f"00{issued:02d} {dice.randint(100000, 999999)}"


def _family(dice: Random, year: int, main: Human, mobile: int) -> Iterator[Human]:
    """A spouse with a mobile of their own, then up to three children, some of them 15 to 17."""
    masculine = main.last.removesuffix("а") if main.sex == "f" else main.last
    sex = "f" if main.sex == "m" else "m"
    spouse = Human(
        last=masculine if sex == "m" else masculine + "а",
        first=dice.choice(NAMES["men" if sex == "m" else "women"]),
        middle=dice.choice(NAMES["fathers"]) + ("ич" if sex == "m" else "на"),
        sex=sex,
        born=_born(dice, min(main.born.year + dice.randint(-5, 5), year - 20)),
        relation="spouse",
        mobile=f"+7900000{mobile:04d}",
        city=main.city,
    )
    yield replace(spouse, passport=_passport(dice, spouse.born))
    father = main.first if main.sex == "m" else spouse.first
    eldest = max(1, min(17, year - main.born.year - 21))
    for _child in range(dice.randint(0, 3)):
        yield _child_of(dice, year, masculine, father, eldest, main.city)


def _child_of(dice: Random, year: int, surname: str, father: str, eldest: int, city: str) -> Human:
    sex = dice.choice("mf")
    return Human(
        last=surname if sex == "m" else surname + "а",
        first=dice.choice(NAMES["men" if sex == "m" else "women"]),
        middle=patronymic(father, sex),
        sex=sex,
        born=_born(dice, year - dice.randint(1, eldest)),
        relation="child",
        city=city,
    )


_IRREGULAR = {"Никита": "Никит", "Пётр": "Петров", "Павел": "Павлов", "Илья": "Иль"}


def patronymic(father: str, sex: str) -> str:
    """'Юрий' → 'Юрьевич', 'Юрьевна'; 'Никита' → 'Никитич', 'Никитична'."""
    if father in {"Никита", "Илья"}:
        return _IRREGULAR[father] + ("ич" if sex == "m" else "ична")
    if father in _IRREGULAR:
        stem = _IRREGULAR[father]
    elif father.endswith("ий"):
        stem = father[:-2] + "ьев"
    elif father.endswith(("ей", "ай")):
        stem = father[:-1] + "ев"
    else:
        stem = father + "ов"
    return stem + ("ич" if sex == "m" else "на")
