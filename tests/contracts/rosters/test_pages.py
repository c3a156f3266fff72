"""The office loads a list: sends it, looks, corrects, decides, and gets the bad rows back."""

import io
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pult.contracts.models import Employer, Policy
from pult.contracts.rosters import jobs, report, review, uploads
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
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Строка файла", *HEADER],
        [3, *BAD],
    ]
    assert {cell.data_type for row in sheet.iter_rows(min_col=2) for cell in row} == {"s"}
    assert [bool(sheet.cell(2, column).comment) for column in range(1, 7)] == [
        False, True, True, False, True, True,
    ]  # fmt: skip
    comment = sheet.cell(2, 3).comment
    assert comment is not None
    assert comment.text.startswith("строка 3: ")


@pytest.mark.parametrize("how", ["xlsx", "xls", "ods", "cp1251 ';'"])
def test_bad_rows_are_corrected_and_sent_again(office: Client, cast: people.Cast, how: str) -> None:
    """Dates are dates, whatever the list was; numbers of rows are those of the first file."""
    born = date(1991, 6, 5)
    good = [DENIS[0], date(1985, 8, 17), *DENIS[2:]]
    bad = [GALINA[0], born, "4512 00", *GALINA[3:]]
    roster = send(office, cast, writing.FORMATS[how]([["Список на ДМС"], HEADER, good, bad]))
    book = openpyxl.load_workbook(io.BytesIO(errors(office, roster)))
    sheet = book.active
    assert sheet is not None
    row = [cell.value for cell in sheet[2]]
    assert row == [4, bad[0], datetime(1991, 6, 5), *bad[2:]]  # noqa: DTZ001 a cell has no zone
    assert sheet.cell(2, 3).number_format == "dd.mm.yyyy"
    sheet.cell(2, 4).value = "45"
    still_bad = send(office, cast, writing._saved(book.save), "mended.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(errors(office, still_bad)))
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Строка файла", *HEADER]
    assert sheet.cell(2, 1).value == "4"
    sheet.cell(2, 4).value = GALINA[2]
    mended = send(office, cast, writing._saved(book.save), "mended.xlsx")
    assert (mended.counts["rows"], mended.counts["added"]) == (1, 1)
    assert report.opened(mended.report).errors == []


def errors(office: Client, roster: RosterImport) -> bytes:
    return office.get(reverse("office:roster-errors", args=[roster.id])).content


def test_a_full_list_that_ends_many_waits_for_a_tick(office: Client, cast: people.Cast) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    insured = cast.contract.policies.count()
    assert f"Да, завершить страхование {insured} человек из {insured}" in page(office, roster)
    refused = decide(office, roster, mode="full")
    assert refused.status_code == 409
    assert 'value="full" checked' in refused.content.decode()
    roster.refresh_from_db()
    assert (roster.state, cast.contract.policies.count()) == (State.PREVIEWED, insured)
    assert Policy.objects.get(id=cast.boris_policy.id).period == cast.boris_policy.period
    decide(office, roster, mode="full", accept_endings="on")
    roster.refresh_from_db()
    assert (roster.state, roster.counts["ended"]) == (State.APPLIED, insured)


def test_additions_need_no_consent_to_endings(office: Client, cast: people.Cast) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    decide(office, roster, mode="additions")
    roster.refresh_from_db()
    assert (roster.state, roster.counts["ended"]) == (State.APPLIED, 0)


def test_a_full_list_ends_who_is_missing(office: Client, cast: people.Cast) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    insured = roster.counts["ended"]
    assert insured == cast.contract.policies.count()
    assert "Журавлёв Борис Петрович" in page(office, roster)
    decide(office, roster, mode="full", accept_endings="on")
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


STRANGE = ["Кто", "Когда", "Бумага", "Куда звонить", "Куда писать"]
MEANINGS = {"column-0": "full_name", "column-1": "birth_date", "column-2": "passport",
            "column-3": "phone", "column-4": "email"}  # fmt: skip


@pytest.mark.parametrize("how", ["xlsx", "xls", "ods", "utf-8 ','"])
def test_titles_that_nobody_recognises_are_shown_by_hand(
    office: Client, cast: people.Cast, how: str
) -> None:
    write = writing.FORMATS[how]
    roster = send(office, cast, write([["Наши люди"], STRANGE, GALINA]), "strange")
    assert (roster.state, roster.failure["code"]) == (State.FAILED, "no_header")
    text = page(office, roster)
    assert "Куда звонить" in text
    assert "45••111" in text
    assert GALINA[2] not in text
    show_titles(office, roster, 2)
    text = page(office, roster)
    assert "Громова Галина Петровна" in text  # beside the column whose meaning is asked
    office.post(reverse("office:roster-mapping", args=[roster.id]), MEANINGS)
    roster.refresh_from_db()
    assert (roster.state, roster.counts["added"]) == (State.PREVIEWED, 1)
    warnings = report.opened(roster.report).warnings
    assert [warning.note.code for warning in warnings] == ["full.many"]
    decide(office, roster, mode="additions")

    again = send(office, cast, write([["Ещё люди"], ["от", "кадров"], STRANGE, DENIS]), "strange")
    assert (again.state, again.counts["added"]) == (State.PREVIEWED, 1)
    assert Employer.objects.get(id=cast.other_employer.id).roster_mapping == {}


@pytest.mark.parametrize("how", ["xlsx", "utf-8 ';'"])
def test_a_list_without_titles_is_explained_by_hand(
    office: Client, cast: people.Cast, how: str
) -> None:
    write = writing.FORMATS[how]
    roster = send(office, cast, write([GALINA]), "bare")
    assert (roster.state, roster.failure["code"]) == (State.FAILED, "no_header")
    show_titles(office, roster, 0)
    assert "Столбец A" in page(office, roster)
    office.post(reverse("office:roster-mapping", args=[roster.id]), MEANINGS)
    roster.refresh_from_db()
    assert (roster.state, roster.counts["added"]) == (State.PREVIEWED, 1)
    decide(office, roster, mode="additions")

    again = send(office, cast, write([DENIS, GALINA]), "bare")
    assert (again.state, again.counts["added"], again.counts["unchanged"]) == (
        State.PREVIEWED, 1, 1,
    )  # fmt: skip
    other = send(office, cast, write([["Слово", "Слово", "Слово"]]), "words")
    assert other.failure["code"] == "no_header"


@pytest.mark.parametrize("row", ["", "7", "-1", "x", "99999999999999999999"])
def test_only_a_row_of_the_list_can_hold_its_titles(
    office: Client, cast: people.Cast, row: str
) -> None:
    roster = send(office, cast, writing.text([STRANGE, GALINA]))
    answer = office.post(reverse("office:roster-titles", args=[roster.id]), {"row": row})
    assert answer.status_code == 409
    roster.refresh_from_db()
    assert (roster.state, roster.titles_row) == (State.FAILED, None)


def test_titles_of_a_list_that_is_understood_are_not_asked_for(
    office: Client, cast: people.Cast
) -> None:
    roster = send(office, cast, writing.text([HEADER, GALINA]))
    assert show_titles(office, roster, 0).status_code == 409
    roster.refresh_from_db()
    assert (roster.state, roster.titles_row) == (State.PREVIEWED, None)


def show_titles(office: Client, roster: RosterImport, row: int) -> Any:
    return office.post(reverse("office:roster-titles", args=[roster.id]), {"row": row})


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


def test_files_of_failed_transactions_are_swept(office: Client, cast: people.Cast) -> None:
    kept = uploads.path_of(send(office, cast, writing.text([HEADER, GALINA])).token)
    lost, young = (uploads.path_of(uploads.keep(b"a list")) for _ in range(2))
    stranger = lost.with_name("readme.txt")
    stranger.touch()
    now = clock.now()
    for path in (kept, lost, stranger):
        os.utime(path, (now.timestamp() - 90_000,) * 2)
    assert review.sweep(before=now - timedelta(days=1)) == 1
    assert [path.exists() for path in (kept, lost, young, stranger)] == [True, False, True, True]
    young.unlink()
    stranger.unlink()
