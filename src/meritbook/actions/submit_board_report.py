"""Submit a board's annual report, approved and complete, to whoever accepts it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import boarding, ledger
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.board_report import ReportContent, completeness
from meritbook.records import clock
from meritbook.records.models import BoardReport
from meritbook.records.states import BOARD_REPORT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    report: BoardReport,
) -> BoardReport:
    """The report, submitted.

    Raises `ForbiddenError`; `TextError`; `BoardReportError` with what is missing; `StateError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(report.board)
        row = BoardReport.objects.select_for_update(of=("self",)).select_related("board").get(pk=report.pk)
        role = require(actor, Capability.KEEP_BOARD, row, on=on)
        row.status = next_state(BOARD_REPORT_MOVES, "submit_board_report", row.status, of=str(row))
        possible.check_complete(completeness(ReportContent.model_validate_json(row.content_json)))
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.submitted_by, row.submitted_at = actor.user, at
        row.save(update_fields=["status", "submitted_by", "submitted_at"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="submit_board_report",
            subject=f"board:{held.key}",
            facts={"fiscal_year": row.fiscal_year, "content": row.sha256},
            records=[row],
        )
    return row
