"""Who sees which letter; and what the public page says."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from pult.guarantees import actions, checks, queries
from pult.guarantees.models import Letter
from pult.guarantees.queries import Checked
from pult.guarantees.signing import sign
from pult.guarantees.wanted import Line
from pult.journal.models import Entry
from pult.kernel.errors import NotVisible
from pult.people.access import NOBODY, Actor
from tests import people
from tests.guarantees.conftest import decided

Issue = Callable[..., Letter]


def sees(actor: Actor, letter: Letter) -> bool:
    try:
        return queries.letter_for(actor, letter.id) == letter
    except NotVisible:
        return False


def test_who_sees_a_letter(cast: people.Cast, issue: Issue) -> None:
    letter = issue()

    accounts = {name for name in vars(cast) if getattr(cast, name) in _accounts(cast)}
    seen_by = {name for name in accounts if sees(people.actor(getattr(cast, name)), letter)}

    assert seen_by == {"anna", "maria", "sergey", "irina", "tamara"}
    assert not sees(NOBODY, letter)


def _accounts(cast: people.Cast) -> list[object]:
    return [value for value in vars(cast).values() if type(value) is type(cast.anna)]


def test_a_parent_sees_the_letters_of_a_young_child_alone(
    cast: people.Cast, issue: Issue, anna: Actor
) -> None:
    line = Line("A05.04.001", "МРТ суставов")
    letters = {
        policy: issue(policy=policy, decision=decided(policy), lines=[line])
        for policy in (cast.misha_policy, cast.lena_policy, cast.pavel_policy)
    }

    assert [sees(anna, letter) for letter in letters.values()] == [True, False, False]
    assert queries.own_letters(anna) == [letters[cast.misha_policy]]


def test_a_registry_sees_letters_to_its_own_clinic(
    cast: people.Cast, issue: Issue, tamara: Actor
) -> None:
    here = issue()
    there = issue(clinic=cast.other_clinic)

    assert queries.letters_of_clinic(tamara) == [here]
    assert not sees(tamara, there)
    assert queries.letters_of_person(tamara, cast.anna_policy.person_id) == [here]
    with pytest.raises(NotVisible):
        queries.letters_of_clinic(people.actor(cast.maria))


def test_the_employers_hr_never_sees_anything(cast: people.Cast, issue: Issue) -> None:
    letter = issue()
    hr = people.actor(cast.olga)

    assert not sees(hr, letter)
    assert queries.letters_of_person(hr, cast.anna_policy.person_id) == []
    assert queries.own_letters(hr) == []
    assert queries.by_number(hr, letter.number) is None
    with pytest.raises(NotVisible):
        queries.letters_of_clinic(hr)


def test_a_list_takes_the_same_queries_for_one_and_for_three(
    cast: people.Cast, issue: Issue, maria: Actor, django_assert_num_queries: Callable
) -> None:
    for count in (1, 3):
        while Letter.objects.count() < count:
            issue()
        with django_assert_num_queries(2):
            found = queries.letters_of_person(maria, cast.anna_policy.person_id)
            named = [(row.clinic and row.clinic.name, row.lines.all()[0].left) for row in found]
        assert len(named) == count


def test_a_reading_of_the_staff_is_journalled_and_ones_own_is_not(
    cast: people.Cast, issue: Issue, anna: Actor, maria: Actor, noon: datetime
) -> None:
    letter = issue()
    sign(letter_id=letter.id, at=noon)

    for actor in (anna, maria):
        actions.read(by=actor, at=noon, letter_id=letter.id)
        actions.download(by=actor, at=noon, letter_id=letter.id)

    readings = Entry.objects.filter(act="read").values_list("what", "account_id")
    assert sorted(readings) == [
        ("letter.downloaded", maria.account_id), ("letter.read", maria.account_id),
    ]  # fmt: skip


def token_of(letter: Letter) -> str:
    return checks.check_url(letter).rstrip("/").rsplit("/", 1)[1]


def test_the_public_page_says_valid_for_whom_and_until_when(
    cast: people.Cast, issue: Issue, noon: datetime
) -> None:
    letter = issue(days=10)
    token = token_of(letter)
    assert queries.check(token, at=noon).valid is False  # not signed yet

    sign(letter_id=letter.id, at=noon)

    until = letter.last_day
    assert queries.check(token, at=noon) == Checked(True, "А. И. С.", 1988, until)
    assert queries.check(token, at=noon + timedelta(9)).valid is True
    assert queries.check(token, at=noon + timedelta(10)).valid is False


def test_an_annulled_letter_is_not_valid(issue: Issue, maria: Actor, noon: datetime) -> None:
    letter = issue()
    sign(letter_id=letter.id, at=noon)
    actions.annul(by=maria, at=noon, letter=letter, reason="Ошибка")

    assert queries.check(token_of(letter), at=noon).valid is False


def test_an_address_that_no_letter_has_says_nothing(cast: people.Cast) -> None:
    assert queries.check("x" * 43) == Checked(False, "", None, None)


def test_the_token_has_256_bits_and_is_not_kept_in_clear(issue: Issue) -> None:
    letter = issue()
    token = token_of(letter)

    assert len(token) == 43
    assert token not in str(vars(letter))
    assert len({token_of(issue()), token_of(issue()), token}) == 3


def test_the_registry_of_its_clinic_sees_the_services_by_the_same_code(
    cast: people.Cast, issue: Issue, tamara: Actor, noon: datetime
) -> None:
    letter, other = issue(), issue(clinic=cast.other_clinic)

    checked = actions.check_at_clinic(by=tamara, at=noon, token=token_of(letter))

    assert [line.title_ru for line in checked.lines.all()] == ["МРТ суставов"]
    assert Entry.objects.get(what="letter.checked").account_id == tamara.account_id
    for actor, token in (
        (tamara, token_of(other)), (tamara, "nothing"), (people.actor(cast.olga), token_of(letter)),
        (people.actor(cast.anna), token_of(letter)), (NOBODY, token_of(letter)),
    ):  # fmt: skip
        with pytest.raises(NotVisible):
            queries.checked_for_clinic(actor, token)
