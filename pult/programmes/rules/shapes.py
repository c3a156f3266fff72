"""The document of a programme as frozen data; docs/coverage.md says what each field means."""

from dataclasses import dataclass

SCHEMA = 1

KINDS = ("volume", "exclusion", "condition")
RIDER = "rider"  # the kind of a clause that one member has besides
ACCESS = ("direct", "desk", "approval", "partner")
EFFECTS = ("cover", "approve", "exclude", "lift")
WAYS = ("registry", "desk", "curator", "partner", "link", "emergency")
URGENCIES = ("emergency", "urgent", "planned")
STAGES = ("complaint", "diagnosis", "treatment")
ZONES = ("inside", "edge", "outside")
SEXES = ("f", "m")
UNITS = ("count", "money")
PERIODS = ("year", "month", "case", "policy")
LEVELS = (1, 2, 3)
OLDEST = 150  # whole years; nobody is older

LISTED, UNLISTED = "listed", "unlisted"

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a clause, as written; an empty condition is not asked."""

    id: str
    effect: str
    services: Codes = ()
    diagnoses: Codes = ()
    section: str = ""
    clinics: Codes = ()
    cities: Codes = ()
    age: tuple[int, int] | None = None
    sex: str = ""
    urgency: Codes = ()
    stage: Codes = ()
    zone: Codes = ()
    exceptions_to: Codes = ()
    way: str = ""
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `cap` pieces or kopecks of the services in a period."""

    code: str
    unit: str
    cap: int
    per: str
    services: Codes = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """The services are paid from `days` after the first day insured on."""

    code: str
    days: int
    services: Codes = ()
    urgency: Codes = ()


@dataclass(frozen=True, slots=True)
class Share:
    """The patient's part of the cost: either percent or kopecks, the other is 0."""

    code: str
    percent: int = 0
    kopecks: int = 0
    services: Codes = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered sentence of the programme (or of one member's rider) and what follows from it."""

    number: str
    kind: str
    text: str
    section: str = ""
    rules: tuple[Rule, ...] = ()
    limits: tuple[Limit, ...] = ()
    waits: tuple[Wait, ...] = ()
    shares: tuple[Share, ...] = ()

    def section_of(self, rule: Rule) -> str:
        """The section of which the rule's "listed" and zone speak."""
        return rule.section or self.section


Rider = Clause  # of the kind RIDER, read by `parse_rider`


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of care, its list of clinics and its zone."""

    code: str
    clause: str
    title: str
    access: str = "direct"
    clinics: Codes = ()
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Services under one name; «@code» of another group brings its services."""

    code: str
    title: str
    services: Codes


@dataclass(frozen=True, slots=True)
class DiagnosisSet:
    """Codes and ranges of ICD-10 under one name, «!» before holes."""

    code: str
    title: str
    icd: Codes


@dataclass(frozen=True, slots=True)
class ClinicList:
    """The clinics named, and those whose level and city are among the given."""

    code: str
    title: str
    clinics: Codes = ()
    levels: tuple[int, ...] = ()
    cities: Codes = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """All places within `distance_km` of the ring, its edge `edge_km` wide on either side."""

    code: str
    title: str
    distance_km: float
    edge_km: float
    ring: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Numbers of the clauses that the engine cites by itself."""

    period: str
    sections: str
    outside: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole programme."""

    code: str
    title: str
    city: str
    names: Names
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    groups: tuple[Group, ...] = ()
    diagnoses: tuple[DiagnosisSet, ...] = ()
    clinics: tuple[ClinicList, ...] = ()
    zones: tuple[Zone, ...] = ()
    serves: str = ""
    territory: str = ""
    payment_rule: str = ""
    bonuses: Codes = ()
    schema: int = SCHEMA
