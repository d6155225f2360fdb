"""What the commands on investments, the budget and quarterly reviews answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.results.realised import Compared
from meritbook.core.results.return_case import CaseText
from meritbook.core.results.returns import Worked
from meritbook.core.results.review import Minutes, ReviewPack
from meritbook.core.results.sensitivity import Bar, BreakEven
from meritbook.core.results.spending import Spent, UnitCost
from meritbook.core.values import Value


class ReturnListed(Value):
    """An investment in a list; amounts are dollars, null where a figure that they rest on is missing."""

    key: str
    title: str
    department: str | None
    """A code; null for the enterprise as a whole."""
    status: str
    npv: str | None
    rates: tuple[str, ...]
    payback_years: str | None
    missing: tuple[str, ...]
    came: str
    """`met`, `not_met`, or `undetermined` also before a verification."""
    verify_by: date | None
    overdue: bool


class ReturnsAnswer(Value):
    """One page of the investments."""

    on: date
    page: int
    pages: int
    total: int
    returns: tuple[ReturnListed, ...]


class ReturnShownAnswer(Value):
    """One investment: its figures, what they return, what that hangs on, and what came of it."""

    line: ReturnListed
    version: int
    sha256: str
    text: CaseText
    worked: Worked
    tornado: tuple[Bar, ...]
    break_evens: tuple[BreakEven, ...]
    decay: str
    verifications: tuple[Compared, ...]
    """The newest first."""


class UnitResult(Value):
    """A measure that names the unit; `cost` is null where it is no output."""

    measure: str
    title: str
    kind: str
    standing: str
    cost: UnitCost | None


class UnitListed(Value):
    """A budget unit in a fiscal year."""

    code: str
    title: str
    department: str | None
    spent: Spent
    results: tuple[UnitResult, ...]


class BudgetAnswer(Value):
    """One page of the budget units of a fiscal year."""

    year: str
    page: int
    pages: int
    total: int
    units: tuple[UnitListed, ...]


class FollowUpListed(Value):
    """A follow-up."""

    id: int
    quarter: str
    what: str
    owner: str
    due_on: date
    state: str
    late: bool


class ReviewListed(Value):
    """A review in a list."""

    id: int
    department: str | None
    quarter: str
    status: str
    held_on: date
    follow_ups_open: int


class ReviewsAnswer(Value):
    """One page of the reviews, the newest quarter first."""

    page: int
    pages: int
    total: int
    reviews: tuple[ReviewListed, ...]


class ReviewShownAnswer(Value):
    """One review; `sealed` tells whether the pack is that of the meeting or of today."""

    id: int
    of: str
    quarter: str
    status: str
    held_on: date
    sealed: bool
    pack_sha256: str
    """Of the pack of the meeting, else of that as the record stands now, on which a meeting can be opened."""
    pack: ReviewPack
    decisions: tuple[str, ...]
    follow_ups: tuple[FollowUpListed, ...]
    minutes: Minutes | None


class FollowUpsAnswer(Value):
    """One page of the follow-ups that the person may read, the earliest day first."""

    page: int
    pages: int
    total: int
    follow_ups: tuple[FollowUpListed, ...]
