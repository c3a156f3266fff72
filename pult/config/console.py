"""The `pult` command."""

import os
import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.utils import translation


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")
    django.setup()
    translation.activate(console_language())
    execute_from_command_line(sys.argv)


def console_language() -> str:
    """The language of the terminal as POSIX says it, among those that Pult speaks."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            code = value[:2].lower()
            return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return settings.LANGUAGE_CODE


if __name__ == "__main__":
    main()
