"""The words of a question, from a command, a form or another program: read, or refused."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from pult.kernel.errors import Refusal
from pult.kernel.text import tidy

STAGES = ("complaint", "diagnosis", "treatment")
URGENCIES = ("emergency", "urgent", "planned")
LONGEST = 200  # letters of what is asked about
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)


def day(text: str | None) -> date | None:
    """A day as 2026-07-25; None for nothing. Refusal for one that no calendar has."""
    if not text:
        return None
    try:
        if not DAY.fullmatch(text):
            raise ValueError
        found = date.fromisoformat(text)
    except ValueError:
        raise Refusal(
            _("There is no such day: “%(text)s”. A day is written as 2026-07-25.")
            % {"text": text[:40]},
            field="date",
        ) from None
    return checked_day(found)


def checked_day(found: date) -> date:
    """The day, if a policy can have anything to do with it."""
    if not FIRST <= found <= LAST:
        raise Refusal(
            _("The day must lie between %(first)s and %(last)s.")
            % {"first": FIRST.isoformat(), "last": LAST.isoformat()},
            field="date",
        )
    return found


def stage(text: str | None) -> str:
    """The stage; the complaint without one."""
    return _one_of(text or "complaint", STAGES, "stage")


def urgency(text: str | None) -> str:
    """The urgency; '' without one: the service has its own."""
    return _one_of(text, URGENCIES, "urgency") if text else ""


def service(text: str) -> str:
    """What is asked about, tidied; Refusal for nothing."""
    found = tidy(text)
    if not found:
        raise Refusal(_("Say which service you ask about."), field="service")
    if len(found) > LONGEST:
        raise Refusal(
            _("Say it shorter: in %(most)s letters at most.") % {"most": LONGEST}, field="service"
        )
    return found


def _one_of(text: str, known: tuple[str, ...], field: str) -> str:
    if text not in known:
        raise Refusal(
            _("“%(text)s” is none of: %(known)s.") % {"text": text[:40], "known": ", ".join(known)},
            field=field,
        )
    return text
