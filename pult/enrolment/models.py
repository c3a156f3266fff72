"""Sign-up and sign-in on the way: contacts, their codes, the tries made."""

from django.db import models

from pult.contracts.models import Invitation
from pult.kernel.ids import new_id


class SignUp(models.Model):
    """One attempt to prove a mobile and a work e-mail. Kept whether or not they are known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    mobile = models.CharField(max_length=16)
    # Empty for a dependant who comes by an invitation.
    work_email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="ru")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True)
    started_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    identity_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["mobile", "-started_at"], name="signup_by_mobile")]


class SignIn(models.Model):
    """One attempt to sign in by a code to the mobile or the e-mail of an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=2, default="ru")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)


class OneTimeCode(models.Model):
    """The place of a code sent to an address. Only its keyed digest is kept; tries are counted
    by UPDATE. Until the worker finds that the address is known, the digest is empty and no
    guess fits."""

    class Purpose(models.TextChoices):
        SIGN_UP = "signup"
        SIGN_IN = "signin"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    subject_id = models.UUIDField()  # the sign-up or the sign-in
    channel = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "channel", "-created_at"], name="code_by_subject"),
        ]


class Tally(models.Model):
    """How often something was done under one key within its window; see `enrolment.limits`."""

    key = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField()
