"""Clinics, their sites, when they are open and what they offer."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.kernel.ids import new_id


class Specialty(models.Model):
    """A specialty or a kind of examination that a clinic offers and a member asks for."""

    code = models.CharField(max_length=40, primary_key=True)
    name_ru = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    # Accusative or genitive forms are content too: «приём травматолога».
    visit_ru = models.CharField(max_length=160)
    visit_en = models.CharField(max_length=160)
    synonyms = ArrayField(models.CharField(max_length=80), default=list)
    group = models.CharField(max_length=20, default="doctor")  # doctor, dental, diagnostics
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_ru


class Clinic(models.Model):
    """A medical organisation."""

    class Kind(models.TextChoices):
        OUTPATIENT = "outpatient", _("outpatient clinic")
        DENTAL = "dental", _("dental clinic")
        HOSPITAL = "hospital", _("hospital")
        AMBULANCE = "ambulance", _("ambulance service")
        LAB = "lab", _("laboratory")
        TRAUMA = "trauma", _("trauma point")
        RESEARCH = "research", _("research centre")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    kinds = ArrayField(models.CharField(max_length=20, choices=Kind.choices))
    email = models.EmailField(blank=True)
    # 1 an ordinary clinic, 2 one with more specialties and equipment, 3 a leading centre:
    # programmes speak of "clinics of level 2 and 3 in Moscow".
    level = models.PositiveSmallIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=3), name="clinic_level_is_1_to_3"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """One address of a clinic."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="sites")
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=200)
    city = models.CharField(max_length=100)
    address = models.CharField(max_length=300)
    metro = models.CharField(max_length=100, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    zone = models.CharField(max_length=40, default="Europe/Moscow")
    phones = ArrayField(models.CharField(max_length=30))
    # Seven entries, Monday first: ["08:00", "21:00"], ["00:00", "24:00"] or [] when closed.
    hours = models.JSONField()
    specialties = models.ManyToManyField(Specialty, related_name="sites")
    home_visits = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "code"]
        indexes = [models.Index(fields=["city"], name="site_by_city")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """The clinic's name with that of the site, said once."""
        if self.clinic.name in self.name:
            return self.name
        return f"{self.clinic.name}, {self.name}" if self.name else self.clinic.name


class Revision(models.Model):
    """Which state of the clinics and their sites this is: a trigger of the database changes the
    key with every change of theirs, so that whoever keeps a copy knows when it has grown old."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    key = models.UUIDField(default=uuid4)
