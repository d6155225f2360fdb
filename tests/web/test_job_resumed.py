"""Work that is let go on from its page: by whom, and after which password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from meritbook.actions import Actor, start_job, stop_job
from meritbook.records.models import JobKind, JobStatus


@pytest.fixture
def officer(signed_in: Callable[[Any], Any], people: Any) -> Any:
    """The client as the HR officer of the department."""
    return signed_in(people.agency_hr)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr("meritbook.records.clock.now", lambda: at + timedelta(hours=2))


def body(response: Any) -> str:
    return " ".join(response.content.decode().split())


def post(client: Any, name: str, *args: int, data: dict[str, Any], follow: bool = True) -> Any:
    return client.post(reverse(f"web:{name}", args=args), data, follow=follow)


@pytest.fixture
def confirmed(password: str) -> Callable[[Any, Any], Any]:
    """Gives the password where a page asks for it."""

    def give(client: Any, response: Any) -> Any:
        assert response.status_code == 200
        assert "reauthenticate" in response.request["PATH_INFO"] or "again" in response.request["PATH_INFO"]
        return client.post(
            response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"], {"password": password}, follow=True
        )

    return give


def test_work_that_determines_goes_on_only_after_the_password(
    officer: Any, examined: Any, people: Any, at: datetime, confirmed: Callable[[Any, Any], Any]
) -> None:
    pk = examined.examination.pk
    job = start_job.perform(
        Actor(people.agency_hr),
        at=at,
        why="As computed.",
        examination=examined.examination,
        kind=JobKind.DETERMINE,
        options={"verdict": "met"},
    )
    stop_job.perform(Actor(people.agency_hr), at=at, why="Later.", job=job)
    asked = post(officer, "job_resume", pk, job.pk, data={})
    job.refresh_from_db()
    assert job.status == JobStatus.STOPPED
    page = confirmed(officer, asked)
    job.refresh_from_db()
    assert job.status == JobStatus.QUEUED
    assert "It goes on where it ended, in your name." in body(page)


def test_who_may_not_resume_is_told_before_any_password(
    signed_in: Callable[[Any], Any], examined: Any, people: Any, at: datetime
) -> None:
    job = start_job.perform(
        Actor(people.agency_hr),
        at=at,
        why="As computed.",
        examination=examined.examination,
        kind=JobKind.DETERMINE,
        options={"verdict": "met"},
    )
    stop_job.perform(Actor(people.agency_hr), at=at, why="Later.", job=job)
    refused = post(signed_in(people.auditor), "job_resume", examined.examination.pk, job.pk, data={}, follow=False)
    assert refused.status_code == 403
