"""Accept a board's annual report, or return it with the reason; never by who drew it up or submitted it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import BoardReport
from meritbook.records.states import BOARD_REPORT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    report: BoardReport,
    accept: bool,
    says: str,
    sha256: str = "",
) -> BoardReport:
    """The report, accepted or returned; `sha256` is that of the report which the person read.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardDeciderError`; `BoardReportError`; `StateError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(report.board)
        row = BoardReport.objects.select_for_update(of=("self",)).select_related("board").get(pk=report.pk)
        require(actor, Capability.KEEP_BOARD, row, on=on)
        policy = boarding.board_policy(on)
        parts = (row.drawn_by_id, row.submitted_by_id)
        role = possible.check_decider(Standing(actor.user, on), row, policy, but=parts)
        done = "accepted" if accept else "returned"
        row.status = next_state(BOARD_REPORT_MOVES, f"decide_board_report ({done})", row.status, of=str(row))
        possible.check_same(row, sha256)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.decided_by, row.decided_at = actor.user, at
        row.decision_says = policies.check_text(says, field="says", longest=4_000)
        row.save(update_fields=["status", "decided_by", "decided_at", "decision_says"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decide_board_report",
            subject=f"board:{held.key}",
            facts={"fiscal_year": row.fiscal_year, "accepted": accept, "content": row.sha256},
            records=[row],
        )
    return row
