"""What a reason of a decision says about this person: the value tested, in a few words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

Value = dict[str, Any]
NBSP = "\u00a0"


def ground(code: str, value: Value) -> str:
    """Our sentence for a reason; '' where the clause alone says it."""
    say = SENTENCES.get(code)
    return say(value) if say else ""


def day_in_words(day: date) -> str:
    """1 марта 2026, 1 March 2026."""
    russian = (get_language() or "").startswith("ru")
    return date_format(day, "j E Y" if russian else "j F Y")


def roubles(kopecks: int) -> str:
    """12 345 ₽; kopecks where there are any."""
    whole, rest = divmod(kopecks, 100)
    figures = f"{whole:,}".replace(",", NBSP)
    return f"{figures},{rest:02}{NBSP}₽" if rest else f"{figures}{NBSP}₽"


def _iso(text: str) -> str:
    return day_in_words(date.fromisoformat(text))


def _not_started(value: Value) -> str:
    return _("The policy begins on %(day)s.") % {"day": _iso(value["policy"])}


def _ended(value: Value) -> str:
    return _("The last day of the policy was %(day)s.") % {"day": _iso(value["policy"])}


def _absent(value: Value) -> str:
    return _("The programme does not have this service.")


def _waiting(value: Value) -> str:
    return _("Paid from %(day)s on: the waiting period is not over.") % {"day": _iso(value["from"])}


def _age(value: Value) -> str:
    years = value.get("age")
    if years is None:
        return _("The age does not suit.")
    return ngettext(
        "The age does not suit: %(years)s year.", "The age does not suit: %(years)s years.", years
    ) % {"years": years}


def _sex(value: Value) -> str:
    return _("The service is for the other sex.")


def _clinics(value: Value) -> str:
    if value.get("clinics"):
        return _("The clinic is not in the list of this section.")
    return _("No clinic of the list offers this service.")


def _cities(value: Value) -> str:
    return _("Not in this city.")


def _zone(value: Value) -> str:
    km = value.get("zone")
    if km is None:
        return _("The place is outside the zone.")
    figure = f"{km:.1f}"
    figure = figure.replace(".", ",") if (get_language() or "").startswith("ru") else figure
    return _("The place is %(km)s km away from the zone's ring.") % {"km": figure}


def _urgency(value: Value) -> str:
    return _("Paid with another urgency.")


def _stage(value: Value) -> str:
    return _("Paid at another stage of treatment.")


def _diagnoses(value: Value) -> str:
    diagnosis = value.get("diagnoses")
    if not diagnosis:
        return _("Paid with certain diagnoses.")
    return _("Not paid with the diagnosis %(code)s.") % {"code": diagnosis}


def _exhausted(value: Value) -> str:
    return _("The limit is used up: %(used)s of %(cap)s %(period)s.") % _figures(value)


def _left(value: Value) -> str:
    return _("Left: %(left)s of %(cap)s %(period)s.") % _figures(value)


def _figures(value: Value) -> dict[str, str]:
    figures = {
        name: roubles(value[name]) if value["unit"] == "money" else str(value[name])
        for name in ("used", "left", "cap")
    }
    return figures | {"period": _period(value["per"])}


def _period(per: str) -> str:
    return {
        "year": pgettext("limit", "for the insurance year"),
        "month": pgettext("limit", "for the month"),
        "case": pgettext("limit", "for one case"),
        "policy": pgettext("limit", "for the whole policy"),
    }[per]


def _share(value: Value) -> str:
    if "percent" in value:
        return _("You pay %(percent)s%% of the price yourself.") % {"percent": value["percent"]}
    return _("You pay %(sum)s of the price yourself.") % {"sum": roubles(value["kopecks"])}


SENTENCES: dict[str, Callable[[Value], str]] = {
    "policy_not_started": _not_started,
    "policy_ended": _ended,
    "not_in_programme": _absent,
    "waiting_period": _waiting,
    "failed_age": _age,
    "failed_sex": _sex,
    "failed_clinics": _clinics,
    "failed_cities": _cities,
    "failed_zone": _zone,
    "failed_urgency": _urgency,
    "failed_stage": _stage,
    "failed_diagnoses": _diagnoses,
    "limit_exhausted": _exhausted,
    "limit_left": _left,
    "cost_share": _share,
}
