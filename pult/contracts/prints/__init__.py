"""The documents that an insured person prints: policy, memo, programme."""

from django.utils import translation

from pult.contracts.models import Policy
from pult.contracts.prints.memo import memo_data
from pult.contracts.prints.policy import policy_data
from pult.contracts.prints.programme import programme_data
from pult.documents import render


def policy_pdf(policy: Policy, language: str = "ru") -> bytes:
    """One page: who is insured, until when, how to get care, whom to call, a QR to check it."""
    with translation.override(language):
        return render.pdf("contracts/typst/policy.typ", policy_data(policy))


def memo_pdf(policy: Policy, language: str = "ru") -> bytes:
    """Clinics with contacts and hours, how care is organised, exclusions, who answers for what."""
    with translation.override(language):
        return render.pdf("contracts/typst/memo.typ", memo_data(policy))


def programme_pdf(policy: Policy, language: str = "ru") -> bytes:
    """The programme of this policy: every section, clause and exclusion."""
    with translation.override(language):
        return render.pdf("contracts/typst/programme.typ", programme_data(policy))


__all__ = ["memo_pdf", "policy_pdf", "programme_pdf"]
