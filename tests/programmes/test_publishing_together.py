"""Two publish at once: one version comes into force, the other hears a sentence."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import SYSTEM
from pult.programmes import versions
from pult.programmes.models import ProgrammeVersion
from tests import people
from tests.programmes.documents import visits

TOGETHER = 4
OUTRUN = "Только что опубликована другая версия"

pytestmark = pytest.mark.django_db(transaction=True)


def together(work: Callable[[int], object]) -> Iterator[object]:
    """Run `work` in threads that start at the same moment."""
    start = Barrier(TOGETHER)

    def run(number: int) -> object:
        start.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        yield from pool.map(run, range(TOGETHER))


@pytest.mark.parametrize("first_one", [True, False], ids=["the first version", "the next one"])
def test_one_of_those_who_publish_together_wins(transactional_db: None, first_one: bool) -> None:
    cast, at, day = people.cast(), clock.now(), clock.today()
    if not first_one:
        earlier = day - timedelta(days=30)
        versions.write(document=visits(), valid_from=earlier, by=SYSTEM, at=at)
    drafts = [
        versions.create_draft(
            programme=cast.programme, document=visits(f"Раз {n}."), by=SYSTEM, at=at
        )
        for n in range(TOGETHER)
    ]

    def publish(number: int) -> str:
        try:
            versions.publish(
                draft_id=drafts[number].id, version=1, valid_from=day, by=SYSTEM, at=at
            )
        except Refusal as refusal:
            return str(refusal)
        return "published"

    told = list(together(publish))

    in_force = ProgrammeVersion.objects.filter(state="published", period__contains=day)
    assert in_force.count() == 1
    # Whoever comes after the others have finished replaces theirs: that is no race.
    assert all(one == "published" or one.startswith(OUTRUN) for one in told)
    assert "published" in told
