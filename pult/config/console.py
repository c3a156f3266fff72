"""The `pult` command."""

import os
import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection
from django.db.utils import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext as _

from pult.config.environment import BadSetting


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")
    try:
        django.setup()
    except BadSetting as error:
        sys.exit(_complaint(str(error)))
    translation.activate(console_language())
    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, InterfaceError):
        place = {name: connection.settings_dict[name.upper()] for name in ("host", "name")}
        sentence = _(
            "The database %(name)s at %(host)s does not answer: "
            "start ./run, or check DATABASE_URL."
        )
        sys.exit(_complaint(sentence % place))


def _complaint(sentence: str) -> int:
    """Say it on standard error; the exit code of what cannot be used."""
    print(sentence, file=sys.stderr)
    return 2


def console_language() -> str:
    """The language of the terminal as POSIX says it, among those that Pult speaks."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            code = value[:2].lower()
            return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return settings.LANGUAGE_CODE


if __name__ == "__main__":
    main()
