"""Reads of the reference books."""

from pult.reference import icd
from pult.reference.models import IcdCode, Service


def known(code: str) -> bool:
    """Whether a diagnosis in its canonical spelling (`icd.parse`) exists.

    By the imported book; before any import, by the blocks of ICD-10 alone. A code that the book
    has abolished still exists: it stands in old documents.
    """
    if IcdCode.objects.filter(
        code=code, kind__in=(IcdCode.Kind.CATEGORY, IcdCode.Kind.CODE)
    ).exists():
        return True
    return icd.known(code) and not IcdCode.objects.exists()


def diagnosis(code: str) -> IcdCode | None:
    """The line of the imported book, if there is one."""
    return IcdCode.objects.filter(code=code).first()


def service(code: str) -> Service | None:
    """A service by its exact code, in force or not."""
    return Service.objects.filter(code=code).first()
