"""Propose the draft of a contract to the other side: from here on its words stand still."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, contracting, ledger, paying, policies, signing_asks, subjects
from meritbook.actions import appointing_policies as appointed
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import ContractVersion
from meritbook.records.states import CONTRACT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    version: ContractVersion,
    sha256: str | None = None,
    limit_because: str = "",
) -> ContractVersion:
    """The version, proposed by the side that wrote it. `sha256` is the seal of the words that were shown.

    What could not be agreed on is not proposed: the problems of the words, and what the law refuses. While no
    salary limit of the first day is on record, `limit_because` says why the salary is proposed before there is one;
    what was said of the same salary before, when it was approved or proposed, holds on. Raises `ForbiddenError`;
    `OwnCaseError`; `StateError`; `NotYourSideError`; `ConflictError`; `DraftProblemsError`; `OwnAuthorityError`;
    `UnchangedError`; `OtherOnRecordError`; `LawRefusesError`; `LimitUnknownError`; `LimitReasonError`;
    `LimitDiffersError`; `TextError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(limit_because, field="limit_because", required=False)
    with transaction.atomic():
        held = contracting.locked_version(version)
        row = held.version
        side, role = contracting.require_side(actor, row, held.appointment, on=on)
        possible.check_not_withdrawn(held.contract)
        after = next_state(CONTRACT_MOVES, "propose_contract", row.status, of=f"Version {row.number}")
        possible.check_draft_of(row, side)
        if sha256 is not None and sha256 != row.sha256:
            raise possible.ConflictError("The draft is not as it was shown any more.", where="sha256")
        possible.check_problems(contracting.unlawful_apart(contracting.problems_of(held.appointment, row.text, row)))
        if row.alters is not None:
            possible.check_changed(row.text, row.alters.text)
        contracting.check_on_record(row)
        verdicts = contracting.judged(row, on=on)
        appointed.check_law(verdicts)
        row.limit_because = paying.reason_without_limit(row, because)
        row.status = after
        row.proposed_by, row.proposed_at, row.proposed_side = actor.user, at, side
        row.save(update_fields=["status", "limit_because", "proposed_by", "proposed_at", "proposed_side"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="propose_contract",
            subject=subjects.of_contract(held.contract),
            facts=contracting.told(
                held.contract,
                row,
                side=side,
                verdicts=appointing.answers(verdicts),
                limit_because=row.limit_because,
                **signing_asks.tell_other_side(row, side),
            ),
            records=[row],
        )
    return row
