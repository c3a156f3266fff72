"""Keys by which names are compared and found; no language of the interface here."""

import re
import unicodedata

LOOKALIKES = str.maketrans("aceopxykmthbABCEHKMOPTXY", "асеорхукмтнвАВСЕНКМОРТХУ")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[^а-яa-z0-9]+")


def tidy(text: str) -> str:
    """NFC, without invisible characters, blanks folded and trimmed."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def mend_lookalikes(text: str) -> str:
    """Latin letters that look Cyrillic become Cyrillic, in words that hold Cyrillic already."""
    return " ".join(
        word.translate(LOOKALIKES) if _CYRILLIC.search(word) else word for word in text.split(" ")
    )


def name_key(*parts: str) -> str:
    """The key under which two spellings of a full name are the same.

    Case, ё/е, look-alikes, hyphens and blanks do not count.
    >>> name_key("Алёнина-Cоболева ", "Анна") == name_key("аленина соболева", "АННА")
    True
    """
    text = mend_lookalikes(tidy(" ".join(part for part in parts if part)))
    return _NOT_LETTERS.sub(" ", text.casefold().replace("ё", "е")).strip()


def sort_key(*parts: str) -> str:
    """A key that puts ё right after е whatever the collation of the database."""
    text = tidy(" ".join(parts)).casefold()
    return text.replace("е", "е0").replace("ё", "е1")


_PHONES = str.maketrans(
    {"о": "а", "ы": "и", "э": "и", "е": "и", "я": "а", "ю": "у", "й": "и", "ъ": "", "ь": ""}
    | {"б": "п", "в": "ф", "г": "к", "д": "т", "з": "с", "ж": "ш", "щ": "ш", "ц": "с"}
)


def phonetic_key(surname: str) -> str:
    """A coarse sound key of a Russian surname: unstressed vowels and voicing folded, doubles once.

    After the usual Russian variants of Metaphone, written anew for look-up by ear.
    """
    word = name_key(surname).split(" ")[0].translate(_PHONES)
    word = re.sub("(ск)?(иu|ии|ий|ои|аи)$", "", word) or word
    return re.sub(r"(.)\1+", r"\1", word)


# The keys of the Latin layout where the Russian one has these letters (ЙЦУКЕН on QWERTY).
_LAYOUT = str.maketrans(
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё"
)
_SOUNDS = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("yu", "ю"), ("iu", "ю"), ("ya", "я"), ("ia", "я"), ("yo", "е"), ("ye", "е"), ("iy", "ий"),
)  # fmt: skip
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгхийклмнопкрстуввхыз")


def readings(text: str) -> list[str]:
    """What a line without any Cyrillic may mean: typed in the wrong layout, or in Latin letters.

    >>> readings("cj,jktdf")[0], readings("Zhuravleva")[1]
    ('соболева', 'журавлева')
    """
    if _CYRILLIC.search(text) or not re.search("[a-z]", text, re.IGNORECASE):
        return []
    lower = text.casefold()
    spelled = lower
    for latin, letter in _SOUNDS:
        spelled = spelled.replace(latin, letter)
    return [lower.translate(_LAYOUT), spelled.translate(_LETTERS)]
