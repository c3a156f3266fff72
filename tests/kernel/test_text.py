from hypothesis import given
from hypothesis import strategies as st

from pult.kernel.text import mend_lookalikes, name_key, phonetic_key, readings, sort_key

RUSSIAN = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=2, max_size=20)


@given(RUSSIAN)
def test_case_and_yo_do_not_count(name: str) -> None:
    assert name_key(name.upper()) == name_key(name) == name_key(name.replace("ё", "е"))


@given(RUSSIAN)
def test_latin_lookalikes_do_not_count_beside_cyrillic(name: str) -> None:
    swapped = name.replace("а", "a").replace("о", "o").replace("с", "c") + "ж"
    assert name_key(swapped) == name_key(name + "ж")


def test_a_latin_name_stays_latin() -> None:
    assert mend_lookalikes("John Cox") == "John Cox"


def test_yo_sorts_right_after_ye() -> None:
    assert sorted(["Жук", "Ёлкин", "Елкин", "Еремин", "Ершов"], key=sort_key) == [
        "Елкин",
        "Еремин",
        "Ершов",
        "Ёлкин",
        "Жук",
    ]


def test_names_that_sound_alike_share_a_key() -> None:
    assert phonetic_key("Соболева") == phonetic_key("Соболева")
    assert phonetic_key("Шмидт") == phonetic_key("Шмит")
    assert phonetic_key("Иванов") == phonetic_key("Иваноф")
    assert phonetic_key("Коновалов") == phonetic_key("Каневалав".replace("е", "а"))
    assert phonetic_key("Петрова") != phonetic_key("Сидорова")


def test_a_line_in_the_wrong_layout_or_alphabet_is_read() -> None:
    assert readings("cj,jktdf")[0] == "соболева"
    assert readings("Zhuravleva")[1] == "журавлева"
    assert readings("Соболева") == []
    assert readings("8 916") == []
