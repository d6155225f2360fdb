"""End an appointment: resignation, retirement, death, layoff or discipline. The seat falls vacant."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from meritbook.actions import appointing, incumbents, ledger, policies, service_law
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.service.rights import what_follows
from meritbook.records import clock
from meritbook.records.models import Appointment, EndCause

CAUSES = (EndCause.RESIGNATION, EndCause.RETIREMENT, EndCause.DEATH, EndCause.LAYOFF, EndCause.DISCIPLINE)
"""A transfer ends an appointment by another one; a dismissal, by the notice and the law."""


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    appointment: Appointment,
    cause: str,
    last_day: date,
    reason: str,
    paper_on_file: bool | None = None,
) -> Appointment:
    """The appointment with its end; the incumbent leaves the position after `last_day`, which may be to come.

    Disciplinary action is taken as for other employees: `paper_on_file` says whether its paper is on file, and is asked
    there alone. It goes into the reason, so that whoever reads the end reads it too.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `EndError` for a cause or a day that cannot be;
    `DayRangeError`; `NotInForceError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        row = appointing.locked(appointment)
        role = require(actor, Capability.APPOINT_EXECUTIVE, row, on=on)
        possible.check_in_force(row, on=on)
        possible.check_end(row, cause, last_day, causes=tuple(str(one) for one in CAUSES))
        if cause == EndCause.DISCIPLINE:
            reason = f"{reason} {possible.check_paper(paper_on_file)}"
        row.ends_before = last_day + timedelta(days=1)
        row.ended_cause, row.ended_because = cause, reason
        row.save()
        changed = incumbents.settle_incumbents(on, appointment=row)
        follows = what_follows(service_law.service_law(), cause)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_appointment",
            subject=f"appointment:{row.pk}",
            facts={
                "position": row.seat.position.number,
                "executive": row.executive.username,
                "cause": cause,
                "last_day": last_day.isoformat(),
                "reason": reason,
                "paper_on_file": paper_on_file if cause == EndCause.DISCIPLINE else None,
                "follows": [[one.key, one.held] for one in follows],
            },
            records=[row, *changed],
        )
    return row
