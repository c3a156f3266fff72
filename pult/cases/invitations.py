"""A visit as an entry of a calendar (RFC 5545, RFC 5546)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Event, vText


def calendar(visit: Mapping[str, Any], *, summary: str) -> tuple[bytes, str]:
    """The file and its method, PUBLISH or CANCEL.

    One visit keeps one UID; a later SEQUENCE replaces the earlier entry. The summary is the
    caller's and must not tell what the visit is for: calendars are shared and shown.
    """
    method = "CANCEL" if visit["cancelled"] else "PUBLISH"
    sheet = Calendar()
    sheet.add("prodid", "-//Pult//visits//RU")
    sheet.add("version", "2.0")
    sheet.add("method", method)
    entry = Event()
    entry.add("uid", f"{visit['visit']}@pult")
    entry.add("sequence", visit["sequence"])
    entry.add("dtstamp", _moment(visit["stamp"]))
    entry.add("dtstart", _moment(visit["starts_at"]))
    entry.add("dtend", _moment(visit["ends_at"]))
    entry.add("summary", f"{summary}, {visit['number']}")
    entry.add("location", vText(f"{visit['clinic']}, {visit['address']}"))
    entry.add("url", visit["link"])
    entry.add("class", "PRIVATE")
    entry.add("status", "CANCELLED" if visit["cancelled"] else "CONFIRMED")
    sheet.add_component(entry)
    return sheet.to_ical(), method


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
