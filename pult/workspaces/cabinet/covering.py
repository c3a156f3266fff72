"""What follows from an answer: buttons of the cabinet, and questions that are one tap away."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.clinics.models import Site
from pult.coverage.actions import Answered
from pult.coverage.engine.decision import APPROVAL_NEEDED, COVERED
from pult.coverage.words import Told, tell
from pult.people import phones
from pult.reference.models import Service

# The form of a request for a kind of service; anything else is a question to the desk.
FORMS = {
    "visit": "appointment",
    "dental": "dental",
    "test": "diagnostics",
    "imaging": "diagnostics",
    "procedure": "diagnostics",
    "home": "house_call",
    "inpatient": "hospitalisation",
    "operation": "hospitalisation",
}
QUESTION = "programme_question"
ARRANGED = (COVERED, APPROVAL_NEEDED)
# What an alternative asks anew with: the field of the form of that name.
ASKS = {"service": "service", "clinic": "clinic", "stage": "stage"}


@dataclass(frozen=True)
class Step:
    """A button: a form that begins a request with what is known, or a plain link."""

    label: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)
    is_call: bool = False


@dataclass(frozen=True)
class Option:
    """Another way. With `fields` one tap asks it; `title` is the insurer's name of a thing."""

    text: str
    verdict: str
    fields: dict[str, str]
    is_data: bool = False


@dataclass(frozen=True)
class Shown:
    """An answer as the page shows it."""

    told: Told
    service: str
    service_is_russian: bool
    steps: list[Step]
    options: list[Option]
    asks_place: bool
    carried: dict[str, str]


def shown(answered: Answered, *, text: str, carried: dict[str, str]) -> Shown:
    """The answer to `text` with what to do next, in the reader's language. `carried` is all that
    was asked, by the names of the form's fields: what is asked anew differs in one of them."""
    told = tell(answered, to_member=True)
    titles = _titles(answered)
    about = answered.decision.service or ""
    title, is_russian = titles.get(about, ("", False))
    return Shown(
        told=told,
        service=title,
        service_is_russian=is_russian,
        steps=_steps(answered, text),
        options=[_option(one, titles, carried) for one in told.alternatives],
        asks_place="place" in told.missing,
        carried=carried,
    )


def _titles(answered: Answered) -> dict[str, tuple[str, bool]]:
    """Names of the services in the reader's language, and whether Russian is all there is."""
    russian = (get_language() or "ru").startswith("ru")
    rows = Service.objects.filter(code__in=list(answered.facts.services))
    return {
        row.code: (row.title_ru, True) if russian or not row.title_en else (row.title_en, False)
        for row in rows
    }


def _option(
    one: dict[str, str], titles: dict[str, tuple[str, bool]], carried: dict[str, str]
) -> Option:
    kind = one["kind"]
    text, is_data = one["name"] or one["what"], bool(one["name"])
    if kind == "service":
        text, is_data = titles.get(one["service"], (one["service"], False))
    name = ASKS.get(kind)
    fields = carried | {name: one[name]} if name else {}
    return Option(text, one["said"], fields, is_data)


def _steps(answered: Answered, text: str) -> list[Step]:
    """The way of the answer first; a person can be asked always."""
    decision = answered.decision
    ask = Step(
        _("Ask a person at the desk"), reverse("cabinet:request-new", args=[QUESTION]),
        {"text": text},
    )  # fmt: skip
    if decision.verdict not in ARRANGED:
        return [ask]
    found = [*_letter(answered), *_way(answered, text)]
    return [*found, ask] if all(step.url != ask.url for step in found) else found


def _letter(answered: Answered) -> list[Step]:
    """Where the rules alone approve, nobody has to be waited for."""
    row, decision = answered.row, answered.decision
    at_once = decision.by_rule and decision.verdict == APPROVAL_NEEDED and decision.clinic
    if row is None or not at_once:
        return []
    label = _("Get the letter of guarantee now")
    return [Step(label, reverse("cabinet:letter-by-rule"), {"decision": str(row.id)})]


def _way(answered: Answered, text: str) -> list[Step]:
    decision = answered.decision
    service = answered.facts.services[decision.service or ""]
    kind = decision.next_step.kind
    if kind == "emergency" or service.kind == "ambulance":
        return [Step(_("Emergency phones"), reverse("cabinet:emergency"))]
    if kind == "link":
        page = "cabinet:telemedicine" if service.kind == "telemedicine" else "cabinet:bonuses"
        return [Step(_("Open the page with the link"), reverse(page))]
    if kind == "curator":
        return [_request("doctor_question", _("Write to the doctor-curator"), {"text": text})]
    site = _site(decision.next_step.clinic or decision.clinic, answered.facts.city)
    form = FORMS.get(service.kind, QUESTION)
    known = {"text": text, "specialty": _specialty(service.code)}
    if site and kind == "registry":
        known["site"] = str(site.id)
    label = _("Ask the desk to book it") if form != QUESTION else _("Write to the desk")
    steps = [_request(form, label, {name: value for name, value in known.items() if value})]
    if site and kind == "registry" and site.phones:
        number = site.phones[0]
        call = _("Call the clinic: %(phone)s") % {"phone": phones.shown(number)}
        steps.append(Step(call, f"tel:{number}", is_call=True))
    return steps


def _request(kind: str, label: str, fields: dict[str, str]) -> Step:
    return Step(label, reverse("cabinet:request-new", args=[kind]), fields)


def _specialty(code: str) -> str:
    return Service.objects.filter(code=code).values_list("specialty", flat=True).first() or ""


def _site(clinic: str | None, city: str) -> Site | None:
    """A site of the clinic, in the programme's city if there is one."""
    sites = list(Site.objects.filter(clinic__code=clinic or "", is_active=True).order_by("code"))
    return next((site for site in sites if site.city == city), next(iter(sites), None))
