"""Stop a design project that does not come to its end, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import DesignProject
from meritbook.records.states import DESIGN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, project: DesignProject, because: str) -> DesignProject:
    """The project, stopped. Raises `ForbiddenError`; `GateError`; `TextError`; `StateError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        row = leaning.locked_project(project)
        role = leaning.keeps(actor, row, on=on)
        row.status = next_state(DESIGN_MOVES, "stop_design", row.status, of=row.key)
        possible.check_no_gate_waits(row)
        row.because = because
        row.save(update_fields=["status", "because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="stop_design",
            subject=f"design:{row.key}",
            facts={"phase": row.phase},
            records=[row],
        )
    return row
