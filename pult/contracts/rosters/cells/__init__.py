"""Parsers of single cells: a raw value in, a clean value and remarks out, or `BadCell`.

Each parser is a function `(raw) -> (value, notes)`; an empty cell is `(None, ())`.
"""

from pult.contracts.rosters.cells.dates import parse_birth_date, parse_date
from pult.contracts.rosters.cells.emails import parse_email
from pult.contracts.rosters.cells.names import Name, parse_full_name, parse_name_part
from pult.contracts.rosters.cells.passports import join_passport, parse_passport
from pult.contracts.rosters.cells.phones import parse_phone
from pult.contracts.rosters.cells.words import (
    Relation,
    Sex,
    parse_code,
    parse_relation,
    parse_sex,
    parse_text,
    sex_of_patronymic,
)

__all__ = [
    "Name",
    "Relation",
    "Sex",
    "join_passport",
    "parse_birth_date",
    "parse_code",
    "parse_date",
    "parse_email",
    "parse_full_name",
    "parse_name_part",
    "parse_passport",
    "parse_phone",
    "parse_relation",
    "parse_sex",
    "parse_text",
    "sex_of_patronymic",
]
