"""The desk of those who examine: work that could not go on, and examinations in which candidates wait."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from meritbook.actions.permissions import Capability, Standing
from meritbook.desk.acts import FEW, Act, Section
from meritbook.desk.examinations import lines_of
from meritbook.records.models import Application, Determination, DeterminationStatus, ExaminationStatus, Job, JobStatus


def examinations(standing: Standing) -> Section:
    """Failed work first, then open examinations with candidates about whom nothing is determined, the oldest first."""
    reach = standing.examinations(Capability.RECEIVE_APPLICATION).filter(status=ExaminationStatus.OPEN)
    failed = (
        Job.objects.filter(examination__in=reach, status=JobStatus.FAILED)
        .select_related("examination")
        .defer("skipped_json")
        .order_by("-ended_at", "-id")
    )
    determined = Determination.objects.filter(application=OuterRef("pk"), status=DeterminationStatus.STANDING)
    left = Application.objects.filter(~Exists(determined), examination=OuterRef("pk"))
    waiting = reach.filter(Exists(left)).select_related("department").order_by("opened_at", "id")
    broken, some = list(failed[:FEW]), list(waiting[:FEW])
    acts = [
        Act(
            title=f"Let go on: {one.get_kind_display().lower()}, {one.of_examination.number}",
            view="web:examination",
            id=one.of_examination.pk,
            detail=f"{one.done:,} of {one.total:,} done, then: {one.problem_says}",
            without="What was done stays, and the rest is left.",
            since=one.ended_at,
        )
        for one in broken
    ]
    acts += [
        Act(
            title=f"Examine {row.number}, {row.title}",
            view="web:examination",
            id=row.pk,
            detail=line.in_words,
            without="Without a determination the candidates hear nothing, and nobody can be appointed.",
            since=row.opened_at,
        )
        for row, line in zip(some, lines_of(some), strict=True)
    ]
    return Section(
        heading="Examinations with candidates who wait",
        acts=tuple(acts),
        total=(failed.count() if len(broken) == FEW else len(broken))
        + (waiting.count() if len(some) == FEW else len(some)),
        empty="Every candidate of an open examination has a determination.",
        view="web:examinations",
        query="state=open",
    )
