"""Begin an alteration of a signed contract within its year: a draft of the words, for expectations only."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import contracting, ledger, policies, subjects
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import ContractVersion, PerformanceContract, StoredDocument
from meritbook.records.states import CONTRACT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    contract: PerformanceContract,
    reason: str,
    evidence: StoredDocument | None = None,
) -> ContractVersion:
    """The next version, a draft of the actor's side that alters the version in force; this one stays in force.

    Pay is no part of it, unless `evidence` shows what `reason` says changed in position or duties. Raises `TextError`;
    `ForbiddenError`; `OwnCaseError`; `NothingOpenError`; `AlterationOpenError`; `AfterTermError`; `StateError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason", longest=4000)
    with transaction.atomic():
        row, appointment = contracting.locked_contract(contract)
        side, role = contracting.require_side(actor, row, appointment, on=on)
        possible.check_not_withdrawn(row)
        signed = row.signed_version
        if signed is None:
            raise possible.NothingOpenError("Nothing of the contract is signed by all yet.", where=str(row.pk))
        possible.check_none_open(row)
        possible.check_within_term(row, on=on)
        next_state(CONTRACT_MOVES, "alter_contract", "", of="The alteration")
        held = contracting.Held(row, appointment, signed)
        draft = contracting.make_version(held, actor, signed.text, at=at)
        draft.alters, draft.reason, draft.evidence = signed, reason, evidence
        draft.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="alter_contract",
            subject=subjects.of_contract(row),
            facts=contracting.told(
                row, draft, side=side, reason=reason, evidence=evidence.sha256 if evidence else None
            ),
            records=[draft],
        )
    return draft
