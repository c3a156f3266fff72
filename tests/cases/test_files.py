"""Files that come with a request: known by what they hold, kept apart, given to few."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings

from pult.cases import actions, attachments, queries
from pult.cases.models import Case, CaseFile
from pult.kernel import clock
from pult.kernel.errors import NotVisible, Refusal
from pult.people.access import Actor
from tests import people

Ask = Callable[..., Case]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0" + b"0" * 20, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 20, "image/png"),
        (HEIC, "image/heic"),
    ],
)
def test_a_file_is_what_it_holds(content: bytes, kind: str) -> None:
    assert attachments.check(upload("anything.exe", content)) == kind


@pytest.mark.parametrize(
    "content", [b"<html><script>", b"MZ\x90\x00", b"", b"PK\x03\x04", b"\x00" * 40]
)
def test_other_files_are_refused_whatever_their_name(content: bytes) -> None:
    with pytest.raises(Refusal):
        attachments.check(upload("направление.pdf", content))


def test_a_large_file_is_refused() -> None:
    with pytest.raises(Refusal, match="10 МБ"):
        attachments.check(upload("a.pdf", PDF + b"0" * attachments.LARGEST))


def test_a_kept_file_has_a_name_nobody_guesses_and_one_for_people(ask: Ask) -> None:
    ask(files=[upload("../../etc/Направление.html", PDF)])

    file = CaseFile.objects.get()
    assert file.name == "Направление.pdf"
    assert len(Path(file.path).stem) == 40
    assert (Path(settings.MEDIA_ROOT) / file.path).read_bytes() == PDF


def test_a_name_loses_what_would_end_it_in_a_header(ask: Ask) -> None:
    ask(files=[upload("Сни\"мок'; filename=`a`.html", PDF)])
    assert CaseFile.objects.get().name == "Снимок; filename=a.pdf"


@pytest.fixture
def own_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@pytest.mark.usefixtures("own_folder")
def test_a_file_that_a_failed_transaction_left_is_swept_away_after_a_day(ask: Ask) -> None:
    ask(files=[upload("Снимок.pdf", PDF)])
    kept = Path(settings.MEDIA_ROOT) / CaseFile.objects.get().path
    try:
        with transaction.atomic():
            ask(files=[upload("Брошенный.pdf", PDF)])
            left = (
                Path(settings.MEDIA_ROOT) / CaseFile.objects.exclude(name="Снимок.pdf").get().path
            )
            raise InterruptedError
    except InterruptedError:
        pass
    assert (kept.exists(), left.exists()) == (True, True)
    assert attachments.sweep(before=clock.now() - timedelta(days=1)) == 0
    assert attachments.sweep(before=clock.now() + timedelta(days=1)) == 1
    assert (kept.exists(), left.exists()) == (True, False)


def test_a_file_is_a_download_that_no_browser_runs(ask: Ask) -> None:
    ask(files=[upload("Снимок.pdf", PDF)])

    response = attachments.download(CaseFile.objects.get())

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"


def test_a_file_is_for_those_who_see_the_case(
    ask: Ask, cast: people.Cast, anna: Actor, maria: Actor
) -> None:
    ask(files=[upload("Снимок.pdf", PDF)])
    file = CaseFile.objects.get()

    assert [queries.file_for(who, file.id) for who in (anna, maria)] == [file, file]
    for stranger in (cast.boris, cast.elena, cast.olga, cast.tamara):
        with pytest.raises(NotVisible):
            queries.file_for(people.actor(stranger), file.id)


def test_a_refused_file_opens_no_case(ask: Ask, noon: datetime) -> None:
    with pytest.raises(Refusal):
        ask(files=[upload("a.pdf", b"MZ")])

    assert Case.objects.count() == 0


def test_files_come_with_a_message_too(ask: Ask, anna: Actor, noon: datetime) -> None:
    case = ask()

    actions.write(case_id=case.id, text="", files=[upload("Анализы.pdf", PDF)], by=anna, at=noon)

    [_, wrote] = queries.timeline(case, anna)
    assert [file.name for file in wrote.files.all()] == ["Анализы.pdf"]
