"""An insurer's mistake is one sentence that names file and key, and changes nothing."""

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pult.clinics.models import Clinic
from pult.demo.load import INSURER, load_insurer
from pult.demo.reading import Mistake
from pult.guide.models import Bonus, Profile
from pult.kernel import clock
from pult.kernel.errors import Forbidden
from pult.people.access import NOBODY, SYSTEM
from pult.programmes.models import Programme, ProgrammeVersion

pytestmark = pytest.mark.django_db

MOSCOW, OPTIMA = "clinics/moscow.toml", "programmes/optima.toml"
SITE = "clinic[MSK-OUT-1].sites[MSK-OUT-1-1]"

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(INSURER, tmp_path / "insurer"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    def change(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def load(folder: Path) -> None:
    load_insurer(folder=folder, by=SYSTEM, at=clock.now())


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        ("profile.toml", 'brand_colour = "#0a6a4c"', "", "brand_colour"),
        ("profile.toml", "#0a6a4c", "green", "brand_colour"),
        ("profile.toml", "https://lk.", "http://lk.", "cabinet_url"),
        ("profile.toml", "8 (800) 250-01-01", "none", "desk.phones[federal].number"),
        ("profile.toml", "09:00-18:00", "9-18", "curator_hours.mon"),
        ("bonuses.toml", 'mark = ""', 'marc = ""', "bonus[cabinet].mark"),
        ("bonuses.toml", 'mark = "desk"', 'mark = "x"', "bonus[emergency_russia].mark"),
        ("bonuses.toml", 'en = "Cabinet', 'eng = "Cabinet', "bonus[cabinet].title.en"),
        ("turn.toml", "urgent = true", 'urgent = "yes"', "turn[not_received].urgent"),
        (MOSCOW, "lat = 55", "lat = 155", SITE + ".lat"),
        (MOSCOW, '"therapist"', '"shaman"', SITE + ".specialties[0]"),
        (MOSCOW, 'code = "MSK-OUT-2"', 'code = "MSK-OUT-1"', "clinic[MSK-OUT-1].code"),
        (MOSCOW, "metro", "subway", SITE + ".subway"),
        (OPTIMA, '"MSK-OUT-1"', '"MSK-OUT-7"', "section[2.1].clinics[0]"),
        (OPTIMA, '"vet"', '"yacht"', "bonuses[7]"),
        (OPTIMA, '"1.2"', '"1.1"', "clause"),
        (OPTIMA, 'access = "direct"', 'access = "free"', "section[2.1].access"),
        (OPTIMA, 'effect = "cover"', 'effect = "maybe"', "clauses 2.1.1, rules 2.1.1, effect"),
        (OPTIMA, '["@narrow"]', '["@wide"]', "clauses 2.1.4, rules 2.1.4, services"),
        (OPTIMA, 'services = ["P-0135"]', 'services = ["P-9135"]', "clauses 2.2.1, services"),
        (OPTIMA, '"5.1.1",', '"5.1.99",', "clauses 1.3, rules 1.3, exceptions_to"),
        (OPTIMA, "cap = 2", "cap = -2", "clauses 3.2.5, limits mri_ct, cap"),
        ("groups.toml", '"P-0192"', '"P-9192"', "group[papers].services"),
        ("groups.toml", 'kinds = ["visit"]', 'kinds = ["walk"]', "group[therapist].kinds[0]"),
        ("bonus-clauses.toml", '"vet"', '"yacht"', "clause[4.6].bonus"),
        ("bonus-clauses.toml", "@moscow_region", "@moon", "clause[4.4].rules[1].cities[0]"),
        ("exclusions.toml", "rules = [", "rulez = [", "exclusion[5.1.1].rulez"),
        ("articles/sleep.toml", "position = 1", "position = [", ""),
    ],
)  # fmt: skip
def test_a_mistake_names_its_place(
    folder: Path, edit: Edit, name: str, old: str, new: str, key: str
) -> None:
    edit(name, old, new)

    with pytest.raises(Mistake) as mistake:
        load(folder)

    place = f"{name}, {key}: " if key else f"{name}: "
    assert str(mistake.value).startswith(place)
    assert "\n" not in str(mistake.value)
    assert Profile.objects.count() == Clinic.objects.count() == Programme.objects.count() == 0


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "turn.toml").unlink()

    with pytest.raises(Mistake) as mistake:
        load(folder)

    assert re.match("turn.toml: .", str(mistake.value))


def test_the_command_says_the_mistake_and_exits_with_2(folder: Path, edit: Edit) -> None:
    edit("profile.toml", "#0a6a4c", "green")

    with pytest.raises(CommandError) as refused:
        call_command("load-insurer", str(folder))

    assert refused.value.returncode == 2
    assert str(refused.value).startswith("profile.toml, brand_colour: ")


def test_the_command_wants_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("load-insurer", str(tmp_path / "nowhere"))

    assert refused.value.returncode == 2


def test_an_insurer_s_own_folder_replaces_the_data_and_keeps_the_rows(
    folder: Path, edit: Edit
) -> None:
    load(folder)
    clinic = Clinic.objects.get(code="MSK-OUT-1")
    edit("profile.toml", 'ru = "Согласие"', 'ru = "Надежда"')
    edit("clinics/moscow.toml", "Клиника на Лесной", "Клиника у парка")
    edit("clinics/moscow.toml", 'code = "MSK-OUT-9"', 'code = "MSK-OUT-8"')
    edit("clinics/moscow.toml", 'code = "MSK-OUT-9-1"', 'code = "MSK-OUT-8-1"')
    edit("bonuses.toml", 'code = "vet"', 'code = "zoo"')
    edit("bonus-clauses.toml", '"vet"', '"zoo"')
    edit("programmes/optima.toml", '"vet"', '"zoo"')
    edit("programmes/premium-petersburg.toml", '"vet"', '"zoo"')

    load(folder)

    clinic.refresh_from_db()
    assert (clinic.name, Profile.objects.get().name) == ("Клиника у парка", "Надежда")
    assert list(Clinic.objects.filter(is_active=False).values_list("code", flat=True)) == [
        "MSK-OUT-9"
    ]
    assert Bonus.objects.filter(code__in=["vet", "zoo"]).get().code == "zoo"
    assert Programme.objects.count() == 3


def test_loading_the_same_folder_again_keeps_every_row(folder: Path) -> None:
    load(folder)
    before = set(Programme.objects.values_list("id", "sections__id"))

    load(folder)

    assert set(Programme.objects.values_list("id", "sections__id")) == before


def test_a_programme_that_says_something_else_gets_a_version_of_its_own(
    folder: Path, edit: Edit
) -> None:
    load(folder)
    first = ProgrammeVersion.objects.get(programme__code="optima")
    digest, today = first.digest, clock.today()

    edit("programmes/optima.toml", "cap = 2, per", "cap = 3, per")
    load(folder)
    load(folder)

    first.refresh_from_db()
    second = ProgrammeVersion.objects.get(programme__code="optima", number=2)
    assert (first.digest, first.first_day, first.last_day) == (
        digest,
        date(today.year, 1, 1),
        today - timedelta(days=1),
    )
    assert (second.first_day, second.last_day) == (today, None)
    assert ProgrammeVersion.objects.count() == 4


def test_only_the_office_may_load(folder: Path) -> None:
    with pytest.raises(Forbidden):
        load_insurer(folder=folder, by=NOBODY, at=clock.now())
