"""A programme's versions: written as drafts, published once, in force one at a time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pult.journal.models import Entry
from pult.kernel import clock
from pult.kernel.errors import Forbidden, Refusal, Stale
from pult.people.access import SYSTEM
from pult.programmes import projection, versions
from pult.programmes.models import Clause, ProgrammeVersion, Section
from pult.programmes.queries import version_by_digest, version_on
from pult.programmes.rules.document import digest
from tests import people
from tests.programmes.documents import clause, document, rule, visits

pytestmark = pytest.mark.django_db
YEAR = clock.today().year
NEW_YEAR = date(YEAR, 1, 1)
TOMORROW = clock.today() + timedelta(days=1)


def write(data: dict[str, Any], first: date = NEW_YEAR) -> ProgrammeVersion:
    return versions.write(document=data, valid_from=first, by=SYSTEM, at=clock.now())


def publish(cast: people.Cast, data: dict[str, Any], first: date = TOMORROW) -> ProgrammeVersion:
    by, at = people.actor(cast.fyodor), clock.now()
    draft = versions.create_draft(programme=cast.programme, document=data, by=by, at=at)
    return versions.publish(
        draft_id=draft.id, version=draft.version, valid_from=first, by=by, at=at
    )


def test_a_new_programme_is_in_force_from_its_first_day_on(cast: people.Cast) -> None:
    version = write(visits())

    assert version.number == 1
    assert version.first_day == NEW_YEAR
    assert version.last_day is None
    assert version_on(cast.programme.id, NEW_YEAR) == version
    assert version_on(cast.programme.id, NEW_YEAR - timedelta(days=1)) is None
    assert version.digest == digest(version.document)
    assert version_by_digest(version.digest) == version


def test_the_version_in_force_is_told_by_rows(cast: people.Cast) -> None:
    section = Section.objects.get(programme=cast.programme)

    write(visits("Приёмы всех врачей."))

    cast.programme.refresh_from_db()
    assert cast.programme.name == "«Северная»"
    assert Section.objects.get(programme=cast.programme) == section  # others point at the row
    assert [one.code for one in section.clinics.all()] == ["MSK-OUT-1"]
    told = Clause.objects.get(programme=cast.programme, number="2.1.1")
    assert (told.text, told.section, told.kind) == ("Приёмы всех врачей.", section, "volume")


def test_the_same_document_is_not_published_twice(cast: people.Cast) -> None:
    first = write(visits())

    assert write(visits()) == first
    assert write(visits("Иначе.")).number == 2
    assert version_on(cast.programme.id, clock.today() - timedelta(days=1)) == first


def test_the_next_version_ends_the_present_one_the_day_before(cast: people.Cast) -> None:
    present = write(visits())
    following = publish(cast, visits("Иначе."))

    present.refresh_from_db()
    assert present.last_day == clock.today()
    assert (following.first_day, following.last_day) == (TOMORROW, None)
    assert Clause.objects.get(number="2.1.1").text == "Приёмы врачей."

    assert projection.project_due(day=TOMORROW) == 1
    assert Clause.objects.get(number="2.1.1").text == "Иначе."
    assert projection.project_due(day=TOMORROW) == 0


def test_one_published_between_lasts_until_the_later_one(cast: people.Cast) -> None:
    write(visits())
    later = publish(cast, visits("Потом."), TOMORROW + timedelta(days=30))
    between = publish(cast, visits("Сначала."))

    assert between.last_day == TOMORROW + timedelta(days=29)
    later.refresh_from_db()
    assert later.first_day == TOMORROW + timedelta(days=30)


def test_one_replaced_before_its_day_never_comes_into_force(cast: people.Cast) -> None:
    write(visits())
    mistaken = publish(cast, visits("С опечаткой."))
    right = publish(cast, visits("Без опечатки."))

    mistaken.refresh_from_db()
    assert mistaken.first_day is None
    assert version_on(cast.programme.id, TOMORROW) == right


def test_the_past_is_not_rewritten(cast: people.Cast) -> None:
    write(visits())

    with pytest.raises(Refusal, match="сегодня или позже"):
        publish(cast, visits("Иначе."), clock.today() - timedelta(days=1))


@pytest.mark.parametrize(
    "change",
    [
        {"document": {}}, {"digest": "0" * 64}, {"number": 9}, {"note": "x"}, {"state": "draft"},
        {"period": (NEW_YEAR + timedelta(days=1), None)}, {"programme": None},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_the_database_keeps_a_published_version(cast: people.Cast, change: dict[str, Any]) -> None:
    version = write(visits())
    if "programme" in change:
        change = {"programme": cast.other_programme}

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeVersion.objects.filter(id=version.id).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeVersion.objects.filter(id=version.id).delete()


def test_an_end_is_only_brought_forward(cast: people.Cast) -> None:
    write(visits())
    publish(cast, visits("Иначе."))
    first = ProgrammeVersion.objects.get(number=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeVersion.objects.filter(id=first.id).update(period=(NEW_YEAR, None))
    ProgrammeVersion.objects.filter(id=first.id).update(period=(NEW_YEAR, clock.today()))


def test_periods_of_one_programme_never_overlap(cast: people.Cast) -> None:
    first = write(visits())
    twin = ProgrammeVersion(
        programme=cast.programme, number=2, document=first.document, digest=first.digest,
        state="published", period=(TOMORROW, None), published_at=clock.now(),
    )  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_draft_saved_meanwhile_says_who_changed_what(cast: people.Cast) -> None:
    by, at = people.actor(cast.fyodor), clock.now()
    draft = versions.draft_from(version=write(visits()), by=by, at=at)
    saved = versions.save_draft(draft_id=draft.id, version=1, document=visits("Раз."), by=by, at=at)
    assert (saved.version, saved.changed_what) == (2, "2.1.1")

    with pytest.raises(Stale, match=r"\(Фёдор Дубов\): 2\.1\.1") as stale:
        versions.save_draft(draft_id=draft.id, version=1, document=visits("Два."), by=by, at=at)
    assert stale.value.current == 2
    assert ProgrammeVersion.objects.get(id=draft.id).document == saved.document


def test_a_mistake_is_told_with_its_place(cast: people.Cast) -> None:
    data = visits()
    data["clauses"][3]["rules"][0]["services"] = ["@nothing"]

    with pytest.raises(Refusal, match="2.1.1.*nothing"):
        write(data)


def test_unknown_clinics_and_kinds_of_care_are_refused(cast: people.Cast) -> None:
    data = visits()
    data["sections"][0]["clinics"].append("MSK-OUT-77")
    with pytest.raises(Refusal, match="MSK-OUT-77"):
        write(data)

    sections = [{"code": "spa", "clause": "2.1", "title": "Санаторий"}]
    with pytest.raises(Refusal, match="spa"):
        write(document(sections=sections) | {"clauses": document()["clauses"][:2]})


def test_rules_that_clash_are_not_published(cast: people.Cast) -> None:
    data = visits()
    women = rule("exclude", "B01.047.001", sex="f")
    data["clauses"].append(clause("5.1", women, kind="exclusion"))

    with pytest.raises(Refusal) as refused:
        write(data)

    told = str(refused.value)
    assert "2.1.1 (покрывается)" in told
    assert "5.1 (не покрывается)" in told
    assert "B01.047.001, при первой жалобе, Поликлиника «Липа», Москва, женщина, 35 лет" in told
    assert not ProgrammeVersion.objects.filter(state="published").exists()


def test_rules_that_beat_each_other_in_a_circle_are_not_published(cast: people.Cast) -> None:
    one = rule("cover", exceptions_to=["5.1"])
    other = rule("exclude", exceptions_to=["2.1.1"])

    with pytest.raises(Refusal, match=r"2\.1\.1, 5\.1"):
        write(document(clause("2.1.1", one), clause("5.1", other, kind="exclusion")))


def test_only_the_office_writes(cast: people.Cast) -> None:
    version = write(visits())

    with pytest.raises(Forbidden):
        versions.draft_from(version=version, by=people.actor(cast.maria), at=clock.now())


def test_every_deed_is_in_the_journal(cast: people.Cast) -> None:
    by, at = people.actor(cast.fyodor), clock.now()
    draft = versions.draft_from(version=write(visits()), by=by, at=at)
    versions.save_draft(draft_id=draft.id, version=1, document=visits("Раз."), by=by, at=at)
    versions.discard(draft_id=draft.id, version=2, by=by, at=at)

    deeds = Entry.objects.filter(account_id=cast.fyodor.id).order_by("id")
    assert [(one.what, one.subject) for one in deeds] == [
        ("programme.drafted", "test-moscow/2"),
        ("programme.changed", "test-moscow/2"),
        ("programme.discarded", "test-moscow/2"),
    ]
    assert deeds[1].details == {"clauses": ["2.1.1"]}
