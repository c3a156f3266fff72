"""Diagnosis codes of ICD-10: how they are spelt, and which can exist. No database here.

Whether a code stands in the imported book is `queries.known`.
"""

import re

# Blocks of three-character categories, letter by letter: common facts of the classification.
_BLOCKS = """
A 00-09 15-19 20-28 30-49 50-64 65-69 70-74 75-79 80-89 90-99
B 00-09 15-19 20-24 25-34 35-49 50-64 65-83 85-89 90-94 95-98 99-99
C 00-14 15-26 30-39 40-41 43-44 45-49 50-50 51-58 60-63 64-68 69-72 73-75 76-80 81-96 97-97
D 00-09 10-36 37-48 50-53 55-59 60-64 65-69 70-77 80-89
E 00-07 10-14 15-16 20-35 40-46 50-64 65-68 70-90
F 00-09 10-19 20-29 30-39 40-48 50-59 60-69 70-79 80-89 90-98 99-99
G 00-09 10-14 20-26 30-32 35-37 40-47 50-59 60-64 70-73 80-83 90-99
H 00-06 10-13 15-22 25-28 30-36 40-42 43-45 46-48 49-52 53-54 55-59 60-62 65-75 80-83 90-95
I 00-02 05-09 10-15 20-25 26-28 30-52 60-69 70-79 80-89 95-99
J 00-06 09-18 20-22 30-39 40-47 60-70 80-84 85-86 90-94 95-99
K 00-14 20-31 35-38 40-46 50-52 55-64 65-67 70-77 80-87 90-93
L 00-08 10-14 20-30 40-45 50-54 55-59 60-75 80-99
M 00-25 30-36 40-54 60-79 80-94 95-99
N 00-08 10-16 17-19 20-23 25-29 30-39 40-51 60-64 70-77 80-98 99-99
O 00-08 10-16 20-29 30-48 60-75 80-84 85-92 94-99
P 00-04 05-08 10-15 20-29 35-39 50-61 70-74 75-78 80-83 90-96
Q 00-07 10-18 20-28 30-34 35-37 38-45 50-56 60-64 65-79 80-89 90-99
R 00-09 10-19 20-23 25-29 30-39 40-46 47-49 50-69 70-79 80-82 83-89 90-94 95-99
S 00-09 10-19 20-29 30-39 40-49 50-59 60-69 70-79 80-89 90-99
T 00-07 08-14 15-19 20-32 33-35 36-50 51-65 66-78 79-79 80-88 90-98
U 00-49 82-89
V 01-99
W 00-99
X 00-59 60-84 85-99
Y 00-09 10-34 35-38 40-84 85-89 90-98
Z 00-13 20-29 30-39 40-54 55-65 70-76 80-99
"""

# Cyrillic letters and the comma of a Russian keyboard, where Latin letters and a point are meant.
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХУІЅ,", "ABEKMHOPCTXYIS.")
_MARKS = "*+†‡"  # asterisk and dagger of double coding
_SHAPE = re.compile(r"([A-Z])([0-9]{2})(?:\.?([0-9]{1,2})|\.)?")


class BadCode(ValueError):
    """This cannot be a code of ICD-10."""


def blocks() -> dict[str, tuple[tuple[int, int], ...]]:
    """Ranges of categories by letter: `blocks()["A"][1]` is `(15, 19)`."""
    found = {}
    for line in _BLOCKS.split("\n"):
        if line:
            letter, *ranges = line.split()
            pairs = (written.split("-") for written in ranges)
            found[letter] = tuple((int(first), int(last)) for first, last in pairs)
    return found


_RANGES = blocks()


def parse(code: str) -> str:
    """The canonical spelling of a category or a code; `BadCode` for what cannot be one.

    >>> parse(" а16,0 "), parse("E119"), parse("J45"), parse("M00.01"), parse("A17.0+")
    ('A16.0', 'E11.9', 'J45', 'M00.01', 'A17.0')
    """
    tidy = "".join(code.split()).upper().translate(_LOOKALIKES).rstrip(_MARKS)
    match = _SHAPE.fullmatch(tidy)
    if match is None:
        raise BadCode(code)
    letter, number, detail = match.groups()
    return f"{letter}{number}.{detail}" if detail else f"{letter}{number}"


def known(code: str) -> bool:
    """Whether a canonical code falls into a block of ICD-10: all that can be said without the book.

    >>> known("A16.0"), known("A14"), known("B18.2")
    (True, False, True)
    """
    number = int(code[1:3])
    return any(first <= number <= last for first, last in _RANGES.get(code[0], ()))
