"""Draw up the annual report of a board from the record; one that is not submitted yet gives way to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import BoardReport, LocalBoard
from meritbook.records.states import BOARD_REPORT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    fiscal_year: int,
    narrative: str,
) -> BoardReport:
    """The report: what the record holds of the year, with the board's own words.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardReportError`; `StateError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_year(fiscal_year)
        policy = boarding.board_policy(on)
        possible.check_year_over(fiscal_year, policy, on)
        said = policies.check_text(narrative, field="narrative", longest=20_000, required=False)
        before = possible.check_none_stands(held, fiscal_year)
        if before is not None:
            before.status = next_state(BOARD_REPORT_MOVES, "draw_board_report anew", before.status, of=str(before))
            before.save(update_fields=["status"])
        newest = held.reports.filter(fiscal_year=fiscal_year).order_by("-number").first()
        content = boarding.content_of(held, fiscal_year, policy, said)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardReport.objects.create(
            board=held,
            fiscal_year=fiscal_year,
            number=newest.number + 1 if newest else 1,
            status=next_state(BOARD_REPORT_MOVES, "draw_board_report", "", of=held.key),
            content_json=canonical_json(content),
            sha256=digest(content),
            drawn_by=actor.user,
            drawn_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="draw_board_report",
            subject=f"board:{held.key}",
            facts={"fiscal_year": fiscal_year, "number": row.number, "content": row.sha256},
            records=[row, *([before] if before else [])],
        )
    return row
