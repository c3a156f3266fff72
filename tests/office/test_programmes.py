"""The office reads, compares, writes and publishes programmes; without scripts."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pult.kernel import clock
from pult.people.access import SYSTEM
from pult.programmes import versions
from pult.programmes.models import ProgrammeVersion
from tests import people
from tests.programmes.documents import clause, document, rule, visits

pytestmark = pytest.mark.django_db
BLANK = {"rules": 1, "limits": 1, "waits": 1, "shares": 1}


@pytest.fixture
def version(cast: people.Cast) -> ProgrammeVersion:
    """«Северная» in force: visits are covered at the clinics of the list."""
    first = date(clock.today().year, 1, 1)
    return versions.write(document=visits(), valid_from=first, by=SYSTEM, at=clock.now())


@pytest.fixture
def draft(version: ProgrammeVersion) -> ProgrammeVersion:
    return versions.draft_from(version=version, by=SYSTEM, at=clock.now())


@pytest.fixture
def fyodor(cast: people.Cast, client: Client) -> Client:
    people.sign_in(client, cast.fyodor)
    return client


def form(draft: ProgrammeVersion, number: str = "", **more: Any) -> dict[str, Any]:
    """What a browser sends for a clause, with one blank form of each part."""
    found = [one for one in draft.document["clauses"] if one["number"] == number]
    own = found[0] if found else {"number": "", "kind": "volume", "section": "", "text": ""}
    data = {"version": draft.version} | {
        name: own[name] for name in ("number", "kind", "section", "text")
    }
    for kind in BLANK:
        parts = own.get(kind, [])
        data |= {f"{kind}-TOTAL_FORMS": len(parts) + 1, f"{kind}-INITIAL_FORMS": len(parts)}
        if kind == "limits":
            data |= {f"limits-{len(parts)}-unit": "count", f"limits-{len(parts)}-per": "year"}
        for n, part in enumerate(parts):
            for name, value in part.items():
                if name != "age" and value not in (None, False):
                    data[f"{kind}-{n}-{name}"] = (
                        value
                        if name in ("urgency", "stage", "zone") or not isinstance(value, list)
                        else ", ".join(value)
                    )
    return data | more


def clause_of(draft: ProgrammeVersion, number: str) -> dict[str, Any]:
    draft.refresh_from_db()
    return next(one for one in draft.document["clauses"] if one["number"] == number)


def test_a_version_reads_as_a_document(fyodor: Client, version: ProgrammeVersion) -> None:
    page = fyodor.get(reverse("office:version", args=[version.id])).content.decode()

    assert "Приёмы врачей." in page
    assert "Покрывается" in page
    assert "клиники списка" in page
    assert "Действует" in page


def test_every_programme_stands_with_its_versions(fyodor: Client, draft: ProgrammeVersion) -> None:
    page = fyodor.get(reverse("office:programmes")).content.decode()

    assert "«Северная»" in page
    assert "Черновик" in page
    assert page.count("Версия 1") == 1


def test_a_draft_begins_from_a_version(fyodor: Client, version: ProgrammeVersion) -> None:
    answer = fyodor.post(reverse("office:version-draft", args=[version.id]))

    made = ProgrammeVersion.objects.get(state="draft")
    assert answer["Location"] == reverse("office:version", args=[made.id])
    assert (made.number, made.document) == (2, version.document)


def test_a_clause_saved_as_it_was_stays_as_it_was(fyodor: Client, draft: ProgrammeVersion) -> None:
    before = clause_of(draft, "2.1.1")

    answer = fyodor.post(reverse("office:clause", args=[draft.id, "2.1.1"]), form(draft, "2.1.1"))

    assert answer.status_code == 302
    assert clause_of(draft, "2.1.1") == before


def test_text_and_rules_of_a_clause_are_changed_by_its_form(
    fyodor: Client, draft: ProgrammeVersion
) -> None:
    url = reverse("office:clause", args=[draft.id, "2.1.1"])
    more = {
        "text": "Приёмы женщин.",
        "rules-0-sex": "f",
        "rules-1-effect": "approve",
        "rules-1-services": "@visits",
        "rules-1-age_from": 18,
        "rules-1-stage": ["complaint", "diagnosis"],
        "limits-0-code": "money",
        "limits-0-cap": "120 000,50",
        "limits-0-unit": "money",
        "limits-0-per": "year",
        "limits-0-services": "@visits",
    }

    answer = fyodor.post(url, form(draft, "2.1.1", **more))

    assert answer["Location"].endswith("#clause-2.1.1")
    saved = clause_of(draft, "2.1.1")
    first, second = saved["rules"]
    assert (saved["text"], first["sex"]) == ("Приёмы женщин.", "f")
    assert (second["id"], second["age"]) == ("2.1.1/2", [18, 150])
    assert second["stage"] == ["complaint", "diagnosis"]
    assert saved["limits"][0]["cap"] == 12000050
    assert draft.changed_what == "2.1.1"


def test_a_rule_is_removed_by_its_box(fyodor: Client, draft: ProgrammeVersion) -> None:
    url = reverse("office:clause", args=[draft.id, "2.1.1"])

    fyodor.post(url, form(draft, "2.1.1", **{"rules-0-DELETE": "on"}))

    assert clause_of(draft, "2.1.1")["rules"] == []


def test_a_mistake_is_told_and_the_text_is_kept(fyodor: Client, draft: ProgrammeVersion) -> None:
    url = reverse("office:clause", args=[draft.id, "2.1.1"])

    answer = fyodor.post(
        url, form(draft, "2.1.1", text="Новый текст.", **{"rules-0-services": "@nothing"})
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "«@nothing» в документе нет" in page
    assert "Новый текст." in page


def test_who_saves_second_is_told_and_may_save_again(
    fyodor: Client, cast: people.Cast, draft: ProgrammeVersion
) -> None:
    url, seen = reverse("office:clause", args=[draft.id, "2.1.1"]), form(draft, "2.1.1")
    by, at = people.actor(cast.fyodor), clock.now()
    versions.save_draft(draft_id=draft.id, version=1, document=visits("Раз."), by=by, at=at)

    answer = fyodor.post(url, seen | {"text": "Два."})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "(Фёдор Дубов): 2.1.1" in page
    assert "Два." in page
    assert '<input type="hidden" name="version" value="2">' in page
    fyodor.post(url, seen | {"text": "Два.", "version": 2})
    assert clause_of(draft, "2.1.1")["text"] == "Два."


def test_clauses_are_added_in_their_order_and_removed(
    fyodor: Client, draft: ProgrammeVersion
) -> None:
    new = {"number": "2.1.10", "section": "outpatient", "text": "Десятый."}
    fyodor.post(reverse("office:clause-new", args=[draft.id]), form(draft) | new)
    draft.refresh_from_db()
    fyodor.post(
        reverse("office:clause-new", args=[draft.id]),
        form(draft) | new | {"number": "2.1.9", "text": "Девятый."},
    )
    draft.refresh_from_db()
    numbers = [one["number"] for one in draft.document["clauses"]]
    assert numbers == ["1.1", "1.2", "2.1", "2.1.1", "2.1.9", "2.1.10"]

    url = reverse("office:clause-remove", args=[draft.id, "2.1.9"])
    fyodor.post(url, {"version": draft.version})
    draft.refresh_from_db()
    assert [one["number"] for one in draft.document["clauses"]] == [
        "1.1", "1.2", "2.1", "2.1.1", "2.1.10",
    ]  # fmt: skip


def test_what_is_named_elsewhere_is_not_removed(fyodor: Client, draft: ProgrammeVersion) -> None:
    url = reverse("office:part-remove", args=[draft.id, "groups", "visits"])

    answer = fyodor.post(url, {"version": draft.version})

    assert answer.status_code == 409
    assert "«@visits» в документе нет" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        (
            "groups",
            {"code": "tests", "title": "Анализы", "services": "A09.05.001,\n@visits"},
            {"code": "tests", "title": "Анализы", "services": ["A09.05.001", "@visits"]},
        ),
        (
            "diagnoses",
            {"code": "tb", "title": "Туберкулёз", "icd": "A15-A19, !A16.0"},
            {"code": "tb", "title": "Туберкулёз", "icd": ["A15-A19", "!A16.0"]},
        ),
        (
            "clinics",
            {"code": "second", "title": "Второй уровень", "levels": ["2"], "cities": "Тверь"},
            {
                "code": "second", "title": "Второй уровень", "clinics": [], "levels": [2],
                "cities": ["Тверь"],
            },
        ),
        (
            "zones",
            {
                "code": "z", "title": "Зона", "distance_km": "30", "edge_km": "1",
                "ring": "37.5 55.6\n37.8 55.6\n37.8 55.9",
            },
            {
                "code": "z", "title": "Зона", "distance_km": 30.0, "edge_km": 1.0,
                "ring": [[37.5, 55.6], [37.8, 55.6], [37.8, 55.9]],
            },
        ),
    ],
    ids=["group", "diagnoses", "clinics", "zone"],
)  # fmt: skip
def test_named_parts_are_written_by_forms(
    fyodor: Client, draft: ProgrammeVersion, kind: str, sent: Any, kept: Any
) -> None:
    url = reverse("office:part-new", args=[draft.id, kind])

    answer = fyodor.post(url, sent | {"version": draft.version})

    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.document[kind][-1] == kept
    again = reverse("office:part", args=[draft.id, kind, kept["code"]])
    assert kept["title"] in fyodor.get(again).content.decode()


def test_the_head_is_written_by_a_form(fyodor: Client, draft: ProgrammeVersion) -> None:
    names = draft.document["names"]
    sent = {"title": "«Северная»", "city": "Москва", "territory": "Вся Россия", **names}

    fyodor.post(reverse("office:version-head", args=[draft.id]), sent | {"version": 1})

    draft.refresh_from_db()
    assert draft.document["territory"] == "Вся Россия"
    assert draft.document["names"] == names


def test_two_versions_stand_beside_each_other(fyodor: Client, draft: ProgrammeVersion) -> None:
    changed = visits("Приёмы всех врачей.")
    changed["clauses"].append(clause("5.1", kind="exclusion", text="Протезы."))
    versions.save_draft(draft_id=draft.id, version=1, document=changed, by=SYSTEM, at=clock.now())

    page = fyodor.get(reverse("office:version-compare", args=[draft.id])).content.decode()

    assert page.index("Приёмы врачей.") < page.index("Приёмы всех врачей.")
    assert "Добавлено" in page
    assert "Такого пункта нет." in page


def test_the_gate_shows_a_clash_and_no_button(fyodor: Client, draft: ProgrammeVersion) -> None:
    changed = visits()
    women = rule("exclude", "B01.047.001", sex="f")
    changed["clauses"].append(clause("5.1", women, kind="exclusion"))
    versions.save_draft(draft_id=draft.id, version=1, document=changed, by=SYSTEM, at=clock.now())

    page = fyodor.get(reverse("office:version-gate", args=[draft.id])).content.decode()

    assert "Опубликовать нельзя" in page
    assert "Правила 2.1.1 (покрывается) и 5.1 (не покрывается)" in page
    assert "женщина, 35 лет" in page
    assert reverse("office:version-publish", args=[draft.id]) not in page
    asked = {"version": 2, "valid_from": clock.today() + timedelta(days=1)}
    answer = fyodor.post(reverse("office:version-publish", args=[draft.id]), asked)
    assert answer.status_code == 409
    assert ProgrammeVersion.objects.filter(state="published").count() == 1


def test_a_draft_is_published_from_a_day(fyodor: Client, draft: ProgrammeVersion) -> None:
    gate = fyodor.get(reverse("office:version-gate", args=[draft.id])).content.decode()
    tomorrow = clock.today() + timedelta(days=1)
    assert f'value="{tomorrow.isoformat()}"' in gate

    url = reverse("office:version-publish", args=[draft.id])
    answer = fyodor.post(url, {"version": 1, "valid_from": tomorrow})

    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.first_day) == ("published", tomorrow)


def test_yesterday_is_refused_at_its_field(fyodor: Client, draft: ProgrammeVersion) -> None:
    yesterday = clock.today() - timedelta(days=1)

    url = reverse("office:version-publish", args=[draft.id])
    answer = fyodor.post(url, {"version": 1, "valid_from": yesterday})

    assert answer.status_code == 409
    assert "сегодня или позже" in answer.content.decode()


def test_a_draft_is_thrown_away(fyodor: Client, draft: ProgrammeVersion) -> None:
    fyodor.post(reverse("office:version-discard", args=[draft.id]), {"version": 1})

    assert not ProgrammeVersion.objects.filter(state="draft").exists()


def test_a_published_version_has_no_forms(fyodor: Client, version: ProgrammeVersion) -> None:
    assert fyodor.get(reverse("office:clause", args=[version.id, "2.1.1"])).status_code == 404
    assert fyodor.get(reverse("office:version-head", args=[version.id])).status_code == 404


def test_what_if_tells_numbers_of_policies_and_no_names(
    fyodor: Client, cast: people.Cast, draft: ProgrammeVersion
) -> None:
    page = fyodor.get(reverse("office:what-if", args=[draft.id])).content.decode()

    assert "Никто не выиграет и не потеряет." in page
    assert "Соболева" not in page


def test_an_empty_programme_reads_too(fyodor: Client, cast: people.Cast) -> None:
    version = versions.write(
        document=document(), valid_from=clock.today(), by=SYSTEM, at=clock.now()
    )

    for page in ("version", "version-gate", "version-compare", "what-if"):
        assert fyodor.get(reverse(f"office:{page}", args=[version.id])).status_code == 200
