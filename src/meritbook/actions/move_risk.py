"""Call a risk treated, close it, or open it again, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AcceptanceStatus, Risk, RiskStatus
from meritbook.records.states import RISK_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, risk: Risk, status: str, because: str) -> Risk:
    """The risk in the new state, one of open, treated and closed; a closed one keeps no acceptance.

    Raises `ForbiddenError`; `RiskError`; `TextError`; `StateError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        row = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, row, on=on)
        if status not in RiskStatus.values or status == RiskStatus.ACCEPTED:
            raise possible.RiskError("Choose open, treated or closed; to accept it, ask for that.", where="status")
        before = row.status
        row.status = next_state(RISK_MOVES, f"move_risk to {status}", before, of=row.key)
        row.because = because
        row.save(update_fields=["status", "because"])
        ended = []
        if status == RiskStatus.CLOSED:
            ended = risking.end_acceptances(
                row,
                AcceptanceStatus.WITHDRAWN,
                at=at,
                because="The risk was closed.",
                of=(AcceptanceStatus.ASKED, AcceptanceStatus.ACCEPTED),
            )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="move_risk",
            subject=f"risk:{row.key}",
            facts={"before": before, "after": status},
            records=[row, *ended],
        )
    return row
