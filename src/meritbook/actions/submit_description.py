"""Hand a draft description to the appointing authority for signature."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.positions.check import problems
from meritbook.records import clock
from meritbook.records.models import PositionVersion
from meritbook.records.states import VERSION_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, version: PositionVersion) -> PositionVersion:
    """The submitted version.

    Raises `ForbiddenError`; `OwnCaseError`; `StateError` when it is no draft; `DescriptionError` with all that is
    wrong in it; `NotAppointingAuthorityError` when there is nobody to sign.
    """
    with transaction.atomic():
        version = PositionVersion.objects.select_for_update(of=("self",)).select_related("position").get(pk=version.pk)
        role = require(actor, Capability.SUBMIT_DESCRIPTION, version, on=clock.day_of(at))
        version.status = next_state(VERSION_MOVES, "submit_description", version.status, of=str(version))
        found = [problem for problem in problems(version.description) if problem.severity == "error"]
        policies.check_submittable(version.position, [(problem.field, problem.message) for problem in found])
        version.submitted_by, version.submitted_at = actor.user, at
        version.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="submit_description",
            subject=f"positionversion:{version.pk}",
            facts={"position": version.position.number, "version": version.version, "digest": version.digest},
            records=[version],
        )
    return version
