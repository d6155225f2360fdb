"""Write the charter of a Kaizen event, which its sponsor then approves or sends back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import leaning, ledger
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import Department, KaizenEvent, User
from meritbook.records.states import KAIZEN_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    title: str,
    department: Department | None,
    problem: str,
    scope_in: str,
    goal: str,
    sponsor: User,
    lead: User,
    starts_on: date,
    last_day: date,
    scope_out: str = "",
    others: str = "",
    team: Sequence[User] = (),
) -> KaizenEvent:
    """The event; `department` is empty for one of the enterprise as a whole. Its measures are added next.

    Raises `ForbiddenError`; `TakenError`; `LeanError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = leaning.keeps(actor, leaning.of_department_or_all(KaizenEvent, department), on=on)
        words = possible.check_words(
            title=title, problem=problem, scope_in=scope_in, scope_out=scope_out, goal=goal, others=others
        )
        possible.check_charter(actor, sponsor=sponsor, lead=lead, team=team)
        possible.check_days(starts_on, last_day)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = KaizenEvent(
            key=possible.check_key(key, KaizenEvent),
            department=department,
            sponsor=sponsor,
            lead=lead,
            starts_on=starts_on,
            last_day=last_day,
            status=next_state(KAIZEN_MOVES, "charter_event", "", of=key),
            written_by=actor.user,
            written_at=at,
            **words,
        )
        row.save()
        members = leaning.set_team(row, team)
        row.sha256 = leaning.charter_seal(row)
        row.save(update_fields=["sha256"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="charter_event",
            subject=f"kaizen:{row.key}",
            facts={
                "department": department.code if department else None,
                "sponsor": sponsor.username,
                "lead": lead.username,
                "charter": row.sha256,
            },
            records=[row, *members],
        )
    return row
