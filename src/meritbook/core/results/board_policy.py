"""What a state decides about its local boards, as dated data with the rank of each source: members, money, reports.

A figure that no document at hand sets is the office's own policy, and says so wherever it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term
from meritbook.core.values import Value

KEY = r"^[a-z][a-z0-9-]{0,29}$"


class EmpowermentPolicyError(MeritbookError):
    """No policy on local boards holds on the day, or the file cannot be read."""

    code = "results.empowerment_policy"
    remedy = "Ask the system administrator to look at the setting MERITBOOK_EMPOWERMENT_POLICY."
    http_status = 500


class Source(Value):
    """Where a part of the policy comes from; `own policy` where no document sets it."""

    rank: Literal["statute", "board rule", "class specification", "technical assistance", "own policy"]
    says: str = Field(min_length=1)


class Sources(Value):
    """The source of each part."""

    purpose: Source
    composition: Source
    terms: Source
    money: Source
    carry_over: Source
    small_counts: Source
    report: Source


class Kind(Value):
    """A kind of member or of service, by its key and its title."""

    key: str = Field(pattern=KEY)
    title: str = Field(min_length=1, max_length=60)


class MemberKind(Kind):
    """A kind of member, with how many of it a board has at least and at most."""

    least: int = Field(0, ge=0)
    most: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> MemberKind:
        if self.most is not None and self.most < self.least:
            raise ValueError(f"“{self.title}” has a most below its least")
        return self


class CompositionPolicy(Value):
    """Who sits on a board."""

    least: int = Field(ge=1)
    most: int = Field(ge=1, le=500)
    majority_of: tuple[str, ...] = ()
    """Kinds that together are more than half of the members; none for no such rule."""
    member_longest_months: int = Field(36, ge=1, le=240)
    kinds: tuple[MemberKind, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sound(self) -> CompositionPolicy:
        known = {one.key for one in self.kinds}
        if len(known) < len(self.kinds):
            raise ValueError("a kind of member stands twice")
        if unknown := set(self.majority_of) - known:
            raise ValueError(f"the majority names kinds that are none: {', '.join(sorted(unknown))}")
        if self.most < self.least or sum(one.least for one in self.kinds) > self.most:
            raise ValueError("no board could have so many members")
        return self

    def title_of(self, kind: str) -> str:
        """The title of a kind; its key where the policy does not know it any more."""
        return next((one.title for one in self.kinds if one.key == kind), kind)


class MoneyPolicy(Value):
    """How an appropriation is shared: a base for each board, the rest by children."""

    base: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    per: str
    """Who is counted, in words."""
    carry_over_percent: Decimal = Field(ge=0, le=100)
    """How much of a year's money may be carried into the next, of what was allocated in that year."""


class DesignationPolicy(Value):
    """For how long a board is designated."""

    longest_months: int = Field(36, ge=1, le=240)


class ReportPolicy(Value):
    """The annual report of a board."""

    due_month: int = Field(ge=1, le=12)
    due_day: int = Field(ge=1, le=28)
    quorum_percent: Decimal = Field(gt=0, le=100)
    """How many of the members vote or abstain for an approval to stand, of those in office on the day."""
    warn_days: int = Field(45, ge=0, le=366)
    """How many days before its day a deadline comes onto desks."""


class SmallCounts(Value):
    """Which counts of persons are not published."""

    least_published: int = Field(ge=2, le=100)


class ServicePolicy(Value):
    """Kinds of services."""

    kinds: tuple[Kind, ...] = Field(min_length=1)

    def title_of(self, kind: str) -> str:
        """The title of a kind; its key where the policy does not know it any more."""
        return next((one.title for one in self.kinds if one.key == kind), kind)


class EmpowermentPolicy(Value):
    """The office's policy on local boards for a term."""

    key: str
    says: str
    starts_on: date
    ends_before: date | None = None
    fiscal_year_starts_in: int = Field(ge=1, le=12)
    decides: tuple[str, ...] = Field(min_length=1)
    """Roles that share the money out, designate boards, and accept or return reports."""
    sources: Sources
    composition: CompositionPolicy
    money: MoneyPolicy
    designation: DesignationPolicy
    report: ReportPolicy
    small_counts: SmallCounts
    services: ServicePolicy

    def year(self, number: int) -> Term:
        """The fiscal year of a number, which is that of the calendar year in which it ends."""
        month = self.fiscal_year_starts_in
        first = number if month == 1 else number - 1
        return Term(starts_on=date(first, month, 1), ends_before=date(first + 1, month, 1))

    def year_of(self, day: date) -> int:
        """The number of the fiscal year that holds the day."""
        month = self.fiscal_year_starts_in
        return day.year if month == 1 or day.month < month else day.year + 1

    def last_day(self, number: int) -> date:
        """The last day of a fiscal year."""
        ends = self.year(number).ends_before
        assert ends is not None  # noqa: S101  # a fiscal year always ends
        return ends - timedelta(days=1)

    def report_due(self, number: int) -> date:
        """The day by which a board's report on a fiscal year is submitted: the first such day after the year's end."""
        ended = self.last_day(number)
        due = date(ended.year, self.report.due_month, self.report.due_day)
        return due if due > ended else date(ended.year + 1, self.report.due_month, self.report.due_day)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of that month where it has no such day."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th day")


def policy_on(policies: Sequence[EmpowermentPolicy], on: date) -> EmpowermentPolicy:
    """The policy that holds on the day; raises `EmpowermentPolicyError` when none does."""
    for one in policies:
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).covers(on):
            return one
    raise EmpowermentPolicyError(f"No policy on local boards holds on {on.isoformat()}.", where=on.isoformat())
