"""Verify after the change what an investment cost and brought; never by whoever made the case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, policies, returning
from meritbook.actions import returning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.realised import Realised, compare
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import ReturnCase, ReturnVerification
from meritbook.records.states import RETURN_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, case: ReturnCase, realised: Realised | dict[str, Any], says: str
) -> ReturnVerification:
    """The verification, of all years up to one that has ended; `says` is how it was verified. The next one falls due.

    Raises `ForbiddenError`; `OwnCaseError`; `StateError`; `ReturnError`; `TextError`; `ReturnPolicyError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        row = returning.locked(case)
        role = require(actor, Capability.VERIFY_SAVINGS, row, on=on)
        status = next_state(RETURN_MOVES, "verify_return", row.status, of=row.key)
        version = returning.current(row)
        found = possible.check_realised(row, version, realised, on=on)
        before = row.verifications.order_by("-number").first()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        made = ReturnVerification.objects.create(
            case=row,
            version=version,
            number=before.number + 1 if before else 1,
            verified_on=on,
            realised_json=canonical_json(found),
            sha256=digest(found),
            says=says,
            verified_by=actor.user,
            verified_at=at,
        )
        policy = returning.return_policy(on)
        row.status, row.verify_by = status, returning.verified_by(on, policy)
        row.save(update_fields=["status", "verify_by"])
        compared = compare(version.text, version.basis, found)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="verify_return",
            subject=returning.subject(row),
            facts={
                "verification": made.number,
                "through": found.through,
                "sha256": made.sha256,
                "verdict": compared.verdict,
            },
            records=[made, row],
        )
    return made
