"""Confirm that a part of a plan still serves what it names above, after that was reworded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, planning, policies
from meritbook.actions import planning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import PlanVersion, TieConfirmed


def perform(actor: Actor, *, at: datetime, why: str, version: PlanVersion, part: str, says: str = "") -> TieConfirmed:
    """What was looked at again. `part` is the key of the goal or strategy below.

    Where it serves the goal above no longer, the plan is amended instead. Raises `ForbiddenError`;
    `NothingToConfirmError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4000, required=False)
    with transaction.atomic():
        row = planning.locked_version(version)
        role = require(actor, Capability.KEEP_PLAN, row, on=on)
        above = planning.adopted_of(row.plan.deploys)
        found = planning.ties_of(row, above.text if above else None)
        tie = possible.check_tie(found, part)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        assert above is not None  # noqa: S101  # what was reworded has words
        held = above.text.by_key()[tie.serves]
        made = TieConfirmed.objects.create(
            plan=row.plan,
            part=part,
            serves=tie.serves,
            above=above,
            meaning=held.part.meaning(),
            said=tie.now,
            says=says,
            confirmed_by=actor.user,
            confirmed_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="confirm_alignment",
            subject=planning.subject(row.plan),
            facts={"part": part, "serves": tie.serves, "above": f"{above.plan.key} {above.number}", "says": says},
            records=[made],
        )
    return made
