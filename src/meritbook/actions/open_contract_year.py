"""Ask for the contracts of a fiscal year to be drawn up, of one department or of all: long work for a worker."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from meritbook.actions import jobs, ledger, policies, year_opening
from meritbook.actions.actor import Actor
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Department, Job, JobKind
from meritbook.records.states import JOB_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, starts_on: date, department: Department | None = None) -> Job:
    """The job, waiting for a worker. `why` stands in every ledger entry that its parts write.

    `starts_on` is the first day of the fiscal year. Raises `TextError`; `ForbiddenError`; `DayRangeError`;
    `ContractTermError`; `JobExistsError`.
    """
    on = clock.day_of(at)
    why = policies.check_text(why, field="why")
    with transaction.atomic():
        role = year_opening.require_reach(actor, department, on=on)
        policies.check_day_in_range(starts_on, where="starts_on")
        year_opening.check_first_day(starts_on)
        jobs.check_none_opening()
        total = year_opening.without_contract(starts_on, department).count()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=JobKind.OPEN_YEAR,
                    department=department,
                    options_json=canonical_json({"starts_on": starts_on.isoformat(), "why": why}),
                    status=next_state(JOB_MOVES, "open_contract_year", "", of="The job"),
                    total=total,
                    asked_by=actor.user,
                    asked_at=at,
                )
        except IntegrityError as problem:
            raise jobs.JobExistsError("The contracts of a year are being drawn up already.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="open_contract_year",
            subject=f"job:{job.pk}",
            facts={
                "starts_on": starts_on.isoformat(),
                "department": department.code if department else None,
                "total": total,
            },
            records=[department] if department else [],
        )
    return job
