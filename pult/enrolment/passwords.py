"""Words that everybody would try first here (ASVS 6.2.11)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WORDS = (
    "pult", "пульт", "soglasie", "согласие", "полис", "страховка", "insurance", "дмс", "medical",
)  # fmt: skip
LEAST_WITHOUT = 8


class ContextWordsValidator:
    """Refuses a password of which little is left without such words."""

    def validate(self, password: str, user: object = None) -> None:
        rest = password.casefold()
        for word in WORDS:
            rest = rest.replace(word, "")
        if len(rest) < LEAST_WITHOUT:
            raise ValidationError(_("This password is among the first that would be tried here."))

    def get_help_text(self) -> str:
        return ""
