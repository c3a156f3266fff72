"""Files that come with a case: checked by what they hold, kept under names nobody can guess."""

import secrets
from datetime import datetime
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from pult.cases.models import Case, CaseEvent, CaseFile
from pult.kernel.errors import Refusal
from pult.kernel.text import tidy

LARGEST = 10 * 1024 * 1024
MOST_FILES = 10
ACCEPT = "application/pdf,image/jpeg,image/png,image/heic,.pdf,.jpg,.jpeg,.png,.heic"
LONGEST_NAME = 120
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/heic": ".heic",
}
_QUOTES = str.maketrans("", "", "\"'`")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


def check(file: UploadedFile) -> str:
    """The content type that the first bytes show; raises Refusal for others and for large files."""
    if file.size is None or file.size > LARGEST:
        raise Refusal(_("The file is larger than 10 MB"), field="files")
    file.seek(0)
    head = file.read(32)
    file.seek(0)
    found = _type_of(head)
    if found is None:
        raise Refusal(_("Only PDF, JPEG, PNG and HEIC files can be attached"), field="files")
    return found


def _type_of(head: bytes) -> str | None:
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return None


def keep(*, case: Case, event: CaseEvent, files: list[UploadedFile], at: datetime) -> None:
    """Write the files and their rows. A transaction that fails leaves at most unnamed files."""
    if len(files) > MOST_FILES:
        raise Refusal(_("Too many files at once"), field="files")
    rows = []
    for file in files:
        kind = check(file)
        path = f"cases/{at:%Y/%m}/{secrets.token_hex(20)}{_ENDINGS[kind]}"
        _write(file, Path(settings.MEDIA_ROOT) / path)
        rows.append(
            CaseFile(
                case=case,
                event=event,
                name=_safe_name(file.name or "", _ENDINGS[kind]),
                kind=kind,
                size=file.size or 0,
                path=path,
                added_at=at,
            )
        )
    CaseFile.objects.bulk_create(rows)


def _write(file: UploadedFile, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with target.open("xb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    target.chmod(0o600)


def _safe_name(name: str, ending: str) -> str:
    """The name people see: without folders, without quotes, which would end it in a header, and
    with the ending of what the file really is."""
    bare = name.replace("\\", "/").translate(_QUOTES)
    return (tidy(PurePath(bare).stem)[:LONGEST_NAME] or "file") + ending


def sweep(*, before: datetime) -> int:
    """Remove files older than `before` that no row names: transactions that failed left them.
    Tells how many."""
    root = Path(settings.MEDIA_ROOT)
    old = [
        path
        for path in root.glob("cases/*/*/*")
        if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    removed = 0
    for start in range(0, len(old), 1000):
        some = old[start : start + 1000]
        names = {path.relative_to(root).as_posix(): path for path in some}
        named = CaseFile.objects.filter(path__in=names).values_list("path", flat=True)
        for name in names.keys() - set(named):
            names[name].unlink(missing_ok=True)
            removed += 1
    return removed


def download(file: CaseFile) -> FileResponse:
    """The file as a download that no browser runs or guesses about. The caller checks access."""
    response = FileResponse(
        (Path(settings.MEDIA_ROOT) / file.path).open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=file.kind,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
