"""The shipped policies: cited, dated, and true to the figures that their sources state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.qualifications.making import asks, candidate, degree, job, requirement, with_study
from meritbook.core.qualifications.judge import judge
from meritbook.core.qualifications.policy import RULES
from meritbook.core.verdict import Verdict
from meritbook.policies import (
    SHIPPED,
    PolicyFileError,
    UnknownPolicyError,
    find_policy,
    load_policies,
    read_policy,
)

TODAY = date(2026, 12, 1)
HEAD = 'key = "made-up"\nname = "Made up"\nkind = "office_default"\nknown = { starts_on = 2000-01-01 }\n'
RULE = '[[rules]]\nrule = "overlap"\nhow = "once"\nterm = { starts_on = 2000-01-01 }\n'
CITATION = 'citation = { title = "A", rank = "office_default", checked = 2026-01-01, says = "B" }\n'


def test_every_policy_loads_and_every_rule_is_cited() -> None:
    policies = load_policies()
    assert tuple(policies) == SHIPPED
    for policy in policies.values():
        for rule in policy.rules:
            assert rule.rule in RULES
            assert rule.citation.title
            assert (rule.citation.rank == "office_default") == (policy.kind == "office_default")


def test_the_plain_default_says_that_it_is_no_law() -> None:
    judged = judge(requirement(asks("1")), candidate(), find_policy("kansas+plain"), on=TODAY)
    assert any("no law states them" in caution for caution in judged.cautions)


def test_a_policy_with_its_citation_is_read() -> None:
    assert [rule.rule for rule in read_policy(HEAD + RULE + CITATION).rules] == ["overlap"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("key = ", "not valid TOML"),
        (HEAD + HEAD, "not valid TOML"),
        (HEAD + "unknown = 1\n", "unknown"),
        (HEAD + RULE, "citation"),
        (HEAD + RULE + CITATION + "more = 1\n", "more"),
        (HEAD + (RULE + CITATION) * 2, "two values hold"),
        (HEAD + RULE.replace("2000", "2001") + CITATION, "no value holds on 2000-01-01"),
        (HEAD + RULE.replace("overlap", "overlaps") + CITATION, "rules.0"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(PolicyFileError, match=says):
        read_policy(text, where="made-up.toml")


@pytest.mark.parametrize("name", ["atlantis", "kansas+atlantis", "kansas+plain+maine", ""])
def test_an_unknown_policy_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(UnknownPolicyError, match="los-angeles"):
        find_policy(name)


def test_californias_own_example_of_ten_hours_a_week() -> None:
    # Section 171.1 (b): three years at 10 hours. By weeks of the year 3 * 52 * 10 = 1,560 hours,
    # by 173.33, are 9.00 months; by weeks of the month 36 * 10 * 4.35 = 1,566 hours are 9.03. The greater counts.
    who = candidate(job("a", "2020-01-01", "2022-12-31", "10"))
    node = judge(requirement(asks("9")), who, find_policy("california+plain"), on=TODAY).node("1")
    assert node.least == Decimal("9.03")


def test_california_adds_the_hours_of_jobs_held_at_once() -> None:
    both = job("a", "2022-01-01", "2022-12-31", "20"), job("b", "2022-01-01", "2022-12-31", "20")
    node = judge(requirement(asks("12")), candidate(*both), find_policy("california+plain"), on=TODAY).node("1")
    # 20 hours times 4.35 by 173.33 are 0.50 twice: full time, and no more.
    assert (node.verdict, node.least) == (Verdict.MET, Decimal(12))


def test_californias_volunteers_count_and_los_angeles_do_not() -> None:
    who = candidate(job("a", "2015-01-01", "2017-12-31", paid=False))
    answers = {
        key: judge(requirement(asks("12")), who, find_policy(key), on=date(2018, 6, 1)).verdict
        for key in ("california", "los-angeles", "kansas")
    }
    assert answers == {
        "california": Verdict.MET, "los-angeles": Verdict.NOT_MET, "kansas": Verdict.UNDETERMINED,
    }  # fmt: skip


def test_two_thousand_and_eighty_hours_are_a_year_in_los_angeles() -> None:
    # Two years of part-time work at 20 hours are 2,080 hours, one year of full time.
    who = candidate(job("a", "2015-01-01", "2016-12-31", "20"))
    node = judge(requirement(asks("12")), who, find_policy("los-angeles+plain"), on=date(2018, 6, 1)).node("1")
    assert (node.verdict, node.least) == (Verdict.MET, Decimal(12))


def test_a_months_guide_of_fifteen_days_gives_its_own_example() -> None:
    # June 3, 1995 to July 4, 2001: 7 months of 1995, five years, 6 months of 2001; July had but four days.
    # 7 + 60 + 6 = 73.
    who = candidate(job("a", "1995-06-03", "2001-07-04"))
    node = judge(requirement(asks("73")), who, find_policy("south-florida+plain"), on=TODAY).node("1")
    assert (node.verdict, node.least) == (Verdict.MET, Decimal(73))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [("1999-06", "2001-06", 24), ("2000-06", "2001-05", 11), ("2000-06-01", "2001-05-31", 12)],
)
def test_its_examples_of_months_without_days(first: str, last: str, months: int) -> None:
    who = candidate(job("a", first, last))
    node = judge(requirement(asks("1")), who, find_policy("south-florida+plain"), on=TODAY).node("1")
    assert node.least == months


@pytest.mark.parametrize(("level", "years"), [("associate", 2), ("bachelor", 4), ("master", 6)])
def test_maines_degrees(level: str, years: int) -> None:
    who = candidate(degrees=[degree("d", level, conferred="2015-06-01")])
    policy = find_policy("maine+plain")
    assert judge(with_study(str(12 * years)), who, policy, on=TODAY).verdict is Verdict.MET
    assert judge(with_study(str(12 * years + 1)), who, policy, on=TODAY).verdict is Verdict.NOT_MET


def test_kansas_waits_for_its_agency() -> None:
    who = candidate(degrees=[degree("d", "master", conferred="2015-06-01")])
    asked = with_study("12", decided_by="the agency")
    assert judge(asked, who, find_policy("kansas"), on=TODAY).verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("key", "verdict"),
    [("maine", Verdict.UNDETERMINED), ("kansas", Verdict.UNDETERMINED), ("colorado", Verdict.NOT_MET)],
)
def test_a_degree_to_come_is_admitted_in_maine_and_kansas_and_not_in_colorado(key: str, verdict: Verdict) -> None:
    from meritbook.core.qualifications.model import Education

    node = requirement(Education(id="1", text="a bachelor's degree", level="bachelor"))
    who = candidate(degrees=[degree("d", "bachelor", expected="2026-12-15")])
    assert judge(node, who, find_policy(key), on=TODAY).verdict is verdict
