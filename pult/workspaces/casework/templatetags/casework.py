"""How cases are written on the staff's screens."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import template

from pult.cases import clocks, happenings, queries
from pult.cases.booking import hours
from pult.cases.kinds.offers import site_title
from pult.cases.models import Case, CaseEvent, Visit
from pult.clinics.models import Site, Specialty
from pult.ui import formats

register = template.Library()
SOON = timedelta(minutes=10)
TONES = {
    Case.State.NEW: "brand",
    Case.State.ACTIVE: "ok",
    Case.State.WAITING_MEMBER: "wait",
    Case.State.WAITING_CLINIC: "wait",
}


@register.filter
def case_title(case: Case) -> str:
    """«Приём травматолога», in the reader's language."""
    return queries.title(case)


@register.filter
def tone(case: Case) -> str:
    """The tone of the state's chip."""
    return TONES.get(Case.State(case.state), "neutral")


@register.filter
def runs(case: Case) -> bool:
    """Whether any clock of the case runs."""
    return case.deadline < clocks.NEVER


@register.simple_tag
def press(case: Case, now: datetime) -> str:
    """How a row of the queue stands out: late and life-threatening ones most."""
    if case.priority == Case.Priority.LIFE or case.deadline < now:
        return "alarm"
    if case.priority == Case.Priority.URGENT or case.deadline < now + SOON:
        return "wait"
    return ""


@register.filter
def happening(event: CaseEvent) -> str:
    """What happened, in words."""
    said = happenings.sentence(event.what)
    if queue := event.data.get("queue"):
        return f"{said} → {Case.Queue(queue).label}"
    if outcome := event.data.get("outcome"):
        return f"{said}: {happenings.OUTCOMES.get(outcome, outcome)}"
    return said


@register.filter
def visit_moment(event: CaseEvent) -> str:
    """When the visit of the event was to begin, as its site's clocks say."""
    return happenings.visit_moment(event.data)


@register.filter
def outcome(case: Case) -> str:
    return str(happenings.OUTCOMES.get(case.outcome, case.outcome))


@register.filter
def visit_hours(visit: Visit) -> str:
    """14:00–14:30, in the zone of the site."""
    return hours(visit)


@register.filter
def visit_day(visit: Visit) -> date:
    """The day in the zone of the site."""
    return visit.slot.lower.astimezone(ZoneInfo(visit.site.zone)).date()


@register.filter
def site_name(site: Site) -> str:
    """Clinic and site."""
    return site_title(site)


@register.filter
def specialty_name(specialty: Specialty) -> str:
    return specialty.name_ru if formats.is_russian() else specialty.name_en


@register.filter
def channel_name(case: Case) -> str:
    """How the request came."""
    return str(queries.CHANNELS.get(case.channel, case.channel))
