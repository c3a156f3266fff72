"""The address in a policy's QR: whoever scans it learns whether the policy is valid, no more."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from pult.contracts.models import Policy

# The signature keeps the address from being guessed; the number stands plain before it.
_signer = Signer(salt="pult.contracts.checks")


def check_url(policy: Policy) -> str:
    """The absolute address of the public check of this policy."""
    token = _signer.sign(policy.number).replace(":", "~")
    return settings.PULT_URL + reverse("cabinet:policy-check", args=[token])


def policy_of(token: str) -> Policy | None:
    """The policy that a scanned address names; None for a forged or unknown one."""
    number, _, signature = token.rpartition("~")
    try:
        number = _signer.unsign(f"{number}:{signature}")
    except BadSignature:
        return None
    return Policy.objects.select_related("person").filter(number=number).first()
