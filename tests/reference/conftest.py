"""The insurer's catalogue as the demo loads it."""

import pytest

from pult.demo.load import INSURER
from pult.demo.parts.clinics import read_specialties
from pult.demo.parts.services import read_services, write_services


@pytest.fixture
def catalogue(db: None) -> None:
    codes = {specialty.code for specialty in read_specialties(INSURER)}
    write_services(read_services(INSURER, codes))
