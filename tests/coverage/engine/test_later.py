"""A later day: when waiting is over, or when a limit begins anew."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pult.coverage.engine.decision import Alternative
from tests.coverage.engine.romashka import ANNA, ask, compiled

TWO_YEARS = replace(
    ANNA,
    used={"spa": 1},
    policy=replace(ANNA.policy, start=date(2024, 2, 29), last_day=date(2026, 12, 31)),
)


def spa(per: str, **more: Any) -> dict[str, Any]:
    """One sanatorium a period, for this member alone."""
    return {
        "number": "Р.1",
        "text": "Санаторий.",
        "rules": [{"id": "Р.1", "effect": "cover", "services": ["spa"], **more}],
        "limits": [{"code": "spa", "unit": "count", "cap": 1, "per": per, "services": ["spa"]}],
    }


def later(day: date, **changes: Any) -> tuple[Alternative, ...]:
    return ask("spa", TWO_YEARS, day=day, **changes).alternatives


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 1, 31), date(2026, 2, 1)),
        (date(2026, 2, 28), date(2026, 3, 1)),
        (date(2025, 12, 31), date(2026, 1, 1)),
        (date(2026, 11, 30), date(2026, 12, 1)),
    ],
)
def test_a_limit_of_a_month_begins_anew_on_the_first(day: date, begins: date) -> None:
    offered = later(day, programme=compiled(spa("month")))
    assert offered == (Alternative("later", "covered", day=begins),)


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2024, 12, 1), date(2025, 3, 1)),  # a policy that began on 29 February
        (date(2025, 2, 28), date(2025, 3, 1)),
        (date(2025, 3, 1), date(2026, 3, 1)),
        (date(2026, 2, 28), date(2026, 3, 1)),
    ],
)
def test_a_limit_of_a_year_begins_anew_on_the_anniversary(day: date, begins: date) -> None:
    offered = later(day, programme=compiled(spa("year")))
    assert offered == (Alternative("later", "covered", day=begins),)


def test_of_another_policy_on_its_own_day() -> None:
    spring = replace(TWO_YEARS, policy=replace(TWO_YEARS.policy, start=date(2025, 4, 10)))
    limited = compiled(spa("year"))
    for day, begins in [
        (date(2026, 4, 9), date(2026, 4, 10)),
        (date(2025, 4, 10), date(2026, 4, 10)),
    ]:
        asked = ask("spa", spring, day=day, programme=limited)
        assert asked.alternatives == (Alternative("later", "covered", day=begins),)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 12, 1)])
def test_after_the_policy_nothing_begins(day: date) -> None:
    assert later(day, programme=compiled(spa("year"))) == ()


def test_on_the_last_day_of_the_policy_it_still_does() -> None:
    short = replace(TWO_YEARS, policy=replace(TWO_YEARS.policy, last_day=date(2026, 3, 1)))
    asked = ask("spa", short, day=date(2026, 2, 2), programme=compiled(spa("year")))
    assert asked.alternatives == (Alternative("later", "covered", day=date(2026, 3, 1)),)


@pytest.mark.parametrize("per", ["case", "policy"])
def test_a_limit_of_the_case_or_policy_does_not(per: str) -> None:
    assert later(date(2026, 2, 2), programme=compiled(spa(per))) == ()


def test_of_two_limits_the_later_counts() -> None:
    rider = spa("month")
    rider["limits"].append(rider["limits"][0] | {"code": "rest", "per": "year"})
    used = replace(TWO_YEARS, used={"spa": 1, "rest": 1})
    asked = ask("spa", used, day=date(2025, 12, 5), programme=compiled(rider))
    assert asked.alternatives == (Alternative("later", "covered", day=date(2026, 3, 1)),)


def test_of_waiting_and_a_limit_too() -> None:
    rider = spa("month")
    rider["waits"] = [{"code": "spa", "days": 45, "services": ["spa"]}]
    asked = ask(
        "spa", replace(ANNA, used={"spa": 1}), day=date(2026, 1, 5), programme=compiled(rider)
    )
    assert asked.alternatives == (Alternative("later", "covered", day=date(2026, 2, 15)),)


def test_of_two_waiting_periods_the_longer_counts() -> None:
    for days in ((45, 10), (10, 45)):
        rider = spa("month")
        rider["waits"] = [
            {"code": f"w{n}", "days": each, "services": ["spa"]} for n, each in enumerate(days)
        ]
        asked = ask("spa", day=date(2026, 1, 5), programme=compiled(rider))
        assert asked.alternatives == (Alternative("later", "covered", day=date(2026, 2, 15)),)


def test_who_will_be_too_old_by_then_is_not_sent_to_wait() -> None:
    grown = replace(TWO_YEARS, member=replace(ANNA.member, birth_date=date(2008, 3, 1)))
    limited = compiled(spa("year", age=[0, 17]))
    asked = ask("spa", grown, day=date(2026, 2, 2), programme=limited)
    assert (asked.verdict, asked.alternatives) == ("not_covered", ())


def test_more_than_the_cap_will_not_fit_later_either() -> None:
    assert later(date(2026, 2, 2), quantity=2, programme=compiled(spa("month"))) == ()


@pytest.mark.parametrize(
    ("share", "value"),
    [
        ({"percent": 1}, (("percent", 1),)),
        ({"percent": 20}, (("percent", 20),)),
        ({"kopecks": 500_00}, (("kopecks", 500_00),)),
    ],
)
def test_the_share_of_the_patient_is_told(share: dict[str, int], value: object) -> None:
    rider = spa("month") | {"shares": [{"code": "spa", "services": ["spa"], **share}]}
    asked = ask("spa", programme=compiled(rider))
    reason = asked.reasons[-1]
    assert (reason.code, reason.clause, reason.text, reason.value) == (
        "cost_share",
        "Р.1",
        "Санаторий.",
        value,
    )


def test_waiting_and_limits_speak_with_the_words_of_their_clause() -> None:
    rider = spa("month")
    rider["waits"] = [{"code": "spa", "days": 45, "services": ["spa"]}]
    asked = ask(
        "spa", replace(ANNA, used={"spa": 1}), day=date(2026, 1, 5), programme=compiled(rider)
    )
    assert [(r.code, r.text) for r in asked.reasons] == [
        ("waiting_period", "Санаторий."),
        ("limit_exhausted", "Санаторий."),
        ("covered", "Санаторий."),
    ]
