"""The form of a request: for whom it is, whom we call back, what the programme holds."""

import pytest
from django.test import Client
from django.urls import reverse

from pult.cases.models import Case
from pult.programmes.models import Section
from tests.people import Cast


def new(kind: str) -> str:
    return reverse("cabinet:request-new", args=[kind])


def words(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.fixture
def for_misha(anna: Client, cast: Cast) -> Client:
    """Anna asks for her son, whose policy has no phone."""
    anna.post(reverse("cabinet:switch-person"), {"person": str(cast.misha.id)})
    return anna


def test_a_parent_is_called_back_when_the_child_has_no_phone(for_misha: Client) -> None:
    assert 'value="8 (916) 000-00-01"' in words(for_misha.get(new("house_call")))


def test_emergency_help_waits_for_no_phone(for_misha: Client, cast: Cast) -> None:
    answer = for_misha.post(new("ambulance"), {"phone": ""})
    case = Case.objects.get()
    assert answer.status_code == 302
    assert (case.person, case.form) == (cast.misha, {"phone": "+79160000001"})


def test_without_any_known_phone_the_ambulance_asks_for_one(anna: Client, cast: Cast) -> None:
    cast.anna_policy.mobile = ""
    cast.anna_policy.save(update_fields=["mobile"])
    cast.anna.mobile = None
    cast.anna.save(update_fields=["mobile"])
    assert anna.post(new("ambulance"), {"phone": ""}).status_code == 422


def test_another_person_is_chosen_and_what_was_typed_stays(anna: Client, cast: Cast) -> None:
    answer = anna.post(
        new("appointment"),
        {"person": str(cast.misha.id), "complaint": "Кашель", "times": ["evening", "day"]},
    )
    said = words(answer)
    assert answer.status_code == 200
    assert "Кашель</textarea>" in said
    assert said.count("checked") == 2
    assert "Соболев Михаил Павлович" in said
    assert Case.objects.count() == 0


def test_nobody_elses_cabinet_opens_by_the_switch(anna: Client, cast: Cast) -> None:
    said = words(anna.post(new("appointment"), {"person": str(cast.boris.person_id)}))
    assert "Журавлёв" not in said
    assert "Соболева Анна Игоревна" in said


@pytest.mark.parametrize("kind", ["dental", "hospitalisation"])
def test_a_kind_outside_the_programme_says_so(anna: Client, kind: str) -> None:
    said = words(anna.get(new(kind)))
    assert "В вашей программе этого раздела нет. Пульт ответит, но оплату не обещает." in said
    assert "Нет в вашей программе" in words(anna.get(reverse("cabinet:request-kinds")))


def test_a_part_of_the_kind_outside_the_programme_is_named(anna: Client, cast: Cast) -> None:
    Section.objects.create(
        programme=cast.anna_policy.programme,
        kind="emergency_inpatient",
        title="Экстренная госпитализация",
        access="desk",
    )
    said = words(anna.get(new("hospitalisation")))
    assert "В вашей программе нет раздела «плановая госпитализация»." in said


def test_a_kind_of_the_programme_goes_without_a_word(anna: Client) -> None:
    said = words(anna.get(new("appointment"))) + words(anna.get(new("programme_question")))
    assert "оплату не обещает" not in said


def test_a_hospital_is_filled_in_from_the_list_of_clinics(anna: Client, cast: Cast) -> None:
    said = words(anna.get(new("hospitalisation"), {"site": str(cast.site.id)}))
    assert f'name="hospital" value="{cast.site.full_name}"' in said
    assert anna.get(new("hospitalisation"), {"site": "' or 1=1"}).status_code == 200
