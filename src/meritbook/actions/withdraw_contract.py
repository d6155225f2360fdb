"""Withdraw a contract that was never signed, or an alteration that is under way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import contracting, ledger, policies, subjects
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ContractVersion, PerformanceContract
from meritbook.records.states import CONTRACT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, contract: PerformanceContract, reason: str) -> PerformanceContract:
    """The contract, withdrawn with the version under way; of an alteration only that version, and what is signed stays.

    The department withdraws a contract; an alteration is withdrawn by whichever side is at it. Raises `TextError`;
    `ForbiddenError`; `OwnCaseError`; `NothingOpenError`; `NotYourSideError`; `StateError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason", longest=4000)
    with transaction.atomic():
        row, appointment = contracting.locked_contract(contract)
        side = contracting.side_of(actor.user, appointment)
        version = row.versions.filter(status__in=possible.OPEN).first()
        altering = version is not None and version.alters_id is not None
        if side == contracting.EXECUTIVE and altering:
            side, role = contracting.require_side(actor, row, appointment, on=on)
        else:
            role = require(actor, Capability.DRAW_CONTRACT, row, on=on)
        possible.check_not_withdrawn(row)
        if version is None:
            raise possible.NothingOpenError("Nothing of the contract is under way.", where=str(row.pk))
        version.contract = row
        possible.check_at_it(version, side)
        version.status = next_state(CONTRACT_MOVES, "withdraw_contract", version.status, of=f"Version {version.number}")
        version.closed_because = reason
        version.save(update_fields=["status", "closed_because"])
        saved: list[ContractVersion | PerformanceContract] = [version]
        if not altering:
            row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, reason
            row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
            saved.append(row)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_contract",
            subject=subjects.of_contract(row),
            facts=contracting.told(row, version, reason=reason, whole=not altering),
            records=saved,
        )
    return row
