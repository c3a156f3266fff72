"""Reading what the insurer tells its members."""

import time
from threading import local

from django.utils.translation import get_language

from pult.guide.models import Profile

# A profile changes rarely and stands on every page.
KEEP_SECONDS = 5.0
_kept = local()


def profile() -> Profile:
    """The insurer's profile; an unsaved, empty one before any was loaded."""
    kept = getattr(_kept, "profile", None)
    if kept is None or time.monotonic() - _kept.at > KEEP_SECONDS:
        kept = _kept.profile = Profile.objects.first() or Profile(name="Pult")
        _kept.at = time.monotonic()
    return kept


def forget_profile() -> None:
    """Read it anew next time, after it was changed."""
    _kept.__dict__.clear()


def text(value: dict[str, str]) -> str:
    """A bilingual text in the reader's language, or in the other when that one is missing."""
    language = (get_language() or "ru")[:2]
    return value.get(language) or value.get("ru") or next(iter(value.values()), "")
