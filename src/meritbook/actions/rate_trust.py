"""Rate how far the values of an audited measure may be relied on; the last rating of an audit reports it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.db import transaction

from meritbook.actions import auditing, ledger, policies
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import digest
from meritbook.records import clock
from meritbook.records.models import AuditedMeasure, TrustRating
from meritbook.records.states import AUDIT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, audited: AuditedMeasure, level: str, because: str) -> TrustRating:
    """The rating, which holds for the days of the policy and ends with a material change of the measure's entry.

    `level`: `reliable`, `with_care`, `not_reliable` or `undetermined`, no better than the criteria allow. Raises
    `ForbiddenError`; `OwnCaseError`; `AuditEndedError`; `TrustError`; `EntryMovedError`; `TextError`;
    `AuditPolicyError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = auditing.locked(audited.audit)
        role = require(actor, Capability.AUDIT_MEASURE, audited, on=on)
        possible.check_under_way(held)
        policy = auditing.audit_policy(on)
        found = possible.check_rating(level, audited, policy)
        possible.check_entry(audited, on)
        before = audited.measure.trust.filter(current=True).first()
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = TrustRating.objects.create(
            audited=audited,
            measure=audited.measure,
            level=found.value,
            because=because,
            rated_on=on,
            lapses_on=on + timedelta(days=policy.holds_days),
            entry_json=audited.entry_json,
            sha256=digest([found.value, because, json.loads(audited.entry_json)]),
            rated_by=actor.user,
            rated_at=at,
        )
        if not held.audited.filter(rating__isnull=True).exists():
            held.status = next_state(AUDIT_MOVES, "rate_trust of its last measure", held.status, of=held.title)
            held.ended_at = at
            held.save(update_fields=["status", "ended_at"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="rate_trust",
            subject=f"audit:{held.pk}",
            facts={"measure": audited.measure.key, "level": found.value, "rating": row.sha256, "audit": held.status},
            records=[row, held, *([before] if before else [])],
        )
    return row
