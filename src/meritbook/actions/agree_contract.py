"""Agree to the words of a contract that the other side proposed; they are to be signed next."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, contracting, ledger, paying, signing_asks, subjects
from meritbook.actions import appointing_policies as appointed
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import ContractVersion
from meritbook.records.states import CONTRACT_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, version: ContractVersion, sha256: str | None = None
) -> ContractVersion:
    """The version, agreed by the side that did not propose it, with what the law says of it.

    `sha256` is the seal of the words that were shown. Pay over the cap, a form that lacks something, and of an
    alteration whatever is not about expectations, are refused with the verdict. Raises `ForbiddenError`;
    `OwnCaseError`; `StateError`; `NotYourSideError`; `ConflictError`; `DraftProblemsError`; `OwnAuthorityError`;
    `OtherOnRecordError`; `LawRefusesError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = contracting.locked_version(version)
        row = held.version
        side, role = contracting.require_side(actor, row, held.appointment, on=on)
        possible.check_not_withdrawn(held.contract)
        after = next_state(CONTRACT_MOVES, "agree_contract", row.status, of=f"Version {row.number}")
        possible.check_other_side(row, side)
        if sha256 is not None and sha256 != row.sha256:
            raise possible.ConflictError("The version is not as it was shown any more.", where="sha256")
        possible.check_problems(contracting.unlawful_apart(contracting.problems_of(held.appointment, row.text, row)))
        contracting.check_on_record(row)
        verdicts = contracting.judged(row, on=on)
        appointed.check_law(verdicts)
        row.status = after
        row.agreed_by, row.agreed_at = actor.user, at
        row.verdicts_json = appointing.kept(verdicts)
        row.save(update_fields=["status", "agreed_by", "agreed_at", "verdicts_json"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="agree_contract",
            subject=subjects.of_contract(held.contract),
            facts=contracting.told(
                held.contract,
                row,
                side=side,
                verdicts=appointing.answers(verdicts),
                salary_otherwise=paying.salary_otherwise(row),
                **signing_asks.tell(row, on=on),
            ),
            records=[row],
        )
    return row
