"""Jobs of sign-up and sign-in: what the pages leave to the worker, so as to answer everybody
alike. Deferred in the transaction that writes the attempt."""

from procrastinate.contrib.django import app

from pult.enrolment import sending
from pult.kernel import clock


@app.task(name="enrolment.send_sign_up_codes", queue="messages", priority=20)
def send_sign_up_codes(sign_up_id: str) -> None:
    sending.send_sign_up_codes(sign_up_id, at=clock.now())


@app.task(name="enrolment.send_sign_in_code", queue="messages", priority=20)
def send_sign_in_code(sign_in_id: str) -> None:
    sending.send_sign_in_code(sign_in_id, at=clock.now())
