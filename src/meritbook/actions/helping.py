"""What the acts on requests for help share: the lock, and one step from state to state with its ledger entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.records.models import HelpRequest, HelpStatus
from meritbook.records.states import HELP_MOVES, next_state


def locked(request: HelpRequest) -> HelpRequest:
    """The request as it stands, kept from others until the transaction ends."""
    found: HelpRequest = (
        HelpRequest.objects.select_for_update(of=("self",)).select_related("department", "taken_by").get(pk=request.pk)
    )
    return found


def step(
    actor: Actor, held: HelpRequest, *, role: str, at: datetime, why: str, action: str, facts: dict[str, Any]
) -> HelpRequest:
    """Move a locked request on, save it and write the ledger; raises `StateError` where the move is not open."""
    held.status = next_state(HELP_MOVES, action, held.status, of=f"Request {held.pk}")
    if held.status not in (HelpStatus.ASKED, HelpStatus.TAKEN) and held.ended_at is None:
        held.ended_at = at
    held.save()
    told = {"initiative": held.initiative, "state": held.status, **facts}
    ledger.write(actor, role=role, at=at, why=why, action=action, subject=f"help:{held.pk}", facts=told, records=[held])
    return held
