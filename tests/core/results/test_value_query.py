"""Statements that ask another system: one SELECT that only reads."""

from __future__ import annotations

import pytest

from meritbook.core.results.value_query import QueryStatementError, check_statement, with_parameters


@pytest.mark.parametrize(
    "text",
    [
        "SELECT period, value FROM t WHERE day >= :since AND day < :until;",
        "with a as (select 1) select * from a",
        "SELECT 'delete from; it' AS says, \"update\" FROM t -- insert nothing",
        "SELECT day::date AS period, value FROM t",
        "/* drop */ SELECT updated_at, replaced FROM t",
    ],
)
def test_a_statement_that_only_reads_is_taken(text: str) -> None:
    assert check_statement(text) == text.rstrip(";")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("  ", "no statement"),
        ("-- only words", "no statement"),
        ("DELETE FROM t", "begins with SELECT"),
        ("SELECT 1; DROP TABLE t", "more than one"),
        ("SELECT * INTO other FROM t", "“INTO”"),
        ("WITH gone AS (DELETE FROM t RETURNING 1) SELECT * FROM gone", "“DELETE”"),
        ("SELECT pg_sleep(100)", "“pg_sleep”"),
        ("SELECT load_extension('x')", "“load_extension”"),
        ("SELECT :today", "“:today” stands for nothing"),
        ("SELECT " + "1" * 9000, "at most 8,000"),
    ],
)
def test_any_other_is_refused_with_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(QueryStatementError, match=says):
        check_statement(text)


def test_parameters_are_bound_outside_of_quotes_and_percent_signs_stay() -> None:
    said = with_parameters("SELECT a % 2, ':since 5%' FROM t WHERE d >= :since AND e::date < :until")
    assert said == "SELECT a %% 2, ':since 5%%' FROM t WHERE d >= %(since)s AND e::date < %(until)s"
