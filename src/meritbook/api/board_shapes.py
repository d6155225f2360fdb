"""What the API takes and answers about local boards. Amounts are dollars as text; null is what is not on record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe, Text
from meritbook.api.shapes import Because
from meritbook.core.results.board_members import Finding
from meritbook.core.results.board_money import Account, Sharing
from meritbook.core.results.board_plan import Priority
from meritbook.core.results.board_report import IndicatorLine, ReportContent, ServiceLine
from meritbook.desk.board_pages import BoardShown, ReportShown
from meritbook.desk.boards import BoardLine
from meritbook.records.models import BoardSharing

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,79}$")]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Year = Annotated[int, Field(ge=1900, le=2199)]
Persons = Annotated[int, Field(ge=0, lt=10**9)]
Dollars = Annotated[Decimal, Field(gt=-(10**12), lt=10**12)]
Votes = Annotated[int, Field(ge=0, le=10_000)]


class FoundBoard(Because):
    """A board to put on record."""

    key: Key
    title: Name
    department: str
    """A code."""
    area_kind: Literal["county", "locality"]
    area: Annotated[list[Name], Field(max_length=200)]
    starts_on: date


class SetBoardArea(Because):
    """What a board serves from a day on."""

    area_kind: Literal["county", "locality"]
    area: Annotated[list[Name], Field(max_length=200)]
    starts_on: date


class DissolveBoard(Because):
    """The end of a board."""

    ends_before: date
    because: Text


class NameBoardMember(Because):
    """A member for a term; `kind` is empty while nobody has said it."""

    name: Annotated[str, Field(min_length=1, max_length=150)]
    kind: Annotated[str, Field(max_length=30)] = ""
    starts_on: date
    ends_before: date


class ChangeBoardMember(Because):
    """The kind of a member, or an earlier end of the term."""

    kind: Annotated[str, Field(max_length=30)]
    ends_before: date
    because: Maybe = ""


class DesignateBoard(Because):
    """A designation."""

    starts_on: date
    ends_before: date
    says: Text


class EnterCommunityPlan(Because):
    """A community plan."""

    title: Name
    needs: Text
    priorities: Annotated[list[dict[str, Any]], Field(max_length=50)]
    """Each with `key`, `title` and `indicators`: `key`, `title`, `unit`, and `measure` where it is tied to one."""
    starts_on: date
    adopted_on: date


class OpenBoardProgram(Because):
    """A program."""

    key: Key
    title: Name
    provider: Name
    kind: Key
    priority: Key
    starts_on: date


class EndBoardProgram(Because):
    """The end of a program."""

    ends_before: date


class CountBoardChildren(Because):
    """Children from birth to five in the area."""

    fiscal_year: Year
    children: Persons
    source: Line


class ShareOutMoney(Because):
    """An appropriation to share out."""

    department: str
    fiscal_year: Year
    appropriation: Dollars
    source: Text


class AmendBoardMoney(Because):
    """An amendment; below zero where money is taken away."""

    fiscal_year: Year
    amount: Dollars
    says: Text


class PayBoard(Because):
    """A payment; below zero where it was taken back."""

    fiscal_year: Year
    amount: Dollars
    paid_on: date
    says: Text


class CarryBoardMoney(Because):
    """What is carried from a year into the next."""

    fiscal_year: Year
    amount: Dollars
    says: Text


class RecordServiceFigures(Because):
    """What a program did in a year; null is not known."""

    fiscal_year: Year
    children: Persons | None = None
    families: Persons | None = None
    spent: Dollars | None = None
    source: Annotated[str, Field(max_length=400)] = ""


class RecordBoardIndicator(Because):
    """The board's own value of an indicator."""

    fiscal_year: Year
    indicator: Key
    value: Annotated[Decimal, Field(gt=-(10**15), lt=10**15)]
    source: Line


class RecordAssistance(Because):
    """Training or technical assistance, given by who records it where nobody is named."""

    kind: Literal["training", "assistance"]
    given_on: date
    given_by: Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")] | None = None
    """A username."""
    hours: Annotated[Decimal, Field(gt=0, le=1_000)]
    topic: Name
    people: Annotated[int, Field(ge=1, lt=10**9)]
    says: Maybe = ""


class DrawBoardReport(Because):
    """A report to draw up."""

    fiscal_year: Year
    narrative: Maybe = ""


class ApproveBoardReport(Because):
    """The board's approval of the report of that hash."""

    approved_on: date
    votes_for: Votes
    against: Votes
    abstained: Votes = 0
    says: Maybe = ""
    sha256: Annotated[str, Field(min_length=64, max_length=64)]


class DecideBoardReport(Because):
    """Accept or return the report of that hash."""

    accept: bool
    says: Text
    sha256: Annotated[str, Field(min_length=64, max_length=64)]


class BoardAnswer(Schema):
    """A board as it stands on the day."""

    key: str
    title: str
    department: str
    area: list[str]
    composition: str
    """`met`, `not_met`, or `undetermined` where no member or no kind is on record."""
    members: int
    designated_until: date | None
    children: int | None
    report_year: int
    report: str
    """Where the report on that year stands; empty where there is none."""
    report_due: date
    late: bool


class BoardMemberAnswer(Schema):
    """A member."""

    id: int
    name: str
    kind: str
    starts_on: date
    ends_before: date


class BoardReportLine(Schema):
    """A report in a list."""

    id: int
    fiscal_year: int
    number: int
    status: str
    sha256: str


class BoardPageAnswer(BoardAnswer):
    """One board with a fiscal year of it."""

    findings: list[Finding]
    roll: list[BoardMemberAnswer]
    plan: str
    priorities: list[Priority]
    fiscal_year: int
    account: Account
    services: list[ServiceLine]
    indicators: list[IndicatorLine]
    reports: list[BoardReportLine]


class BoardReportAnswer(BoardReportLine):
    """A report with what it lacks."""

    complete: str
    due: date
    findings: list[Finding]
    votes: list[int] | None
    """For, against, abstained; null before the board approved it."""
    decision: str
    content: ReportContent


class SharingAnswer(Schema):
    """An appropriation shared out, with its working."""

    id: int
    department: str
    fiscal_year: int
    source: str
    sha256: str
    working: Sharing


def board_answer(one: BoardLine) -> dict[str, Any]:
    """A board of a list."""
    return {
        "key": one.board.key,
        "title": one.board.title,
        "department": one.board.department.code if one.board.department else "",
        "area": list(one.area),
        "composition": str(one.composition.verdict),
        "members": one.composition.members,
        "designated_until": one.designated_until,
        "children": one.children,
        "report_year": one.report_year,
        "report": one.report.status if one.report else "",
        "report_due": one.report_due,
        "late": one.late,
    }


def page_answer(shown: BoardShown) -> dict[str, Any]:
    """One board."""
    return {
        **board_answer(shown.line),
        "findings": shown.line.composition.findings,
        "roll": [
            {
                "id": one.row.pk,
                "name": one.row.name,
                "kind": one.row.kind,
                "starts_on": one.row.starts_on,
                "ends_before": one.row.ends_before,
            }
            for one in shown.members
        ],
        "plan": shown.plan.title if shown.plan else "",
        "priorities": shown.priorities,
        "fiscal_year": shown.fiscal_year,
        "account": shown.account,
        "services": shown.services,
        "indicators": shown.indicators,
        "reports": [_line(one) for one in shown.reports],
    }


def _line(row: Any) -> dict[str, Any]:
    names = ("fiscal_year", "number", "status", "sha256")
    return {"id": row.pk, **{name: getattr(row, name) for name in names}}


def report_answer(shown: ReportShown) -> dict[str, Any]:
    """A report."""
    row = shown.row
    votes = None if row.votes_for is None else [row.votes_for, row.votes_against or 0, row.votes_abstained or 0]
    return {
        **_line(row),
        "complete": str(shown.complete),
        "due": shown.due,
        "findings": shown.findings,
        "votes": votes,
        "decision": row.decision_says,
        "content": shown.content,
    }


def sharing_answer(row: BoardSharing, found: Sharing) -> dict[str, Any]:
    """An appropriation shared out."""
    return {
        "id": row.pk,
        "department": row.department.code if row.department else "",
        "fiscal_year": row.fiscal_year,
        "source": row.source,
        "sha256": row.sha256,
        "working": found,
    }
