"""What the insurer tells its members: profile, contacts, bonuses, where to turn, articles.

Texts are in both languages, `{"ru": …, "en": …}`, read by `guide.queries.text`.
"""

from django.db import models

from pult.kernel.ids import new_id


class Profile(models.Model):
    """The insurer; one row. The parts that have their own shape are JSON, checked by the loader."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    legal_name = models.CharField(max_length=200)
    product_name = models.JSONField(default=dict)
    # Single sentences by name (short_name, territory, memo_note, registration, …).
    texts = models.JSONField(default=dict)
    slogan = models.JSONField(default=dict)
    brand_colour = models.CharField(max_length=7, default="#0a6a4c")
    cabinet_url = models.URLField(blank=True)
    desk_email = models.EmailField()
    second_opinion_email = models.EmailField(blank=True)
    phones = models.JSONField(default=list)
    emergency = models.JSONField(default=list)
    mailboxes = models.JSONField(default=list)
    curator_hours = models.JSONField(default=list)
    zones_of_responsibility = models.JSONField(default=list)
    serves = models.JSONField(default=list)
    does_not_serve = models.JSONField(default=list)
    payment_rule = models.JSONField(default=dict)
    ways_of_care = models.JSONField(default=list)
    telemedicine = models.JSONField(default=dict)
    videos = models.JSONField(default=list)
    leaflets = models.JSONField(default=list)
    apps = models.JSONField(default=list)
    # Regions of bonuses: {"moscow": {"title": {…}, "cities": ["Москва"]}}; no cities: everywhere.
    regions = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_insurer")]

    def __str__(self) -> str:
        return self.name


class Bonus(models.Model):
    """A bonus or an advantage beside the programme."""

    code = models.CharField(max_length=40, primary_key=True)
    title = models.JSONField()
    description = models.JSONField(default=dict)
    mark = models.CharField(max_length=10, blank=True)  # "", desk, partner
    way_in = models.JSONField(default=dict)
    links = models.JSONField(default=list)
    regions = models.JSONField(default=list)  # [] means everywhere
    for_all = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]


class WhereToTurn(models.Model):
    """A question and who answers it."""

    code = models.CharField(max_length=40, primary_key=True)
    question = models.JSONField()
    answer = models.JSONField()
    targets = models.JSONField(default=list)
    action = models.CharField(max_length=60, blank=True)
    also = models.JSONField(default=list)
    is_urgent = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]


class Article(models.Model):
    """An article on a healthy way of life."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(unique=True)
    title = models.JSONField()
    lead = models.JSONField(default=dict)
    body = models.JSONField()  # Markdown
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
