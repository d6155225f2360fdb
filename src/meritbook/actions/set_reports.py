"""Ask for the reports of closed competency assessments to be set as files: long work for a worker."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from meritbook.actions import jobs, ledger, policies, report_setting
from meritbook.actions.actor import Actor
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Department, Job, JobKind
from meritbook.records.states import JOB_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, department: Department | None = None) -> Job:
    """The job, waiting for a worker; without a department it sets those of all. Who asks reads no report by it.

    `why` stands in every ledger entry that its parts write. Raises `TextError`; `ForbiddenError`; `JobExistsError`.
    """
    on = clock.day_of(at)
    why = policies.check_text(why, field="why")
    with transaction.atomic():
        role = report_setting.require_reach(actor, department, on=on)
        jobs.check_none_setting()
        total = report_setting.without_paper(department).count()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=JobKind.SET_REPORTS,
                    department=department,
                    options_json=canonical_json({"why": why}),
                    status=next_state(JOB_MOVES, "set_reports", "", of="The job"),
                    total=total,
                    asked_by=actor.user,
                    asked_at=at,
                )
        except IntegrityError as problem:
            raise jobs.JobExistsError("Reports are being set already.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="set_reports",
            subject=f"job:{job.pk}",
            facts={"department": department.code if department else None, "total": total},
            records=[department] if department else [],
        )
    return job
