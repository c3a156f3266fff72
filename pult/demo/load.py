"""Loading an insurer's folder: read everything first, then write all of it or nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.demo.parts.clinics import read_clinics, read_specialties, write_clinics
from pult.demo.parts.guide import read_guide, write_guide
from pult.demo.parts.profile import read_profile
from pult.demo.parts.programmes import read_programmes, write_programmes
from pult.guide import queries as guide_queries
from pult.journal import actions as journal
from pult.kernel.errors import Forbidden
from pult.people.access import Actor, Can

INSURER = Path(__file__).parent / "insurer"


@dataclass(frozen=True)
class Loaded:
    """How many rows of each sort the folder holds."""

    clinics: int
    programmes: int
    bonuses: int
    turns: int
    articles: int


def load_insurer(*, folder: Path, by: Actor, at: datetime) -> Loaded:
    """Put the folder's profile, guide, clinics and programmes in place of the present ones.

    A mistake in a file is a `Mistake` that names file and key; then nothing has changed.
    """
    if not by.can(Can.RUN_OFFICE):
        raise Forbidden(_("Only the insurer's office may do this."))
    profile = read_profile(folder)
    guide = read_guide(folder, profile)
    specialties = read_specialties(folder)
    places = read_clinics(folder, {specialty.code for specialty in specialties})
    programmes = read_programmes(
        folder,
        clinics={place.clinic.code for place in places},
        bonuses={bonus.code for bonus in guide.bonuses},
    )
    with transaction.atomic():
        profile.save()
        write_guide(guide)
        clinics = write_clinics(specialties, places)
        write_programmes(programmes, clinics)
        journal.record(
            what="insurer.loaded",
            at=at,
            account_id=by.account_id,
            role=by.role,
            clinics=len(places),
            programmes=len(programmes),
        )
    guide_queries.forget_profile()
    return Loaded(
        clinics=len(places),
        programmes=len(programmes),
        bonuses=len(guide.bonuses),
        turns=len(guide.turns),
        articles=len(guide.articles),
    )
