"""The signed document: PDF/A, whole under a valid signature, sent to whom it concerns."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from pytest_django import Settings

from pult.guarantees import actions, keys
from pult.guarantees.keys import NoKey, signing_key
from pult.guarantees.models import Letter, LetterPdf
from pult.guarantees.signing import sign
from pult.guarantees.tasks import sign_letter
from pult.guarantees.wanted import Line
from pult.notifications import kinds
from pult.notifications.models import Message
from pult.people.access import Actor
from tests import people
from tests.guarantees.test_refusing import WORDS

Issue = Callable[..., Letter]


def verified(content: bytes) -> PdfSignatureStatus:
    """The one signature of a document, checked against the certificate that we have."""
    (embedded,) = PdfFileReader(BytesIO(content)).embedded_signatures
    roots = ValidationContext(trust_roots=[signing_key().signer.signing_cert])
    return validate_pdf_signature(embedded, signer_validation_context=roots)


def text_of(content: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(text.split())


@pytest.fixture
def document(issue: Issue, noon: datetime) -> bytes:
    letter = issue(diagnosis="M23.2", amount_limit=12_500_00, conditions="Снимки на диске")
    sign(letter_id=letter.id, at=noon)
    return bytes(LetterPdf.objects.get(letter=letter).content)


def test_the_signature_is_valid_and_covers_the_whole_file(document: bytes) -> None:
    status = verified(document)

    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.bottom_line


def test_one_changed_byte_breaks_the_signature(document: bytes) -> None:
    place = document.index(b"/Producer") if b"/Producer" in document else len(document) // 3
    forged = document[:place] + bytes([document[place] ^ 1]) + document[place + 1 :]
    try:
        status = verified(forged)
    except Exception:
        return  # not even a PDF any more
    assert not status.bottom_line


def test_the_signed_document_is_still_pdf_a(document: bytes) -> None:
    """Level A of part 2; the signature's update writes the metadata anew and keeps it."""
    metadata = PdfReader(BytesIO(document)).xmp_metadata
    assert metadata is not None
    xmp = metadata.stream.get_data().decode()
    assert re.findall(r'pdfaid:(part|conformance)(?:="|>)(\w)', xmp) == [
        ("part", "2"), ("conformance", "A"),
    ]  # fmt: skip
    assert PdfFileReader(BytesIO(document)).input_version == (1, 7)


def test_the_document_says_everything_on_one_page(cast: people.Cast, document: bytes) -> None:
    text = text_of(document)

    for part in (
        Letter.objects.get().number, "Соболева Анна Игоревна", "14.03.1988", "M23.2",
        cast.clinic.name, cast.anna_policy.number, cast.contract.number, "МРТ суставов",
        "A05.04.001", "12 500,00 ₽", "Снимки на диске", "Мария Кедрова", keys.DEMO_NAME,
    ):  # fmt: skip
        assert part in text, part
    assert len(PdfReader(BytesIO(document)).pages) == 1


def test_a_signed_letter_is_in_force(issue: Issue, noon: datetime) -> None:
    letter = issue()

    sign_letter(letter_id=str(letter.id))

    letter.refresh_from_db()
    kept = LetterPdf.objects.get(letter=letter)
    assert letter.state == "active"
    assert kept.sha256 == hashlib.sha256(bytes(kept.content)).hexdigest()
    assert (kept.signed, kept.certificate) == (True, signing_key().fingerprint)


def test_a_letter_is_signed_once(issue: Issue, noon: datetime) -> None:
    letter = issue()
    assert [sign(letter_id=letter.id, at=noon) for _ in range(2)] == [True, False]
    assert letter.events.filter(what="signed").count() == 1


def test_a_letter_annulled_meanwhile_is_not_signed_and_its_annulment_is(
    issue: Issue, maria: Actor, noon: datetime
) -> None:
    letter = issue()
    notice = actions.annul(by=maria, at=noon, letter=letter, reason="Ошибка в клинике")

    assert sign(letter_id=letter.id, at=noon) is False
    assert sign(letter_id=notice.id, at=noon) is True

    text = text_of(bytes(LetterPdf.objects.get(letter=notice).content))
    assert "Аннулирование письма" in text
    assert letter.number in text
    assert "Ошибка в клинике" in text


def test_a_refusal_is_printed_with_all_its_words(
    cast: people.Cast, irina: Actor, noon: datetime
) -> None:
    letter = actions.refuse(
        by=irina, at=noon, policy=cast.anna_policy,
        lines=[Line("A16.07.004", "Восстановление зуба коронкой")], **WORDS,
    )  # fmt: skip
    sign(letter_id=letter.id, at=noon)

    content = bytes(LetterPdf.objects.get(letter=letter).content)
    text = text_of(content)
    for part in (*WORDS.values(), "Отказ в оплате", "Не согласен, пересмотрите", "Ирина Ясенева"):
        assert part in text, part
    assert verified(content).bottom_line
    assert len(PdfReader(BytesIO(content)).pages) == 1


def test_the_clinic_gets_the_document_and_the_member_a_word_without_a_secret(
    cast: people.Cast, issue: Issue, noon: datetime
) -> None:
    letter = issue(diagnosis="M23.2")
    sign(letter_id=letter.id, at=noon)

    to_clinic = Message.objects.get(kind="guarantees.to_clinic")
    rendered = kinds.render(kinds.find(to_clinic.kind), "email", to_clinic.context, language="ru")
    assert to_clinic.address == cast.clinic.email
    assert [file.name for file in rendered.attachments] == [f"{letter.number}.pdf"]
    assert rendered.attachments[0].content == bytes(LetterPdf.objects.get().content)

    told = Message.objects.filter(kind="guarantees.ready").order_by("channel")
    assert [(m.channel, m.address) for m in told] == [
        ("email", "anna@wind.example.ru"), ("sms", "+79160000001"),
    ]  # fmt: skip
    for message in told:
        said = kinds.render(
            kinds.find(message.kind), message.channel, message.context, language="ru"
        )
        words = f"{said.subject} {said.text} {said.html}"
        assert "Готово письмо" in words
        for secret in ("МРТ", "M23.2", cast.clinic.name, letter.number, "гаранти"):
            assert secret not in words
        assert said.attachments == []


def test_a_member_hears_of_an_annulment_as_what_it_is(
    issue: Issue, maria: Actor, noon: datetime
) -> None:
    notice = actions.annul(by=maria, at=noon, letter=issue(), reason="Ошиблись клиникой")
    sign(letter_id=notice.id, at=noon)

    told = Message.objects.exclude(kind="guarantees.to_clinic").order_by("channel")
    assert [(m.kind, m.channel) for m in told] == [
        ("guarantees.annulled", "email"), ("guarantees.annulled", "sms"),
    ]  # fmt: skip
    for message in told:
        said = kinds.render(
            kinds.find(message.kind), message.channel, message.context, language="ru"
        )
        assert "аннулировано" in said.text
        assert notice.number not in said.text + (said.subject or "")


def test_a_member_whose_account_is_closed_is_not_told_at_the_employers_address(
    cast: people.Cast, issue: Issue, noon: datetime
) -> None:
    cast.anna.is_active = False
    cast.anna.save()
    sign(letter_id=issue().id, at=noon)

    assert Message.objects.filter(kind="guarantees.ready").count() == 0


def test_the_demo_key_says_so_and_is_its_owners_alone(settings: Settings) -> None:
    key = signing_key()

    path = Path(settings.PULT_VAR) / "secrets" / "signing.p12"
    assert key.is_demo
    assert key.owner == "ДЕМО: ключ для примера (demo key)"
    assert path.stat().st_mode & 0o777 == 0o600


def test_real_work_wants_a_real_key(
    settings: Settings, issue: Issue, noon: datetime, tmp_path: Path
) -> None:
    own = Path(settings.PULT_VAR) / "secrets" / "signing.p12"
    signing_key()
    letter = issue()
    settings.PULT_DEMO = False

    with pytest.raises(NoKey, match="PULT_SIGNING_KEY is not set"):
        sign(letter_id=letter.id, at=noon)
    settings.PULT_SIGNING_KEY = str(tmp_path / "absent.p12")
    with pytest.raises(NoKey, match="not there"):
        sign(letter_id=letter.id, at=noon)
    settings.PULT_SIGNING_KEY, settings.PULT_SIGNING_PASSWORD = str(own), "wrong"
    with pytest.raises(NoKey, match="cannot be read"):
        sign(letter_id=letter.id, at=noon)

    settings.PULT_SIGNING_PASSWORD = keys.DEMO_PASSWORD.decode()
    assert sign(letter_id=letter.id, at=noon)
