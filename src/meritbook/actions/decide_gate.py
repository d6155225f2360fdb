"""Pass a gate of a design project, or send it back; never its lead, nor whoever asked for it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.lean_policy import LeanPolicy
from meritbook.records import clock
from meritbook.records.models import DesignGate, DesignProject, GateOutcome
from meritbook.records.states import DESIGN_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, gate: DesignGate, passes: bool, says: str) -> DesignGate:
    """The gate, decided; one that is passed begins the next phase, the last one ends the project.

    Its sponsor decides, or who keeps the Lean work of the department. Raises `ForbiddenError`; `OwnCaseError`;
    `GateError`; `TextError`; `StateError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = leaning.locked_project(gate.project)
        row = DesignGate.objects.select_for_update(of=("self",)).get(pk=gate.pk)
        role = permitted(actor, held, on=on)
        possible.check_gate(actor, row)
        possible.check_open_project(held)
        move = "decide_gate (send back)"
        if passes:
            move = _moves_on(held, leaning.lean_policy(on))
        held.status = next_state(DESIGN_MOVES, move, held.status, of=held.key)
        held.save(update_fields=["phase", "status"])
        row.outcome = GateOutcome.PASSED if passes else GateOutcome.RETURNED
        row.decided_by, row.decided_at, row.says = actor.user, at, says
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decide_gate",
            subject=f"design:{held.key}",
            facts={"phase": row.phase, "number": row.number, "passed": passes},
            records=[row, held],
        )
    return row


def permitted(actor: Actor, project: DesignProject, *, on: date) -> str:
    """The role in which the actor decides on gates of the project; raises `ForbiddenError`."""
    if actor.user is not None and actor.user.pk == project.sponsor_id:
        return require(actor, Capability.READ_RESULTS, project, on=on)
    return leaning.keeps(actor, project, on=on)


def _moves_on(project: DesignProject, policy: LeanPolicy) -> str:
    """Set the phase that follows; gives the move."""
    try:
        following = policy.following(project.phase)
    except KeyError as error:
        raise possible.GateError(
            f"The policy on Lean knows no phase “{project.phase}” any more.",
            where=project.key,
            remedy="Stop the project, and start one by the policy of today.",
        ) from error
    if following is None:
        return "decide_gate (pass the last)"
    project.phase = following.key
    return "decide_gate (pass)"
