"""Save the words of a draft. Whoever saved in between is not overwritten: the two are merged, or told apart."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import contracting, ledger, subjects
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.service_law import service_law
from meritbook.core.contracts.merge import merge
from meritbook.core.contracts.redline import since
from meritbook.core.contracts.text import ContractText
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import ContractVersion
from meritbook.records.states import CONTRACT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    version: ContractVersion,
    text: ContractText,
    base_sha256: str,
    base: ContractText | None = None,
) -> ContractVersion:
    """The draft with the words, by the side that writes it. Words that stand already are saved no second time.

    `base_sha256` is the seal of the words that the writer began with. Where somebody saved others in between, the two
    are merged by section and field; `base`, the words of that seal, is needed for it. Parties and the days of the term
    stay as they were drawn up. Raises `ForbiddenError`; `OwnCaseError`; `StateError`; `NotYourSideError`;
    `ConflictError`, whose details tell both at each place; `TextError`; `SalaryError`.
    """
    on = clock.day_of(at)
    contracting.check_words(text)
    with transaction.atomic():
        held = contracting.locked_version(version)
        row = held.version
        side, role = contracting.require_side(actor, row, held.appointment, on=on)
        possible.check_not_withdrawn(held.contract)
        row.status = next_state(CONTRACT_MOVES, "save_contract", row.status, of=f"Version {row.number}")
        possible.check_draft_of(row, side)
        before = row.text
        if row.sha256 != base_sha256 and row.sha256 != text.seal():
            text = _merged(row, text, base_sha256, base)
        text = as_on_record(text, before)
        if text.seal() == before.seal():
            return row
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        merged = row.sha256 != base_sha256
        row.text_json, row.sha256 = canonical_json(text), text.seal()
        row.saved_by, row.saved_at = actor.user, at
        row.save(update_fields=["text_json", "sha256", "saved_by", "saved_at"])
        row.__dict__.pop("text", None)
        changed = since(before, text)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="save_contract",
            subject=subjects.of_contract(held.contract),
            facts=contracting.told(held.contract, row, sections=changed.plain(), merged=merged),
            records=[row],
        )
    return row


def _merged(row: ContractVersion, mine: ContractText, base_sha256: str, base: ContractText | None) -> ContractText:
    theirs = row.text
    by = f"{row.saved_by.full_name} saved other words in the meantime"
    details = {"sha256": row.sha256, "saved_by": row.saved_by.full_name, "theirs": theirs.plain(), "mine": mine.plain()}
    if base is None or base.seal() != base_sha256:
        raise possible.ConflictError(
            f"{by}, and the words that you began with were not given.", where="text", details={**details, "places": []}
        )
    found = merge(base, mine, theirs)
    if not found.clean or found.text is None:
        places = [one.plain() for one in found.conflicts]
        raise possible.ConflictError(
            f"{by}, and yours collide with them.",
            where=found.conflicts[0].place,
            details={**details, "places": places},
        )
    return found.text


def as_on_record(text: ContractText, before: ContractText) -> ContractText:
    """The words with the parties, term, cap and notes as they were drawn up; what may change there is kept.

    Titles and the division are words of the parties; who they are is a matter of record.
    """
    own = {name: getattr(text.parties, name) for name in ("title", "division", "appointing_authority_title")}
    law = service_law()
    areas = tuple(
        area.model_copy(
            update={
                "objectives": tuple(
                    one.model_copy(update={"on_form": one.key in law.rows.get("form.objectives", ())})
                    for one in area.objectives
                )
            }
        )
        for area in text.areas
    )
    return text.model_copy(
        update={
            "parties": before.parties.model_copy(update=own),
            "terms": before.terms.model_copy(update={"salary": text.terms.salary}),
            "notes": before.notes,
            "areas": areas,
        }
    )
