"""Anna is signed in; the whole cast and the insurer's profile stand in the database."""

import pytest
from django.test import Client

from tests import book, people
from tests.people import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    book.profile()
    return people.cast()


@pytest.fixture
def anna(cast: Cast, client: Client) -> Client:
    """Anna's browser, in Russian."""
    people.sign_in(client, cast.anna)
    return client
