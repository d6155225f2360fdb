"""Accept a risk as it was asked for, or refuse to; never by whoever asked for it or answers for the risk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import AcceptanceStatus, RiskAcceptance
from meritbook.records.states import RISK_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, acceptance: RiskAcceptance, accept: bool, says: str, sha256: str = ""
) -> RiskAcceptance:
    """The acceptance, decided; one that held before is followed by it.

    `sha256` is the state that the person read, as the request shows it: another is refused. Raises `ForbiddenError`;
    `OwnCaseError`; `AcceptorError`; `AcceptanceError`; `AcceptanceDayError`; `TextError`; `StateError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = risking.locked(acceptance.risk)
        row = RiskAcceptance.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=acceptance.pk)
        role = require(actor, Capability.ACCEPT_RISK, row, on=on)
        possible.check_asked(row, on=on, accept=accept)
        if sha256 and sha256 != row.sha256:
            raise possible.AcceptanceError("What was read is not what is asked for now.", where="acceptance")
        policy = risking.risk_policy(on)
        appetite = risking.appetite_on(held.department_id, held.category, on)
        ended = []
        if accept:
            role = possible.check_acceptor(Standing(actor.user, on), row, policy, appetite.amount if appetite else None)
            held.status = next_state(RISK_MOVES, "decide_risk_acceptance", held.status, of=held.key)
            held.save(update_fields=["status"])
            ended = risking.end_acceptances(
                held,
                AcceptanceStatus.FOLLOWED,
                at=at,
                because="Another acceptance followed.",
                of=(AcceptanceStatus.ACCEPTED,),
            )
        row.status = AcceptanceStatus.ACCEPTED if accept else AcceptanceStatus.REFUSED
        row.decided_by, row.decided_at, row.decided_as, row.says = actor.user, at, role, says
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decide_risk_acceptance",
            subject=f"risk:{held.key}",
            facts={"acceptance": row.pk, "accepted": accept, "state": row.sha256},
            records=[row, held, *ended],
        )
    return row
