"""Record a test of a control; one that does not work may end the acceptance of the risk."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ControlTest, RiskControl


def perform(
    actor: Actor, *, at: datetime, why: str, control: RiskControl, tested_on: date, works: bool, says: str
) -> ControlTest:
    """The test. Raises `ForbiddenError`; `RiskError`; `TextError`; `DayRangeError`; `RiskPolicyError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = risking.locked(control.risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        possible.check_open(held)
        possible.check_has_come(tested_on, on=on, where="tested_on")
        row = RiskControl.objects.select_for_update().get(pk=control.pk)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        test = ControlTest.objects.create(
            control=row, tested_on=tested_on, works=works, says=says, tested_by=actor.user, tested_at=at
        )
        if row.tested_on is None or tested_on >= row.tested_on:
            row.tested_on, row.works = tested_on, works
            row.save(update_fields=["tested_on", "works"])
        reasons, ended = risking.overtake(held, at=at, policy=risking.risk_policy(on))
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_control_test",
            subject=f"risk:{held.key}",
            facts={
                "control": row.pk,
                "tested_on": tested_on.isoformat(),
                "works": works,
                "asks_again": len(reasons),
            },
            records=[test, row, held, *ended],
        )
    return test
