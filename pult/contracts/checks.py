"""The address in a policy's QR: whoever scans it learns whether the policy is valid, no more."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from pult.contracts.models import Policy

# Neither the number of the policy nor anything else of the person stands in the address.
_signer = Signer(salt="pult.contracts.checks")


def check_url(policy: Policy) -> str:
    """The absolute address of the public check of this policy."""
    token = _signer.sign(policy.id.hex).replace(":", "~")
    return settings.PULT_URL + reverse("cabinet:policy-check", args=[token])


def policy_of(token: str) -> Policy | None:
    """The policy that a scanned address names; None for a forged or unknown one."""
    policy_id, _, signature = token.rpartition("~")
    try:
        policy_id = _signer.unsign(f"{policy_id}:{signature}")
    except BadSignature:
        return None
    return Policy.objects.select_related("person").filter(id=policy_id).first()
