"""The stretch of time that a limit speaks of, as the counters name it. No Django here."""

from datetime import date
from uuid import UUID


def key(per: str, *, first_day: date, day: date, case_id: UUID | None = None) -> str:
    """The period of a limit on the day of a service.

    `per` is as in a programme: "year" is the insurance year, from the policy's `first_day` and
    each anniversary, named by the calendar year in which it began; "month" the calendar month;
    "case" the case ("case:" while there is none: nothing is used there); "policy" its whole
    period. Raises ValueError for anything else.
    >>> key("year", first_day=date(2026, 3, 1), day=date(2027, 2, 28))
    '2026'
    """
    if per == "year":
        begun = (day.month, day.day) >= (first_day.month, first_day.day)
        if (first_day.month, first_day.day) == (2, 29) and (day.month, day.day) == (2, 28):
            begun = not _is_leap(day.year)  # the anniversary of 29 February in other years
        return str(day.year if begun else day.year - 1)
    if per == "month":
        return f"{day:%Y-%m}"
    if per == "case":
        return f"case:{case_id or ''}"
    if per == "policy":
        return "policy"
    raise ValueError(f"No period is called {per}.")


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
