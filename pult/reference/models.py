"""Reference books: diagnoses of ICD-10 and medical services, and what finds a service in words."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IcdCode(models.Model):
    """One line of the Ministry's ICD-10 (OID 1.2.643.5.1.13.13.11.1005)."""

    class Kind(models.TextChoices):
        CHAPTER = "chapter", _("chapter")  # XI
        BLOCK = "block", _("block")  # A15-A19
        CATEGORY = "category", _("category")  # A16
        CODE = "code", _("code")  # A16.0, M00.00

    code = models.CharField(max_length=12, primary_key=True)
    title_ru = models.CharField(max_length=500)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    is_actual = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code


class Service(models.Model):
    """A medical service: of the nomenclature (order 804n), or the insurer's own (P-0001)."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit to a doctor")
        TEST = "test", _("laboratory test")
        IMAGING = "imaging", _("examination")
        PROCEDURE = "procedure", _("procedure")
        OPERATION = "operation", _("operation")
        DENTAL = "dental", _("dental care")
        HOME = "home", _("care at home")
        AMBULANCE = "ambulance", _("ambulance")
        INPATIENT = "inpatient", _("care in hospital")
        TELEMEDICINE = "telemedicine", _("telemedicine")
        BONUS = "bonus", _("bonus")
        PREVENTION = "prevention", _("prevention")
        COSMETIC = "cosmetic", _("cosmetic service")
        OTHER = "other", _("other")

    class Urgency(models.TextChoices):
        EMERGENCY = "emergency", _("emergency")
        URGENT = "urgent", pgettext_lazy("urgency", "urgent")
        PLANNED = "planned", _("planned")

    code = models.CharField(max_length=20, primary_key=True)
    title_ru = models.CharField(max_length=500)
    title_en = models.CharField(max_length=200, blank=True)
    # The title by the order, word for word; it stands in documents for clinics.
    official_title = models.CharField(max_length=1000, blank=True)
    synonyms = ArrayField(models.CharField(max_length=100), default=list)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)
    # What a clinic must offer to give this service: a code of `clinics.Specialty`, "" for any.
    specialty = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.PLANNED)
    # Somebody goes to the member, so the answer depends on where the member is.
    needs_place = models.BooleanField(default=False)
    # The less, the more often people ask for it.
    position = models.IntegerField(default=100_000)
    is_own = models.BooleanField(default=False)  # stands in the insurer's catalogue
    is_official = models.BooleanField(default=False)  # confirmed by the Ministry's file
    is_actual = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code

    @property
    def document_title(self) -> str:
        """How a letter or an invoice names it."""
        return self.official_title or self.title_ru


class ServicePhrase(models.Model):
    """One way to name a service, as stems. Rebuilt by `search.index` after every load."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="phrases")
    stems = SearchVectorField()
    # How much all its stems tell together; see `search.index`.
    weight = models.FloatField()
    is_own = models.BooleanField()

    class Meta:
        indexes = [
            GinIndex(fields=["stems"], name="phrase_by_stems", fastupdate=False),
        ]


class ServiceWord(models.Model):
    """Each word of those phrases once, so that a mistyped one is found among thousands."""

    word = models.CharField(max_length=60, primary_key=True)
    stem = models.CharField(max_length=60)
    # How much the stem tells: much when it is rare.
    weight = models.FloatField()
    is_own = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["stem"], name="word_by_stem"),
            GinIndex(
                fields=["word"],
                name="word_by_likeness",
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
        ]
