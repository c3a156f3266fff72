"""`pult import-roster`: one file, one JSON, one exit code, and all of it or nothing."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from pult.contracts.models import Policy, days
from pult.contracts.rosters.messages import SENTENCES
from pult.journal.models import Entry
from pult.kernel import clock
from pult.notifications.models import Message
from pult.people import passports
from pult.people.models import Person
from tests import people
from tests.contracts.rosters import writing

pytestmark = pytest.mark.django_db
HEADER = ["ФИО", "Дата рождения", "Паспорт", "Телефон", "E-mail"]
GALINA = ["Громова Галина Петровна", "05.06.1991", "4512 000111", "+79165550001", "g@wind.example"]
DENIS = ["Дёмин Денис Олегович", "17.08.1985", "4512 000222", "+79165550002", "d@wind.example"]
Import = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def cast() -> people.Cast:
    return people.cast()


@pytest.fixture
def load(cast: people.Cast, tmp_path: Path) -> Import:
    """Loads rows as a file into the contract of «Северный ветер»: exit code and JSON."""

    def load(rows: list[list[Any]] | bytes, *flags: str) -> tuple[int, dict[str, Any]]:
        path = tmp_path / "list.csv"
        path.write_bytes(rows if isinstance(rows, bytes) else writing.text(rows))
        return run("--contract", cast.contract.number, str(path), "--json", *flags)

    return load


def run(*arguments: str) -> tuple[int, dict[str, Any]]:
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        with redirect_stderr(err):
            call_command("import-roster", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(out.getvalue()) if out.getvalue() else {"said": err.getvalue().strip()}


def counts(result: dict[str, Any]) -> tuple[int, int, int, int]:
    return result["added"], result["changed"], result["ended"], result["unchanged"]


def test_new_people_are_insured(load: Import, cast: people.Cast) -> None:
    code, result = load([HEADER, GALINA, DENIS])
    assert (code, result) == (
        0,
        {
            "rows": 2, "added": 2, "changed": 0, "ended": 0, "unchanged": 0, "dependants": 0,
            "errors": [], "warnings": [],
        },
    )  # fmt: skip
    policy = Policy.objects.get(person__last_name="Громова")
    last = cast.contract.policies.count()
    assert policy.number == f"{cast.contract.number}-{last - 1:06}"
    assert (policy.programme, policy.period) == (cast.programme, cast.contract.period)
    assert (policy.mobile, policy.work_email) == ("+79165550001", "g@wind.example")
    assert policy.person.passport == passports.normal("4512 000111")
    assert (policy.person.birth_date, policy.person.sex) == (date(1991, 6, 5), "f")


def test_the_same_file_twice_changes_nothing(load: Import) -> None:
    load([HEADER, GALINA, DENIS])
    before = list(Policy.objects.order_by("number").values())
    code, result = load([HEADER, GALINA, DENIS])
    assert (code, counts(result)) == (0, (0, 0, 0, 2))
    assert list(Policy.objects.order_by("number").values()) == before


def test_a_dry_run_writes_nothing(load: Import) -> None:
    before = (Policy.objects.count(), Person.objects.count(), Entry.objects.count())
    code, result = load([HEADER, GALINA, DENIS], "--dry-run")
    assert (code, counts(result)) == (0, (2, 0, 0, 0))
    assert (Policy.objects.count(), Person.objects.count(), Entry.objects.count()) == before


BAD = ["Кузин Пётр", "31.02.1990", "", "", ""]


def test_one_error_stops_the_whole(load: Import) -> None:
    before = Policy.objects.count()
    code, result = load([HEADER, GALINA, BAD])
    assert (code, counts(result), result["rows"]) == (1, (1, 0, 0, 0), 2)
    [error] = result["errors"]
    assert (error["row"], error["column"], error["value"]) == (3, "Дата рождения", "31.02.1990")
    assert error["message"]
    assert Policy.objects.count() == before


def test_bad_rows_may_be_skipped(load: Import) -> None:
    before = Policy.objects.count()
    code, result = load([HEADER, GALINA, BAD], "--skip-bad")
    assert (code, counts(result)) == (1, (1, 0, 0, 0))
    assert Policy.objects.count() == before + 1


def test_a_full_list_ends_who_is_missing_and_deletes_nobody(
    load: Import, cast: people.Cast
) -> None:
    load([HEADER, GALINA, DENIS])
    before = Policy.objects.count()
    _, partial = load([HEADER, DENIS])
    assert counts(partial) == (0, 0, 0, 1)
    code, result = load([HEADER, DENIS], "--full", "--accept-endings")
    missing = cast.contract.policies.count() - 1
    assert (code, counts(result)) == (0, (0, 0, missing, 1))
    assert Policy.objects.count() == before
    assert Policy.objects.get(person__last_name="Громова").last_day == clock.today()
    assert Policy.objects.get(id=cast.vera_policy.id).period == cast.other_contract.period
    _, again = load([HEADER, DENIS], "--full")
    assert counts(again) == (0, 0, 0, 1)
    _, back = load([HEADER, GALINA])
    assert counts(back) == (0, 1, 0, 0)
    assert Policy.objects.get(person__last_name="Громова").period == cast.contract.period


def test_nobody_is_ended_because_of_a_bad_row(load: Import) -> None:
    load([HEADER, GALINA, DENIS])
    unreadable = [*GALINA[:1], "31.02.1991", *GALINA[2:]]
    load([HEADER, unreadable, DENIS], "--full", "--skip-bad", "--accept-endings")
    assert Policy.objects.get(person__last_name="Громова").last_day > clock.today()


def test_someone_who_left_and_returns_gets_a_new_policy(load: Import, cast: people.Cast) -> None:
    load([HEADER, GALINA])
    old = Policy.objects.get(person__last_name="Громова")
    first = cast.contract.period.lower
    Policy.objects.filter(id=old.id).update(period=(first, clock.today()))
    code, result = load([[*HEADER, "Дата начала"], [*GALINA, f"{first:%d.%m.%Y}"]])
    assert (code, counts(result)) == (0, (1, 0, 0, 0))
    new = Policy.objects.exclude(id=old.id).get(person__last_name="Громова")
    assert (new.person_id, new.first_day) == (old.person_id, clock.today())
    _, again = load([[*HEADER, "Дата начала"], [*GALINA, f"{first:%d.%m.%Y}"]])
    assert counts(again) == (0, 0, 0, 1)


def test_spelling_does_not_make_another_person(load: Import) -> None:
    load([HEADER, DENIS])
    code, result = load([HEADER, ["ДEМИН ДЕНИС ОЛЕГОВИЧ", *DENIS[1:]]])  # a Latin E, no ё
    assert (code, counts(result)) == (0, (0, 0, 0, 1))
    assert [warning["column"] for warning in result["warnings"]] == ["ФИО"]


def test_a_new_surname_is_a_change_of_the_same_person(load: Import) -> None:
    load([HEADER, GALINA])
    married = ["Волкова Галина Петровна", *GALINA[1:3], "+79165550009", GALINA[4]]
    code, result = load([HEADER, married])
    assert (code, counts(result)) == (0, (0, 1, 0, 0))
    policy = Policy.objects.get(person__first_name="Галина")
    assert (policy.person.full_name, policy.mobile) == ("Волкова Галина Петровна", "+79165550009")
    assert policy.person.name_key == "волкова галина петровна"
    assert policy.person.passport == passports.normal(GALINA[2])
    changed = Entry.objects.get(what="policy.changed")
    assert (changed.person_id, changed.details) == (
        policy.person_id, {"fields": ["mobile", "name"]},
    )  # fmt: skip


FAMILY = [*HEADER, "Степень родства", "Основной застрахованный"]


def test_dependants_may_stand_above_their_main_insured(load: Import) -> None:
    code, result = load(
        [
            FAMILY,
            ["Громов Илья Денисович", "01.02.2015", "IV-МЮ 123456", "", "", "сын", GALINA[0]],
            [*GALINA, "сотрудник", ""],
        ]
    )
    assert (code, counts(result), result["dependants"]) == (0, (2, 0, 0, 0), 1)
    child = Policy.objects.get(person__first_name="Илья")
    assert (child.relation, child.main) == (
        "child", Policy.objects.get(person__first_name="Галина"),
    )  # fmt: skip
    again = load([FAMILY, ["Громов Илья Денисович", "01.02.2015", "", "", "", "сын", GALINA[0]]])
    assert counts(again[1]) == (0, 0, 0, 1)


def test_a_main_insured_whom_only_the_contract_knows(load: Import, cast: people.Cast) -> None:
    anna = cast.anna_policy.person.full_name
    code, result = load([FAMILY, ["Орлова Ева Павловна", "01.02.2020", "", "", "", "дочь", anna]])
    assert (code, counts(result)) == (0, (1, 0, 0, 0))
    assert Policy.objects.get(person__first_name="Ева").main == cast.anna_policy
    code, result = load([FAMILY, ["Орлов Юрий Павлович", "01.02.2020", "", "", "", "сын", "Никто"]])
    assert (code, [error["column"] for error in result["errors"]]) == (
        1, ["Основной застрахованный"],
    )  # fmt: skip


def test_programmes_and_dates_of_the_contract(load: Import, cast: people.Cast) -> None:
    header = [*HEADER, "Программа", "Дата начала"]
    code, result = load([header, [*GALINA, "Золотая", ""]])
    assert (code, cast.programme.name in result["errors"][0]["message"]) == (1, True)
    code, result = load([header, [*GALINA, f"«{cast.programme.name.upper()}»", "01.01.2199"]])
    assert (code, [error["column"] for error in result["errors"]]) == (1, ["Дата начала"])
    code, _ = load([header, [*GALINA, f"Программа «{cast.programme.name.upper()}»", ""]])
    assert code == 0


def test_only_the_newly_insured_with_an_email_get_a_letter(load: Import) -> None:
    load([HEADER, GALINA, [*DENIS[:4], ""]])
    load([HEADER, GALINA, [*DENIS[:4], ""]])
    letters = Message.objects.filter(kind="welcome")
    assert [letter.address for letter in letters] == [GALINA[4]]


def test_a_stranger_of_another_employer_is_not_touched(load: Import, cast: people.Cast) -> None:
    vera = cast.vera_policy.person
    before = Person.objects.filter(id=vera.id).values().get()
    row = [vera.full_name, f"{vera.birth_date:%d.%m.%Y}", "4599 999999", "+79169999999", "x@y.ru"]
    code, result = load([HEADER, row])
    assert (code, counts(result)) == (0, (1, 0, 0, 0))
    assert Person.objects.filter(id=vera.id).values().get() == before
    assert Policy.objects.filter(id=cast.vera_policy.id).values("mobile").get() == {
        "mobile": cast.vera_policy.mobile
    }


def test_unusable_files_and_unknown_contracts(load: Import, tmp_path: Path) -> None:
    for content in (b"", b"%PDF-1.7", b"PK\x03\x04", b"a;b\r\n1;2\r\n"):
        code, result = load(content)
        assert (code, bool(result["said"])) == (2, True)
    code, result = run("--contract", "2026-0101", str(tmp_path / "none.xlsx"), "--json")
    assert (code, bool(result["said"])) == (2, True)
    code, result = run("--contract", "нет", str(tmp_path / "list.csv"), "--json")
    assert (code, bool(result["said"])) == (2, True)


def test_every_import_stands_in_the_journal(load: Import, cast: people.Cast) -> None:
    load([HEADER, GALINA])
    policy = Policy.objects.get(person__last_name="Громова")
    added = Entry.objects.get(what="policy.added")
    assert (added.person_id, added.subject, added.role) == (
        policy.person_id, str(policy.id), "system",
    )  # fmt: skip
    whole = Entry.objects.get(what="roster.applied")
    assert (whole.subject, whole.details["added"]) == (cast.contract.number, 1)


def test_a_contact_of_somebody_insured_already_warns(load: Import, cast: people.Cast) -> None:
    _, result = load([HEADER, [*GALINA[:3], cast.boris_policy.mobile, GALINA[4]]])
    assert [(one["row"], one["column"]) for one in result["warnings"]] == [(2, "Телефон")]
    _, again = load([HEADER, [*GALINA[:3], cast.boris_policy.mobile, GALINA[4]]])
    assert (counts(again), again["warnings"]) == ((0, 0, 0, 1), [])


def test_long_and_odd_texts_are_cut_once_and_stay(load: Import) -> None:
    header = [*HEADER, "Должность", "Город", "Адрес", "Таб. №"]
    odd = "глав\x01ный \ufffe" + "о" * 400
    row = [*GALINA, odd, odd, odd, odd]
    assert load(writing.xlsx_cells([header, row]))[0] == 0
    code, again = load(writing.xlsx_cells([header, row]))
    assert (code, counts(again)) == (0, (0, 0, 0, 1))


def test_a_name_that_is_too_long_is_an_error(load: Import) -> None:
    code, result = load([HEADER, ["О" + "о" * 120 + " Анна", *GALINA[1:]]])
    assert (code, [error["column"] for error in result["errors"]]) == (1, ["ФИО"])


def test_a_silent_list_does_not_lengthen_a_fixed_term(load: Import, cast: people.Cast) -> None:
    term = cast.contract.period.lower.replace(month=12, day=31)
    load([[*HEADER, "Дата окончания"], [*GALINA, f"{term:%d.%m.%Y}"]])
    code, result = load([HEADER, [*GALINA[:3], "+79165550009", GALINA[4]]])
    assert (code, counts(result)) == (0, (0, 1, 0, 0))
    policy = Policy.objects.get(person__last_name="Громова")
    assert (policy.last_day, policy.mobile) == (term, "+79165550009")


def test_an_error_shows_what_stands_in_the_cell(load: Import) -> None:
    _, result = load([HEADER, [GALINA[0], "нет", *GALINA[2:]]])
    assert [(one["row"], one["value"]) for one in result["errors"]] == [(2, "нет")]


def test_a_relative_of_somebody_with_contradictory_rows(load: Import) -> None:
    other = [*GALINA[:3], "+79165550009", GALINA[4]]
    child = ["Громов Илья Денисович", "01.02.2015", "", "", "", "сын", GALINA[0]]
    _, result = load([FAMILY, [*GALINA, "", ""], [*other, "", ""], child])
    errors = {error["row"]: error["message"] for error in result["errors"]}
    assert sorted(errors) == [2, 3, 4]
    assert errors[4] == str(SENTENCES["main.bad"]) % {"row": 2}


def test_one_passport_of_several_people_warns_and_identifies_nobody(load: Import) -> None:
    _, result = load([HEADER, GALINA, [*DENIS[:2], GALINA[2], *DENIS[3:]]])
    assert [(one["row"], one["column"]) for one in result["warnings"]] == [(3, "Паспорт")]
    married = ["Волкова Галина Петровна", *GALINA[1:3], "", ""]
    _, result = load([HEADER, married])
    assert counts(result) == (1, 0, 0, 0)
    assert str(SENTENCES["passport.taken"]) % {"name": GALINA[0]} in {
        one["message"] for one in result["warnings"]
    }


def test_a_passport_of_somebody_else_in_the_contract_warns(load: Import) -> None:
    load([HEADER, GALINA])
    _, result = load([HEADER, [*DENIS[:2], GALINA[2], *DENIS[3:]]])
    assert [(one["row"], one["column"]) for one in result["warnings"]] == [(2, "Паспорт")]


def test_a_contact_on_another_employers_policy_warns_and_tells_nobody(
    load: Import, cast: people.Cast
) -> None:
    vera = cast.vera_policy
    rows = [HEADER, [*GALINA[:3], vera.mobile, vera.work_email]]
    _, result = load(rows, "--dry-run")
    assert [(one["column"], one["message"]) for one in result["warnings"]] == [
        (column, str(SENTENCES["contact.elsewhere"])) for column in ("Телефон", "E-mail")
    ]
    told = json.dumps(result, ensure_ascii=False)
    assert vera.person.last_name not in told
    assert vera.contract.employer.name not in told


def test_a_contact_on_a_policy_that_is_over_or_ones_own_does_not_warn(
    load: Import, cast: people.Cast
) -> None:
    vera = cast.vera_policy
    person = vera.person
    own = [person.full_name, f"{person.birth_date:%d.%m.%Y}", "4512 000111", vera.mobile]
    _, result = load([HEADER, [*own, vera.work_email]], "--dry-run")
    assert result["warnings"] == []
    yesterday = clock.today() - date.resolution
    Policy.objects.filter(id=vera.id).update(period=days(vera.first_day, yesterday))
    _, result = load([HEADER, [*GALINA[:3], vera.mobile, vera.work_email]], "--dry-run")
    assert result["warnings"] == []


def test_the_command_reads_titles_that_a_person_has_explained(
    load: Import, cast: people.Cast
) -> None:
    header = ["Кто", "Когда", "Бумага", "Куда звонить", "Куда писать"]
    assert load([header, GALINA])[0] == 2
    employer = cast.contract.employer
    keys = ["full_name", "birth_date", "passport", "phone", "email"]
    employer.roster_mapping = dict(zip(map(str.lower, header), keys, strict=True))
    employer.save()
    code, result = load([header, GALINA])
    assert (code, counts(result), result["warnings"]) == (0, (1, 0, 0, 0), [])
