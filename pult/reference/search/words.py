"""Words of a text as the search compares them, and which of them resemble each other."""

import re
from functools import lru_cache

from pult.kernel.text import LOOKALIKES, mend_lookalikes, tidy

MAX_LENGTH = 300
MAX_WORDS = 16

_SPLIT = re.compile(r"[^а-яa-z0-9]+")
_CYRILLIC = re.compile("[а-я]")
# What people write around the thing that they mean.
_FILLER = frozenset(
    """
    хочу хотел хотела хотелось бы можно ли нужно нужен нужна надо мне меня мной моя мой мои
    записаться запишите записать запись попасть сходить пойти сделать делать сделайте пройти
    получить покрывает покрывается покрывают покроет входит входят включает включено включена
    оплачивает оплачивается оплачивают оплатит оплатят платит положено положен положена будет
    хочется необходимо требуется делают сделают
    полис полису страховка страховке дмс бесплатно пожалуйста здравствуйте добрый день скажите
    подскажите сегодня завтра срочно где как какой какая какие что это ли по на в во к ко с со
    у для и или а но из от до за о об про не есть ещё еще очень просто
    i want need would like to can have get make do please my me is it covered cover the a an of
    for in at with and or by policy appointment see
    """.split()  # noqa: SIM905 - a list of words reads as words
)
_CODE = re.compile(r"(?<![A-Z0-9.])([AB][0-9]{2}(?:\.[0-9]{2,3}){1,3}|P-?[0-9]{4})(?![A-Z0-9.])")
_CODE_LETTERS = str.maketrans("АВРПΑΒ", "ABPPAB")
_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_LETTERS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN = str.maketrans(_KEYS, _LETTERS)
_TO_LATIN = str.maketrans(_LETTERS, _KEYS)
_SOUNDS = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("yu", "ю"), ("ya", "я"), ("yo", "е"), ("iy", "ий"), ("c", "к"), ("j", "й"),
)  # fmt: skip
_SPELT = str.maketrans("abdefghiklmnopqrstuvwxyz", "абдефгхиклмнопкрстуввхыз")


def split(text: str) -> list[str]:
    """Lower-case words without ё, punctuation and look-alikes.

    >>> split("Приём ЛОР-врача (МРT)")
    ['прием', 'лор', 'врача', 'мрт']
    """
    plain = mend_lookalikes(tidy(text)).casefold().replace("ё", "е")
    return [word for word in _SPLIT.split(plain) if word]


def asked(text: str) -> list[str]:
    """The words of a question that may name a service, each once.

    >>> asked("Хочу записаться к неврологу, болит спина!")
    ['неврологу', 'болит', 'спина']
    """
    words = [word for word in split(text[:MAX_LENGTH]) if word not in _FILLER]
    if all(len(word) == 1 for word in words):
        return []  # a letter alone names nothing: "b" is not the test for hepatitis B
    return list(dict.fromkeys(words))[:MAX_WORDS]


def readings(text: str) -> list[list[str]]:
    """What else the text may mean: the wrong keyboard layout, Russian in Latin letters or forms.

    >>> readings("vhn rjktyf")[0], readings("uzi pochek")[1], readings("вутешые")[0]
    (['мрт', 'колена'], ['узи', 'почек'], ['dentist'])
    """
    lower = tidy(text[:MAX_LENGTH]).casefold()
    if _CYRILLIC.search(lower):
        return [asked(lower.translate(_TO_LATIN))]
    spelt = lower
    for latin, letter in _SOUNDS:
        spelt = spelt.replace(latin, letter)
    forms = (lower.translate(_TO_RUSSIAN), spelt.translate(_SPELT), lower.translate(LOOKALIKES))
    return [asked(form) for form in forms]


def code_in(text: str) -> str:
    """The code of a service that a text holds, with Latin letters; "" when none.

    >>> code_in("приём в01.047.001"), code_in("р-0001"), code_in("p0001"), code_in("колено")
    ('B01.047.001', 'P-0001', 'P-0001', '')
    """
    match = _CODE.search(text[:MAX_LENGTH].upper().translate(_CODE_LETTERS))
    if match is None:
        return ""
    code = match.group(1)
    return f"P-{code[1:]}" if code[0] == "P" and code[1] != "-" else code


def likeness(word: str, other: str) -> float:
    """0 for unlike words, else how surely one is the other mistyped, unfinished or longer.

    >>> likeness("гинеколгу", "гинеколог") > 0.7, likeness("невро", "невролог")
    (True, 0.85)
    >>> likeness("зуб", "зуд")
    0.0
    """
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter):
        return 0.85
    allowed = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
    if abs(len(word) - len(other)) > allowed:
        return 0.0
    apart = _distance(word, other)
    return 1 - apart / len(word) if apart <= allowed else 0.0


@lru_cache(maxsize=4096)
def _distance(one: str, two: str) -> int:
    """Letters added, lost, changed or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
