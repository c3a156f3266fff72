"""Asking, following, writing and cancelling, without any script in the browser."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pult.cases import actions
from pult.cases.models import Case
from pult.kernel import clock
from pult.kernel.ids import new_id
from tests import people
from tests.people import Cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture(autouse=True)
def files_of_this_test(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def form(**more: object) -> dict[str, object]:
    return {
        "specialty": "therapist",
        "complaint": "Кашель третий день",
        "phone": "8 916 000-00-01",
        "request_key": str(new_id()),
    } | more


def ask(browser: Client, kind: str = "appointment", **more: object) -> Case:
    answer = browser.post(reverse("cabinet:request-new", args=[kind]), form(**more))
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get(id=UUID(answer.url.rpartition("/")[2]))


def page(browser: Client, case: Case) -> str:
    return browser.get(reverse("cabinet:request", args=[case.id])).content.decode()


def test_a_request_goes_to_the_desk_with_its_words_and_file(anna: Client, cast: Cast) -> None:
    case = ask(
        anna, clinics=[str(cast.site.id)], times=["morning"],
        files=[SimpleUploadedFile("направление.pdf", PDF)],
    )  # fmt: skip
    assert (case.queue, case.state, case.person) == ("desk", "new", cast.anna.person)
    said = page(anna, case)
    for wanted in (
        "Приём терапевта", case.number, "Кашель третий день", "направление.pdf", "Принято",
        "Медицинский пульт", "Поликлиника «Липа»", "осталось",
    ):  # fmt: skip
        assert wanted in said


def test_the_same_form_sent_twice_opens_one_request(anna: Client) -> None:
    twice = form()
    url = reverse("cabinet:request-new", args=["appointment"])
    assert anna.post(url, twice).url == anna.post(url, twice).url
    assert Case.objects.count() == 1


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(anna: Client) -> None:
    answer = anna.post(
        reverse("cabinet:request-new", args=["appointment"]), form(specialty="", phone="12")
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Кашель третий день" in said
    assert 'aria-invalid="true"' in said
    assert Case.objects.count() == 0


def test_the_trouble_leads_to_the_form_of_the_right_doctor(anna: Client, cast: Cast) -> None:
    cast.therapist.synonyms = ["кашель", "температура"]
    cast.therapist.save(update_fields=["synonyms"])
    said = anna.post(reverse("cabinet:ask"), {"text": "кашляю, температура 38"}).content.decode()
    assert 'name="specialty" value="therapist"' in said
    assert "verdict" not in said  # whether it is covered is another question, with its own button
    begun = anna.post(
        reverse("cabinet:request-new", args=["appointment"]),
        {"begin": "1", "specialty": "therapist", "text": "кашляю, температура 38"},
    )
    filled = begun.content.decode()
    assert begun.status_code == 200
    assert '<option value="therapist" selected>' in filled
    assert "кашляю, температура 38</textarea>" in filled
    assert Case.objects.count() == 0


def test_markup_in_words_and_names_stays_text(anna: Client, cast: Cast) -> None:
    evil = "<script>alert(1)</script>{{ 7|add:7 }}"
    cast.anna.person.first_name = "<b>Анна</b>"
    cast.anna.person.save(update_fields=["first_name"])
    said = (
        page(anna, ask(anna, complaint=evil)) + anna.get(reverse("cabinet:home")).content.decode()
    )
    assert evil not in said
    assert "<b>Анна</b>" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in said


def test_a_question_is_answered_and_the_request_goes_on(anna: Client, cast: Cast) -> None:
    case = ask(anna)
    maria = people.actor(cast.maria)
    held = actions.claim(case_id=case.id, version=case.version, by=maria, at=clock.now())
    actions.ask_member(
        case_id=case.id, version=held.version, text="Есть ли температура?", by=maria,
        at=clock.now(),
    )  # fmt: skip
    said = page(anna, case)
    assert "Ждём вашего ответа" in said
    assert "Есть ли температура?" in said
    assert "Мария Кедрова" in said
    anna.post(reverse("cabinet:request-message", args=[case.id]), {"text": "Да, 38"})
    case.refresh_from_db()
    assert case.state == "active"
    assert "Да, 38" in page(anna, case)


def test_notes_of_the_desk_are_never_shown(anna: Client, cast: Cast) -> None:
    case = ask(anna)
    maria = people.actor(cast.maria)
    held = actions.claim(case_id=case.id, version=case.version, by=maria, at=clock.now())
    actions.note(case_id=case.id, version=held.version, text="капризная", by=maria, at=clock.now())
    assert "капризная" not in page(anna, case)


def test_an_empty_message_is_refused(anna: Client) -> None:
    case = ask(anna)
    answer = anna.post(reverse("cabinet:request-message", args=[case.id]), {"text": "  "})
    assert answer.status_code == 422
    assert "Напишите несколько слов" in answer.content.decode()


def book(cast: Cast, case: Case) -> None:
    maria = people.actor(cast.maria)
    held = actions.claim(case_id=case.id, version=case.version, by=maria, at=clock.now())
    day = clock.now().astimezone(clock.MOSCOW) + timedelta(days=2)
    actions.book_visit(
        case_id=case.id, version=held.version, site=cast.site, specialty=cast.therapist,
        doctor_name="Орлов Иван Петрович", by=maria, at=clock.now(),
        starts_at=day.replace(hour=11, minute=0, second=0, microsecond=0),
    )  # fmt: skip


def test_a_booked_visit_stands_on_the_page_and_in_a_calendar(anna: Client, cast: Cast) -> None:
    case = ask(anna)
    book(cast, case)
    said = page(anna, case)
    for wanted in ("Вы записаны", "Орлов Иван Петрович", "Поликлиника «Липа»", "11:00"):
        assert wanted in said
    visit = case.visits.get()
    answer = anna.get(reverse("cabinet:visit-ics", args=[case.id, visit.id]))
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in answer.content


def test_a_request_is_cancelled_after_a_second_question(anna: Client, cast: Cast) -> None:
    case = ask(anna)
    url = reverse("cabinet:request-cancel", args=[case.id])
    assert "Отменить обращение?" in anna.get(url).content.decode()
    case.refresh_from_db()
    assert case.state == "new"
    anna.post(url)
    case.refresh_from_db()
    assert case.state == "cancelled"
    assert anna.get(url).status_code == 302


def test_a_file_is_a_download_of_its_own_request_alone(anna: Client, cast: Cast) -> None:
    case, other = (
        ask(anna, files=[SimpleUploadedFile("снимок.pdf", PDF)]), ask(anna),
    )  # fmt: skip
    file = case.files.get()
    answer = anna.get(reverse("cabinet:request-file", args=[case.id, file.id]))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert b"".join(answer.streaming_content) == PDF
    assert anna.get(reverse("cabinet:request-file", args=[other.id, file.id])).status_code == 404


def test_both_curators_can_be_asked(anna: Client) -> None:
    for kind, queue in (("doctor_question", "doctor_curator"), ("admin_question", "admin_curator")):
        assert ask(anna, kind, question="Как получить дубликат?").queue == queue


def test_a_kind_that_members_are_not_offered_has_no_form(anna: Client) -> None:
    url = reverse("cabinet:request-new", args=["identity-mismatch"])
    assert anna.get(url).status_code == 404
    assert anna.get(url.replace("identity-mismatch", "identity_mismatch")).status_code == 404
