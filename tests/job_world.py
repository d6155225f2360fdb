"""Long work asked for by an office that is on its day, for whoever tests what it does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from meritbook.actions import Actor, start_job, work
from meritbook.records.models import Job
from qualifying_world import AUDITOR

HEAD = "candidate,kind,title,duties,starts,current,hours,paid,level,conferred,accredited\n"


@pytest.fixture
def ask(people: Any, at: datetime, examination: Any) -> Callable[..., Job]:
    """Asks for work on the examination, as the HR officer of the department."""

    def perform(kind: str, **more: Any) -> Job:
        return start_job.perform(
            Actor(more.pop("by", people.agency_hr)),
            at=more.pop("at", at),
            why="The spring examination.",
            examination=more.pop("examination", examination),
            kind=kind,
            **more,
        )

    return perform


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """The office is on its day; the machine's clock goes on."""
    monkeypatch.setattr(work, "PAUSE", 0)
    monkeypatch.setattr("meritbook.records.clock.now", lambda: at + timedelta(minutes=5))


def left_out(job: Job) -> list[tuple[str, str]]:
    job.refresh_from_db()
    return [(one["where"], one["code"]) for one in json.loads(job.skipped_json)]


def lines(number: str, words: tuple[str, str] = AUDITOR, starts: str = "2010-01") -> str:
    """The lines of one candidate: a job that goes on, a degree, and no licence."""
    return (
        f"{number},job,{words[0]},{words[1]},{starts},yes,40,yes,,,\n"
        f"{number},degree,,,,,,,bachelor,2009-06,yes\n{number},no licence,,,,,,,,,\n"
    )


def table(*parts: str) -> bytes:
    return (HEAD + "".join(parts)).encode()


def many(count: int) -> bytes:
    return table(*(lines(f"{n:05}") for n in range(1, count + 1)))


def called(data: bytes, ending: str = "csv") -> str:
    """What the file of a job is called."""
    return f"file-{hashlib.sha256(data).hexdigest()[:8]}.{ending}"
