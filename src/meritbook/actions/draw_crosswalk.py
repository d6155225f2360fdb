"""Draw a line of a crosswalk: a competency of one model answers to one of another, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import competency_model_policies as possible
from meritbook.actions import competency_models, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import CompetencyCrosswalk, CompetencyModelRow


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    one: CompetencyModelRow,
    one_competency: str,
    other: CompetencyModelRow,
    other_competency: str,
    partly: bool,
    because: str,
) -> CompetencyCrosswalk:
    """The line. `partly`: the one covers a part of the other only; a line joins both, whichever stands first.

    Raises `ForbiddenError`; `CrosswalkError`; `CrosswalkStandsError`; `ModelRetiredError`; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        # Always in one order, so that two who draw lines between the same models do not wait for each other.
        held = {row.pk: competency_models.locked(row) for row in sorted((one, other), key=lambda each: each.pk)}
        one, other = held[one.pk], held[other.pk]
        role = require(actor, Capability.KEEP_COMPETENCIES, one, on=on)
        possible.check_ends(one, one_competency, where="one_competency")
        possible.check_ends(other, other_competency, where="other_competency")
        possible.check_not_drawn(one, one_competency, other, other_competency)
        line = CompetencyCrosswalk.objects.create(
            one=one,
            one_competency=one_competency,
            other=other,
            other_competency=other_competency,
            partly=partly,
            because=policies.check_text(because, field="because", longest=2_000),
            drawn_by=actor.user,
            drawn_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="draw_crosswalk",
            subject=f"crosswalk:{line.pk}",
            facts={
                "one": f"{one.key}/{one_competency}",
                "other": f"{other.key}/{other_competency}",
                "partly": partly,
            },
            records=[line],
        )
    return line
