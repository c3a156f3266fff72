"""What is known when a question is asked: all that a decision may depend on."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """`last_day` is served; waiting periods run from `insured_since`."""

    number: str
    start: date
    last_day: date
    insured_since: date


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """`sex` is "f", "m", or "" where it is not on record."""

    birth_date: date
    sex: str


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A service as the reference book knows it."""

    code: str
    title: str
    kind: str
    urgency: str


@dataclass(frozen=True, slots=True)
class ClinicFacts:
    """`offers` are codes of services; `km` is the distance to the place asked about, if any."""

    code: str
    name: str
    city: str
    level: int
    offers: frozenset[str]
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """`clinics` are those that the document names; they put themselves in order: the nearest
    first, those without a distance last, then by code. Distances are in kilometres, to the metre.
    `zones` are distances from the place to the rings, `used` what is used up of limits, `city` the
    one to go by where there is no clinic.
    """

    policy: PolicyFacts
    member: MemberFacts
    services: dict[str, ServiceFacts]
    clinic: ClinicFacts | None
    clinics: tuple[ClinicFacts, ...]
    zones: dict[str, float]
    used: dict[str, int]
    city: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "clinics", tuple(sorted(self.clinics, key=_nearest)))

    def to_data(self) -> dict[str, Any]:
        """JSON data; `from_data` reads back equal facts."""
        return {
            "policy": {k: _plain(v) for k, v in asdict(self.policy).items()},
            "member": {k: _plain(v) for k, v in asdict(self.member).items()},
            "services": {code: asdict(service) for code, service in self.services.items()},
            "clinic": _clinic_data(self.clinic) if self.clinic else None,
            "clinics": [_clinic_data(clinic) for clinic in self.clinics],
            "zones": dict(self.zones),
            "used": dict(self.used),
            "city": self.city,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Facts":
        policy, member = data["policy"], data["member"]
        return cls(
            policy=PolicyFacts(
                policy["number"],
                *(date.fromisoformat(policy[k]) for k in ("start", "last_day", "insured_since")),
            ),
            member=MemberFacts(date.fromisoformat(member["birth_date"]), member["sex"]),
            services={code: ServiceFacts(**row) for code, row in data["services"].items()},
            clinic=_clinic(data["clinic"]) if data["clinic"] else None,
            clinics=tuple(_clinic(row) for row in data["clinics"]),
            zones=dict(data["zones"]),
            used=dict(data["used"]),
            city=data["city"],
        )


def _nearest(clinic: ClinicFacts) -> tuple[bool, float, str]:
    return clinic.km is None, clinic.km or 0.0, clinic.code


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _clinic_data(clinic: ClinicFacts) -> dict[str, Any]:
    return asdict(clinic) | {"offers": sorted(clinic.offers)}


def _clinic(data: dict[str, Any]) -> ClinicFacts:
    return ClinicFacts(**data | {"offers": frozenset(data["offers"])})
