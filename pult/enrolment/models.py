"""Sign-up on the way: contacts, their codes, the tries made, invitations."""

from django.db import models

from pult.contracts.models import Policy
from pult.kernel.ids import new_id
from pult.people.models import Account


class SignUp(models.Model):
    """One attempt to prove a mobile and a work e-mail. Kept whether or not they are known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    mobile = models.CharField(max_length=16)
    work_email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="ru")
    invitation = models.ForeignKey("Invitation", models.CASCADE, null=True)
    started_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    identity_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["mobile", "-started_at"], name="signup_by_mobile")]


class OneTimeCode(models.Model):
    """A code sent to an address. Only its keyed digest is kept; tries are counted by UPDATE."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=12)  # signup, signin, invitation
    subject_id = models.UUIDField()  # the sign-up, the sign-in attempt
    channel = models.CharField(max_length=10)
    address_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "channel"], name="code_by_subject"),
            models.Index(fields=["address_digest", "-created_at"], name="code_by_address"),
        ]


class Invitation(models.Model):
    """Lets a dependant without work e-mail sign up with their own mobile."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="invitations")
    mobile = models.CharField(max_length=16)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SignIn(models.Model):
    """One attempt to sign in by a code to the mobile or the e-mail of an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=254)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
