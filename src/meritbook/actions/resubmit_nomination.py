"""Submit a nomination again that was returned: its place in the row was lost, so it takes a free seat anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, nominating, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.nominate_position import check_complete
from meritbook.records import clock
from meritbook.records.models import Nomination
from meritbook.records.states import NOMINATION_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, nomination: Nomination, rationale: str = "") -> Nomination:
    """The nomination, submitted again with the description that is official now; an empty rationale keeps the old one.

    It comes late: others may have taken the seat meanwhile. A review is taken back, and criteria that were judged by
    another description are judged anew. Raises `ForbiddenError`; `OwnCaseError`; `StateError` for
    one that was not returned; `IncompleteError`; `NoSeatError` and `SeatUndeterminedError` with the verdict;
    `TextError`.
    """
    on = clock.day_of(at)
    nominating.require_director(actor, nomination, on)
    rationale = policies.check_text(rationale, field="rationale", longest=20_000, required=False)
    with transaction.atomic():
        seating.lock(nomination.position.department, nomination.position, nomination)
        row = nominating.fresh(nomination)
        role = nominating.require_director(actor, row, on)  # as it stands now
        status = next_state(NOMINATION_MOVES, "resubmit_nomination", row.status, of=str(row))
        seating.check_department_on(row.position.department, on)
        version = nominating.official_of(row.position)
        if version is None:
            raise nominating.IncompleteError(
                f"Position {row.position.number} has no official description.", where=row.position.number
            )
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.status, row.description, row.department = status, version, row.position.department
        row.rationale = rationale or row.rationale
        row.nominated_by, row.nominated_at = actor.user, at
        row.submissions += 1
        row.reviewed_by = row.reviewed_at = row.allocation = row.in_management_class = None
        row.review_says = ""
        check_complete(row, at)
        verdicts = seating.seat_verdicts(row.position.department, on=on, nomination=row)
        seating.check_free(verdicts, where=row.position.number)
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="resubmit_nomination",
            subject=f"nomination:{row.pk}",
            facts={
                **nominating.told(row),
                "submission": row.submissions,
                "description": version.version,
                "rationale": row.rationale,
                "verdicts": {one.rule: one.verdict.value for one in verdicts},
            },
            records=[row],
        )
    return row
