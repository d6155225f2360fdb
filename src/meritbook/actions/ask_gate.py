"""Ask for the gate at the end of a design project's phase, with what it rests on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import DesignGate, DesignProject


def perform(actor: Actor, *, at: datetime, why: str, project: DesignProject, rests_on: str) -> DesignGate:
    """The gate, which waits for somebody other than the lead and whoever asks.

    Raises `ForbiddenError`; `GateError`; `TextError`.
    """
    on = clock.day_of(at)
    rests_on = policies.check_text(rests_on, field="rests_on", longest=10_000)
    with transaction.atomic():
        held = leaning.locked_project(project)
        role = leaning.keeps(actor, held, on=on)
        possible.check_open_project(held)
        possible.check_no_gate_waits(held)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = DesignGate.objects.create(
            project=held,
            phase=held.phase,
            number=held.gates.filter(phase=held.phase).count() + 1,
            rests_on=rests_on,
            lead=held.lead,
            asked_by=actor.user,
            asked_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="ask_gate",
            subject=f"design:{held.key}",
            facts={"phase": row.phase, "number": row.number},
            records=[row],
        )
    return row
