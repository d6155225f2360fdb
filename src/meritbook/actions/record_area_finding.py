"""Write what was found in an area: strengths, opportunities, and a level with its reason where a person chooses one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import developing, ledger
from meritbook.actions import developing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AreaFinding, AssessmentState, DevelopmentAssessment


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    assessment: DevelopmentAssessment,
    area: str,
    strengths: str = "",
    opportunities: str = "",
    level: str = "",
    because: str = "",
) -> AreaFinding:
    """The next version of the finding; those before it stay. No level is no level, and none is computed.

    Raises `ForbiddenError`; `AssessmentStandsError`; `DevelopmentError`; `TextError`; `DevelopmentPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = developing.locked(assessment)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_assesses(actor, held)
        possible.check_state(held, AssessmentState.DRAFT)
        found = possible.check_area(developing.policy_of(held), area)
        said = possible.check_finding(found, strengths, opportunities, level, because)
        before = developing.current(held, area)
        if before is not None:
            if said == {name: getattr(before, name) for name in said}:
                raise possible.DevelopmentError("This is the finding that stands; nothing is changed.", where="area")
            before.current = False
            before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = AreaFinding.objects.create(
            assessment=held,
            area=area,
            number=before.number + 1 if before else 1,
            found_by=actor.user,
            found_at=at,
            **said,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_area_finding",
            subject=developing.subject(held),
            facts={"area": area, "number": row.number, "level": level or None},
            records=[row, *([before] if before else [])],
        )
    return row
