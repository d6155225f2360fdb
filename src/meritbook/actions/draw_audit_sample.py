"""Draw a sample of the periods of an audited measure, of the computed size and from a seed that is kept."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import auditing, ledger
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.audit_sampling import draw, plan
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import AuditedMeasure, AuditSample


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    audited: AuditedMeasure,
    seed: int | None = None,
    confidence: Decimal | None = None,
    tolerable: Decimal | None = None,
    expected: Decimal | None = None,
) -> AuditSample:
    """The sample. Without a `seed` it follows from the audit and its periods; shares are percent, else the policy's.

    Raises `ForbiddenError`; `OwnCaseError`; `AuditEndedError`; `SampleError`; `AuditPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = auditing.locked(audited.audit)
        role = require(actor, Capability.AUDIT_MEASURE, audited, on=on)
        possible.check_under_way(held)
        standard = auditing.audit_policy(on).sampling
        periods = auditing.frame(audited, auditing.definitions_of(audited.measure), on)
        labels = [one.label for one in periods]
        planned = plan(
            len(labels),
            confidence=standard.confidence if confidence is None else confidence,
            tolerable=standard.tolerable if tolerable is None else tolerable,
            expected=standard.expected if expected is None else expected,
        )
        number = audited.samples.count() + 1
        chosen = int(digest([audited.pk, number, *labels])[:12], 16) if seed is None else seed
        taken = set(draw(labels, planned.size, chosen))
        drawn = [one.plain() for one in periods if one.label in taken]
        audited.samples.filter(current=True).update(current=False)
        audited.recalculations.filter(current=True).update(current=False)
        before = [*audited.samples.order_by("pk"), *audited.recalculations.order_by("pk")]
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = AuditSample.objects.create(
            audited=audited,
            number=number,
            seed=chosen,
            plan_json=canonical_json(planned),
            frame_json=canonical_json(labels),
            drawn_json=canonical_json(drawn),
            sha256=digest([planned.plain(), chosen, labels, drawn]),
            drawn_by=actor.user,
            drawn_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="draw_audit_sample",
            subject=f"audit:{held.pk}",
            facts={
                "measure": audited.measure.key,
                "seed": chosen,
                "population": planned.population,
                "size": planned.size,
                "sample": row.sha256,
            },
            records=[row, *before],
        )
    return row
