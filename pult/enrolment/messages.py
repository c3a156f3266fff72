"""What sign-up and sign-in tell people: their codes, and that somebody tried to get in."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pult.enrolment.models import SignUp
from pult.journal.actions import record
from pult.notifications.actions import send
from pult.notifications.kinds import Kind, register
from pult.people.models import Account

register(
    Kind(
        name="enrolment.signup_code",
        example={},
        example_secret="482913",
        subject=_("Your code to open the cabinet"),
        email_template="enrolment/letters/sign_up_code.txt",
        sms_template="enrolment/sms/code.txt",
    )
)
register(
    Kind(
        name="enrolment.signin_code",
        example={},
        example_secret="482913",
        subject=_("Your code to sign in"),
        email_template="enrolment/letters/sign_in_code.txt",
        sms_template="enrolment/sms/code.txt",
    )
)
register(
    Kind(
        name="enrolment.other_contacts",
        example={},
        subject=_("Somebody tried to open your cabinet"),
        email_template="enrolment/letters/other_contacts.txt",
        sms_template="enrolment/sms/other_contacts.txt",
    )
)


def tell_owner(account: Account, *, attempt: SignUp, at: datetime) -> None:
    """Tell the account's own contacts that somebody with other ones tried to open it."""
    for channel, address in (("sms", account.mobile), ("email", account.email)):
        if address:
            send(
                key=f"other-contacts:{attempt.id}:{channel}",
                channel=channel,
                address=address,
                kind="enrolment.other_contacts",
                context={},
                language=account.language,
                at=at,
                person_id=account.person_id,
            )
    record(
        what="account.other_contacts",
        at=at,
        account_id=None,
        person_id=account.person_id,
        subject=f"account:{account.id}",
        sign_up=str(attempt.id),
    )
