"""Every chore of the schedule runs on a database with people in it, and twice does no harm."""

from datetime import timedelta

import pytest

from pult.enrolment.models import OneTimeCode, SignIn, SignUp, Tally
from pult.enrolment.purge import purge
from pult.jobs.schedule import SCHEDULE, Entry
from pult.kernel import clock
from pult.notifications.actions import wipe_expired_secrets
from pult.notifications.models import Message
from tests.notifications.letters import CODE, put
from tests.people import Cast


@pytest.mark.parametrize("entry", SCHEDULE, ids=lambda entry: entry.name)
def test_it_runs(entry: Entry, cast: Cast) -> None:
    entry.chore()
    entry.chore()


def test_the_schedule_names_each_chore_once() -> None:
    names = [entry.name for entry in SCHEDULE]
    assert names == list(dict.fromkeys(names))
    assert [entry.chore.__name__ for entry in SCHEDULE] == names


def test_a_code_that_expired_is_wiped(cast: Cast) -> None:
    put("code:1", kind=CODE.name, secret="481516")
    now = clock.now()
    assert wipe_expired_secrets(at=now + timedelta(minutes=9)) == 0
    assert wipe_expired_secrets(at=now + timedelta(minutes=11)) == 1
    assert Message.objects.get().secret is None


@pytest.mark.django_db
def test_attempts_that_nobody_goes_on_with_are_forgotten() -> None:
    now = clock.now()

    def sign_up(token: str, started: timedelta, finished: timedelta | None = None) -> None:
        SignUp.objects.create(
            token_digest=token, mobile="+79160002030", started_at=now - started,
            finished_at=now - finished if finished else None,
        )  # fmt: skip

    sign_up("fresh", timedelta(hours=1))
    sign_up("left", timedelta(days=2))
    sign_up("done", timedelta(days=3), timedelta(days=3))
    sign_up("done long ago", timedelta(days=40), timedelta(days=40))
    SignIn.objects.create(token_digest="old", channel="sms", address="+79160002030",
                          started_at=now - timedelta(days=2))  # fmt: skip
    OneTimeCode.objects.create(
        purpose="signup", subject_id=SignUp.objects.get(token_digest="left").id, channel="sms",
        created_at=now - timedelta(days=2), expires_at=now - timedelta(days=2), tries_left=5,
    )  # fmt: skip
    Tally.objects.create(
        key="old", started_at=now - timedelta(days=2), last_at=now - timedelta(days=2), count=3
    )
    assert purge(at=now) == 5
    assert set(SignUp.objects.values_list("token_digest", flat=True)) == {"fresh", "done"}
