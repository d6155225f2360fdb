"""Write the charter of a Kaizen event anew, before its sponsor has approved it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import leaning, ledger
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import KaizenEvent, User
from meritbook.records.states import KAIZEN_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    event: KaizenEvent,
    title: str,
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
    """The event, whose charter waits for the sponsor again.

    Raises `ForbiddenError`; `LeanError`; `CharterError`; `TextError`; `DayRangeError`; `StateError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = leaning.locked(event)
        role = leaning.keeps(actor, row, on=on)
        possible.check_written(row)
        words = possible.check_words(
            title=title, problem=problem, scope_in=scope_in, scope_out=scope_out, goal=goal, others=others
        )
        possible.check_charter(actor, sponsor=sponsor, lead=lead, team=team)
        possible.check_days(starts_on, last_day)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        for name, said in words.items():
            setattr(row, name, said)
        row.status = next_state(KAIZEN_MOVES, "change_charter", row.status, of=row.key)
        row.sponsor, row.lead, row.starts_on, row.last_day = sponsor, lead, starts_on, last_day
        row.written_by, row.written_at = actor.user, at
        row.decided_by = row.decided_at = None
        members = leaning.set_team(row, team)
        row.sha256 = leaning.charter_seal(row)
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="change_charter",
            subject=f"kaizen:{row.key}",
            facts={"sponsor": sponsor.username, "lead": lead.username, "charter": row.sha256},
            records=[row, *members],
        )
    return row
