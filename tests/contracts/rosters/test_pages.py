"""The office loads a list: sends it, looks, corrects, decides, and gets the bad rows back."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pult.contracts.models import Employer, Policy
from pult.contracts.rosters import jobs, review, uploads
from pult.contracts.rosters.models import RosterImport
from pult.journal.models import Entry
from pult.kernel import clock
from pult.kernel.errors import Forbidden, Stale
from tests import people
from tests.contracts.rosters import writing

pytestmark = pytest.mark.django_db
HEADER = ["ФИО", "Дата рождения", "Паспорт", "Телефон", "E-mail"]
GALINA = ["Громова Галина Петровна", "05.06.1991", "4512 000111", "+79165550001", "g@wind.example"]
DENIS = ["Дёмин Денис Олегович", "17.08.1985", "4512 000222", "+79165550002", "d@wind.example"]
BAD = ["=cmd|' /C calc'!A0", "31.02.1990", "4512 000333", "=1+1", "<script>alert(1)</script>"]
State = RosterImport.State


@pytest.fixture
def cast() -> people.Cast:
    return people.cast()


@pytest.fixture
def office(client: Client, cast: people.Cast) -> Client:
    people.sign_in(client, cast.fyodor)
    return client


def send(office: Client, cast: people.Cast, content: bytes, name: str = "list.csv") -> RosterImport:
    """Sends the file through the page; its import."""
    answer = office.post(
        reverse("office:roster-upload"),
        {"contract": cast.contract.id, "file": SimpleUploadedFile(name, content)},
    )
    assert answer.status_code == 302, answer.content.decode()
    return RosterImport.objects.get(id=UUID(answer["Location"].rstrip("/").rsplit("/", 1)[1]))


def page(office: Client, roster: RosterImport) -> str:
    return office.get(reverse("office:roster", args=[roster.id])).content.decode()


def decide(office: Client, roster: RosterImport, **choices: str) -> Any:
    return office.post(reverse("office:roster-apply", args=[roster.id]), choices)


def test_a_preview_changes_nothing_and_applying_does(office: Client, cast: people.Cast) -> None:
    before = Policy.objects.count()
    roster = send(office, cast, writing.text([HEADER, GALINA, DENIS]))
    assert (roster.state, roster.counts["added"]) == (State.PREVIEWED, 2)
    assert "Громова Галина Петровна" in page(office, roster)
    assert Policy.objects.count() == before
    decide(office, roster, mode="additions")
    roster.refresh_from_db()
    assert (roster.state, Policy.objects.count()) == (State.APPLIED, before + 2)
    assert not uploads.path_of(roster.token).exists()
    assert "2" in page(office, roster)
    by = Entry.objects.get(what="roster.applied")
    assert by.account_id == cast.fyodor.id


def test_errors_need_consent(office: Client, cast: people.Cast) -> None:
    before = Policy.objects.count()
    roster = send(office, cast, writing.text([HEADER, GALINA, BAD]))
    text = page(office, roster)
    assert "31.02.1990" in text
    assert "<script>alert(1)" not in text
    assert decide(office, roster, mode="additions").status_code == 409
    roster.refresh_from_db()
    assert (roster.state, Policy.objects.count()) == (State.PREVIEWED, before)
    decide(office, roster, mode="additions", skip_bad="on")
    roster.refresh_from_db()
    assert (roster.state, Policy.objects.count()) == (State.APPLIED, before + 1)


def test_bad_rows_come_back_with_comments_and_without_formulas(
    office: Client, cast: people.Cast
) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA, BAD]))
    answer = office.get(reverse("office:roster-errors", args=[roster.id]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [HEADER, BAD]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert [bool(sheet.cell(2, column).comment) for column in range(1, 6)] == [
        True, True, False, True, True,
    ]  # fmt: skip
    comment = sheet.cell(2, 2).comment
    assert comment is not None
    assert comment.text.startswith("строка 3: ")


def test_a_full_list_ends_who_is_missing(office: Client, cast: people.Cast) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    insured = roster.counts["ended"]
    assert insured == cast.contract.policies.count()
    assert "Журавлёв Борис Петрович" in page(office, roster)
    decide(office, roster, mode="full")
    assert Policy.objects.get(id=cast.boris_policy.id).last_day == clock.today()
    roster.refresh_from_db()
    assert (roster.full, roster.counts["ended"]) == (True, insured)


def test_changes_show_old_and_new_and_mask_passports(office: Client, cast: people.Cast) -> None:
    boris = cast.boris_policy.person
    row = [boris.full_name, f"{boris.birth_date:%d.%m.%Y}", "4599 888777", "+79165550003", ""]
    text = page(office, send(office, cast, writing.text([HEADER, row])))
    assert "+79160000002" in text
    assert "+79165550003" in text
    assert "45•• •••777" in text
    assert "888777" not in text


def test_a_corrected_mapping_is_remembered_for_the_employer(
    office: Client, cast: people.Cast
) -> None:
    header = ["Кто", "Когда родился", "Паспорт", "Телефон", "E-mail"]
    roster = send(office, cast, writing.text([header, GALINA]))
    assert roster.state == State.FAILED
    assert "Кто" in page(office, roster)
    meanings = {"column-0": "full_name", "column-1": "birth_date", "column-2": "passport",
                "column-3": "phone", "column-4": ""}  # fmt: skip
    office.post(reverse("office:roster-mapping", args=[roster.id]), meanings)
    roster.refresh_from_db()
    assert (roster.state, roster.counts["added"]) == (State.PREVIEWED, 1)
    again = send(office, cast, writing.text([header, DENIS]))
    assert (again.state, again.counts["added"]) == (State.PREVIEWED, 1)
    assert Employer.objects.get(id=cast.other_employer.id).roster_mapping == {}


def test_two_columns_cannot_mean_the_same(office: Client, cast: people.Cast) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    answer = office.post(
        reverse("office:roster-mapping", args=[roster.id]),
        {"column-0": "full_name", "column-1": "full_name"},
    )
    assert answer.status_code == 409
    roster.refresh_from_db()
    assert roster.state == State.PREVIEWED


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no list", b"PK\x03\x04"])
def test_an_unusable_file_gets_a_sentence(
    office: Client, cast: people.Cast, content: bytes
) -> None:
    answer = office.post(
        reverse("office:roster-upload"),
        {"contract": cast.contract.id, "file": SimpleUploadedFile("list.xlsx", content)},
        follow=True,
    )
    assert 'role="alert"' in answer.content.decode()
    assert RosterImport.objects.exclude(state=State.FAILED).count() == 0


def test_a_list_is_decided_upon_once(office: Client, cast: people.Cast) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    decide(office, roster, mode="additions")
    assert decide(office, roster, mode="additions").status_code == 409
    with pytest.raises(Stale):
        review.decide(
            roster=roster, full=False, skip_bad=False, by=people.actor(cast.fyodor), at=clock.now()
        )


def test_only_the_office_may_load(cast: people.Cast) -> None:
    for account in (cast.maria, cast.olga, cast.anna):
        with pytest.raises(Forbidden):
            review.send(
                contract=cast.contract, file_name="a.csv", content=b"a",
                by=people.actor(account), at=clock.now(),
            )  # fmt: skip


def test_a_long_list_goes_to_the_worker_and_shows_its_progress(
    office: Client, cast: people.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "AT_ONCE", 10)
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    assert roster.state == State.READING
    assert "hx-get" in page(office, roster)
    bar = office.get(reverse("office:roster-progress", args=[roster.id]))
    assert "HX-Redirect" not in bar
    jobs.preview_roster(str(roster.id))
    decide(office, roster, mode="additions")
    jobs.apply_roster(str(roster.id))
    jobs.apply_roster(str(roster.id))
    bar = office.get(reverse("office:roster-progress", args=[roster.id]))
    assert bar["HX-Redirect"] == reverse("office:roster", args=[roster.id])
    roster.refresh_from_db()
    assert (roster.state, roster.counts["added"]) == (State.APPLIED, 1)
    assert Policy.objects.filter(person__last_name="Громова").count() == 1


def test_lists_are_forgotten_after_a_day(office: Client, cast: people.Cast) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    path: Path = uploads.path_of(roster.token)
    assert (path.exists(), path.stat().st_mode & 0o777) == (True, 0o600)
    assert GALINA[0].encode() not in bytes(roster.report or b"")
    assert GALINA[0].encode() not in path.read_bytes()
    assert review.give_up_old(at=roster.created_at) == 0
    assert review.give_up_old(at=roster.created_at + 2 * review.KEPT) == 1
    roster.refresh_from_db()
    assert (roster.state, roster.report, path.exists()) == (State.EXPIRED, None, False)
    assert office.get(reverse("office:roster-errors", args=[roster.id])).status_code == 404
