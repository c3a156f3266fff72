"""What sign-up and sign-in tell people: their codes."""

from django.utils.translation import gettext_lazy as _

from pult.notifications.kinds import Kind, register

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
