"""Agree to be named for a class to those who plan succession, and say what of one's own they may read."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, offices, policies, talenting
from meritbook.actions import talenting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import GrowthPlan, MultiraterAssessment, TalentConsent, User

WHY = "Agreed by the person themselves."
LONGEST = 2_000


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    aims_plan: str,
    aims_class: str,
    qualifications: bool = False,
    assessment: MultiraterAssessment | None = None,
    growth_plan: GrowthPlan | None = None,
    ready_from: date | None = None,
    says: str = "",
) -> TalentConsent:
    """What was agreed; it takes the place of what was agreed for the class before.

    The ledger says that somebody agreed and which kinds of evidence they share, and not for which class.
    Raises `ForbiddenError`; `TalentClassError`; `TalentError`; `TalentReadersError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=LONGEST, required=False)
    with transaction.atomic():
        row = TalentConsent(person=actor.user)
        role = require(actor, Capability.SHARE_TALENT, row, on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        # Held, so that two who agree at once for one person come one after the other.
        person: User = User.objects.select_for_update().get(pk=actor.user.pk)
        found = possible.check_class(aims_plan, aims_class, on)
        row.aims_plan, row.aims_class = found.plan_revision.key, found.ref
        row.department = offices.department_of(person, on)
        row.qualifications = qualifications
        row.assessment = possible.check_assessment(assessment, person, on)
        row.growth_plan = possible.check_growth_plan(growth_plan, person)
        row.ready_from = possible.check_ready_from(ready_from, on)
        row.says, row.agreed_at = says, at
        before = list(
            TalentConsent.objects.select_for_update().filter(
                talenting.of_class(row.aims_plan, row.aims_class), person=person, withdrawn_at__isnull=True
            )
        )
        for one in before:
            one.withdrawn_at = at
            one.save(update_fields=["withdrawn_at"])
        row.save()
        shares = {"qualifications": qualifications, "report": assessment is not None, "plan": growth_plan is not None}
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="agree_talent",
            subject=f"talent:{row.pk}",
            facts={"shares": [name for name, shared in shares.items() if shared], "replaces": bool(before)},
            records=[*before, row],
        )
    return row
