"""The API against its own OpenAPI document, with requests that nobody thought of, sent in this process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The server closes its connection after each request; here it is the one of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_request_is_answered_otherwise_than_the_openapi_document_says(world: Any, one_connection: None) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    headers = {"Authorization": f"Bearer {world.tokens['analyst'].token}"}
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=6,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def send(case: Any) -> None:
            nonlocal tried
            tried += 1
            case.call_and_validate(headers=headers, checks=CHECKS)

        send()
    assert tried > 25


def test_no_two_bodies_of_the_api_share_a_name() -> None:
    """Two of one name are one in the OpenAPI document, and whoever follows it is refused."""
    import importlib
    import pkgutil
    from collections import Counter

    from pydantic import BaseModel

    import meritbook.api

    found = Counter(
        name
        for info in pkgutil.iter_modules(meritbook.api.__path__)
        for name, one in vars(importlib.import_module(f"meritbook.api.{info.name}")).items()
        if isinstance(one, type) and issubclass(one, BaseModel) and one.__module__ == f"meritbook.api.{info.name}"
    )
    assert found["NominationReview"] == 1
    assert [name for name, times in found.items() if times > 1] == []
