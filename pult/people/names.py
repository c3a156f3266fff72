"""The derived keys of a person's name."""

from pult.kernel.text import name_key, phonetic_key, sort_key


def keys(last_name: str, first_name: str, middle_name: str) -> dict[str, str]:
    """Values of `Person.name_key`, `sort_key` and `sound_key`."""
    return {
        "name_key": name_key(last_name, first_name, middle_name),
        "sort_key": sort_key(last_name, first_name, middle_name),
        "sound_key": phonetic_key(last_name),
    }
