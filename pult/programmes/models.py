"""Programmes: what is insured, in the programme's own words."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.kernel.ids import new_id


class Programme(models.Model):
    """An insurance programme as sold."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120, unique=True)
    city = models.CharField(max_length=100)
    serves = models.TextField(blank=True)
    territory = models.TextField(blank=True)
    payment_rule = models.TextField(blank=True)
    bonuses = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def quoted(self) -> str:
        """The name in quotation marks, also when it was given with them."""
        return f"«{self.name.strip('«»')}»"


class Section(models.Model):
    """One kind of care in a programme, with its way in and its list of clinics."""

    class Kind(models.TextChoices):
        OUTPATIENT = "outpatient", _("outpatient care")
        HOME = "home", _("doctor at home")
        DENTAL = "dental", _("dental care")
        AMBULANCE = "ambulance", _("ambulance")
        EMERGENCY_INPATIENT = "emergency_inpatient", _("emergency hospital care")
        PLANNED_INPATIENT = "planned_inpatient", _("planned hospital care")
        TELEMEDICINE = "telemedicine", _("telemedicine")
        TRAUMA = "trauma", _("trauma point")
        RESEARCH_CENTRE = "research_centre", _("research centres")
        HIGH_TECH = "high_tech", _("high-tech care")
        SECOND_OPINION = "second_opinion", _("second opinion")
        REHABILITATION = "rehabilitation", _("rehabilitation")

    class Access(models.TextChoices):
        DIRECT = "direct", _("directly at the clinic or through the desk")
        DESK = "desk", _("through the medical desk")
        APPROVAL = "approval", _("with the desk's approval")
        PARTNER = "partner", _("with our partner")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    access = models.CharField(max_length=10, choices=Access.choices)
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    zone = models.CharField(max_length=200, blank=True)
    clinics = models.ManyToManyField(Clinic, related_name="sections")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind"], name="section_once_a_programme")
        ]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """A numbered sentence of a programme: a volume of services, or an exclusion."""

    class Kind(models.TextChoices):
        VOLUME = "volume", _("volume of services")
        EXCLUSION = "exclusion", _("exclusion")
        CONDITION = "condition", _("condition")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="clauses")
    section = models.ForeignKey(Section, models.CASCADE, null=True, related_name="clauses")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.CharField(max_length=12)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="clause_number_once")
        ]

    def __str__(self) -> str:
        return self.number
