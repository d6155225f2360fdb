"""The local boards of the register: as a list with how each stands, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from meritbook.actions.boarding import board_policy
from meritbook.actions.permissions import Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.board_members import Composition, Member, composition
from meritbook.core.results.board_policy import EmpowermentPolicy
from meritbook.core.verdict import Verdict
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    BoardArea,
    BoardChildren,
    BoardDesignation,
    BoardMember,
    BoardReport,
    BoardReportStatus,
    LocalBoard,
)


class NoSuchBoardError(MeritbookError):
    """No local board of that key."""

    code = "results.no_such_board"
    remedy = "Open the list of boards; it holds all of them."
    http_status = 404


@dataclass(frozen=True)
class BoardFilter:
    """What a list of boards is narrowed to; empty parts narrow nothing."""

    words: str = ""
    """In the title, the key or the area."""
    show: str = ""
    """`broken`: composition not met; `late`: report late; `all`: with those dissolved."""


SHOWN = (
    ("", "All that stand"),
    ("broken", "Composition not met"),
    ("late", "Report late"),
    ("all", "Dissolved ones as well"),
)


@dataclass(frozen=True)
class BoardLine:
    """A board in a list, as it stands on the day."""

    board: LocalBoard
    area: tuple[str, ...]
    composition: Composition
    designated_until: date | None
    """Last day of the designation that holds; none where none does."""
    children: int | None
    """As counted for the fiscal year of the day."""
    report_year: int
    """The newest fiscal year that has ended."""
    report: BoardReport | None
    """The report on it that stands; none where there is none."""
    report_due: date
    late: bool

    @property
    def report_words(self) -> str:
        """Where the report on the newest year stands."""
        return str(self.report.get_status_display()) if self.report else "None drawn up"

    @property
    def pressing(self) -> bool:
        """Whether something is broken, late or run out."""
        return self.late or self.composition.verdict is Verdict.NOT_MET or self.designated_until is None


def chosen(by: BoardFilter, on: date) -> QuerySet[LocalBoard]:
    """The boards that the words leave; those dissolved by the day only where they are asked for."""
    rows = LocalBoard.objects.select_related("department").order_by("key")
    if by.show != "all":
        rows = rows.on(on)
    if by.words:
        areas = BoardArea.objects.on(on).filter(name__icontains=by.words)
        rows = rows.filter(Q(title__icontains=by.words) | Q(key__icontains=by.words) | Q(pk__in=areas.values("board")))
    return rows


def lines(standing: Standing, by: BoardFilter, number: int = 1) -> Page[BoardLine]:
    """One page of the boards by their keys; seven statements whatever their number."""
    policy = board_policy(standing.on)
    rows = chosen(by, standing.on)
    if by.show in ("broken", "late"):
        wanted = [
            one
            for one in stand(list(rows), policy, on=standing.on)
            if (one.late if by.show == "late" else one.composition.verdict is Verdict.NOT_MET)
        ]
        return paged(wanted, number)
    page: Page[Any] = paged(rows, number)
    found = stand(page.rows, policy, on=standing.on)
    return Page(rows=found, number=page.number, of=page.of, total=page.total)


def stand(boards: Sequence[LocalBoard], policy: EmpowermentPolicy, *, on: date) -> tuple[BoardLine, ...]:
    """How each of the boards stands on the day; five statements."""
    areas: dict[int, list[str]] = {}
    for row in BoardArea.objects.on(on).filter(board__in=boards).order_by("name"):
        areas.setdefault(row.board_id, []).append(row.name)
    composed = compositions(boards, policy, on)
    until = {
        one.board_id: one.ends_before - timedelta(days=1)
        for one in BoardDesignation.objects.on(on).filter(board__in=boards)
    }
    counted = dict(
        BoardChildren.objects.filter(board__in=boards, fiscal_year=policy.year_of(on), current=True).values_list(
            "board_id", "children"
        )
    )
    ended = policy.year_of(on) - 1
    due = policy.report_due(ended)
    reports = {one.board_id: one for one in standing_reports(boards, ended)}
    return tuple(
        BoardLine(
            board=one,
            area=tuple(areas.get(one.pk, ())),
            composition=composed[one.pk],
            designated_until=until.get(one.pk),
            children=counted.get(one.pk),
            report_year=ended,
            report=reports.get(one.pk),
            report_due=due,
            late=on > due and owes(one, ended, policy) and not handed_in(reports.get(one.pk)),
        )
        for one in boards
    )


def owes(board: LocalBoard, number: int, policy: EmpowermentPolicy) -> bool:
    """Whether the board stood on the last day of the fiscal year, and so reports on it."""
    last = policy.last_day(number)
    return board.starts_on <= last and (board.ends_before is None or board.ends_before > last)


def handed_in(report: BoardReport | None) -> bool:
    """Whether the report was submitted, and not returned."""
    return report is not None and report.status in (BoardReportStatus.SUBMITTED, BoardReportStatus.ACCEPTED)


def standing_reports(boards: Iterable[LocalBoard], number: int) -> QuerySet[BoardReport]:
    """The reports on a fiscal year that stand: at most one a board."""
    gone = [BoardReportStatus.RETURNED, BoardReportStatus.REDRAWN]
    return BoardReport.objects.filter(board__in=list(boards), fiscal_year=number).exclude(status__in=gone)


def compositions(boards: Iterable[LocalBoard], policy: EmpowermentPolicy, on: date) -> dict[int, Composition]:
    """The composition of each board on the day, by its number; one statement."""
    members: dict[int, list[Member]] = {one.pk: [] for one in boards}
    for row in BoardMember.objects.filter(board__in=list(members)):
        members[row.board_id].append(
            Member(name=row.name, kind=row.kind, starts_on=row.starts_on, ends_before=row.ends_before)
        )
    return {pk: composition(rows, policy.composition, on) for pk, rows in members.items()}


def get(key: str) -> LocalBoard:
    """One board; raises `NoSuchBoardError`."""
    found: LocalBoard | None = (
        LocalBoard.objects.select_related("department").filter(key__iexact=key.replace("\0", "")).first()
    )
    if found is None:
        raise NoSuchBoardError("There is no such board.", where=key[:79])
    return found
