"""Words that may mean danger to life, so that help is named before any form.

A word is compared by its beginning. The list is generous: a call too many does no harm.
"""

from dataclasses import dataclass

from pult.kernel.text import name_key


@dataclass(frozen=True)
class Sign:
    """Beginnings of words that must all be there, and those with which it is nothing grave."""

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()

    def is_in(self, text: list[str]) -> bool:
        return all(_said(stem, text) for stem in self.words) and not any(
            _said(stem, text) for stem in self.unless
        )


def _said(stem: str, text: list[str]) -> bool:
    return any(word.startswith(stem) for word in text)


SIGNS = (
    # The heart and the chest.
    *(Sign(("груд", pain)) for pain in ("бол", "жм", "дав", "жж", "печ", "сжим")),
    *(Sign(("серд", pain)) for pain in ("бол", "жм", "дав", "сжим", "колет", "останов")),
    Sign(("инфаркт",)),
    *(Sign(("chest", pain)) for pain in ("pain", "hurt", "ach", "tight", "press", "burn")),
    Sign(("heart", "attack")),
    # Breath; a stuffed nose is a cold.
    Sign(("дыш",), unless=("нос",)),
    Sign(("дыхан",), unless=("нос",)),
    *(Sign((stem,)) for stem in ("задых", "удуш", "одышк", "подавил", "посинел")),
    Sign(("breath",), unless=("nose", "bad")),
    *(Sign((stem,)) for stem in ("chok", "suffocat")),
    # Consciousness.
    Sign(("без", "сознан")),
    Sign(("теря", "сознан")),
    Sign(("потер", "сознан")),
    *(Sign((stem,)) for stem in ("обморок", "обмороч", "судорог", "судорож", "припад")),
    Sign(("эпилеп",)),
    *(Sign((stem,)) for stem in ("faint", "unconscious", "seizure", "convuls", "collaps")),
    Sign(("passed", "out")),
    # The brain.
    *(Sign((stem,)) for stem in ("инсульт", "онеме", "перекос", "парализ", "отнял")),
    *(Sign((stem,)) for stem in ("немеет", "немею", "занеме")),
    *(Sign((stem,)) for stem in ("stroke", "paralys", "paralyz", "droop")),
    Sign(("numb",), unless=("number",)),
    # Blood, poison, allergy, falls.
    *(Sign((stem,)) for stem in ("кровотеч", "истека", "отрав", "передоз", "анафил")),
    *(Sign(("кров", how)) for how in ("хлещ", "льет", "рвот", "рвет")),
    *(Sign(("кров", how)) for how in ("останав", "сильн", "каш", "нос")),
    *(Sign(("отек", where)) for where in ("горл", "лиц", "язык", "квинк")),
    Sign(("высот", "упал")),
    *(Sign((stem,)) for stem in ("bleed", "poison", "overdos", "anaphyla", "suicid")),
    Sign(("vomit", "blood")),
    Sign(("swollen", "throat")),
    # One's own life.
    Sign(("суицид",)),
    Sign(("самоубий",)),
    Sign(("покончить",)),
    Sign(("kill", "myself")),
)
FEVER = ("температур", "лихорад", "жар", "озноб", "fever", "temperatur")
NO_FEVER = ("жарен", "жарк", "жаров")


def is_danger(text: str) -> bool:
    """Whether the words may tell of danger to life."""
    words = name_key(text).split()
    return any(sign.is_in(words) for sign in SIGNS)


def is_fever(text: str) -> bool:
    """Whether the words tell of a fever, with which one stays at home."""
    words = name_key(text).split()
    return any(word.startswith(FEVER) and not word.startswith(NO_FEVER) for word in words)
