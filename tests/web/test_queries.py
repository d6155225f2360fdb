"""The number of statements of a page does not grow with the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

PAGES = (
    ("web:home", "analyst"),
    ("web:home", "agency_hr"),
    ("web:home", "personnel_director"),
    ("web:positions", "analyst"),
    ("web:positions", "agency_hr"),
    ("web:position", "analyst"),
    ("web:bench", "analyst"),
    ("web:decisions", "analyst"),
    ("web:application", "analyst"),
    ("web:application_determine", "agency_hr"),
    ("web:application_answer", "agency_hr"),
    ("web:candidate_new", "agency_hr"),
    ("web:decision", "analyst"),
    ("web:ledger", "auditor"),
    ("web:documents", "analyst"),
    ("web:plans", "analyst"),
    ("web:plan", "analyst"),
    ("web:plan_fields", "analyst"),
    ("web:classes", "analyst"),
    ("web:people", "system_administrator"),
    ("web:person", "system_administrator"),
    ("web:person_shut_out", "system_administrator"),
    ("web:department_end", "system_administrator"),
)
MOST = 20


def _count(world: Any, signed_in: Callable[[Any], Any]) -> dict[tuple[str, str], int]:
    counts = {}
    for name, who in PAGES:
        client = signed_in(getattr(world.people, who))
        path = reverse(name, kwargs=world.arguments().get(name))
        client.get(path)  # what a process keeps in memory is read once
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(path).status_code == 200
        counts[name, who] = len(captured)
    return counts


def test_no_page_asks_the_database_more_often_when_the_record_is_larger(
    world: Any, signed_in: Callable[[Any], Any], describe: Callable[..., Any], description: Any, at: datetime
) -> None:
    def add(first: int, last: int) -> None:
        from meritbook.actions import SYSTEM, create_user

        for n in range(first, last):
            describe(
                description.model_copy(update={"number": f"N-{n:03}", "fte": Decimal(n)}),
                incumbent=world.people.nobody if n % 2 else None,
                appointing_authority=world.people.appointing_authority,
            )
            create_user.perform(SYSTEM, at=at, why="More.", username=f"more{n}", full_name=f"More {n}")

    add(0, 12)
    few = _count(world, signed_in)
    add(12, 40)
    many = _count(world, signed_in)
    grown = {page: (few[page], many[page]) for page in few if many[page] > few[page]}
    assert not grown, f"these pages ask once for each row: {grown}"
    assert max(many.values()) <= MOST, {page: count for page, count in many.items() if count > MOST}
