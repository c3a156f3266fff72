"""Each test of the worker begins without jobs; Django does not know their tables."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def no_jobs(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers"
            " RESTART IDENTITY CASCADE"
        )
