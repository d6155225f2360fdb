"""Save the words of a draft of a plan. Whoever saved in between is not overwritten: the two are merged, or told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, planning
from meritbook.actions import planning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.plan_redline import merge, since
from meritbook.core.results.plans import PlanText
from meritbook.records import clock
from meritbook.records.models import PlanVersion
from meritbook.records.states import PLAN_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    version: PlanVersion,
    text: PlanText | dict[str, Any],
    base_sha256: str,
    base: PlanText | None = None,
) -> PlanVersion:
    """The draft with the words. Words that stand already are saved no second time.

    `base_sha256` is the seal of the words that the writer began with. Where somebody saved others in between, the two
    are merged part by part; `base`, the words of that seal, is needed for it. Raises `ForbiddenError`; `StateError`;
    `PlanError`; `TextError`; `PlanConflictError`, whose details tell both at each place.
    """
    on = clock.day_of(at)
    words = possible.check_words(text)
    with transaction.atomic():
        row = planning.locked_version(version)
        role = require(actor, Capability.KEEP_PLAN, row, on=on)
        row.status = next_state(PLAN_MOVES, "save_plan_draft", row.status, of=f"Version {row.number}")
        before = row.text
        merged = row.sha256 not in (base_sha256, words.seal())
        if merged:
            words = _merged(row, words, base_sha256, base)
        if words.seal() == row.sha256:
            return row
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        planning.put_words(row, words, by=actor.user, at=at)
        row.save(update_fields=["text_json", "sha256", "ties_json", "saved_by", "saved_at"])
        planning.entitle(row.plan, words)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="save_plan_draft",
            subject=planning.subject(row.plan),
            facts=planning.told(row, sections=since(before, words).plain(), merged=merged),
            records=[row.plan, row],
        )
    return row


def _merged(row: PlanVersion, mine: PlanText, base_sha256: str, base: PlanText | None) -> PlanText:
    theirs = row.text
    by = f"{row.saved_by.full_name} saved other words in the meantime"
    details = {"sha256": row.sha256, "saved_by": row.saved_by.full_name, "theirs": theirs.plain(), "mine": mine.plain()}
    if base is None or base.seal() != base_sha256:
        raise possible.PlanConflictError(
            f"{by}, and the words that you began with were not given.", where="text", details={**details, "places": []}
        )
    found = merge(base, mine, theirs)
    if not found.clean or found.text is None:
        places = [one.plain() for one in found.conflicts]
        raise possible.PlanConflictError(
            f"{by}, and yours collide with them.", where=found.conflicts[0].place, details={**details, "places": places}
        )
    return found.text
