"""profile.toml: who the insurer is, where it answers, what it promises."""

import re
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from pult.demo.reading import Table, read
from pult.guide.models import Profile

SECTION_KINDS = (
    "outpatient",
    "dental",
    "home",
    "ambulance",
    "emergency_inpatient",
    "planned_inpatient",
)


def read_profile(folder: Path) -> Profile:
    """The insurer's row, not yet saved."""
    top = read(folder, "profile.toml")
    desk = top.table("desk")
    name = top.both("name")
    short = top.both("short_name")
    profile = Profile(
        id=1,
        name=short["ru"],
        legal_name=name["ru"],
        product_name=top.both("product_name"),
        slogan=top.both("slogan"),
        brand_colour=_colour(top),
        cabinet_url=_link(top, "cabinet_url"),
        desk_email=desk.string("email"),
        phones=[_phone(row) for row in desk.tables("phones")],
        emergency=[_done(row, _emergency(row)) for row in top.tables("emergency")],
        mailboxes=[_done(row, _mailbox(row)) for row in top.tables("mailboxes")],
        curator_hours=top.hours("curator_hours"),
        zones_of_responsibility=[_zone(row) for row in top.tables("responsibilities")],
        serves=[_done(row, _sentence(row)) for row in top.tables("serves")],
        does_not_serve=[_done(row, _sentence(row)) for row in top.tables("does_not_serve")],
        payment_rule=top.both("payment_rule"),
        ways_of_care=_ways_of_care(top),
        telemedicine=_telemedicine(top.table("telemedicine")),
        videos=[_done(row, _link_row(row)) for row in top.tables("videos")],
        leaflets=[_done(row, _link_row(row)) for row in top.tables("leaflets")],
        regions=_regions(top.table("regions")),
    )
    profile.second_opinion_email = next(
        (row["email"] for row in profile.mailboxes if row["code"] == "second_opinion"), ""
    )
    app = top.table("app")
    profile.apps = [_app(app)]
    profile.texts = _texts(top, desk) | {"legal_name": name, "short_name": short}
    desk.done()
    top.done()
    return profile


def write_profile(profile: Profile) -> None:
    """The one row, put in or replaced."""
    names = [field.name for field in Profile._meta.fields if not field.primary_key]
    Profile.objects.bulk_create(
        [profile], update_conflicts=True, unique_fields=["id"], update_fields=names
    )


def _colour(top: Table) -> str:
    colour = top.string("brand_colour")
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise top.mistake("brand_colour", _("write a colour as #0a6a4c."))
    return colour


def _link(row: Table, key: str) -> str:
    url = row.string(key)
    if not url.startswith("https://"):
        raise row.mistake(key, _("write an address that begins with https://."))
    return url


def _done(row: Table, value: dict[str, Any]) -> dict[str, Any]:
    row.done()
    return value


def _sentence(row: Table) -> dict[str, Any]:
    return {"code": row.string("code"), "text": row.both("text")}


def _emergency(row: Table) -> dict[str, Any]:
    return {"number": row.string("number"), "label": row.both("label")}


def _mailbox(row: Table) -> dict[str, Any]:
    return {"code": row.string("code"), "email": row.string("email"), "label": row.both("label")}


def _link_row(row: Table) -> dict[str, Any]:
    return {
        "code": row.string("code"),
        "title": row.both("title"),
        "text": row.both("text", optional=True),
        "url": _link(row, "url"),
    }


def _phone(row: Table) -> dict[str, Any]:
    value = {
        "code": row.string("code"),
        "number": row.phone("number"),
        "label": row.both("label"),
        "city": row.string("city"),
        "free": row.flag("free"),
    }
    return _done(row, value)


def _zone(row: Table) -> dict[str, Any]:
    duties = []
    for duty in row.tables("duties"):
        duties.append({language: duty.string(language) for language in ("ru", "en")})
        duty.done()
    value = {
        "code": row.string("code"),
        "title": row.both("title"),
        # "24/7", "curator_hours" or "" where the insurer states none.
        "hours": row.string("hours", "", among=("24/7", "curator_hours", "")),
        "duties": duties,
        "letter_needs": row.both("letter_needs", optional=True),
    }
    return _done(row, value)


def _ways_of_care(top: Table) -> list[dict[str, Any]]:
    ways = {row["code"]: row for row in (_done(r, _sentence(r)) for r in top.tables("ways"))}
    care = []
    for row in top.tables("care_order"):
        value = {
            "kind": row.string("kind", among=SECTION_KINDS),
            "title": row.both("title"),
            "ways": [ways[code] for code in row.strings("ways", among=ways)],
            "limit": row.both("limit", optional=True),
        }
        care.append(_done(row, value))
    return care


def _telemedicine(row: Table) -> dict[str, Any]:
    steps = []
    for step in row.tables("steps"):
        steps.append(_done(step, {"title": step.both("title"), "text": step.both("text")}))
    numbers = []
    for line in row.tables("phones"):
        numbers.append(_done(line, {"number": line.phone("number")}))
    value = {
        "partner": row.both("partner"),
        "site": _link(row, "site"),
        "app_search_words": row.string("app_search_words"),
        "google_play": _link(row, "google_play"),
        "app_store": _link(row, "app_store"),
        "activation_hours": int(row.number("activation_hours", low=0, high=720)),
        "price": row.both("price"),
        "phones": numbers,
        "steps": steps,
    }
    return _done(row, value)


def _app(row: Table) -> dict[str, Any]:
    value = {
        "code": "insurer",
        "search_words": row.string("search_words"),
        "google_play": _link(row, "google_play"),
        "text": row.both("text"),
    }
    return _done(row, value)


def _texts(top: Table, desk: Table) -> dict[str, Any]:
    registration = top.table("registration")
    texts: dict[str, Any] = {
        "territory": top.both("territory"),
        "memo_note": top.both("memo_note"),
        "registration": registration.both("rule"),
        "desk_title": desk.both("title"),
        "desk_hours": desk.both("hours_text"),
        "cabinet_features": [],
    }
    registration.done()
    for row in top.tables("cabinet_features"):
        texts["cabinet_features"].append(row.both("text"))
        row.done()
    return texts


def _regions(regions: Table) -> dict[str, Any]:
    found = {}
    for code in regions.values:
        region = regions.table(code)
        found[code] = {"title": region.both("title"), "cities": region.strings("cities")}
        region.done()
    return found
