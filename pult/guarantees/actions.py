"""Every write on a letter. Each is keyword-only, with `by` and `at`, in one transaction."""

from pult.guarantees.ending import annul, expire_due
from pult.guarantees.issuing import issue, supplement
from pult.guarantees.reading import check_at_clinic, download, read
from pult.guarantees.refusing import refuse
from pult.guarantees.using import consume
from pult.guarantees.wanted import Line

__all__ = [
    "Line",
    "annul",
    "check_at_clinic",
    "consume",
    "download",
    "expire_due",
    "issue",
    "read",
    "refuse",
    "supplement",
]
