"""What the ledger is told of evidence: of a private draft nothing but that there is one."""

from __future__ import annotations

import hashlib
from typing import Any

from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing
from meritbook.records.models import EvidenceNote, PerformanceContract, Sharing

PRIVATE = {"private": True}
"""All that an entry says of a private draft: no contract, no objective, no word, no name of a file."""


def of_contract(contract: PerformanceContract) -> dict[str, Any]:
    """Which contract an entry is about."""
    return {"contract": contract.pk, "position": contract.appointment.seat.position.number}


def of_note(note: EvidenceNote) -> dict[str, Any]:
    """What an entry says of a note: of a shared one its words by their hash, since more people read the ledger."""
    if note.sharing == Sharing.PRIVATE:
        return dict(PRIVATE)
    return {
        **of_contract(note.contract),
        "about": note.about,
        "happened_on": note.happened_on.isoformat(),
        "by_executive": note.by_executive,
        "sha256": words_hash(note.says),
    }


def words_hash(words: str) -> str:
    """SHA-256 of words, for an entry that must not hold them."""
    return hashlib.sha256(words.encode()).hexdigest()


def capability(actor: Actor, contract: PerformanceContract) -> Capability:
    """What a person needs for a note on the contract: the executive another than those who rate."""
    mine = actor.user is not None and actor.user.pk == contract.appointment.executive_id
    return Capability.WRITE_OWN_EVIDENCE if mine else Capability.WRITE_EVIDENCE


def may_write(standing: Standing, contract: PerformanceContract) -> bool:
    """Whether the person may write evidence on the contract, as the executive or as a rater."""
    mine = standing.user is not None and standing.user.pk == contract.appointment.executive_id
    return standing.may(Capability.WRITE_OWN_EVIDENCE if mine else Capability.WRITE_EVIDENCE, contract)
