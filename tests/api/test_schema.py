"""The schema: OpenAPI 3.1, and kept by what the address really answers."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from pult.config import wsgi
from tests import people
from tests.api.conftest import token

OPENAPI = "/api/v1/openapi.json"
# No schema can say which clinics and diagnoses there are.
KNOWS_EVERYTHING = positive_data_acceptance


def test_the_schema_is_open_and_of_version_3_1(db: None) -> None:
    schema = Client().get(OPENAPI).json()
    assert schema["openapi"].startswith("3.1")
    assert list(schema["paths"]) == ["/api/v1/coverage/decisions"]
    assert schema["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"


@pytest.fixture
def schema(programme: people.Cast) -> Iterator[schemathesis.BaseSchema]:
    """Of the real application, which would close the test's connection after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(OPENAPI, wsgi.application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("known", [True, False], ids=["a known policy", "any policy"])
def test_whatever_fits_the_schema_is_answered_by_the_schema(
    schema: schemathesis.BaseSchema, programme: people.Cast, known: bool
) -> None:
    """A hundred questions that a machine has made up: never a failure of ours, always a shape that
    the schema names."""
    secret = token(programme.maria)
    number = programme.anna_policy.number

    @given(case=schema["/api/v1/coverage/decisions"]["POST"].as_strategy())
    @settings(
        max_examples=50,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Case) -> None:
        if known and isinstance(case.body, dict):
            case.body["policy"] = number
        with transaction.atomic():
            answer = case.call_and_validate(
                headers={"Authorization": f"Bearer {secret}"}, excluded_checks=[KNOWS_EVERYTHING]
            )
            transaction.set_rollback(True)
        seen.add(answer.status_code)

    seen: set[int] = set()
    ask()
    assert seen <= ({200, 422} if known else {404, 422})
    assert not known or 200 in seen
