"""What the commands under `results boards` answer with `--json`. Amounts are dollars; null is what is not on record."""

from __future__ import annotations

from datetime import date

from meritbook.core.results.board_members import Finding
from meritbook.core.results.board_money import Account, Sharing
from meritbook.core.results.board_plan import Priority
from meritbook.core.results.board_report import IndicatorLine, ReportContent, ServiceLine
from meritbook.core.results.board_roll_up import RollUp
from meritbook.core.values import Value


class BoardLine(Value):
    """A board as it stands on the day."""

    key: str
    title: str
    department: str
    area: tuple[str, ...]
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


class BoardsAnswer(Value):
    """The boards, one page of them."""

    on: date
    page: int
    pages: int
    total: int
    boards: tuple[BoardLine, ...]


class BoardMemberLine(Value):
    """A member with the term, which ends before `ends_before`; `kind` is empty while nobody has said it."""

    id: int
    name: str
    kind: str
    starts_on: date
    ends_before: date


class BoardReportLine(Value):
    """An annual report of a board; `sha256` is its seal."""

    id: int
    fiscal_year: int
    number: int
    """How often it was drawn up for that year."""
    status: str
    sha256: str


class BoardAnswer(Value):
    """One board with a fiscal year of it."""

    board: BoardLine
    findings: tuple[Finding, ...]
    roll: tuple[BoardMemberLine, ...]
    plan: str
    priorities: tuple[Priority, ...]
    fiscal_year: int
    account: Account
    services: tuple[ServiceLine, ...]
    indicators: tuple[IndicatorLine, ...]
    reports: tuple[BoardReportLine, ...]


class BoardReportAnswer(Value):
    """A report as it was drawn up, with what it lacks."""

    board: str
    line: BoardReportLine
    complete: str
    """`met`, `not_met` or `undetermined`."""
    due: date
    findings: tuple[Finding, ...]
    votes: tuple[int, int, int] | None
    """For, against, abstained; null before the board approved it."""
    decision: str
    content: ReportContent


class BoardsTogetherAnswer(Value):
    """All boards of a fiscal year, out of accepted reports; small counts are left out."""

    roll_up: RollUp


class BoardFiguresAnswer(Value):
    """What was recorded out of a file."""

    board: str
    fiscal_year: int
    programs: tuple[str, ...]


class BoardSharingAnswer(Value):
    """An appropriation shared out, with its working."""

    id: int
    department: str
    fiscal_year: int
    sha256: str
    working: Sharing
