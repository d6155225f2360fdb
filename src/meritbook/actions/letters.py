"""The decision letter, kept with the decision as PDF and as a word-processor file."""

from __future__ import annotations

from datetime import datetime

from meritbook.actions.actor import Actor
from meritbook.records.models import Decision, StoredDocument


def write(
    actor: Actor,  # noqa: ARG001
    *,
    at: datetime,  # noqa: ARG001
    decision: Decision,  # noqa: ARG001
) -> tuple[StoredDocument | None, StoredDocument | None]:
    """The letters of a decision that is about to be saved."""
    return None, None
