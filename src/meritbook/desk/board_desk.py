"""Local boards on the desk: reports due or waiting for a decision, terms about to end, broken compositions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from meritbook.actions.boarding import board_policy
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.core.results.board_policy import EmpowermentPolicy
from meritbook.core.verdict import Verdict
from meritbook.desk.acts import MOST, Act, Section
from meritbook.desk.board_pages import decides
from meritbook.desk.boards import BoardLine, handed_in, owes, stand
from meritbook.records.models import BoardDesignation, BoardMember, BoardReport, BoardReportStatus, LocalBoard

HEADING = "Local boards"
READ = 60
"""Rows of one kind that a desk reads at most."""


def board_section(standing: Standing) -> Section | None:
    """The acts on local boards; none for whom they are no matter, or where nothing waits."""
    if not standing.may(Capability.KEEP_BOARD):
        return None
    policy = board_policy(standing.on)
    rows = LocalBoard.objects.on(standing.on).filter(standing.results(Capability.KEEP_BOARD))
    boards = list(rows.select_related("department").order_by("key")[:READ])
    if not boards:
        return None
    lines = stand(boards, policy, on=standing.on)
    acts = sorted(
        (*_to_decide(standing, policy, boards), *_reports(standing, policy, lines), *_composed(lines),
         *_terms(standing, policy, boards)),
        key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title),
    )  # fmt: skip
    if not acts:
        return None
    return Section(heading=HEADING, acts=tuple(acts[:MOST]), total=len(acts), empty="Nothing waits.", view="web:boards")


def _to_decide(standing: Standing, policy: EmpowermentPolicy, boards: Sequence[LocalBoard]) -> Iterator[Act]:
    rows = BoardReport.objects.filter(status=BoardReportStatus.SUBMITTED, board__in=boards)
    rows = rows.exclude(submitted_by=standing.user).exclude(drawn_by=standing.user)
    for row in rows.select_related("board", "submitted_by").order_by("submitted_at", "pk")[:READ]:
        if decides(standing, row, policy):
            by = row.submitted_by.full_name if row.submitted_by else ""
            yield Act(
                title=f"Accept or return a report: {row.board.title}, {row.fiscal_year}",
                view="web:board_report",
                id=None,
                key=row.board.key,
                more=(row.pk,),
                detail=f"Submitted by {by}",
                without="Until it is accepted, the board is missing from the sums of the state.",
                since=row.submitted_at,
            )


def _reports(standing: Standing, policy: EmpowermentPolicy, lines: Sequence[BoardLine]) -> Iterator[Act]:
    for one in lines:
        soon = one.report_due - timedelta(days=policy.report.warn_days) <= standing.on
        if not soon or handed_in(one.report) or not owes(one.board, one.report_year, policy):
            continue
        told = one.report_words.lower()
        yield Act(
            title=f"{'Late: hand in' if one.late else 'Hand in'} the report on {one.report_year}: {one.board.title}",
            view="web:board",
            id=None,
            key=one.board.key,
            query=f"year={one.report_year}",
            detail=f"Due on {day_in_words(one.report_due)}; {told}",
            without="The board is missing from the sums of the state, and they say so.",
            last_day=one.report_due,
        )


def _composed(lines: Sequence[BoardLine]) -> Iterator[Act]:
    for one in lines:
        if one.composition.verdict is Verdict.NOT_MET:
            first = one.composition.broken[0]
            yield Act(
                title=f"Mend the composition: {one.board.title}",
                view="web:board",
                id=None,
                key=one.board.key,
                detail=f"{first.says} {first.cure}",
                without="The board is not composed as the policy asks, and its report says so.",
            )


def _terms(standing: Standing, policy: EmpowermentPolicy, boards: Sequence[LocalBoard]) -> Iterator[Act]:
    """Designations and terms of members that end within the days of the policy and have nothing after them."""
    until = standing.on + timedelta(days=policy.report.warn_days)
    named = {one.pk: one for one in boards}
    ends = {"ends_before__gt": standing.on, "ends_before__lte": until, "board__in": boards}
    following = set(
        BoardDesignation.objects.filter(board__in=boards, starts_on__gt=standing.on).values_list("board_id", flat=True)
    )
    for row in BoardDesignation.objects.filter(**ends).order_by("ends_before")[:READ]:
        if row.board_id not in following:
            yield _ending(
                named[row.board_id], "Designation about to end", row, "Nothing is allocated to it after that."
            )
    again = set(
        BoardMember.objects.filter(board__in=boards, starts_on__gt=standing.on).values_list("board_id", "person")
    )
    rows: dict[int, list[BoardMember]] = {}
    for one in BoardMember.objects.filter(**ends).order_by("ends_before", "name")[:READ]:
        if (one.board_id, one.person) not in again:
            rows.setdefault(one.board_id, []).append(one)
    for pk, members in rows.items():
        count = "1 term ends" if len(members) == 1 else f"{len(members)} terms end"
        yield _ending(
            named[pk], f"{count} soon", members[0],
            f"{', '.join(one.name for one in members[:5])}: the seats fall empty, and the composition may break.",
        )  # fmt: skip


def _ending(board: LocalBoard, what: str, row: BoardDesignation | BoardMember, without: str) -> Act:
    last = row.ends_before - timedelta(days=1)
    return Act(
        title=f"{what}: {board.title}",
        view="web:board",
        id=None,
        key=board.key,
        detail=f"Last day {day_in_words(last)}",
        without=without,
        last_day=last,
    )
