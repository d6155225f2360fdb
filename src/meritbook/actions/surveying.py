"""What the acts on surveys share: the lock, whom a survey asks and in which group, and what was shown before."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date

from meritbook.actions import sealed_results
from meritbook.actions.capabilities import MATRIX, Capability
from meritbook.core.results.survey import Questions
from meritbook.core.results.survey_results import SealedSurveyResult, SurveyResult
from meritbook.records.models import (
    RoleAssignment,
    Survey,
    SurveyCount,
    SurveyParticipant,
    SurveyState,
    SurveyVersion,
)

ASKED_ROLES = tuple(role for role, may in MATRIX.items() if Capability.ANSWER_SURVEY in may)


def locked(survey: Survey) -> Survey:
    """The survey as it stands, kept from others until the transaction ends."""
    found: Survey = Survey.objects.select_for_update(of=("self",)).select_related("department").get(pk=survey.pk)
    return found


def current(survey: Survey) -> SurveyVersion:
    """The version of its questions that stands."""
    found: SurveyVersion = survey.versions.get(current=True)
    return found


def questions_of(version: SurveyVersion) -> Questions:
    """The questions of a version."""
    return Questions.model_validate_json(version.questions_json)


def result_of(row: SurveyCount) -> SurveyResult:
    """What came of a survey, without the random number that is sealed with it."""
    return sealed_results.result_in(
        row.result_json,
        sealed=lambda kept: SealedSurveyResult.model_validate_json(kept).result,
        bare=SurveyResult.model_validate_json,
    )


def sealed(result: SurveyResult) -> SealedSurveyResult:
    """The result as it is kept, with a random number of 128 bits, so that its seal answers no guess."""
    return SealedSurveyResult(nonce=sealed_results.number(), result=result)


def asked(survey: Survey, on: date) -> dict[int, str]:
    """Whom the survey asks on the day, each with the code of the department in which they are counted.

    Somebody with roles in several departments is counted in the first of them by its code; somebody whose roles are all
    over all departments, under an empty code.
    """
    held = RoleAssignment.objects.on(on).filter(
        revoked_at__isnull=True, role__in=ASKED_ROLES, user__is_active=True
    )  # fmt: skip
    if survey.department_id is not None:
        held = held.filter(department=survey.department_id)
    found: dict[int, str] = {}
    for user, code in held.values_list("user", "department__code").order_by("user"):
        group = code or ""
        found[user] = min(filter(None, (found.get(user, ""), group)), default="")
    return found


def earlier(survey: Survey, questions: Questions) -> Iterator[Mapping[int, Hashable]]:
    """Of each closed survey with a question in common: in which cell everybody who answered was shown."""
    mine = {one.wording for one in questions.items}
    rows = SurveyCount.objects.filter(survey__state=SurveyState.CLOSED).exclude(survey=survey).order_by("pk")
    for row in rows:
        result = result_of(row)
        if mine.isdisjoint(one.wording for one in result.tallies):
            continue
        people = SurveyParticipant.objects.filter(survey=row.survey_id).values_list("user", "group")
        yield {user: cell for user, group in people if (cell := result.cell_of(group)) is not None}
