"""Working hours of a week in words: «Пн–Пт 08:00–21:00, Сб 09:00–18:00»."""

from collections.abc import Sequence

from django.utils.translation import gettext, pgettext

Week = Sequence[Sequence[str]]
DAY = ["00:00", "24:00"]


def in_words(week: Week) -> str:
    """Seven entries, Monday first, each `["08:00", "21:00"]` or `[]`; days off are left out.

    A day and its hours are held together by a non-breaking blank.
    """
    if not week or not any(week):
        return ""
    if all(list(day) == DAY for day in week):
        return gettext("round the clock")
    return ", ".join(
        f"{_days(first, last)}\u00a0{_times(week[first])}"
        for first, last in _runs(week)
        if week[first]
    )


def _runs(week: Week) -> list[tuple[int, int]]:
    """The longest runs of neighbouring days with the same hours."""
    runs: list[tuple[int, int]] = []
    for number, hours in enumerate(week):
        if runs and list(week[runs[-1][0]]) == list(hours):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _days(first: int, last: int) -> str:
    names = [
        pgettext("weekday", "Mon"), pgettext("weekday", "Tue"), pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"), pgettext("weekday", "Fri"), pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    ]  # fmt: skip
    if first == last:
        return names[first]
    if first == 0 and last == 6:
        return gettext("daily")
    return f"{names[first]}–{names[last]}"


def _times(hours: Sequence[str]) -> str:
    if list(hours) == DAY:
        return gettext("round the clock")
    return f"{hours[0]}–{hours[1]}"
