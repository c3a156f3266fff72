"""Reading programmes: sections with their clinics, clauses grouped as they are read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from pult.clinics.models import Site
from pult.programmes.models import Clause, Programme, ProgrammeVersion, Section


@dataclass
class Part:
    """A section with its clauses by kind, each in the programme's order."""

    section: Section
    volume: list[Clause] = field(default_factory=list)
    conditions: list[Clause] = field(default_factory=list)
    exclusions: list[Clause] = field(default_factory=list)


@dataclass
class Reading:
    """A programme as people read it: parts, and the clauses that belong to no part."""

    programme: Programme
    parts: list[Part]
    conditions: list[Clause]
    exclusions: list[Clause]

    @property
    def all_exclusions(self) -> list[Clause]:
        return [*(clause for part in self.parts for clause in part.exclusions), *self.exclusions]


def version_on(programme_id: UUID, day: date) -> ProgrammeVersion | None:
    """The published version in force on a day."""
    return ProgrammeVersion.objects.filter(
        programme_id=programme_id, state=ProgrammeVersion.State.PUBLISHED, period__contains=day
    ).first()


def version_by_digest(digest: str) -> ProgrammeVersion | None:
    """The published version (the latest of equal ones) whose document has this hash."""
    return (
        ProgrammeVersion.objects.filter(digest=digest, state=ProgrammeVersion.State.PUBLISHED)
        .order_by("-published_at")
        .first()
    )


def version(version_id: UUID) -> ProgrammeVersion | None:
    """A version with its programme and the people who wrote it."""
    people = ("created_by", "changed_by", "published_by")
    return (
        ProgrammeVersion.objects.select_related("programme", *people).filter(id=version_id).first()
    )


def with_versions() -> list[Programme]:
    """Every programme, its versions the latest first and without their documents."""
    short = ProgrammeVersion.objects.defer("document").select_related("changed_by", "published_by")
    versions = Prefetch("versions", short.order_by("-number"))
    return list(Programme.objects.prefetch_related(versions))


def missing_sections(programme: Programme, wanted: Iterable[str]) -> list[Section.Kind]:
    """Which of the `wanted` kinds of section the programme does not have, in their order."""
    held = set(programme.sections.values_list("kind", flat=True))
    return [Section.Kind(kind) for kind in wanted if kind not in held]


@dataclass
class Place:
    """The sites of one city."""

    city: str
    sites: list[Site]


def read(programme: Programme) -> Reading:
    """The whole text. Two queries, however long the programme."""
    parts = {section.id: Part(section) for section in sections(programme)}
    reading = Reading(programme, list(parts.values()), [], [])
    lists = {"volume": "volume", "condition": "conditions", "exclusion": "exclusions"}
    for clause in Clause.objects.filter(programme=programme).order_by("position", "id"):
        home = parts.get(clause.section_id) if clause.section_id else None
        # A volume without a section has no place of its own: it is told as a condition.
        name = lists[clause.kind] if home or clause.kind != "volume" else "conditions"
        getattr(home or reading, name).append(clause)
    return reading


def sections(programme: Programme) -> list[Section]:
    return list(Section.objects.filter(programme=programme))


def sites_by_section(programme: Programme) -> dict[UUID, list[Place]]:
    """The clinics of each section, by city: the programme's own city first. Three queries."""
    with_clinics = Section.objects.filter(programme=programme).prefetch_related(
        Prefetch(
            "clinics__sites",
            Site.objects.filter(is_active=True, clinic__is_active=True).select_related("clinic"),
        )
    )
    return {
        section.id: _places(
            (site for clinic in section.clinics.all() for site in clinic.sites.all()),
            programme.city,
        )
        for section in with_clinics
    }


def _places(sites: Iterable[Site], home: str) -> list[Place]:
    by_city: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        by_city[site.city].append(site)
    return [
        Place(city, sorted(found, key=lambda site: (site.clinic.name, site.name)))
        for city, found in sorted(by_city.items(), key=lambda pair: (pair[0] != home, pair[0]))
    ]
