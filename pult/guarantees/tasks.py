"""The jobs of letters; procrastinate looks for them here."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pult.guarantees import signing
from pult.kernel import clock

# A key that cannot be read is a matter of hours, and letters wait for it.
PATIENCE = RetryStrategy(max_attempts=2_000, wait=15)


@app.task(name="guarantees.sign_letter", queue="letters", retry=PATIENCE)
def sign_letter(letter_id: str) -> None:
    """Print, sign and send a letter; one signed already stays as it is."""
    signing.sign(letter_id=UUID(letter_id), at=clock.now())
