"""Where to turn: each question with its answer and the buttons that do something about it."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from pult.cases.kinds import KINDS
from pult.guide.models import WhereToTurn
from pult.guide.queries import desk_phone
from pult.people import phones


@dataclass(frozen=True)
class Way:
    """A button: a page of the cabinet, or a call."""

    label: str
    url: str
    is_call: bool = False


@dataclass(frozen=True)
class Row:
    turn: WhereToTurn
    ways: list[Way]


def row(turn: WhereToTurn) -> Row:
    """The row with its own action first, then the other ways."""
    found = (_way(action) for action in (turn.action, *turn.also))
    return Row(turn, [way for way in found if way is not None])


def _way(action: str) -> Way | None:
    sort, _, name = action.partition(":")
    return {"case": _case, "page": _page, "call": _call}.get(sort, _nothing)(name)


def _case(name: str) -> Way | None:
    kind = KINDS.get(name)
    if kind is None or not kind.offered:
        return None
    return Way(str(kind.title), reverse("cabinet:request-new", args=[name]))


def _page(name: str) -> Way | None:
    titles: dict[str, Any] = {
        "documents": gettext("Documents to print"),
        "contacts": gettext("Contacts"),
        "clinics": gettext("My clinics"),
        "bonuses": gettext("Bonuses"),
        "telemedicine": gettext("Telemedicine"),
        "policies": gettext("My policies"),
    }
    try:
        return Way(titles[name], reverse(f"cabinet:{name}"))
    except (KeyError, NoReverseMatch):
        return None


def _call(name: str) -> Way | None:
    number = desk_phone()
    if name != "desk" or not number:
        return None
    return Way(phones.shown(number), f"tel:{number}", is_call=True)


def _nothing(name: str) -> Way | None:
    return None
