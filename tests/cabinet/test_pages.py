"""Every page of the cabinet opens, in both languages, with as many queries for three as for one."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pult.cases import actions
from pult.cases.actions import open_case
from pult.cases.models import Case
from pult.contracts.checks import check_url
from pult.kernel import clock
from pult.kernel.ids import new_id
from tests import people
from tests.people import Cast

PLAIN = (
    "home", "requests", "request-kinds", "clinics", "documents", "policies", "contacts", "turn",
    "bonuses", "telemedicine", "articles", "materials", "more", "emergency",
)  # fmt: skip
OF_POLICY = ("policy", "programme")
CYRILLIC = re.compile("[А-Яа-яЁё]")


def pages(cast: Cast) -> list[str]:
    policy_id = cast.anna_policy.id
    return [
        *(reverse(f"cabinet:{name}") for name in PLAIN),
        *(reverse(f"cabinet:{name}", args=[policy_id]) for name in OF_POLICY),
        *(reverse("cabinet:request-new", args=[kind]) for kind in (
            "appointment", "dental", "diagnostics", "house_call", "ambulance", "hospitalisation",
            "programme_question", "doctor_question", "admin_question",
        )),
    ]  # fmt: skip


def ask(cast: Cast, words: str = "Болит колено") -> str:
    """Anna asks for a doctor; the address of her request."""
    case = open_case(
        kind="appointment", by=people.actor(cast.anna), at=clock.now(),
        person=cast.anna_policy.person, text=words, request_key=new_id(),
    )  # fmt: skip
    return reverse("cabinet:request", args=[case.id])


def answered(cast: Cast) -> str:
    """A request that Мария has taken and answered."""
    url = ask(cast)
    case, maria, at = Case.objects.get(), people.actor(cast.maria), clock.now()
    held = actions.claim(case_id=case.id, version=case.version, by=maria, at=at)
    actions.reply(case_id=case.id, version=held.version, text="Записываем", by=maria, at=at)
    return url


def our_words(page: str) -> str:
    """The page without the insurer's data, which stands in elements of `lang="ru"`."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    return re.sub(r'<(\w+)[^>]*lang="ru"[^>]*>.*?</\1>', "", page, flags=re.S)


def test_every_page_opens_in_both_languages(anna: Client, cast: Cast) -> None:
    for language in ("ru", "en"):
        anna.cookies["django_language"] = language
        for url in [*pages(cast), ask(cast)]:
            answer = anna.get(url)
            assert answer.status_code == 200, url
            assert f'<html lang="{language}">' in answer.content.decode(), url


def test_the_english_pages_hold_cyrillic_in_data_alone(anna: Client, cast: Cast) -> None:
    anna.cookies["django_language"] = "en"
    for url in [*pages(cast), answered(cast)]:
        words = our_words(anna.get(url).content.decode())
        found = [line for line in words.splitlines() if CYRILLIC.search(line)]
        assert [line for line in found if "Русский" not in line] == [], url


def test_home_says_who_is_insured_by_what_and_until_when(anna: Client, cast: Cast) -> None:
    said = anna.get(reverse("cabinet:home")).content.decode()
    last = cast.anna_policy.last_day
    assert cast.anna.display_name in said
    assert cast.anna_policy.number in said
    assert f"действует до {last:%d.%m.%Y}" in said
    assert 'src="data:image/svg+xml' in said


@pytest.mark.parametrize("page", ["cabinet:home", "cabinet:requests"])
def test_three_requests_cost_no_more_queries_than_one(anna: Client, cast: Cast, page: str) -> None:
    ask(cast)
    one = queries(anna, page)
    ask(cast), ask(cast)
    assert queries(anna, page) == one
    assert 5 < one < 20


def queries(browser: Client, page: str) -> int:
    browser.get(reverse(page))  # the profile is cached for some seconds
    with CaptureQueriesContext(connection) as made:
        assert browser.get(reverse(page)).status_code == 200
    return len(made)


def test_a_parent_opens_the_cabinet_of_a_young_child_alone(anna: Client, cast: Cast) -> None:
    said = anna.get(reverse("cabinet:home")).content.decode()
    assert "Михаил" in said
    assert "Павел" not in said
    switched = anna.post(
        reverse("cabinet:switch-person"),
        {"person": str(cast.misha.id), "next": reverse("cabinet:more")},
    )
    assert switched.url == reverse("cabinet:more")
    assert cast.misha_policy.number in anna.get(reverse("cabinet:home")).content.decode()
    anna.post(reverse("cabinet:switch-person"), {"person": str(cast.pavel.id)})
    assert cast.pavel_policy.number not in anna.get(reverse("cabinet:home")).content.decode()


def test_the_switch_never_leads_to_a_foreign_site(anna: Client, cast: Cast) -> None:
    answer = anna.post(reverse("cabinet:switch-person"), {"next": "https://evil.example/"})
    assert answer.url == reverse("cabinet:home")


def test_what_belongs_to_others_does_not_exist(anna: Client, cast: Cast) -> None:
    foreign = cast.vera_policy.id
    for name in ("policy", "programme", "print-policy", "print-memo", "print-programme"):
        assert anna.get(reverse(f"cabinet:{name}", args=[foreign])).status_code == 404
    case = open_case(
        kind="programme_question", by=people.actor(cast.vera), at=clock.now(),
        person=cast.vera_policy.person, text="Входит ли массаж?",
    )  # fmt: skip
    for name in ("request", "request-cancel"):
        assert anna.get(reverse(f"cabinet:{name}", args=[case.id])).status_code == 404
    sent = anna.post(reverse("cabinet:request-message", args=[case.id]), {"text": "я"})
    assert sent.status_code == 404


def test_staff_have_no_cabinet(client: Client, cast: Cast) -> None:
    people.sign_in(client, cast.maria)
    assert client.get(reverse("cabinet:home")).status_code == 404


def test_prints_open_in_the_browser_and_are_kept_nowhere(anna: Client, cast: Cast) -> None:
    for name in ("policy", "memo", "programme"):
        url = reverse(f"cabinet:print-{name}", args=[cast.anna_policy.id])
        answer = anna.get(url)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline;")
        assert "no-store" in answer["Cache-Control"]
        assert answer.content.startswith(b"%PDF")


def test_the_scanned_code_tells_validity_initials_and_birth_year_alone(
    client: Client, cast: Cast
) -> None:
    from_code = check_url_path(cast)
    said = client.get(from_code).content.decode()
    assert "Полис действителен" in said
    assert "С.\u00a0А.\u00a0И." in said
    assert "1988" in said
    for secret in ("Соболева", "14.03", cast.anna_policy.mobile, cast.anna_policy.work_email):
        assert secret not in said
    assert client.get(from_code + "x").status_code == 404


def check_url_path(cast: Cast) -> str:
    return "/p/" + check_url(cast.anna_policy).rpartition("/p/")[2]


def test_the_emergency_page_is_open_to_everybody(client: Client, cast: Cast) -> None:
    said = client.get(reverse("cabinet:emergency")).content.decode()
    for number in ("tel:103", "tel:112", "tel:+78002500101"):
        assert number in said
    assert reverse("cabinet:request-new", args=["ambulance"]) not in said


def test_a_member_may_ask_to_be_called_back(anna: Client) -> None:
    said = anna.get(reverse("cabinet:emergency")).content.decode()
    assert reverse("cabinet:request-new", args=["ambulance"]) in said
