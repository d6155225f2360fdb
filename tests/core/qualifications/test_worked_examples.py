"""A worked example for every rule of the register and every way that it may be stated, with the arithmetic shown.

Each example states one rule differently from the plain policy of these tests and nothing else, and stands on both
sides of a bound: what is counted exactly, or what is met and what no longer is.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple, get_args

import pytest

from core.qualifications.making import ON, amount, asks, candidate, degree, full, job, requirement, with_study
from meritbook.core.qualifications import policy as rules
from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.judge import judge
from meritbook.core.qualifications.model import Education, Requirement
from meritbook.core.qualifications.policy import RULES
from meritbook.core.verdict import Verdict

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED


class Example(NamedTuple):
    """One way to state a rule: what one candidate's work then counts."""

    rule: str
    how: str
    fields: dict[str, Any]
    who: Candidate
    months: str
    arithmetic: str


def year_of(hours: str, **fields: Any) -> Candidate:
    """All of 2023 at so many hours a week."""
    return candidate(job("a", "2023-01-01", "2023-12-31", hours, **fields))


TWO_HALVES = candidate(job("a", "2023-01-01", "2023-12-31", "20"), job("b", "2023-07-01", "2024-06-14", "20"))
SPRING = candidate(job("a", "2023-03-10", "2023-05-20"))
STEPS = [{"hours": "20", "share": "0.5"}, {"hours": "32", "share": "1"}]

COUNTED = [
    Example("full_time_hours", "", {"hours": "37.5"}, year_of("37.5"), "12", "37.5 of 37.5 hours: all of 12"),
    Example("full_time_hours", "", {"hours": "40"}, year_of("37.5"), "11.25", "12 * 37.5 / 40"),
    Example("part_time", "proportional", {}, year_of("25"), "7.5", "12 * 25 / 40"),
    Example(
        "part_time", "hours", {"hours_a_month": "160", "weeks_a_month": ["4", "4.3"]}, year_of("20"), "6.45",
        "the better of 20 * 4 and 20 * 4.3 hours, 86 of 160: 12 * 86 / 160",
    ),
    Example("part_time", "thresholds", {"thresholds": STEPS}, year_of("31.5"), "6", "past 20, short of 32: 12 / 2"),
    Example("part_time", "thresholds", {"thresholds": STEPS}, year_of("32"), "12", "32 is the step itself"),
    Example("part_time", "not_counted", {}, year_of("39.75"), "0", "less than 40 hours"),
    Example("overlap", "once", {}, TWO_HALVES, "8.73", "17 + 14 / 30 months at one half"),
    Example("overlap", "sum_to_full_time", {}, TWO_HALVES, "11.73", "12 / 2 + (11 + 14 / 30) / 2"),
    Example("months", "calendar", {}, SPRING, "2.35", "22 / 31 + 1 + 20 / 31"),
    Example("months", "fifteen_day", {}, SPRING, "3", "22 days of March, April, 20 days of May"),
    Example("months", "thirty_day", {}, SPRING, "2.4", "22 + 30 + 20 = 72 days by 30"),
    Example("months", "days_365_12", {}, SPRING, "2.37", "72 * 12 / 365"),
    Example(
        "partial_dates", "whole_months", {}, candidate(job("a", "2023-03", "2023-05")), "3", "all of March to May"
    ),
    Example(
        "partial_dates", "first_of_month", {}, candidate(job("a", "2023-03", "2023-05")), "2", "1 March up to 1 May"
    ),
    Example("rounding", "none", {}, SPRING, "2.35", "22 / 31 + 1 + 20 / 31 as it is"),
    Example("rounding", "down", {}, candidate(job("a", "2023-01-01", "2023-03-30")), "2", "2 + 30 / 31 down"),
    Example("rounding", "nearest", {}, candidate(job("a", "2023-04-16", "2023-05-31")), "2", "1.5 up"),
    Example("rounding", "nearest", {}, candidate(job("a", "2023-04-17", "2023-05-31")), "1", "1 + 14 / 30 down"),
    Example("volunteer", "counted", {}, year_of("40", paid=False), "12", "unpaid work counts alike"),
    Example("volunteer", "not_counted", {}, year_of("40", paid=False), "0", "unpaid work does not count"),
]  # fmt: skip


@pytest.mark.parametrize("one", COUNTED, ids=lambda one: f"{one.rule}-{one.how}-{one.months}")
def test_months_are_counted_as_the_rule_says(one: Example) -> None:
    fields = {**({"how": one.how} if one.how else {}), **one.fields}
    node = judge(requirement(asks("1")), one.who, full(**{one.rule: fields}), on=ON).node("1")
    assert (node.least, node.most) == (Decimal(one.months), Decimal(one.months)), one.arithmetic


class Decided(NamedTuple):
    """One way to state a rule: what a requirement is then answered for one candidate."""

    rule: str
    how: str
    fields: dict[str, Any]
    asked: Requirement
    who: Candidate
    verdict: Verdict
    arithmetic: str
    beside: dict[str, Any] = {}
    """Rules that the example needs beside it."""


def study(level: str, **fields: Any) -> Candidate:
    return candidate(degrees=[degree("d", level, fields.pop("conferred", "2015-06-01"), **fields)])


FOR_WORK = {"education_for_experience": {"how": "year_for_year"}}
WORTH = {"associate": "2", "bachelor": "4", "master": "6", "doctorate": "8"}
UNITS = {"semester": "24", "quarter": "40"}
BACHELOR = requirement(Education(id="1", text="a bachelor's degree", level="bachelor"))
TO_COME = candidate(degrees=[degree("d", "bachelor", expected="2024-12-15")])
TEN = {"months": "10"}
TWO_YEARS = requirement(asks("1").model_copy(update={"amount": amount("2", "year")}))

DECIDED = [
    Decided("months_to_year", "", TEN, TWO_YEARS,
            candidate(job("a", "2022-01-01", "2023-08-31")), MET, "2 years of 10 months are 20; 20 are shown"),
    Decided("months_to_year", "", TEN, TWO_YEARS,
            candidate(job("a", "2022-01-01", "2023-08-30")), NOT_MET, "19 + 30 / 31 of 20 months"),
    *(
        Decided("degree_years", level, WORTH, with_study(str(12 * worth + over)), study(level), verdict,
                f"{worth} years are {12 * worth} months", FOR_WORK)
        for level, worth in (("associate", 2), ("bachelor", 4), ("master", 6), ("doctorate", 8))
        for over, verdict in ((0, MET), (1, NOT_MET))
    ),
    Decided("degree_years", "most", {**WORTH, "most": "5"}, with_study("60"), study("doctorate"), MET,
            "8 years, of which 5 count: 60 months", FOR_WORK),
    Decided("degree_years", "most", {**WORTH, "most": "5"}, with_study("61"), study("doctorate"), NOT_MET,
            "60 of 61 months", FOR_WORK),
    Decided("credits_to_year", "semester", UNITS, with_study("12"), study("college", semester_hours=Decimal(24)), MET,
            "24 / 24 of a year", FOR_WORK),
    Decided("credits_to_year", "semester", UNITS, with_study("12"), study("college", semester_hours=Decimal(23)),
            NOT_MET, "23 / 24 of a year are 11.5 months", FOR_WORK),
    Decided("credits_to_year", "quarter", UNITS, with_study("12"), study("college", quarter_hours=Decimal(40)), MET,
            "40 / 40 of a year", FOR_WORK),
    Decided("credits_to_year", "quarter", UNITS, with_study("12"), study("college", quarter_hours=Decimal(39)), NOT_MET,
            "39 / 40 of a year are 11.7 months", FOR_WORK),
    Decided("credits_to_year", "semester only", {"semester": "24"}, with_study("12"),
            study("college", quarter_hours=Decimal(36)), MET, "36 quarter hours at two thirds are 24", FOR_WORK),
    Decided("degree_in_progress", "not_held", {}, BACHELOR, TO_COME, NOT_MET, "15 December is after the day"),
    Decided("degree_in_progress", "admits", {}, BACHELOR, TO_COME, UNDETERMINED, "on condition that it is conferred"),
    Decided("education_for_experience", "agency_determines", {}, with_study("24"), study("master"), UNDETERMINED,
            "nobody has determined how much", {"degree_years": WORTH}),
    Decided("education_for_experience", "year_for_year", {}, with_study("72"), study("master"), MET,
            "6 years for 72 months", {"degree_years": WORTH}),
    Decided("education_for_experience", "never", {}, with_study("1"), study("master"), NOT_MET,
            "study takes the place of no month", {"degree_years": WORTH}),
]  # fmt: skip


@pytest.mark.parametrize("one", DECIDED, ids=lambda one: f"{one.rule}-{one.how}-{one.verdict}")
def test_the_answer_is_what_the_rule_makes_it(one: Decided) -> None:
    how = {"how": one.how} if "how" in vars(rules)[_class_of(one.rule)].model_fields else {}
    policy = full(**one.beside, **{one.rule: {**how, **one.fields}})
    assert judge(one.asked, one.who, policy, on=ON).verdict is one.verdict, one.arithmetic


DECIDERS = get_args(rules.Relevance.model_fields["by"].annotation)


@pytest.mark.parametrize("by", DECIDERS)
def test_whoever_the_rule_names_is_asked_about_relevance(by: str) -> None:
    asked = requirement(asks("12", fields=("accounting",)))
    open_ = judge(asked, candidate(job("a", "2020-01-01", title="Lead")), full(relevance={"by": by}), on=ON)
    assert [missing.ask for _, missing in open_.questions()] == [by]


@pytest.mark.parametrize(("hours", "verdict"), [("2080", MET), ("2081", NOT_MET)])
def test_hours_asked_for_are_months_of_full_time(hours: str, verdict: Verdict) -> None:
    # 52 weeks of 40 hours are 2,080 hours, twelve months.
    asked = requirement(asks("1").model_copy(update={"amount": amount(hours, "hour")}))
    assert judge(asked, year_of("40"), full(), on=ON).verdict is verdict


def _class_of(rule: str) -> str:
    return "".join(part.capitalize() for part in rule.split("_"))


def test_every_rule_and_every_way_to_state_it_has_a_worked_example() -> None:
    shown = {(one.rule, one.how) for one in (*COUNTED, *DECIDED)} | {("relevance", by) for by in DECIDERS}
    for name in RULES:
        fields = vars(rules)[_class_of(name)].model_fields
        ways = get_args(fields["how"].annotation) if "how" in fields else ()
        missing = [way for way in ways if (name, way) not in shown]
        assert not missing, (name, missing)
        assert name in {rule for rule, _ in shown}, name
    stated = {"associate", "bachelor", "master", "doctorate", "most"}
    assert stated == rules.DegreeYears.model_fields.keys() - rules.RuleBase.model_fields.keys() - {"rule"}
    assert all(("degree_years", one) in shown for one in stated)
