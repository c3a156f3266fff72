"""Every kind is complete: a new folder that forgets something fails here."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation

from pult.cases import kinds
from pult.cases.kinds import KINDS
from pult.cases.kinds.kind import Kind
from pult.cases.models import Case
from pult.contracts.models import Policy
from pult.kernel import clock
from pult.programmes.models import Section
from tests import people

ICONS = (Path(kinds.__file__).parents[2] / "ui/static/ui/icons.svg").read_text("utf-8")
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def test_every_folder_is_registered() -> None:
    folders = {path.parent.name for path in Path(kinds.__file__).parent.glob("*/__init__.py")}

    assert set(KINDS) == folders


@EACH
def test_a_kind_says_everything_of_itself(kind: Kind) -> None:
    assert kind.queue in Case.Queue.values
    assert kind.priority in Case.Priority.values
    assert timedelta() < kind.first_response <= kind.resolution
    assert f'id="{kind.icon}"' in ICONS
    assert len(kind.script) >= 2
    assert kind.form.story in kind.form.base_fields


@EACH
def test_a_kind_of_care_says_which_sections_pay_for_it(kind: Kind) -> None:
    care = {"appointment", "dental", "diagnostics", "house_call", "hospitalisation", "ambulance"}
    assert set(kind.sections) <= set(Section.Kind.values)
    assert bool(kind.sections) == (kind.code in care)


@EACH
def test_a_kind_speaks_both_languages(kind: Kind) -> None:
    texts = [kind.title, kind.hint, *kind.script.values()]
    texts += [field.label for field in kind.form.base_fields.values()]
    with translation.override("en"):
        english = [str(text) for text in texts]
    with translation.override("ru"):
        russian = [str(text) for text in texts]

    assert not any(_cyrillic(text) for text in english)
    assert [text for text in russian if not _cyrillic(text)] == []


def _cyrillic(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.lower())


def valid(kind: Kind, cast: people.Cast) -> dict[str, object]:
    """A filled form of any kind."""
    tomorrow = clock.today() + timedelta(days=1)
    known = {
        "specialty": "therapist",
        "clinics": [str(cast.site.id)],
        "from_day": tomorrow.isoformat(),
        "to_day": "",
        "times": ["evening"],
        "phone": "8 916 000-00-01",
        "address": "Москва, ул. Лесная, 5",
        "urgency": "planned",
        "full_name": "Соболева Анна Игоревна",
        "birth_date": "1988-03-14",
        "company": "Северный ветер",
        "city": "Москва",
        "letter": "ОТ-2026-000001",
    }
    return {**known, kind.form.story: "Болит колено"}


@EACH
def test_a_filled_form_becomes_plain_answers_and_readable_lines(
    kind: Kind, cast: people.Cast
) -> None:
    policy: Policy = cast.anna_policy
    cast.therapist.group = {"dental": "dental", "diagnostics": "diagnostics"}.get(
        kind.code, "doctor"
    )
    cast.therapist.save()
    form = kind.form(valid(kind, cast), policy=policy)
    # The cast's programme lists no dentist.
    if kind.code == "dental":
        form.data = {**form.data, "clinics": []}

    assert form.errors == {}
    answers = form.answers()
    assert json.loads(json.dumps(answers)) == answers
    assert kind.form.story not in answers
    assert all(label and value for label, value in kind.summary(answers))
    assert kind.title_for(answers)


def test_a_title_names_the_specialty_in_the_language_of_the_reader(cast: people.Cast) -> None:
    kind = KINDS["appointment"]
    form = kind.form(valid(kind, cast), policy=cast.anna_policy)
    assert form.is_valid()
    answers = form.answers()

    with translation.override("ru"):
        assert kind.title_for(answers) == "Приём терапевта"
    with translation.override("en"):
        assert kind.title_for(answers) == "General practitioner's appointment"


def test_the_clinics_offered_are_those_of_the_programme(cast: people.Cast) -> None:
    form = KINDS["appointment"].form(policy=cast.anna_policy)

    assert [value for value, _ in form.fields["clinics"].choices] == [str(cast.site.id)]


def test_a_clinic_outside_the_programme_is_not_a_choice(cast: people.Cast) -> None:
    kind = KINDS["appointment"]
    data = {**valid(kind, cast), "clinics": [str(cast.other_site.id)]}

    assert list(kind.form(data, policy=cast.anna_policy).errors) == ["clinics"]
