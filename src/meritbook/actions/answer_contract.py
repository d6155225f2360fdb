"""Answer a proposal with other words: they become the next version, a draft of the side that answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import contracting, ledger, subjects
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.save_contract import as_on_record
from meritbook.core.contracts.redline import since
from meritbook.core.contracts.text import ContractText
from meritbook.records import clock
from meritbook.records.models import ContractVersion
from meritbook.records.states import CONTRACT_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, version: ContractVersion, text: ContractText | None = None
) -> ContractVersion:
    """The next version, a draft of the answering side that it goes on with and proposes; the proposal is superseded.

    Without `text` it begins with the words of the proposal. Raises `ForbiddenError`; `OwnCaseError`; `StateError`;
    `NotYourSideError`; `TextError`.
    """
    on = clock.day_of(at)
    if text is not None:
        contracting.check_words(text)
    with transaction.atomic():
        held = contracting.locked_version(version)
        row = held.version
        side, role = contracting.require_side(actor, row, held.appointment, on=on)
        possible.check_not_withdrawn(held.contract)
        row.status = next_state(CONTRACT_MOVES, "answer_contract", row.status, of=f"Version {row.number}")
        possible.check_other_side(row, side)
        before = row.text
        words = before if text is None else as_on_record(text, before)
        row.save(update_fields=["status"])
        answer = contracting.make_version(held, actor, words, at=at, keeps=row)
        answer.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="answer_contract",
            subject=subjects.of_contract(held.contract),
            facts=contracting.told(
                held.contract, answer, side=side, answers=row.number, sections=since(before, words).plain()
            ),
            records=[row, answer],
        )
    return answer
