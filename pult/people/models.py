"""Persons (who they are), accounts (how they sign in) and roles (what they may do)."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.kernel import clock, crypto
from pult.kernel.ids import new_id


class Person(models.Model):
    """A human being: an insured member, a dependant. Contacts given by an employer stand on the
    policy, since two employers may give two."""

    class Sex(models.TextChoices):
        MALE = "m", _("male")
        FEMALE = "f", _("female")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    middle_name = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    city = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    # Derived by `people.names.keys`: comparing, sorting, finding by ear.
    name_key = models.CharField(max_length=310)
    sort_key = models.CharField(max_length=400)
    sound_key = models.CharField(max_length=100)
    passport_cipher = models.BinaryField(null=True)
    passport_digest = models.CharField(max_length=64, blank=True)
    passport_mask = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["birth_date", "name_key"], name="person_by_birth_date"),
            models.Index(fields=["sound_key", "birth_date"], name="person_by_sound"),
            models.Index(
                fields=["name_key"], name="person_by_name", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(
                fields=["passport_digest"],
                name="person_by_passport",
                condition=~models.Q(passport_digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.last_name, self.first_name, self.middle_name)))

    @property
    def given_names(self) -> str:
        return " ".join(filter(None, (self.first_name, self.middle_name)))

    @property
    def passport(self) -> str:
        """Series and number in clear; '' when unknown."""
        if not self.passport_cipher:
            return ""
        cipher = crypto.fernet(settings.PULT_DATA_KEYS)
        return cipher.decrypt(bytes(self.passport_cipher)).decode()


class Surname(models.Model):
    """Each surname once, so that a mistyped one is found among thousands and not among millions.

    Kept by a statement trigger on persons (migration 0002): whoever writes persons, and however
    many at once, it stays complete.
    """

    key = models.CharField(max_length=100, primary_key=True)

    class Meta:
        indexes = [
            # Without the list of pending entries, which every search would have to read through.
            GinIndex(
                fields=["key"],
                name="surname_by_likeness",
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            )
        ]


class AccountManager(BaseUserManager["Account"]):
    """How Django and allauth make accounts."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in. A member's account belongs to a person; a staff account has roles."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # A dependant's account may have no e-mail, a staff account no mobile.
    email = models.EmailField(unique=True, null=True, blank=True)
    mobile = models.CharField(max_length=16, unique=True, null=True, blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="account")
    display_name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, default="ru")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    # Consent to the processing of health data (152-FZ, art. 10).
    consent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]
    objects = AccountManager()

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name


class RoleGrant(models.Model):
    """A role that an account holds, whole or within one employer, contract or clinic."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20)
    # The employer of HR, the clinic of a registrar, the contract of a curator: a plain id,
    # since those nouns live above this package.
    scope_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "scope_id"],
                name="role_granted_once",
                nulls_distinct=False,
            )
        ]
