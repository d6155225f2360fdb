"""Assessments: who writes, who answers, what the database refuses by itself, and that earlier versions stay."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from meritbook.actions.developing_policies import (
    AssessmentStandsError,
    DevelopmentError,
    NotAssessorError,
    NotDepartmentError,
)
from meritbook.actions.permissions import ForbiddenError
from meritbook.records.models import (
    AreaEvidence,
    AreaFinding,
    DevelopmentAssessment,
    Improvement,
    Survey,
    SurveyParticipant,
)
from year_stage import do

pytestmark = pytest.mark.django_db


def test_only_those_who_assess_write_and_none_of_them_answers(development: Any, people: Any, at: datetime) -> None:
    taken = {"assessment": development.draft, "area": "measurement", "strengths": "Figures have owners."}
    for who in (people.results_administrator, people.department_director):
        with pytest.raises(NotAssessorError):
            do("record_area_finding", who, at, **taken)
    with pytest.raises(ForbiddenError):
        do("record_area_finding", people.results_practitioner, at, **taken)
    for who in (people.results_facilitator, people.results_administrator):
        with pytest.raises(NotDepartmentError):
            do("answer_development_assessment", who, at, assessment=development.shown, answer="Yes.")
    with pytest.raises(NotAssessorError):
        do(
            "plan_improvement", people.department_director, at, assessment=development.draft, area="measurement",
            what="X", owner=people.measure_owner, due_on=at.date(),
        )  # fmt: skip


def test_what_is_shown_stands_still_until_it_is_taken_back(development: Any, people: Any, at: datetime) -> None:
    who, taken = people.results_facilitator, {"assessment": development.shown}
    for act, more in (
        ("record_area_finding", {"area": "measurement", "strengths": "X"}),
        ("add_area_evidence", {"area": "measurement", "says": "X", "source": "Y"}),
        ("show_development_assessment", {}),
    ):
        with pytest.raises(AssessmentStandsError):
            do(act, who, at, **taken, **more)
    do("reopen_development_assessment", who, at, because="An area was left out.", **taken)
    do("record_area_finding", who, at, area="measurement", strengths="X", **taken)
    do("show_development_assessment", who, at, **taken)
    do("answer_development_assessment", people.department_director, at, answer="We agree.", **taken)
    with pytest.raises(AssessmentStandsError):
        do("reopen_development_assessment", who, at, because="Again.", **taken)


def test_a_finding_keeps_its_earlier_versions(development: Any, people: Any, at: datetime) -> None:
    do(
        "record_area_finding", people.results_facilitator, at, assessment=development.draft, area="leadership",
        level="begun", because="Two more units were asked.",
    )  # fmt: skip
    rows = development.draft.findings.filter(area="leadership").order_by("number")
    assert [(one.number, one.level, one.current) for one in rows] == [(1, "taking-shape", False), (2, "begun", True)]


def test_an_assessment_without_any_finding_is_not_shown(people: Any, departments: Any, at: datetime) -> None:
    row = do(
        "open_development_assessment", people.results_administrator, at, department=departments.transport, year=2026,
        assessed_on=at.date(), assessors=[people.results_administrator],
    )  # fmt: skip
    with pytest.raises(AssessmentStandsError, match="No area holds a finding"):
        do("show_development_assessment", people.results_administrator, at, assessment=row)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({}, "strengths"),
        ({"level": "settled"}, "because"),
        ({"level": "highest", "because": "X"}, "level"),
        ({"area": "weather", "strengths": "X"}, "area"),
    ],
)
def test_a_finding_that_says_nothing_is_refused(
    development: Any, people: Any, at: datetime, more: dict[str, str], where: str
) -> None:
    with pytest.raises(DevelopmentError) as refused:
        do(
            "record_area_finding", people.results_facilitator, at,
            **{"assessment": development.draft, "area": "measurement", **more},
        )  # fmt: skip
    assert refused.value.where == where


def _refused(change: Any) -> bool:
    try:
        with transaction.atomic():
            change()
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_what_no_act_would_write(
    development: Any, surveys: Any, people: Any, at: datetime
) -> None:
    finding = AreaFinding.objects.filter(pk=development.finding.pk)
    draft = DevelopmentAssessment.objects.filter(pk=development.draft.pk)
    survey = Survey.objects.filter(pk=surveys.open.pk)
    changes = [
        lambda: finding.update(because=""),
        lambda: draft.update(state="answered"),
        lambda: draft.update(state="lost"),
        lambda: draft.update(year=2025),
        lambda: draft.update(answered_by=people.auditor),
        lambda: AreaEvidence.objects.filter(pk=development.evidence.pk).update(source=""),
        lambda: AreaEvidence.objects.filter(pk=development.file.pk).update(document=None),
        lambda: Improvement.objects.filter(pk=development.improvement.pk).update(action="a"),
        lambda: survey.update(starts_on=None, ends_before=None),
        lambda: survey.update(ends_before=at.date()),
        lambda: survey.update(key="WINTER"),
        lambda: SurveyParticipant.objects.create(survey=surveys.closed, user=people.executive, group=""),
    ]
    assert [place for place, change in enumerate(changes) if not _refused(change)] == []
