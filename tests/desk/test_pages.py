"""The desk's pages, as an operator's browser asks for them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pult.cases import actions
from pult.cases.models import Case, Draft, Visit
from pult.journal.models import Entry
from pult.kernel import clock
from pult.people.models import Account
from tests import people
from tests.desk.conftest import open_case

SignedIn = Callable[[Account], Client]


def test_the_queue_shows_what_waits(maria: Client, case: Case) -> None:
    page = maria.get(reverse("desk:home")).content.decode()

    assert case.number in page
    assert "Запись к врачу" in page


def test_take_next_leads_to_the_case(maria: Client, case: Case, cast: people.Cast) -> None:
    answer = maria.post(reverse("desk:next"))

    assert answer["Location"] == reverse("desk:case", args=[case.id])
    case.refresh_from_db()
    assert (case.owner_id, case.state) == (cast.maria.id, "active")


def test_an_empty_queue_says_so(maria: Client) -> None:
    page = maria.post(reverse("desk:next"), follow=True).content.decode()

    assert "В очереди никого нет." in page


def test_the_page_of_a_case_is_journalled_as_a_reading(
    maria: Client, case: Case, cast: people.Cast
) -> None:
    maria.get(reverse("desk:case", args=[case.id]))

    [entry] = Entry.objects.filter(act="read")
    assert (entry.account_id, entry.person_id, entry.case_id) == (
        cast.maria.id, cast.anna.person_id, case.id,
    )  # fmt: skip


@pytest.mark.parametrize("part", ["case-body", "draft"])
def test_a_part_of_a_case_is_a_reading_too_once_in_ten_minutes(
    maria: Client, case: Case, part: str
) -> None:
    maria.get(_url(part, case))
    maria.get(_url(part, case))
    assert Entry.objects.filter(act="read", case_id=case.id).count() == 1

    later = clock.now() + timedelta(minutes=11)
    with time_machine.travel(later):
        maria.get(_url(part, case))
    assert Entry.objects.filter(act="read", case_id=case.id).count() == 2


def test_reply_reaches_the_timeline(maria: Client, case: Case) -> None:
    held = _taken(maria, case)

    maria.post(_url("message", held), {"version": held.version, "as": "reply", "text": "Ищем"})

    assert [e.what for e in case.events.all()] == ["opened", "claimed", "replied"]


@pytest.mark.parametrize(
    ("saying", "state"),
    [("reply", "active"), ("question", "waiting_member"), ("note", "active"),
     ("clinic", "waiting_clinic")],
)  # fmt: skip
def test_ways_of_writing(maria: Client, case: Case, saying: str, state: str) -> None:
    held = _taken(maria, case)

    maria.post(_url("message", held), {"version": held.version, "as": saying, "text": "Слово"})

    case.refresh_from_db()
    assert case.state == state


def test_a_stale_form_names_the_other_and_keeps_the_text(
    maria: Client, case: Case, cast: people.Cast
) -> None:
    held = _taken(maria, case)
    actions.write(
        case_id=case.id, by=people.actor(cast.anna), at=clock.now(), text="Уже не болит"
    )

    answer = maria.post(
        _url("message", held), {"version": held.version, "as": "reply", "text": "Долгий ответ"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Соболева Анна Игоревна — новое сообщение" in page
    assert ">Долгий ответ</textarea>" in page
    assert case.events.filter(what="replied").count() == 0


def test_booking_from_the_page(maria: Client, case: Case, cast: people.Cast) -> None:
    held = _taken(maria, case)

    answer = maria.post(_url("visit", held), _visit(cast, held))

    assert answer.status_code == 302
    visit = Visit.objects.get(case=case)
    assert (visit.site, visit.doctor_name) == (cast.site, "Орлов И. П.")


def test_a_busy_doctor_is_named_beside_the_day(
    maria: Client, case: Case, cast: people.Cast
) -> None:
    held = _taken(maria, case)
    maria.post(_url("visit", held), _visit(cast, held))
    other = actions.open_case(
        kind="appointment", by=people.actor(cast.boris), person=cast.boris.person,
        at=clock.now(), text="Кашель",
    )  # fmt: skip
    other = _taken(maria, other)

    answer = maria.post(_url("visit", other), _visit(cast, other))

    assert answer.status_code == 422
    assert "Орлов И. П.: в это время уже есть приём, 12:00–12:30." in answer.content.decode()


def test_resolve_and_next(maria: Client, case: Case, cast: people.Cast) -> None:
    held = _taken(maria, case)
    waiting = open_case(cast, "programme_question", "Что входит?")

    answer = maria.post(
        _url("resolution", held),
        {"version": held.version, "outcome": "answered", "next": "1", "text": ""},
    )

    assert answer["Location"] == reverse("desk:case", args=[waiting.id])
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("resolved", "answered")


def test_a_draft_is_kept_and_shown_to_whoever_takes_the_case_next(
    maria: Client, case: Case, ivan: Account, signed_in: SignedIn
) -> None:
    held = _taken(maria, case)
    maria.post(_url("draft", held), {"text": "Недописанное"})
    actions.return_lost_leases(at=clock.now() + timedelta(seconds=46))

    page = signed_in(ivan).get(_url("case", held)).content.decode()

    assert ">Недописанное</textarea>" in page
    assert "Мария Кедрова" in page
    assert Draft.objects.count() == 1


def test_the_live_middle_announces_what_others_did(
    maria: Client, case: Case, cast: people.Cast
) -> None:
    seen = case.events.get().id
    actions.write(case_id=case.id, by=people.actor(cast.anna), at=clock.now(), text="И ещё")

    page = maria.get(_url("case-body", case), {"seen": seen}).content.decode()

    assert "banner--news" in page
    assert "banner--news" not in maria.get(_url("case-body", case)).content.decode()


def test_finding_a_member_and_opening_a_request_for_them(
    maria: Client, cast: people.Cast
) -> None:
    person = cast.boris.person
    found = maria.post(reverse("desk:find"), {"q": "+7 916 000-00-02"}).content.decode()
    assert reverse("desk:member", args=[person.id]) in found

    url = reverse("desk:on-behalf", args=[person.id, "programme_question"])
    assert maria.get(url).status_code == 200
    maria.post(url, {"question": "Входит ли массаж?", "phone": "", "request_key": ""})

    case = Case.objects.get(person=person)
    assert (case.channel, case.policy) == ("phone", cast.boris_policy)


@pytest.mark.parametrize(
    ("then", "state", "mine"), [("take", "active", True), ("queue", "new", False)]
)
def test_a_request_taken_by_phone_is_in_the_hands_of_who_took_it(
    maria: Client, cast: people.Cast, then: str, state: str, mine: bool
) -> None:
    url = reverse("desk:on-behalf", args=[cast.boris.person_id, "ambulance"])
    asked = {"phone": "8 916 000-00-02", "address": "Москва, Лесная, 1", "then": then}

    maria.post(url, asked)

    case = Case.objects.get(person=cast.boris.person)
    assert (case.state, case.owner_id == cast.maria.id) == (state, mine)


def test_what_the_desk_does_not_work_on_goes_to_its_curator(
    maria: Client, cast: people.Cast
) -> None:
    url = reverse("desk:on-behalf", args=[cast.boris.person_id, "admin_question"])

    maria.post(url, {"question": "Где полис?", "then": "take"})

    case = Case.objects.get(person=cast.boris.person)
    assert (case.queue, case.owner_id) == ("admin_curator", None)


def test_the_desk_asks_where_the_ambulance_goes(maria: Client, cast: people.Cast) -> None:
    url = reverse("desk:on-behalf", args=[cast.boris.person_id, "ambulance"])

    page = maria.post(url, {"phone": "8 916 000-00-02", "then": "take"}).content.decode()
    assert "Спросите адрес или отметьте, что он неизвестен." in page
    assert "Телефон для связи" in page
    assert not Case.objects.exists()

    maria.post(url, {"phone": "8 916 000-00-02", "address_unknown": "on", "then": "take"})
    assert Case.objects.get().form["address"] == "адрес неизвестен"


def test_the_number_of_a_case_leads_to_it(maria: Client, case: Case) -> None:
    answer = maria.post(reverse("desk:find"), {"q": case.number})

    assert answer["Location"] == reverse("desk:case", args=[case.id])


def test_the_wall_is_for_supervisors(
    maria: Client, case: Case, cast: people.Cast, signed_in: SignedIn
) -> None:
    assert maria.get(reverse("desk:wall")).status_code == 404
    assert signed_in(cast.sergey).get(reverse("desk:wall")).status_code == 200


def test_curators_see_their_own_contracts_alone(
    case: Case, cast: people.Cast, signed_in: SignedIn
) -> None:
    medical = open_case(cast, "doctor_question", "О лечении")
    papers = open_case(cast, "admin_question", "О полисе")
    statuses = {}
    for name in ("irina", "elena", "oleg", "nina"):
        client = signed_in(getattr(cast, name))
        statuses[name] = [
            client.get(reverse("curator:case", args=[one.id])).status_code
            for one in (case, medical, papers)
        ]

    assert statuses == {
        "irina": [200, 200, 404],
        "elena": [404, 404, 200],
        "oleg": [404, 404, 404],
        "nina": [404, 404, 404],
    }


def test_the_queue_costs_the_same_queries_with_one_case_and_with_three(
    maria: Client, case: Case, cast: people.Cast
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            maria.get(reverse("desk:queue"))
        return len(captured)

    queries()  # The insurer's profile is cached by the first page.
    with_one = queries()
    open_case(cast)
    open_case(cast)

    assert queries() == with_one


def _taken(client: Client, case: Case) -> Case:
    client.post(_url("claim", case))
    case.refresh_from_db()
    return case


def _url(name: str, case: Case) -> str:
    return reverse(f"desk:{name}", args=[case.id])


def _visit(cast: people.Cast, case: Case) -> dict[str, object]:
    tomorrow = clock.today() + timedelta(days=1)
    return {
        "version": case.version,
        "site": str(cast.site.id),
        "specialty": cast.therapist.code,
        "doctor_name": "Орлов И. П.",
        "day": tomorrow.isoformat(),
        "time": "12:00",
        "minutes": "30",
        "note": "Третий этаж",
    }


def test_a_supervisor_sends_a_colleague_s_case_back(
    maria: Client, case: Case, cast: people.Cast, signed_in: SignedIn
) -> None:
    held = _taken(maria, case)
    sergey = signed_in(cast.sergey)
    assert _url("release", held) in sergey.get(_url("case", held)).content.decode()

    sergey.post(_url("release", held), {"version": held.version})

    case.refresh_from_db()
    assert (case.state, case.owner) == ("new", None)


def test_the_wall_shows_what_waits_and_who_is_here(
    maria: Client, case: Case, cast: people.Cast, signed_in: SignedIn
) -> None:
    maria.post(reverse("desk:presence"))

    page = signed_in(cast.sergey).get(reverse("desk:wall")).content.decode()

    assert "Запись к врачу" in page
    assert "Мария Кедрова" in page


def test_the_english_desk_speaks_no_russian_but_data(
    maria: Client, case: Case, cast: people.Cast
) -> None:
    held = _taken(maria, case)
    maria.cookies["django_language"] = "en"

    page = maria.get(_url("case", held)).content.decode()

    assert "Doctor&#x27;s appointment" in page
    assert "Take the next one" in page
