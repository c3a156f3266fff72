"""The demo's book: who is in it, and that loading it twice changes nothing."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Count

from pult.cases.models import Case, Visit
from pult.contracts.models import Contract, Policy
from pult.demo.people import patronymic
from pult.journal.models import Entry
from pult.people.access import Role
from pult.people.models import Account, Person, RoleGrant
from tests.demo.loaded.conftest import LOADED_AT

TODAY = LOADED_AT.date()


@pytest.mark.usefixtures("demo")
class TestLoaded:
    def test_the_first_policies_belong_to_the_fixed_persons(self) -> None:
        first = Policy.objects.filter(number__endswith="-000001").order_by("number")

        assert [
            (p.number, p.person.full_name, p.programme.name, p.mobile, p.work_email)
            for p in first.select_related("person", "programme")
        ] == [
            (
                "2026-0001-000001",
                "Соболева Анна Игоревна",
                "Оптима",
                "+79160002030",
                "anna.soboleva@primer.example.ru",
            ),
            (
                "2026-0002-000001",
                "Журавлёва Вера Николаевна",
                "База",
                "+79160002040",
                "vera.zhuravleva@obrazets.example.ru",
            ),
            (
                "2026-0003-000001",
                "Лапин Григорий Петрович",
                "Премиум Петербург",
                "+79210002050",
                "grigory.lapin@kamen.example.ru",
            ),
        ]
        anna = Policy.objects.get(number="2026-0001-000001").person
        assert (anna.birth_date, anna.passport) == (date(1990, 3, 14), "4510123456")

    def test_policies_run_from_january_of_this_year_to_december_of_the_next(self) -> None:
        periods = {(p.first_day, p.last_day) for p in Policy.objects.all()}

        assert periods == {(date(2026, 1, 1), date(2027, 12, 31))}

    def test_three_hundred_employees_forty_nine_with_families(self) -> None:
        assert Policy.objects.filter(relation="employee").count() == 300
        assert Policy.objects.exclude(main=None).values("main").distinct().count() == 49
        assert set(Policy.objects.values_list("relation", flat=True)) == {
            "employee",
            "spouse",
            "child",
        }
        for contract in Contract.objects.annotate(n=Count("policies")):
            assert contract.last_policy_number == contract.n

    def test_anna_has_a_small_child_and_one_who_decides_alone(self) -> None:
        family = Policy.objects.filter(main__number="2026-0001-000001").select_related("person")

        assert [
            (p.person.first_name, p.relation, _age(p.person), bool(p.mobile), p.work_email)
            for p in family.order_by("number")
        ] == [
            ("Дмитрий", "spouse", 37, True, ""),
            ("Михаил", "child", 8, False, ""),
            ("Полина", "child", 16, True, ""),
        ]

    def test_mobiles_and_work_emails_are_each_of_one_person(self) -> None:
        for field in ("mobile", "work_email"):
            values = Policy.objects.exclude(**{field: ""}).values_list(field, flat=True)
            assert len(values) == len(set(values)) > 250

    def test_children_are_born_before_today_and_after_their_parents(self) -> None:
        for policy in Policy.objects.filter(relation="child").select_related("person", "main"):
            assert policy.main is not None
            parent = policy.main.person.birth_date
            assert parent.year + 18 <= policy.person.birth_date.year <= TODAY.year

    def test_everybody_who_works_here_is_fictional_and_in_example_domains(self) -> None:
        staff = Account.objects.filter(person=None).order_by("display_name")

        assert [account.display_name for account in staff if _is_curator(account)] == [
            "Белова Софья Андреевна",
            "Воронцов Павел Андреевич",
            "Зимина Дарья Петровна",
            "Ковалёв Роман Ильич",
            "Мельник Ксения Олеговна",
            "Самарин Игорь Львович",
        ]
        assert {
            (account.email or "").rpartition(".")[0].rpartition(".")[2] for account in staff
        } == {"example"}

    def test_every_role_has_a_demo_account_that_no_password_opens(self) -> None:
        roles = set(RoleGrant.objects.filter(account__is_demo=True).values_list("role", flat=True))

        assert roles == set(Role) - {Role.MEMBER}
        assert Account.objects.filter(is_demo=True).exclude(person=None).count() == 3
        assert not any(account.has_usable_password() for account in Account.objects.all())

    def test_no_screen_is_empty(self) -> None:
        waiting = Case.objects.filter(owner=None, state="new").values_list("queue", flat=True)

        assert set(waiting) == {"desk", "doctor_curator", "admin_curator"}
        assert set(Case.objects.values_list("state", flat=True)) == {
            "new",
            "waiting_member",
            "waiting_clinic",
            "resolved",
        }
        assert Visit.objects.filter(slot__startswith__gt=LOADED_AT).count() == 2
        assert Visit.objects.filter(slot__startswith__lt=LOADED_AT).count() == 1

    def test_loading_again_says_so_and_changes_nothing(self) -> None:
        before, out = _counts(), StringIO()

        call_command("demo", stdout=out)

        assert "already" in out.getvalue() or "уже" in out.getvalue()
        assert _counts() == before

    def test_loading_is_in_the_journal(self) -> None:
        assert Entry.objects.filter(what="demo.loaded").count() == 1


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Юрий", "Юрьевич", "Юрьевна"),
        ("Николай", "Николаевич", "Николаевна"),
        ("Сергей", "Сергеевич", "Сергеевна"),
        ("Никита", "Никитич", "Никитична"),
        ("Пётр", "Петрович", "Петровна"),
        ("Олег", "Олегович", "Олеговна"),
    ],
)
def test_children_bear_their_father_s_name(father: str, son: str, daughter: str) -> None:
    assert (patronymic(father, "m"), patronymic(father, "f")) == (son, daughter)


def _age(person: Person) -> int:
    born = person.birth_date
    return TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))


def _is_curator(account: Account) -> bool:
    return account.grants.filter(role__in=[Role.DOCTOR_CURATOR, Role.ADMIN_CURATOR]).exists()


def _counts() -> dict[str, int]:
    ours = ("clinics", "programmes", "guide", "contracts", "people", "cases", "journal")
    return {
        model._meta.label: model._default_manager.count()
        for name in ours
        for model in apps.get_app_config(name).get_models()
    }
