"""What ./run prints when everything is up."""

from django.conf import settings


def banner() -> str:
    """Address and how to stop."""
    return "\n".join(
        [
            "",
            f"  Pult · Пульт     {settings.PULT_URL}",
            f"  logs · журналы   {settings.PULT_VAR / 'log'}",
            "  stop · выход     Ctrl-C",
            "",
        ]
    )
