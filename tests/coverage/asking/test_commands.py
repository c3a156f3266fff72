"""`pult decide` and `pult replay` as a person at a terminal meets them."""

import json
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from pult.coverage import programme as programmes
from pult.coverage.models import Decision
from pult.kernel.ids import new_id
from tests import people
from tests.coverage.asking.conftest import Asking
from tests.coverage.asking.programme import AMBULANCE, MRI, VISIT

pytestmark = pytest.mark.django_db
Decide = Callable[..., tuple[int, str, str]]
KEYS = ["verdict", "reasons", "missing", "next_step", "alternatives", "trace"]


@pytest.fixture
def decide(programme: people.Cast) -> Decide:
    """Runs the command about Anna: exit code, standard output, standard error."""

    def decide(*options: str, policy: str = programme.anna_policy.number) -> tuple[int, str, str]:
        return run("decide", "--policy", policy, *options)

    return decide


def run(*words: str, language: str = "ru") -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    with override(language):
        try:
            call_command(*words, stdout=out, stderr=err, no_color=True)
        except SystemExit as exit:
            return int(exit.code or 0), out.getvalue(), err.getvalue()
        except CommandError as error:
            return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


def test_json_has_the_agreed_keys(decide: Decide) -> None:
    code, out, _err = decide("--service", VISIT, "--json")
    answer: dict[str, Any] = json.loads(out)

    assert (code, list(answer)) == (0, KEYS)
    assert answer["verdict"] == "covered"
    assert answer["reasons"] == [
        {
            "code": "covered",
            "clause": "2.1.1",
            "text": "Приёмы врачей в клиниках списка.",
            "value": {"clinics": "MSK-OUT-1"},
        }
    ]
    assert {name: answer["next_step"][name] for name in ("kind", "clinic", "emergency")} == {
        "kind": "registry", "clinic": "MSK-OUT-1", "emergency": False,
    }  # fmt: skip


@pytest.mark.parametrize("service", [VISIT, MRI, "массаж", "ыыыы", "терапевт"])
def test_any_verdict_is_no_failure(decide: Decide, service: str) -> None:
    code, out, _err = decide("--service", service, "--json")
    assert (code, list(json.loads(out))) == (0, KEYS)


@pytest.mark.parametrize(
    "options",
    [
        ("--service", ""),
        ("--service", VISIT, "--clinic", "NO-SUCH"),
        ("--service", VISIT, "--diagnosis", "Ж99"),
        ("--service", VISIT, "--date", "2026-02-30"),
        ("--service", VISIT, "--date", "20260625"),
        ("--service", VISIT, "--place", "91,0"),
        ("--service", VISIT, "--place", "here"),
        ("--service", VISIT, "--stage", "never"),
        ("--service", VISIT, "--urgency", "never"),
    ],
)
def test_bad_input_is_one_sentence_and_two(decide: Decide, options: tuple[str, ...]) -> None:
    code, out, err = decide(*options, "--json")
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert Decision.objects.count() == 0


def test_an_unknown_policy(decide: Decide) -> None:
    code, _out, err = decide("--service", VISIT, policy="2026-0000-000000")
    assert (code, err) == (2, "Полиса с номером «2026-0000-000000» нет.\n")


def test_whoever_may_need_an_ambulance_is_told_the_phones(decide: Decide) -> None:
    code, _out, err = decide("--service", "скорая", policy="unknown")
    assert code == 2
    assert "103, 112" in err
    assert len(err.strip().splitlines()) == 1
    _code, out, _err = decide("--service", AMBULANCE, "--place", "10,10", "--json")
    step = json.loads(out)["next_step"]
    assert step["emergency"] is True
    assert [phone["number"] for phone in step["phones"]][:2] == ["103", "112"]
    assert len(step["phones"]) == 3


@pytest.mark.parametrize("words", ["не могу дышать", "сильная боль в груди, терапевт"])
def test_words_of_danger_bring_the_phones_whatever_is_found(decide: Decide, words: str) -> None:
    _code, out, _err = decide("--service", words, "--json")
    step = json.loads(out)["next_step"]
    assert step["emergency"] is True
    assert [phone["number"] for phone in step["phones"]][:2] == ["103", "112"]
    assert "103, 112" in step["text"]


def test_words_in_another_encoding_are_bad_input(decide: Decide) -> None:
    code, out, err = decide("--service", b"\xf2\xe5\xf0".decode(errors="surrogateescape"))
    assert (code, out) == (2, "")
    assert err.strip() == "Слова не читаются: нужна кодировка UTF-8."
    assert Decision.objects.count() == 0


@pytest.mark.parametrize(("language", "heading"), [("ru", "Покрывается"), ("en", "Covered")])
def test_a_readable_answer(programme: people.Cast, language: str, heading: str) -> None:
    number = programme.anna_policy.number
    code, out, _err = run("decide", "--policy", number, "--service", VISIT, language=language)
    assert (code, out.splitlines()[0]) == (0, heading)
    assert "2.1.1. Приёмы врачей в клиниках списка." in out
    assert str(Decision.objects.get().id) in out


@pytest.fixture
def book(programme: people.Cast, asking: Asking) -> list[Decision]:
    """Decisions of every verdict, one of them without a programme."""
    texts = [VISIT, "массаж", "терапевт", "мрт колена", "почистить зубы", "ыыыы", "врач на дом"]
    found = [asking(text) for text in texts]
    found.append(asking(AMBULANCE, place=(56.5, 38.9)))
    found.append(asking(VISIT, policy_number=programme.vera_policy.number))
    return [one.row for one in found if one.row]


def test_every_decision_replays_bit_for_bit(book: list[Decision]) -> None:
    code, out, _err = run("replay", "--all", language="en")
    assert code == 0
    assert out.splitlines() == [
        "Replayed by engine 1: 9. The same: 9, otherwise by another engine: 0, broken: 0."
    ]


def test_one_decision_by_its_id(book: list[Decision]) -> None:
    code, out, _err = run("replay", str(book[0].id), language="en")
    assert (code, out.split(".")[0]) == (0, "Replayed by engine 1: 1")


def test_since_a_day(book: list[Decision], noon: datetime) -> None:
    assert run("replay", "--since", f"{noon.year}-06-16", language="en")[1].startswith(
        "Replayed by engine 1: 9."
    )
    assert run("replay", "--since", f"{noon.year}-06-17", language="en")[1].startswith(
        "Replayed by engine 1: 0."
    )


def test_an_answer_that_the_same_engine_does_not_give_is_a_failure(book: list[Decision]) -> None:
    wrong = another(book[0], answer=book[0].answer | {"verdict": "not_covered"})
    code, out, _err = run("replay", "--all", language="en")
    assert code == 1
    assert out.splitlines()[0] == f"{wrong.id}, engine 1: not_covered → covered (verdict)"


def test_other_bits_of_an_equal_number_are_a_difference(book: list[Decision]) -> None:
    needs = [need | {"cap": 2.0} for need in book[3].answer["needs"]]
    another(book[3], answer=book[3].answer | {"needs": needs})
    assert run("replay", "--all")[0] == 1


def test_another_engine_may_differ(book: list[Decision]) -> None:
    another(book[0], engine="0", answer=book[0].answer | {"by_rule": False})
    code, out, _err = run("replay", "--all", language="en")
    assert code == 0
    assert "The same: 9, otherwise by another engine: 1, broken: 0." in out


def test_a_decision_whose_programme_is_gone_is_a_failure(book: list[Decision]) -> None:
    another(book[0], digest="0" * 64)
    assert run("replay", "--all")[0] == 1


def test_a_document_that_is_not_the_one_published_decides_nothing(
    decide: Decide, book: list[Decision]
) -> None:
    tampered = """
        SET LOCAL session_replication_role = replica;
        UPDATE programmes_programmeversion
        SET document = jsonb_set(document, '{clauses,0,text}', '"Иначе."')
    """
    with connection.cursor() as cursor:
        cursor.execute(tampered)
    programmes._document.cache_clear()
    programmes._compiled.cache_clear()
    assert run("replay", "--all")[0] == 1
    _code, out, _err = decide("--service", VISIT, "--json")
    assert json.loads(out)["missing"] == ["programme"]


def another(row: Decision, **changed: Any) -> Decision:
    """A decision like that one, but for what is changed."""
    row = Decision.objects.get(id=row.id)
    row.id = new_id()
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


@pytest.mark.parametrize(
    "words",
    [
        (), ("not-an-id",), ("00000000-0000-7000-8000-000000000000",), ("--since", "2026-02-30"),
        ("--all", "00000000-0000-7000-8000-000000000000"),
    ],
)  # fmt: skip
def test_replay_of_nothing_known(words: tuple[str, ...]) -> None:
    assert run("replay", *words)[0] == 2
