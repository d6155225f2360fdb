"""The seal of what an assessment tells: it proves the row, and answers no guess of the result."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

import rater_world as world
from meritbook.actions import assessing, assessment_reports
from meritbook.core.values import canonical_json, digest
from meritbook.records.models import AssessmentTold, LedgerEntry
from rater_fixtures import *  # noqa: F403  # fixtures are found by their names
from rater_world import rows_of_database

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(people: Any, raters: Any, row: Any, at: datetime) -> AssessmentTold:
    """Answered by all in groups, and closed."""
    for n, who in enumerate(raters[:7]):
        world.answer(row, who, at, 1 + n % 5, 3, 2)
    world.closed(people.agency_hr, at, row)
    return AssessmentTold.objects.select_related("assessment").get(assessment=row)


def nonce_of(row: AssessmentTold) -> str:
    return str(json.loads(row.result_json)["nonce"])


def test_the_seal_answers_no_guess_of_the_result(told: AssessmentTold) -> None:
    # Whoever guesses every figure right holds the whole result, and still not what is sealed.
    guess = assessing.result_of(told)
    assert told.sha256 != digest(guess)
    assert told.sha256 == digest(json.loads(told.result_json))


def test_two_assessments_of_which_the_same_came_have_different_seals(told: AssessmentTold) -> None:
    result = assessing.result_of(told)
    one, other = assessing.sealed(result), assessing.sealed(result)
    assert one.result == other.result == result
    assert digest(one) != digest(other)
    assert len(bytes.fromhex(one.nonce)) == 16


def test_the_random_number_stands_in_the_sealed_row_alone(told: AssessmentTold) -> None:
    nonce = nonce_of(told)
    assert [name for name, rows in rows_of_database().items() if nonce in rows] == ["AssessmentTold"]
    entry = LedgerEntry.objects.get(action="close_assessment")
    assert nonce not in entry.payload
    assert told.sha256 in entry.payload


def test_no_report_and_no_table_of_figures_holds_the_random_number(told: AssessmentTold) -> None:
    report = assessment_reports.report_for(told.assessment, None)
    assert nonce_of(told) not in canonical_json(report)
    assert "nonce" not in canonical_json(assessing.result_of(told))


def test_what_was_closed_before_such_numbers_were_drawn_is_read_as_it_was(told: AssessmentTold) -> None:
    result = assessing.result_of(told)
    old = AssessmentTold(
        assessment=told.assessment, result_json=canonical_json(result), sha256=digest(result), closed_at=told.closed_at
    )  # fmt: skip
    assert assessing.result_of(old) == result
    assert old.sha256 == digest(json.loads(old.result_json))
