"""What the worker does with a letter that was issued: print it, sign it, send it."""

import hashlib
from datetime import datetime
from io import BytesIO
from uuid import UUID

import structlog
from django.db import transaction
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from pult.guarantees import gateway, keys, messages, prints
from pult.guarantees.keys import Key
from pult.guarantees.lifecycle import Action, State
from pult.guarantees.models import Letter, LetterPdf
from pult.kernel import clock
from pult.people.access import SYSTEM

log = structlog.get_logger("pult.guarantees")
SIGNABLE = (State.PENDING, State.ACTIVE, State.EXHAUSTED)


def sign(*, letter_id: UUID, at: datetime) -> bool:
    """Print and sign a letter, make it active, and tell its clinic and its person.

    False when there is nothing to do: signed already, or annulled before it came to that. The
    printing happens before the transaction, which stays short; of two workers one wins.
    """
    letter = _unsigned(letter_id)
    if letter is None:
        return False
    key = keys.signing_key()
    content = signed(prints.letter_pdf(letter, key), key)
    with transaction.atomic():
        letter = gateway.load(letter_id=letter_id, by=SYSTEM, at=at)
        if letter.state not in SIGNABLE or LetterPdf.objects.filter(letter=letter).exists():
            return False
        LetterPdf.objects.create(
            letter=letter, content=content, sha256=hashlib.sha256(content).hexdigest(),
            signed=True, certificate=key.fingerprint, made_at=clock.now(),
        )  # fmt: skip
        gateway.change(letter, Action.SIGN)
        gateway.happened(letter, "signed", by=SYSTEM, at=at)
        gateway.journal(letter, "letter.signed", by=SYSTEM, at=at)
        messages.ready(letter, at=at)
    log.info("letter.signed", letter=str(letter_id), demo_key=key.is_demo)
    return True


def signed(pdf: bytes, key: Key) -> bytes:
    """The PDF with an invisible PAdES signature over all of it, as an incremental update: what
    was printed, and that it is PDF/A, stays as it was."""
    meta = signers.PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    out = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    signers.PdfSigner(meta, signer=key.signer).sign_pdf(writer, output=out)
    return out.getvalue()


def _unsigned(letter_id: UUID) -> Letter | None:
    related = ("policy__contract__employer", "policy__programme", "person", "clinic", "parent")
    letter = Letter.objects.select_related(*related).filter(id=letter_id).first()
    if letter is None or letter.state not in SIGNABLE:
        return None
    return None if LetterPdf.objects.filter(letter=letter).exists() else letter
