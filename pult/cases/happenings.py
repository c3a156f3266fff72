"""What can stand in a timeline, in words."""

from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPENED, CLAIMED, RETURNED, LOST = "opened", "claimed", "returned", "lost"
TRANSFERRED, REPLIED, ASKED, NOTED = "transferred", "replied", "asked", "noted"
CONSULTED, HEARD = "consulted", "heard"
WROTE, BOOKED, MOVED, VISIT_CANCELLED = "wrote", "booked", "moved", "visit_cancelled"
CONTACTS = "contacts"
LETTER, REFUSED = "letter", "refused"
RESOLVED, REOPENED, CLOSED, CANCELLED = "resolved", "reopened", "closed", "cancelled"

# The sentence that stands in the timeline when the event has no words of its own, and in the
# notice «Мария Лебедева: …» when somebody else was quicker.
SENTENCES: dict[str, str | Promise] = {
    OPENED: _("request opened"),
    CLAIMED: _("took the request"),
    RETURNED: _("returned the request to the queue"),
    LOST: _("connection lost, the request went back to the queue"),
    TRANSFERRED: _("passed the request on"),
    REPLIED: _("replied"),
    ASKED: _("asked a question"),
    NOTED: _("left a note"),
    CONSULTED: _("asked the clinic"),
    HEARD: _("heard from the clinic"),
    WROTE: _("wrote a message"),
    BOOKED: _("booked a visit"),
    MOVED: _("moved the visit"),
    VISIT_CANCELLED: _("cancelled the visit"),
    LETTER: _("issued a letter of guarantee"),
    REFUSED: _("signed a refusal"),
    CONTACTS: _("checked the person and replaced their contacts"),
    RESOLVED: _("resolved the request"),
    REOPENED: _("opened the request again"),
    CLOSED: _("request closed"),
    CANCELLED: _("cancelled the request"),
}

# Of the desk's own concern: the member does not see these.
INTERNAL = frozenset({RETURNED, LOST, NOTED, CONSULTED, HEARD, CONTACTS})

# How new contacts were verified before they replaced others.
SOURCES: dict[str, str | Promise] = {
    "hr": _("confirmed by the employer, called at the number of the contract"),
    "earlier": _("the person answered at the contacts that stood before"),
    "in_person": _("the person came and showed their passport"),
}

OUTCOMES: dict[str, str | Promise] = {
    "booked": _("booked a visit"),
    "answered": _("question answered"),
    "arranged": _("help arranged"),
    "referred": _("referred elsewhere"),
    "not_covered": _("not covered by the programme"),
    "no_contact": _("could not reach the member"),
    "other": _("something else"),
}


def sentence(what: str) -> str:
    return str(SENTENCES.get(what, what))


def visit_moment(data: dict[str, Any]) -> str:
    """Day and time of the visit that an event booked, moved or cancelled, in its site's zone;
    '' when the event tells of none."""
    if "starts_at" not in data:
        return ""
    starts = datetime.fromisoformat(data["starts_at"])
    return f"{formats.date_format(starts, 'SHORT_DATE_FORMAT')}, {starts:%H:%M}"
