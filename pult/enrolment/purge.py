"""Forgetting attempts to sign up and to sign in: their contacts are kept no longer than needed."""

from datetime import datetime, timedelta

from django.db.models import Q

from pult.enrolment.models import OneTimeCode, SignIn, SignUp, Tally

# Nobody goes on with an attempt of yesterday; a finished sign-up stays a month, for questions.
UNFINISHED = timedelta(days=1)
FINISHED = timedelta(days=30)


def purge(*, at: datetime) -> int:
    """Delete codes, attempts and tallies that mean nothing any more. How many."""
    over, long_over = at - UNFINISHED, at - FINISHED
    deleted = [
        OneTimeCode.objects.filter(expires_at__lt=over).delete(),
        SignUp.objects.filter(
            Q(finished_at=None, started_at__lt=over) | Q(finished_at__lt=long_over)
        ).delete(),
        SignIn.objects.filter(started_at__lt=over).delete(),
        Tally.objects.filter(last_at__lt=over).delete(),
    ]
    return sum(count for count, _ in deleted)
