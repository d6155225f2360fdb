"""One local board with a fiscal year of it, its reports, and the sharing out of an appropriation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meritbook.actions.boarding import (
    account_of,
    board_policy,
    indicator_lines,
    plan_on,
    priorities_of,
    service_lines,
)
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.board_members import Finding
from meritbook.core.results.board_money import Account, Sharing
from meritbook.core.results.board_plan import Priority
from meritbook.core.results.board_policy import EmpowermentPolicy
from meritbook.core.results.board_report import IndicatorLine, ReportContent, ServiceLine, completeness
from meritbook.core.verdict import Verdict, all_of
from meritbook.desk.boards import BoardLine, stand
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    BoardAssistance,
    BoardChildren,
    BoardDesignation,
    BoardMember,
    BoardMoney,
    BoardProgram,
    BoardReport,
    BoardReportStatus,
    BoardSharing,
    CommunityPlan,
    LocalBoard,
)


class NoSuchBoardPartError(MeritbookError):
    """No member, program, report or sharing of that number or key."""

    code = "results.no_such_board_part"
    remedy = "Open the page of the board; it lists what is on record."
    http_status = 404


@dataclass(frozen=True)
class MemberShown:
    """A member as of the day."""

    row: BoardMember
    kind: str
    """The title of the kind; empty while nobody has said it."""
    state: str
    """`now`, `past` or `to come`."""


@dataclass(frozen=True)
class BoardShown:
    """A board with the fiscal year that is looked at."""

    line: BoardLine
    policy: EmpowermentPolicy
    members: tuple[MemberShown, ...]
    designations: tuple[BoardDesignation, ...]
    plans: tuple[CommunityPlan, ...]
    plan: CommunityPlan | None
    """That in force on the last day of the year, or on the day where the year has not ended."""
    priorities: tuple[Priority, ...]
    fiscal_year: int
    years: tuple[int, ...]
    """Those that can be looked at, the newest first."""
    programs: tuple[BoardProgram, ...]
    services: tuple[ServiceLine, ...]
    indicators: tuple[IndicatorLine, ...]
    children: BoardChildren | None
    account: Account
    money: tuple[BoardMoney, ...]
    assistance: tuple[BoardAssistance, ...]
    reports: tuple[BoardReport, ...]
    may_keep: bool
    may_decide: bool


@dataclass(frozen=True)
class ReportShown:
    """A report with what it lacks and who may do what with it."""

    row: BoardReport
    content: ReportContent
    findings: tuple[Finding, ...]
    complete: Verdict
    due: date
    members: int
    may_approve: bool
    may_submit: bool
    may_decide: bool


def decides(standing: Standing, obj: object, policy: EmpowermentPolicy) -> bool:
    """Whether the policy leaves decisions on it to a role that the person holds."""
    return any(one.role in policy.decides for one in standing.parts_for(Capability.KEEP_BOARD, obj))


def page(standing: Standing, board: LocalBoard, fiscal_year: int | None = None) -> BoardShown:
    """The page of a board; some twenty statements whatever its history."""
    on, policy = standing.on, board_policy(standing.on)
    (line,) = stand([board], policy, on=on)
    now = policy.year_of(on)
    year = fiscal_year if fiscal_year and 1900 <= fiscal_year <= now + 1 else now
    term = policy.year(year)
    last = policy.last_day(year)
    plan = plan_on(board, min(on, last)) or plan_on(board, last)
    services = service_lines(board, year, policy)
    titles = {one.key: one.title for one in policy.composition.kinds}
    given = board.assistance.filter(given_on__gte=term.starts_on, given_on__lt=term.ends_before)
    first = policy.year_of(board.starts_on)
    return BoardShown(
        line=line,
        policy=policy,
        members=tuple(
            MemberShown(one, titles.get(one.kind, one.kind), _state(one, on))
            for one in board.members.order_by("-ends_before", "name")[:200]
        ),
        designations=tuple(board.designations.select_related("decided_by").order_by("-starts_on")[:20]),
        plans=tuple(board.plans.order_by("-number")[:20]),
        plan=plan,
        priorities=priorities_of(plan).priorities if plan else (),
        fiscal_year=year,
        years=tuple(range(now + 1, max(first, now - 12) - 1, -1)),
        programs=tuple(board.programs.order_by("key")[:200]),
        services=services,
        indicators=indicator_lines(board, year, plan, term),
        children=BoardChildren.objects.filter(board=board, fiscal_year=year, current=True).first(),
        account=account_of(board, year, policy, services),
        money=tuple(
            board.money.filter(fiscal_year=year).select_related("entered_by").order_by("booked_on", "pk")[:200]
        ),
        assistance=tuple(given.select_related("given_by").order_by("-given_on", "-pk")[:200]),
        reports=tuple(board.reports.order_by("-fiscal_year", "-number")[:50]),
        may_keep=standing.may(Capability.KEEP_BOARD, board),
        may_decide=decides(standing, board, policy),
    )


def _state(row: BoardMember, on: date) -> str:
    if row.ends_before <= on:
        return "past"
    return "now" if row.starts_on <= on else "to come"


def report(board: LocalBoard, pk: int) -> BoardReport:
    """A report of the board; raises `NoSuchBoardPartError`."""
    rows = board.reports.select_related("drawn_by", "approval_by", "submitted_by", "decided_by", "board__department")
    found: BoardReport | None = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchBoardPartError("There is no such report of this board.", where=str(pk))
    return found


def report_page(standing: Standing, row: BoardReport) -> ReportShown:
    """A report as it was drawn up."""
    policy = board_policy(standing.on)
    content = ReportContent.model_validate_json(row.content_json)
    findings = completeness(content)
    keeps = standing.may(Capability.KEEP_BOARD, row)
    mine = standing.user is not None and standing.user.pk in (row.drawn_by_id, row.submitted_by_id)
    (line,) = stand([row.board], policy, on=standing.on)
    return ReportShown(
        row=row,
        content=content,
        findings=findings,
        complete=all_of(one.verdict for one in findings),
        due=policy.report_due(row.fiscal_year),
        members=line.composition.members,
        may_approve=keeps and row.status == BoardReportStatus.DRAWN,
        may_submit=keeps and row.status == BoardReportStatus.APPROVED,
        may_decide=row.status == BoardReportStatus.SUBMITTED and not mine and decides(standing, row, policy),
    )


def program(board: LocalBoard, key: str) -> BoardProgram:
    """A program of the board by its key; raises `NoSuchBoardPartError`."""
    found: BoardProgram | None = (
        board.programs.select_related("board__department").filter(key__iexact=key.replace("\0", "")).first()
    )
    if found is None:
        raise NoSuchBoardPartError("There is no such program of this board.", where=key[:79])
    return found


def member(board: LocalBoard, pk: int) -> BoardMember:
    """A member of the board; raises `NoSuchBoardPartError`."""
    found: BoardMember | None = board.members.select_related("board__department").filter(pk=pk).first()
    if found is None:
        raise NoSuchBoardPartError("There is no such member of this board.", where=str(pk))
    return found


def sharings(number: int = 1) -> Page[BoardSharing]:
    """The appropriations that were shared out, the newest first; two statements."""
    rows = BoardSharing.objects.select_related("department", "shared_by").order_by("-fiscal_year", "department")
    return paged(rows, number)


def sharing(pk: int) -> tuple[BoardSharing, Sharing]:
    """One of them with its working; raises `NoSuchBoardPartError`."""
    row = BoardSharing.objects.select_related("department", "shared_by").filter(pk=pk).first()
    if row is None:
        raise NoSuchBoardPartError("There is no such sharing.", where=str(pk))
    return row, Sharing.model_validate_json(row.result_json)


_LINE = re.compile(r"^\s*(-?)\s*([^:|]*):([^|]*)(?:\|([^|]*))?(?:\|([^|]*))?$")


def priorities_from_text(text: str) -> list[dict[str, object]]:
    """Priorities out of lines such as `key: Title`, with indicators as `- key: Title | unit | measure` below each.

    A line that is neither is kept as a priority without a key, which the plan then refuses by its place.
    """
    found: list[dict[str, object]] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        match = _LINE.match(line)
        if match is None:
            found.append({"key": line.strip()[:200], "title": line.strip()[:200], "indicators": []})
            continue
        dash, key, title, unit, measure = (part.strip() if part else "" for part in match.groups())
        if dash and found:
            indicators = found[-1]["indicators"]
            assert isinstance(indicators, list)  # noqa: S101  # made so above
            indicators.append({"key": key, "title": title, "unit": unit, "measure": measure})
        else:
            found.append({"key": key, "title": title, "indicators": []})
    return found


def text_of_priorities(priorities: tuple[Priority, ...]) -> str:
    """The priorities as the lines that `priorities_from_text` reads."""
    said = []
    for one in priorities:
        said.append(f"{one.key}: {one.title}")
        for each in one.indicators:
            more = [each.unit, each.measure] if each.measure else [each.unit] if each.unit else []
            said.append(" | ".join([f"- {each.key}: {each.title}", *more]))
    return "\n".join(said)


def spent(amount: Decimal | None) -> str:
    """An amount in words; `not on record` where there is none."""
    return "not on record" if amount is None else f"${amount:,.2f}"
