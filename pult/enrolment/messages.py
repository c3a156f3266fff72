"""What sign-up and sign-in tell people: their codes, and that somebody tried to get in."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Policy
from pult.enrolment.models import SignUp
from pult.journal.actions import record
from pult.kernel.ids import new_id
from pult.notifications.actions import Row, send, send_many
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
register(
    Kind(
        name="enrolment.contacts_replaced",
        example={},
        subject=_("The contacts of a cabinet were replaced"),
        email_template="enrolment/letters/contacts_replaced.txt",
        sms_template="enrolment/sms/contacts_replaced.txt",
    )
)
register(
    Kind(
        name="enrolment.contacts_yours",
        example={},
        subject=_("Your cabinet opens by these contacts now"),
        email_template="enrolment/letters/contacts_yours.txt",
        sms_template="enrolment/sms/contacts_yours.txt",
    )
)


def tell_replaced(
    policy: Policy, *, earlier: dict[str, set[str]], fresh: dict[str, str], at: datetime
) -> None:
    """Tell every earlier address, and the new ones, that the contacts were replaced: no name, no
    other address, nothing of health, since an earlier one may never have been the person's."""
    change = new_id()
    rows = []
    for channel, new in (("sms", fresh["mobile"]), ("email", fresh["work_email"])):
        letters = [(old, "contacts_replaced") for old in sorted(earlier[channel] - {new})]
        letters += [(new, "contacts_yours")] if new else []
        rows += [
            Row(
                key=f"contacts-replaced:{change}:{channel}:{number}",
                channel=channel,
                address=address,
                kind=f"enrolment.{kind}",
                person_id=policy.person_id,
                subject_id=policy.id,
            )
            for number, (address, kind) in enumerate(letters)
        ]
    send_many(rows, at=at)


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
