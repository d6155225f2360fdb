"""Development on a desk: surveys to answer and to close, assessments to answer, improvements that are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk import development, surveys
from meritbook.desk.acts import MOST, Act, Section
from meritbook.records.models import AssessmentState, Improvement, ImprovementState, Role, Survey, SurveyState

HEADING = "Development"
SOON = timedelta(days=14)
READ = 60


def development_section(standing: Standing) -> Section | None:
    """The acts on assessments and surveys; none for whom they are no matter, or where nothing waits."""
    if not standing.held:
        return None
    acts = sorted(
        (*_surveys(standing), *_to_answer(standing), *_improvements(standing)),
        key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title),
    )
    if not acts:
        return None
    return Section(
        heading=HEADING, acts=tuple(acts[:MOST]), total=len(acts), empty="Nothing waits.", view="web:surveys"
    )


def _surveys(standing: Standing) -> Iterator[Act]:
    rows: list[Survey] = list(
        surveys.visible(standing).filter(state=SurveyState.OPEN).order_by("ends_before", "pk")[:READ]
    )
    for line in surveys.lines_of(standing, rows) if rows else ():
        if line.asks_me:
            yield Act(
                f"Answer a survey: {line.row.title}", "web:survey_answer", line.row.pk,
                "Nobody can tell afterwards which answers are yours",
                "What you think of it does not count.", last_day=line.last_day, key=line.row.key,
            )  # fmt: skip
        if line.over and standing.user is not None and line.row.owner_id == standing.user.pk:
            yield Act(
                f"Close a survey: {line.row.title}", "web:survey", line.row.pk, "Its last day is over",
                "Nobody sees what came of it.", last_day=line.last_day, key=line.row.key,
            )  # fmt: skip


def _to_answer(standing: Standing) -> Iterator[Act]:
    own = [one.department for one in standing.held if one.role == Role.DEPARTMENT_DIRECTOR]
    if not own or not standing.may(Capability.KEEP_DEVELOPMENT):
        return
    rows = development.visible(standing).filter(state=AssessmentState.SHOWN, department__in=own)
    for row in rows.exclude(assessors__user=standing.user).select_related("department").order_by("year")[:READ]:
        yield Act(
            f"Answer the assessment of {row.department.name} for {row.year}", "web:development_one", row.pk,
            "Its assessors have shown it to you", "It stands without what the department says to it.",
        )  # fmt: skip


def _improvements(standing: Standing) -> Iterator[Act]:
    rows = Improvement.objects.filter(
        owner=standing.user,
        state__in=[ImprovementState.PLANNED, ImprovementState.UNDER_WAY],
        due_on__lte=standing.on + SOON,
    )
    for row in rows.order_by("due_on", "pk")[:READ]:
        yield Act(
            f"Carry an improvement out: {row.what}", "web:improvement", row.pk, f"Due on {day_in_words(row.due_on)}",
            "What was found stays as it is.", last_day=row.due_on,
        )  # fmt: skip
