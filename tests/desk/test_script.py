"""The script of a case: what the next operator sees of what the last one went through."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from pult.cases import actions
from pult.cases.models import Case, ScriptMark
from pult.journal.models import Entry
from pult.kernel import clock
from pult.people.models import Account
from tests import people
from tests.desk.conftest import open_case

SignedIn = Callable[[Account], Client]
HTMX = {"HX-Request": "true"}


def test_a_step_is_kept_and_shown_to_the_next_operator(
    maria: Client, case: Case, ivan: Account, signed_in: SignedIn
) -> None:
    _taken(maria, case)

    answer = maria.post(_url("script", case), {"done": "flags"})

    assert answer["Location"] == f"{_url('case', case)}#panel-script"
    held = Case.objects.get(id=case.id)
    maria.post(_url("release", case), {"version": held.version})
    page = signed_in(ivan).get(_url("case", case)).content.decode()
    assert _boxes(page) == {
        "complaint": "false", "flags": "true", "clinic": "false", "time": "false",
        "bring": "false",
    }  # fmt: skip
    assert '<span lang="ru">Мария Кедрова</span>' in page.split('id="step-flags"')[1]


def test_a_mark_is_no_change_of_the_case(maria: Client, case: Case) -> None:
    """What is being typed elsewhere does not grow stale by it."""
    held = _taken(maria, case)

    maria.post(_url("script", case), {"done": "flags"})

    assert Case.objects.get(id=case.id).version == held.version


def test_a_mark_is_taken_back_by_a_mark(maria: Client, case: Case) -> None:
    _taken(maria, case)
    for answer in ({"done": "flags"}, {"done": "flags"}, {"undone": "flags"}, {"done": "time"}):
        maria.post(_url("script", case), answer)

    marks = ScriptMark.objects.values_list("line", "done", "by_name")
    assert list(marks) == [
        ("flags", True, "Мария Кедрова"),
        ("flags", False, "Мария Кедрова"),
        ("time", True, "Мария Кедрова"),
    ]
    noted = Entry.objects.filter(what__startswith="case.step").order_by("id")
    assert [(entry.what, entry.case_id, entry.details) for entry in noted] == [
        ("case.step_done", case.id, {"step": "flags"}),
        ("case.step_undone", case.id, {"step": "flags"}),
        ("case.step_done", case.id, {"step": "time"}),
    ]


def test_marks_are_append_only(maria: Client, case: Case) -> None:
    _taken(maria, case)
    maria.post(_url("script", case), {"done": "flags"})

    for forbidden in ("UPDATE cases_scriptmark SET done = false", "DELETE FROM cases_scriptmark"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(forbidden)


def test_the_lines_alone_are_answered_to_a_live_page(maria: Client, case: Case) -> None:
    _taken(maria, case)

    marked = maria.post(_url("script", case), {"done": "flags"}, headers=HTMX).content.decode()
    fetched = maria.get(_url("script", case)).content.decode()

    assert "<html" not in marked
    assert _boxes(marked) == _boxes(fetched)
    assert _boxes(marked)["flags"] == "true"


def test_only_the_owner_marks(
    maria: Client, case: Case, ivan: Account, signed_in: SignedIn
) -> None:
    _taken(maria, case)
    other = signed_in(ivan)

    refused = other.post(_url("script", case), {"done": "flags"})
    live = other.post(_url("script", case), {"done": "flags"}, headers=HTMX)

    assert (refused.status_code, live.status_code) == (422, 422)
    assert "Обращение сейчас ведёт Мария Кедрова." in live.content.decode()
    assert ScriptMark.objects.count() == 0


def test_a_step_that_is_not_in_the_script_and_a_case_that_has_ended(
    maria: Client, case: Case
) -> None:
    held = _taken(maria, case)
    assert maria.post(_url("script", case), {"done": "hop"}).status_code == 422

    maria.post(
        _url("resolution", case),
        {"version": held.version, "outcome": "other", "text": "Сделано"},
    )
    assert maria.post(_url("script", case), {"done": "flags"}).status_code == 422
    assert ScriptMark.objects.count() == 0


def test_a_curator_marks_the_script_of_their_own_queue(
    cast: people.Cast, signed_in: SignedIn
) -> None:
    asked = open_case(cast, "admin_question", "Пришлите памятку")
    actions.claim(case_id=asked.id, by=people.actor(cast.elena), at=clock.now())

    signed_in(cast.elena).post(
        reverse("curator:script", args=[asked.id]), {"done": "missing"}
    )

    mark = ScriptMark.objects.get()
    assert (mark.line, mark.by) == ("missing", cast.elena)


def _taken(client: Client, case: Case) -> Case:
    client.post(_url("claim", case))
    return Case.objects.get(id=case.id)


def _url(name: str, case: Case) -> str:
    return reverse(f"desk:{name}", args=[case.id])


def _boxes(page: str) -> dict[str, str]:
    """Which steps are shown as gone through: code → "true" or "false"."""
    parts = page.split('id="step-')[1:]
    return {part.split('"')[0]: part.split('aria-checked="')[1].split('"')[0] for part in parts}
