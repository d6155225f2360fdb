"""Propose an investment: what changes, and what it costs and brings by fiscal year."""

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
from meritbook.records.models import Department, ReturnCase
from meritbook.records.states import RETURN_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    title: str,
    department: Department | None,
    text: CaseText | dict[str, Any],
) -> ReturnCase:
    """The case, proposed; figures may be missing. `department` is empty for one of the enterprise as a whole.

    Raises `ForbiddenError`; `TakenError`; `ReturnError`; `TextError`; `ReturnPolicyError`.
    """
    on = clock.day_of(at)
    title = policies.check_text(title, field="title", longest=200)
    with transaction.atomic():
        role = require(actor, Capability.KEEP_RETURN, returning.of_department_or_all(ReturnCase, department), on=on)
        held = possible.check_case(text)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ReturnCase.objects.create(
            key=possible.check_key(key),
            title=title,
            department=department,
            status=next_state(RETURN_MOVES, "propose_return", "", of=key),
            proposed_by=actor.user,
            proposed_at=at,
        )
        version = returning.version_of(row, held, returning.return_policy(on), number=1, by=actor.user, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="propose_return",
            subject=returning.subject(row),
            facts=returning.told(version, department=department.code if department else None),
            records=[row, version],
        )
    return row
