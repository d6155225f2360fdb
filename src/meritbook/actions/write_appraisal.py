"""Write an appraisal, or go on with its draft: the executive's self-assessment, or the rater's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, appraising, ledger, policies
from meritbook.actions import appraisal_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.core.contracts.rating import read_marks, rows
from meritbook.records import clock
from meritbook.records.models import Appraisal, AppraisalKind, PerformanceContract
from meritbook.records.states import APPRAISAL_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    contract: PerformanceContract,
    kind: str,
    marks: Mapping[str, Any],
    says: str = "",
    interim: bool = False,
    seen: str | None = None,
) -> Appraisal:
    """The draft. `marks` is `{key: {"mark": 1-4 or none, "says": …, "reason": …}}`; what is left out is not rated.

    One that was shown becomes a draft again. `seen` is the hash of what the writer began with, so that two do not
    overwrite each other. Raises `ForbiddenError`; `OwnCaseError`; `MarkError`; `TextError`; `NotSignedError`;
    `OutsideYearError`; `AppraisalChangedError`; `AnotherAppraisalError`; `AppraisalKindError`; `StateError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=20_000, required=False)
    if kind not in AppraisalKind.values or (interim and kind == AppraisalKind.SELF):
        raise possible.AppraisalKindError("An appraisal is the rater's or a self-assessment.", where="kind")
    with transaction.atomic():
        held = appointing.locked_contract(contract)
        role = require(actor, appraising.capability_of(kind), held, on=on)
        version = possible.check_signed(held)
        possible.check_begun(held, on=on)
        given = read_marks(version.text, marks)
        for key, one in given.items():
            for name in ("says", "reason"):
                policies.check_text(getattr(one, name), field=f"{key}.{name}", required=False)
        found = appraising.standing_one(held, kind, interim=interim)
        row = found or Appraisal(contract=held, kind=kind, interim=interim)
        row.contract = held
        before = row.status if found is not None else ""
        row.status = next_state(APPRAISAL_MOVES, "write_appraisal", before, of="The appraisal")
        possible.check_unchanged(found, seen, appraising.seen_of(_before(found, before)))
        row.marks_json, row.says, row.version = appraising.marks_json(given), says, version
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.written_by, row.written_at = actor.user, at
        row.shown_by = row.shown_at = None
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise possible.AnotherAppraisalError("Another one was begun at the same moment.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="write_appraisal",
            subject=f"appraisal:{row.pk}",
            facts={
                **appraising.told(row),
                "rated": sum(one.mark is not None for one in given.values()),
                "of": len(rows(version.text)),
            },
            records=[row],
        )
    return row


def _before(found: Appraisal | None, status: str) -> Appraisal | None:
    """The row as it was saved last, whose state is about to change."""
    return None if found is None else Appraisal(marks_json=found.marks_json, says=found.says, status=status)
