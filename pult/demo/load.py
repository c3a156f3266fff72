"""Loading an insurer's folder: read everything first, then write all of it or nothing."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Contract
from pult.demo.book import write_book
from pult.demo.letters import write_letters
from pult.demo.parts.book import read_book
from pult.demo.parts.clinics import read_clinics, read_specialties, write_clinics
from pult.demo.parts.guide import read_guide, write_guide
from pult.demo.parts.profile import read_profile, write_profile
from pult.demo.parts.programmes import read_programmes, write_programmes
from pult.demo.parts.riders import read_riders, write_riders
from pult.demo.parts.services import read_services, write_services
from pult.demo.requests import write_requests
from pult.guide import queries as guide
from pult.guide.models import Profile
from pult.journal import actions as journal
from pult.kernel import clock
from pult.kernel.errors import Forbidden, Refusal
from pult.people.access import Actor, Can
from pult.people.models import Person
from pult.programmes.models import Programme

INSURER = Path(__file__).parent / "insurer"
FIRST_CONTRACT = "2026-0001"
# Two processes that prepare one database at once: the second waits, then finds it done.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('pult.demo'))"


@dataclass(frozen=True)
class Loaded:
    """How many rows of each sort the folder holds."""

    clinics: int
    programmes: int
    bonuses: int
    turns: int
    articles: int


def load_demo(*, by: Actor, at: datetime) -> bool:
    """The demo insurer and its book; False, and nothing changed, when they are there already."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME)
        if Contract.objects.filter(number=FIRST_CONTRACT).exists():
            return False
        if Profile.objects.exists() or Person.objects.exists():
            raise Refusal(
                _(
                    "This database holds another insurer's data already; the demo was not loaded. "
                    "Set PULT_DEMO=0 to run without it."
                )
            )
        load_insurer(folder=INSURER, by=by, at=at)
        year = at.astimezone(clock.MOSCOW).year
        book = read_book(
            INSURER,
            year=year,
            programmes=set(Programme.objects.values_list("code", flat=True)),
        )
        write_book(book, year=year)
        write_riders(read_riders(INSURER, year=year), at=at)
        write_requests(INSURER, at=at)
        write_letters(INSURER, at=at)
        journal.record(what="demo.loaded", at=at, account_id=by.account_id, role=by.role)
    return True


def load_insurer(*, folder: Path, by: Actor, at: datetime) -> Loaded:
    """Put the folder's profile, guide, clinics and programmes in place of the present ones.

    A mistake in a file is a `Mistake` that names file and key; then nothing has changed.
    """
    if not by.can(Can.RUN_OFFICE):
        raise Forbidden(_("Only the insurer's office may do this."))
    profile = read_profile(folder)
    told = read_guide(folder, profile)
    specialties = read_specialties(folder)
    services = read_services(folder, {specialty.code for specialty in specialties})
    places = read_clinics(folder, {specialty.code for specialty in specialties})
    programmes = read_programmes(
        folder,
        clinics={place.clinic.code for place in places},
        bonuses={bonus.code for bonus in told.bonuses},
        services=services,
        regions=profile.regions,
    )
    loaded = Loaded(
        clinics=len(places),
        programmes=len(programmes),
        bonuses=len(told.bonuses),
        turns=len(told.turns),
        articles=len(told.articles),
    )
    with transaction.atomic():
        write_profile(profile)
        write_guide(told)
        write_services(services)
        write_clinics(specialties, places)
        since = date(clock.day_of(at).year, 1, 1)
        write_programmes(programmes, by=by, at=at, since=since)
        journal.record(
            what="insurer.loaded",
            at=at,
            account_id=by.account_id,
            role=by.role,
            **asdict(loaded),
        )
        transaction.on_commit(guide.forget_profile)
    return loaded
