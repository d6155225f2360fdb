"""What the database refuses of examinations, whoever writes to it and by which way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

pytestmark = pytest.mark.django_db


def refused(row: models.Model, **changes: Any) -> None:
    """The row with the changes, as a new one, is refused."""
    row = type(row)._default_manager.get(pk=row.pk)
    for name, value in {"pk": None, **changes}.items():
        setattr(row, name, value)
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def altered(row: models.Model, **changes: Any) -> None:
    """The changes to the row are refused."""
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**changes)


def test_a_second_answer_to_one_question_does_not_stand(examined: Any) -> None:
    refused(examined.settlement)


def test_an_answer_has_a_reason_a_key_a_known_verdict_and_is_withdrawn_by_somebody(examined: Any, at: Any) -> None:
    altered(examined.settlement, why="")
    altered(examined.settlement, key="")
    altered(examined.settlement, verdict="perhaps")
    altered(examined.settlement, withdrawn_at=at)


def test_a_second_determination_of_one_candidate_does_not_stand(examined: Any) -> None:
    refused(examined.determination, number=2, supersedes_id=examined.determination.pk)


def test_determinations_of_one_candidate_form_one_chain(examined: Any) -> None:
    first = examined.not_qualified.determinations.get(number=1)
    altered(first, number=3)
    altered(examined.determination, supersedes=first)
    refused(examined.not_qualified.determinations.get(number=1), number=4, supersedes_id=first.pk)


def test_a_determination_otherwise_has_a_reason_and_says_until_when(examined: Any) -> None:
    altered(examined.determination, agrees=False)
    altered(examined.determination, outcome="not_qualified")
    altered(examined.determination, outcome="perhaps")


def test_a_second_precedent_on_one_question_does_not_stand(examined: Any) -> None:
    refused(examined.precedent)


def test_a_precedent_is_overruled_by_somebody_at_some_time_and_for_a_reason(
    examined: Any, people: Any, at: Any
) -> None:
    altered(examined.precedent, status="overruled")
    altered(examined.precedent, status="overruled", overruled_by=people.analyst, overruled_at=at)
    altered(examined.precedent, overruled_by=people.analyst, overruled_at=at, overruled_why="No.")
    altered(examined.precedent, why="")


def test_a_number_and_a_person_are_in_an_examination_once(examined: Any) -> None:
    number, user = examined.qualified.number, examined.qualified.user
    refused(examined.qualified, user=None)
    refused(examined.qualified, number="9999", user=user)
    altered(examined.met, number="")
    altered(examined.met, number=number)


def test_versions_of_a_statement_and_a_requirement_count(examined: Any) -> None:
    refused(examined.open.statements.get())
    altered(examined.open.statements.get(), version=0)
    refused(examined.requirement)
    altered(examined.requirement, version=0)


def test_an_examination_is_closed_by_somebody_at_some_time(examined: Any, people: Any, at: Any) -> None:
    altered(examined.examination, status="closed")
    altered(examined.examination, closed_at=at + timedelta(days=1))
    altered(examined.closed, status="open")
    altered(examined.closed, closed_by=None)
    altered(examined.examination, status="paused")


def test_an_application_has_one_finding_with_a_known_verdict(examined: Any) -> None:
    refused(examined.open.finding)
    altered(examined.met.finding, verdict="perhaps")
