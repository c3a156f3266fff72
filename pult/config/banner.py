"""What ./run prints when everything is up."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import activate, get_language, override
from django.utils.translation.reloader import translation_file_changed

from pult.enrolment.demo import DemoRole, demo_roles

WIDTH = 16


def banner() -> str:
    """The address, a login for each role of the demo, and how to stop: in both languages."""
    lines = [
        ("Pult · Пульт", settings.PULT_URL),
        *(_logins() if settings.PULT_DEMO else []),
        ("logs · журналы", str(settings.PULT_VAR / "log")),
        ("stop · выход", "Ctrl-C"),
    ]
    return "\n".join(["", *(f"  {name:{WIDTH}} {value}" for name, value in lines), ""])


def _logins() -> list[tuple[str, str]]:
    """The first person of each role. It needs no password: the sign-in page has it as a button."""
    _read_catalogues_anew()
    try:
        roles = [(role.first, _in_both_languages(role)) for role in demo_roles()]
    finally:
        connection.close()
    if not roles:
        return []
    width = max(len(person.name) for person, _ in roles)
    listed = [f"{person.name:{width}}  {name}" for person, name in roles]
    return [
        ("demo · демо", "one click each on the sign-in page · по одному нажатию на странице входа"),
        *(("", line) for line in listed),
    ]


def _in_both_languages(role: DemoRole) -> str:
    names = []
    for language in ("en", "ru"):
        with override(language):
            names.append(str(role.label))
    return " · ".join(names)


def _read_catalogues_anew() -> None:
    """In a fresh clone the catalogues were compiled after this process had found none."""
    language = get_language()
    translation_file_changed(sender=None, file_path=Path("django.mo"))
    if language:
        activate(language)
