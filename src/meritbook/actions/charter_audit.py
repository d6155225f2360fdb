"""Charter an audit of the quality of one measure's values, or of several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import auditing, ledger, policies
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Audit, AuditedMeasure, Measure, User
from meritbook.records.states import AUDIT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    title: str,
    measures: Sequence[Measure],
    auditor: User,
    starts_on: date,
    ends_before: date,
    because: str,
) -> Audit:
    """The audit, under way, over the periods in `[starts_on, ends_before)`.

    Raises `ForbiddenError`; `OwnCaseError`; `AuditError`; `AuditorError`; `AuditUnderWayError`; `TextError`;
    `DayRangeError`; `AuditPolicyError`.
    """
    on = clock.day_of(at)
    title = policies.check_text(title, field="title", longest=200)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        require(actor, Capability.AUDIT_MEASURE, on=on)
        # Held in the order of their keys, so that two charters of one measure do not pass each other.
        keys = [one.pk for one in measures]
        held = list(Measure.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
        role = ""
        for one in held:
            role = require(actor, Capability.AUDIT_MEASURE, one, on=on)
        possible.check_span(starts_on, ends_before, on)
        possible.check_measures(measures, starts_on, ends_before)
        possible.check_auditor(auditor, held, on)
        policy = auditing.audit_policy(on)
        departments = {one.department_id for one in held}
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = Audit.objects.create(
            department_id=departments.pop() if len(departments) == 1 else None,
            title=title,
            because=because,
            starts_on=starts_on,
            ends_before=ends_before,
            auditor=auditor,
            policy=policy.key,
            status=next_state(AUDIT_MOVES, "charter_audit", "", of=title),
            chartered_by=actor.user,
            chartered_at=at,
        )
        audited = [
            AuditedMeasure.objects.create(
                audit=row, measure=one, entry_json=canonical_json(auditing.entry_on(one, policy, on))
            )
            for one in held
        ]
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="charter_audit",
            subject=f"audit:{row.pk}",
            facts={
                "measures": [one.key for one in held],
                "starts_on": starts_on.isoformat(),
                "ends_before": ends_before.isoformat(),
                "auditor": auditor.username,
            },
            records=[row, *audited],
        )
    return row
