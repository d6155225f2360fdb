"""The state's boards of a fiscal year together, out of accepted reports alone."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from django.db.models import Sum as Total

from meritbook.actions.boarding import board_policy
from meritbook.core.results.board_report import ReportContent
from meritbook.core.results.board_roll_up import Reported, RollUp, roll_up
from meritbook.desk.boards import owes, standing_reports
from meritbook.records.models import BoardArea, BoardMoney, BoardReportStatus, LocalBoard, MoneyKind


def newest_year(on: date) -> int:
    """The newest fiscal year that has ended."""
    return board_policy(on).year_of(on) - 1


def rolled_up(fiscal_year: int, on: date) -> RollUp:
    """The roll-up of a fiscal year as the record stands; four statements."""
    policy = board_policy(on)
    fiscal_year = min(max(fiscal_year, 1900), policy.year_of(on))
    last = policy.last_day(fiscal_year)
    boards = [one for one in LocalBoard.objects.order_by("key") if owes(one, fiscal_year, policy)]
    reports = {one.board_id: one for one in standing_reports(boards, fiscal_year)}
    areas: dict[int, list[str]] = {}
    for row in BoardArea.objects.on(last).filter(board__in=boards).order_by("name"):
        areas.setdefault(row.board_id, []).append(row.name)
    allocated: dict[int, Decimal] = dict(
        BoardMoney.objects.filter(
            board__in=boards, fiscal_year=fiscal_year, kind__in=[MoneyKind.SHARE, MoneyKind.AMENDMENT]
        )
        .order_by()
        .values("board")
        .annotate(total=Total("amount"))
        .values_list("board", "total")
    )
    found = []
    for one in boards:
        report = reports.get(one.pk)
        accepted = report is not None and report.status == BoardReportStatus.ACCEPTED
        found.append(
            Reported(
                key=one.key,
                title=one.title,
                area=tuple(areas.get(one.pk, ())),
                allocated=allocated.get(one.pk),
                content=ReportContent.model_validate_json(report.content_json) if accepted and report else None,
                why_missing=""
                if accepted
                else f"Missing: {report.get_status_display().lower()}"
                if report
                else "Missing: no report drawn up",
            )
        )
    return roll_up(fiscal_year, found, policy.small_counts.least_published)


HEAD = (
    "board", "title", "area", "state", "children_served", "families_served", "allocated", "spent", "assistance_hours",
)  # fmt: skip


def as_csv(found: RollUp) -> str:
    """The roll-up as CSV: a line a board, then a line a sum with how many boards are in it.

    A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in found.rows:
        figures = (one.allocated, one.spent, one.assistance_hours)
        amounts = ["" if figure is None else f"{figure:.2f}" for figure in figures]
        cells = (one.key, one.title, one.area, one.state, one.children, one.families, *amounts)
        writer.writerow([_safe(cell) for cell in cells])
    for each in found.sums:
        writer.writerow(["", _safe(each.name), "", _safe(each.says), _safe(each.figure), "", "", "", ""])
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell
