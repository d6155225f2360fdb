"""The arithmetic of minimum qualifications as data: which rule, from when to when, and who says so.

How many hours make full time, whether two jobs at once count once, how days become months, what a degree is worth:
jurisdictions differ, and some say nothing. A `Policy` holds the rules that its sources state. A rule that no source
states is absent: what needs it is then counted both ways, and stays undetermined where the ways differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from meritbook.core.classes.model import Rank
from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term, first_fault
from meritbook.core.values import Value


class Citation(Value):
    """The text that states a rule: its title, the place in it, its rank, when it was published and last checked."""

    title: str = Field(min_length=1)
    place: str = ""
    rank: Rank | Literal["office_default"]
    """`office_default` for a value that no law states and that an office chooses for itself."""
    published: date | None = None
    checked: date
    says: str = Field(min_length=1)
    """What it says, in our words."""


class Reading(Value):
    """How a text that allows two readings is taken, and what the other one would be."""

    taken: str = Field(min_length=1)
    alternative: str = Field(min_length=1)


class RuleBase(Value):
    """What every rule has: the days for which it holds, and its citation."""

    term: Term
    citation: Citation
    reading: Reading | None = None


class FullTimeHours(RuleBase):
    """How many hours a week are full time."""

    rule: Literal["full_time_hours"]
    hours: Decimal = Field(gt=0, le=60)


class Threshold(Value):
    """From so many hours a week on, time counts at this share of full time."""

    hours: Decimal = Field(ge=0)
    share: Decimal = Field(ge=0, le=1)


class PartTime(RuleBase):
    """What part-time work counts.

    `proportional`: hours by the hours of full time. `hours`: hours a week times weeks a month by `hours_a_month`, with
    the best of `weeks_a_month`. `thresholds`: the share of the highest threshold reached. `not_counted`: nothing.
    Never more than full time. Below `least_hours` a week nothing counts.
    """

    rule: Literal["part_time"]
    how: Literal["proportional", "hours", "thresholds", "not_counted"]
    hours_a_month: Decimal | None = None
    weeks_a_month: tuple[Decimal, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    least_hours: Decimal = Decimal(0)

    @model_validator(mode="after")
    def _whole(self) -> PartTime:
        given = (self.hours_a_month is not None, bool(self.weeks_a_month))
        if given != ((True, True) if self.how == "hours" else (False, False)):
            raise ValueError("hours_a_month and weeks_a_month belong to how = 'hours', and only there")
        if (self.how == "thresholds") != bool(self.thresholds):
            raise ValueError("thresholds belong to how = 'thresholds', and only there")
        steps = [(step.hours, step.share) for step in self.thresholds]
        if any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(steps)):
            raise ValueError("thresholds must rise, in hours and in share")
        return self


class Overlap(RuleBase):
    """What counts when two jobs run at once: the fuller one alone (`once`), or both up to full time."""

    rule: Literal["overlap"]
    how: Literal["once", "sum_to_full_time"]


MonthsHow = Literal["calendar", "fifteen_day", "thirty_day", "days_365_12"]


class Months(RuleBase):
    """How days become months.

    `calendar`: a calendar month is one month, a part of it the share of its days. `fifteen_day`: a calendar month
    counts whole when at least 15 of its days count, else not at all. `thirty_day`: thirty days are a month.
    `days_365_12`: 365 days are twelve months.
    """

    rule: Literal["months"]
    how: MonthsHow


class PartialDates(RuleBase):
    """What a month without a day means.

    `whole_months`: from the first day of the month it starts in through the last of the month it ends in.
    `first_of_month`: both ends are the first day of their month. A bare year has bounds only, under both.
    """

    rule: Literal["partial_dates"]
    how: Literal["whole_months", "first_of_month"]


class MonthsToYear(RuleBase):
    """How many months are a year of experience."""

    rule: Literal["months_to_year"]
    months: Decimal = Field(gt=0, le=12)


class Rounding(RuleBase):
    """How the sum of months is rounded: not at all, down to whole months, or to the nearest (a half goes up)."""

    rule: Literal["rounding"]
    how: Literal["none", "down", "nearest"]


class DegreeYears(RuleBase):
    """How many years of education and experience a degree is worth; the highest degree alone counts.

    `most` is a ceiling over all study; a level that is not stated is worth what no one has said.
    """

    rule: Literal["degree_years"]
    associate: Decimal | None = None
    bachelor: Decimal | None = None
    master: Decimal | None = None
    doctorate: Decimal | None = None
    most: Decimal | None = None


class CreditsToYear(RuleBase):
    """How many semester and quarter units are a year of study."""

    rule: Literal["credits_to_year"]
    semester: Decimal = Field(gt=0)
    quarter: Decimal | None = Field(default=None, gt=0)


class DegreeInProgress(RuleBase):
    """A degree that is not yet conferred: not held, or admitted on condition that it is held when work begins."""

    rule: Literal["degree_in_progress"]
    how: Literal["not_held", "admits"]


class Volunteer(RuleBase):
    """Whether unpaid work counts, where the requirement itself does not say."""

    rule: Literal["volunteer"]
    how: Literal["counted", "not_counted"]


class EducationForExperience(RuleBase):
    """Whether study may stand in for work where the text allows it at no rate: as the agency determines, year for year,
    or never."""

    rule: Literal["education_for_experience"]
    how: Literal["agency_determines", "year_for_year", "never"]


class Relevance(RuleBase):
    """Who says whether work or study is relevant, when its words do not plainly show it."""

    rule: Literal["relevance"]
    by: Literal["agency_hr", "analyst", "appointing_authority", "personnel_director"]


Rule = Annotated[
    FullTimeHours
    | PartTime
    | Overlap
    | Months
    | PartialDates
    | MonthsToYear
    | Rounding
    | DegreeYears
    | CreditsToYear
    | DegreeInProgress
    | Volunteer
    | EducationForExperience
    | Relevance,
    Field(discriminator="rule"),
]
"""One rule; `rule` names it."""

RULES = (
    "full_time_hours",
    "part_time",
    "overlap",
    "months",
    "partial_dates",
    "months_to_year",
    "rounding",
    "degree_years",
    "credits_to_year",
    "degree_in_progress",
    "volunteer",
    "education_for_experience",
    "relevance",
)
"""The register: every rule that a policy may state, in the order in which they are shown."""


class PolicyError(MeritbookError):
    """A policy that contradicts itself: two values of one rule on one day, or a day of its known term without one."""

    code = "policy.invalid"
    remedy = "Correct the terms of the named rule: within the known term of the policy each day has one value of it."
    http_status = 500


class Policy(Value):
    """The rules of one jurisdiction or office, each with its term and citation.

    `known` are the days for which the policy claims to be known; a verdict on another day carries a caution.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*(\+[a-z][a-z0-9-]*)?$")
    name: str
    kind: Literal["jurisdiction", "office_default", "filled"]
    jurisdiction: str = ""
    known: Term
    note: str = ""
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _one_value_a_day(self) -> Policy:
        for name in RULES:
            terms = sorted((one.term for one in self.rules if one.rule == name), key=lambda term: term.starts_on)
            _refuse(self, name, terms)
        return self

    def on(self, day: date) -> PolicyOn:
        """The rules that hold on a day."""
        return PolicyOn(self, day)


def _refuse(policy: Policy, name: str, terms: Sequence[Term]) -> None:
    if not terms:
        return
    known, last = policy.known, terms[-1].ends_before
    # The values lie side by side over all their days, those before and after the known term too.
    ends = None if last is None or known.ends_before is None else max(last, known.ends_before)
    whole = Term(starts_on=min(known.starts_on, terms[0].starts_on), ends_before=ends)
    if fault := first_fault(terms, within=whole):
        many = "two values hold" if fault.kind == "shared" else "no value holds"
        raise ValueError(f"{name}: {many} on {fault.day.isoformat()}")


class PolicyOn:
    """The rules of a policy as they stand on one day; an attribute is `None` where no source states the rule."""

    def __init__(self, policy: Policy, day: date) -> None:
        self.policy = policy
        self.day = day
        self.known = policy.known.covers(day)
        self.shares: dict[tuple[Decimal | None, bool | None], tuple[int | Fraction, int | Fraction]] = {}
        """What hours count as, worked out once for each number of hours."""
        self.full_time_hours: FullTimeHours | None = None
        self.part_time: PartTime | None = None
        self.overlap: Overlap | None = None
        self.months: Months | None = None
        self.partial_dates: PartialDates | None = None
        self.months_to_year: MonthsToYear | None = None
        self.rounding: Rounding | None = None
        self.degree_years: DegreeYears | None = None
        self.credits_to_year: CreditsToYear | None = None
        self.degree_in_progress: DegreeInProgress | None = None
        self.volunteer: Volunteer | None = None
        self.education_for_experience: EducationForExperience | None = None
        self.relevance: Relevance | None = None
        for rule in policy.rules:
            if rule.term.covers(day):
                setattr(self, rule.rule, rule)

    def stated(self) -> tuple[Rule, ...]:
        """The rules that hold, in the order of the register."""
        found = (getattr(self, name) for name in RULES)
        return tuple(rule for rule in found if rule is not None)

    def silent(self) -> tuple[str, ...]:
        """The names of the rules that no source states."""
        return tuple(name for name in RULES if getattr(self, name) is None)

    def year(self) -> Decimal:
        """Months in a year of experience: twelve where no source says otherwise."""
        return self.months_to_year.months if self.months_to_year else Decimal(12)


def filled(policy: Policy, default: Policy) -> Policy:
    """The policy, and for each rule that it does not state that of `default`, which keeps its own citation.

    The key names both, so that no verdict hides where its arithmetic came from. `default` must be known wherever the
    policy is; raises `PolicyError`.
    """
    stated = {rule.rule for rule in policy.rules}
    try:
        return Policy(
            key=f"{policy.key}+{default.key}",
            name=f"{policy.name}; where it is silent, {default.name}",
            kind="filled",
            jurisdiction=policy.jurisdiction,
            known=policy.known,
            note=policy.note,
            rules=(*policy.rules, *(rule for rule in default.rules if rule.rule not in stated)),
        )
    except ValueError as problem:
        raise PolicyError(f"{default.key} cannot fill {policy.key}: {problem}", where=policy.key) from problem


__all__ = [
    "RULES",
    "Citation",
    "CreditsToYear",
    "DegreeInProgress",
    "DegreeYears",
    "EducationForExperience",
    "FullTimeHours",
    "Months",
    "MonthsHow",
    "MonthsToYear",
    "Overlap",
    "PartTime",
    "PartialDates",
    "Policy",
    "PolicyError",
    "PolicyOn",
    "Reading",
    "Relevance",
    "Rounding",
    "Rule",
    "RuleBase",
    "Threshold",
    "Volunteer",
    "filled",
]
