"""Start a project of Design for Lean Sigma, in the first phase of the policy."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import Department, DesignProject, User
from meritbook.records.states import DESIGN_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    title: str,
    department: Department | None,
    purpose: str,
    sponsor: User,
    lead: User,
    starts_on: date,
) -> DesignProject:
    """The project; `department` is empty for one of the enterprise as a whole.

    Raises `ForbiddenError`; `TakenError`; `LeanError`; `TextError`; `DayRangeError`; `LeanPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = leaning.keeps(actor, leaning.of_department_or_all(DesignProject, department), on=on)
        words = possible.check_words(title=title, purpose=purpose)
        possible.check_project_people(sponsor, lead)
        policies.check_day_in_range(starts_on, where="starts_on")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = DesignProject.objects.create(
            key=possible.check_key(key, DesignProject),
            department=department,
            sponsor=sponsor,
            lead=lead,
            starts_on=starts_on,
            phase=leaning.lean_policy(on).phases[0].key,
            status=next_state(DESIGN_MOVES, "start_design", "", of=key),
            started_by=actor.user,
            started_at=at,
            **words,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="start_design",
            subject=f"design:{row.key}",
            facts={
                "department": department.code if department else None,
                "sponsor": sponsor.username,
                "lead": lead.username,
            },
            records=[row],
        )
    return row
