"""Record that a board approved its annual report, with the day and the votes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.board_report import check_votes
from meritbook.records import clock
from meritbook.records.models import BoardReport
from meritbook.records.states import BOARD_REPORT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    report: BoardReport,
    approved_on: date,
    votes_for: int,
    against: int,
    abstained: int,
    says: str = "",
    sha256: str = "",
) -> BoardReport:
    """The report, approved; `sha256` is that of the report which the board read.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `VoteError`; `BoardReportError`; `StateError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(report.board)
        row = BoardReport.objects.select_for_update(of=("self",)).select_related("board").get(pk=report.pk)
        role = require(actor, Capability.KEEP_BOARD, row, on=on)
        row.status = next_state(BOARD_REPORT_MOVES, "record_board_approval", row.status, of=str(row))
        possible.check_same(row, sha256)
        possible.check_has_come(approved_on, on=on, where="approved_on")
        if approved_on < clock.day_of(row.drawn_at):
            raise possible.BoardReportError(
                "The board cannot have approved it before it was drawn up.", where="approved_on"
            )
        policy = boarding.board_policy(on)
        members = boarding.composition_of(held, policy, approved_on).members
        check_votes(votes_for, against, abstained, members, policy)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.approved_on, row.votes_for, row.votes_against = approved_on, votes_for, against
        row.votes_abstained, row.approval_by = abstained, actor.user
        row.approval_says = policies.check_text(says, field="says", longest=4_000, required=False)
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_board_approval",
            subject=f"board:{held.key}",
            facts={"fiscal_year": row.fiscal_year, "votes": [votes_for, against, abstained], "members": members},
            records=[row],
        )
    return row
