"""Measures that ask another system: what it answers is recorded whole or not at all, and each failure says why."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

import query_world
from year_stage import do

pytestmark = pytest.mark.django_db
Q2 = date(2025, 10, 1)


def ask(people: Any, at: datetime, measures: Any) -> Any:
    return do("fetch_values", people.measure_owner, at, measure=measures.refunds)


def set_to(people: Any, at: datetime, measures: Any, connection: str, statement: str = query_world.STATEMENT) -> Any:
    return do("set_value_query", people.results_facilitator, at, measure=measures.refunds, connection=connection,
              statement=statement)  # fmt: skip


def test_the_period_without_a_value_is_recorded_and_the_others_stay(people: Any, measures: Any, at: datetime) -> None:
    from meritbook.actions import ledger

    run = ask(people, at, measures)
    assert (run.outcome, run.batch.rows, run.batch.kind) == ("recorded", 1, "query")
    value = measures.refunds.values.get(starts_on=Q2)
    assert (value.value, value.says) == (Decimal("20.5"), "90% by wire")
    assert run.batch.recorded_by == people.results_administrator
    again = ask(people, at, measures)
    assert (again.outcome, again.batch) == ("nothing", None)
    assert ledger.verify().sound


def test_the_day_asks_for_what_is_due_and_one_that_fails_keeps_no_other(
    measures: Any, people: Any, at: datetime
) -> None:
    from meritbook.actions.fetch_values import fetch_due

    do("set_value_query", people.results_administrator, at, measure=measures.statewide, connection="gone",
       statement=query_world.STATEMENT)  # fmt: skip
    assert [(one.query.measure.key, one.outcome) for one in fetch_due(at=at)] == [
        ("calls-answered", "failed"),
        ("refund-days", "recorded"),
    ]
    assert [one.outcome for one in fetch_due(at=at)] == ["failed"]


@pytest.mark.parametrize(
    ("connection", "code"),
    [("gone", "results.query_connection"), ("broken", "results.query_connection"), ("far", "results.query_connection")],
)
def test_a_system_that_does_not_answer_is_told_without_its_address(
    people: Any, measures: Any, at: datetime, connection: str, code: str
) -> None:
    set_to(people, at, measures, connection)
    run = ask(people, at, measures)
    assert (run.outcome, run.batch) == ("failed", None)
    assert code in run.says
    assert "not-told" not in run.says


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("FY2026 Q2", "2026-01-01", "about 20", "")], "“about 20” is not a figure."),
        ([("FY2026 Q2", "2026-01-01", -3, "")], "below the lowest possible"),
        ([("2026 Q9", "2026-01-01", 20, "")], "cells of the answer cannot be taken"),
        ([("FY2026 Q2", "2026-01-01", 20, ""), ("FY2026 Q2", "2026-01-01", 21, "")], "already"),
    ],
)
def test_an_answer_that_cannot_be_taken_records_nothing(
    people: Any, measures: Any, at: datetime, rows: Any, says: str
) -> None:
    query_world.ledger(rows)
    run = ask(people, at, measures)
    assert (run.outcome, run.batch) == ("failed", None)
    assert says in run.says
    assert measures.refunds.values.count() == 1


def test_the_connection_reads_alone_whatever_the_statement_says(people: Any, measures: Any, at: datetime) -> None:
    from meritbook.actions.query_connections import QueryFailedError
    from meritbook.actions.query_connections import ask as ask_it

    with pytest.raises(QueryFailedError, match="refused the statement"):
        ask_it("refunds", "DELETE FROM refunds", since=Q2, until=Q2)
    with pytest.raises(QueryFailedError, match="no columns"):
        ask_it("refunds", "SELECT 1 AS one", since=Q2, until=Q2)


def test_a_query_needs_a_known_connection_and_a_statement_that_reads(people: Any, measures: Any, at: datetime) -> None:
    from meritbook.actions.query_connections import QueryConnectionError
    from meritbook.core.results.value_query import QueryStatementError

    with pytest.raises(QueryConnectionError, match="no connection “payroll”"):
        set_to(people, at, measures, "payroll")
    with pytest.raises(QueryStatementError):
        set_to(people, at, measures, "refunds", "DELETE FROM refunds")


def test_another_query_takes_the_place_of_the_first_and_an_ended_one_is_asked_no_more(
    people: Any, measures: Any, at: datetime
) -> None:
    from meritbook.actions.end_value_query import NoQueryError

    row = set_to(people, at, measures, "refunds")
    assert list(measures.refunds.queries.filter(ended_at__isnull=True)) == [row]
    do("end_value_query", people.results_facilitator, at, measure=measures.refunds)
    with pytest.raises(NoQueryError):
        ask(people, at, measures)


def test_whoever_set_it_must_still_be_allowed_to_record(people: Any, measures: Any, at: datetime) -> None:
    from meritbook.records.models import RoleAssignment

    held = RoleAssignment.objects.get(user=people.results_administrator)
    do("end_role", people.system_administrator, at, assignment=held)
    run = ask(people, at, measures)
    assert run.outcome == "failed"
    assert "permission.denied" in run.says
