"""Look at who is named for a class, and put it on record that somebody looked, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, talenting
from meritbook.actions import talenting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import ClassEntry, Department, TalentConsent, User


@dataclass(frozen=True)
class Looked:
    """The class, and what was agreed for it by those whom the person may read, in the order of their names."""

    entry: ClassEntry
    consents: tuple[TalentConsent, ...]
    reader: User | None
    """Who looks: of a report for which they were asked themselves they are told less."""


def perform(actor: Actor, *, at: datetime, why: str, aims_plan: str, aims_class: str) -> Looked:
    """Who is named for the class. The ledger keeps who looked, over which departments and why, and names nobody.

    Raises `ForbiddenError`; `OwnBenchError`; `TalentClassError`; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.READ_TALENT, on=on)
        entry = possible.check_class(aims_plan, aims_class, on)
        plan, ref = entry.plan_revision.key, entry.ref
        possible.check_not_on_it(actor, plan, ref, on)
        standing = Standing(actor.user, on)
        rows = (
            talenting.in_force(on)
            .filter(standing.results(Capability.READ_TALENT), talenting.of_class(plan, ref))
            .select_related("person", "department", "assessment__version__model", "growth_plan")
            .order_by("person__full_name", "pk")
        )
        found = Looked(entry, tuple(rows), actor.user)
        # Nothing is saved, so nothing is vouched for anew.
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="look_at_bench",
            subject=talenting.subject(plan, ref),
            facts={"departments": _codes(talenting.reach(standing)), "people": len(found.consents)},
        )
    return found


def _codes(departments: frozenset[int] | None) -> list[str] | None:
    if departments is None:
        return None
    return list(Department.objects.filter(pk__in=departments).order_by("code").values_list("code", flat=True))
