"""Change the words and figures of a proposed investment: a new version, the one before it stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, policies, returning
from meritbook.actions import returning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.return_case import CaseText
from meritbook.records import clock
from meritbook.records.models import ReturnCase, ReturnVersion
from meritbook.records.states import RETURN_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    case: ReturnCase,
    text: CaseText | dict[str, Any],
    because: str,
    sha256: str = "",
) -> ReturnVersion:
    """The next version, by the policy of the day. `sha256` is the version that the writer began with.

    Raises `ForbiddenError`; `StateError`; `ReturnChangedError`; `ReturnError`; `TextError`; `ReturnPolicyError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        row = returning.locked(case)
        role = require(actor, Capability.KEEP_RETURN, row, on=on)
        next_state(RETURN_MOVES, "change_return", row.status, of=row.key)
        before = returning.current(row)
        possible.check_same(before, sha256)
        held = possible.check_case(text)
        possible.check_other(before, held)
        before.current = False
        before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        version = returning.version_of(
            row, held, returning.return_policy(on), number=before.number + 1, by=actor.user, at=at, because=because
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="change_return",
            subject=returning.subject(row),
            facts=returning.told(version),
            records=[version, before],
        )
    return version
