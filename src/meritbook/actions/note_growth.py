"""Note progress in a development plan, as its person or as its coach, perhaps with a file as evidence."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import growing, policies
from meritbook.actions import growing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.readers.attachments import Attachment
from meritbook.records import clock
from meritbook.records.models import GrowthAction, GrowthGoal, GrowthNote, GrowthPlan


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    plan: GrowthPlan,
    says: str,
    goal: GrowthGoal | None = None,
    action: GrowthAction | None = None,
    file: Attachment | None = None,
) -> GrowthNote:
    """The note, of the plan as a whole, a goal or an action; a file comes from `attach_file.take`.

    Raises `ForbiddenError`; `GrowthOverError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=possible.MOST_WORDS)
    with transaction.atomic():
        held = growing.locked(plan)
        authority = require(actor, Capability.PLAN_GROWTH, GrowthNote(plan=held), on=on)
        possible.check_under_way(held)
        done = growing.part_of(held, action) if action is not None else None
        towards = done.goal if done is not None else growing.part_of(held, goal) if goal is not None else None
        row, saved = growing.kept_note(actor, held, at=at, says=says, goal=towards, action=done, file=file)
        growing.entry(
            actor, held, role=authority, at=at, why=why, action="note_growth", facts={"note": row.pk}, records=saved
        )
    return row
