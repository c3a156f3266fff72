"""Which period a day belongs to."""

from datetime import date
from uuid import UUID

import pytest

from pult.limits import periods

CASE = UUID("00000000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("per", "first_day", "day", "expected"),
    [
        ("year", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("year", date(2026, 1, 1), date(2027, 1, 1), "2027"),
        ("year", date(2026, 3, 1), date(2027, 2, 28), "2026"),
        ("year", date(2026, 3, 1), date(2027, 3, 1), "2027"),
        ("year", date(2024, 2, 29), date(2025, 2, 27), "2024"),
        ("year", date(2024, 2, 29), date(2025, 2, 28), "2025"),
        ("year", date(2024, 2, 29), date(2028, 2, 28), "2027"),
        ("year", date(2024, 2, 29), date(2028, 2, 29), "2028"),
        ("month", date(2026, 3, 15), date(2026, 11, 1), "2026-11"),
        ("case", date(2026, 3, 15), date(2026, 11, 1), f"case:{CASE}"),
        ("policy", date(2026, 3, 15), date(2026, 11, 1), "policy"),
    ],
)
def test_the_period_of_a_day(per: str, first_day: date, day: date, expected: str) -> None:
    assert periods.key(per, first_day=first_day, day=day, case_id=CASE) == expected


def test_no_other_period_is_known() -> None:
    with pytest.raises(ValueError, match="week"):
        periods.key("week", first_day=date(2026, 1, 1), day=date(2026, 1, 1))
