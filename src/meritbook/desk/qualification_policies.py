"""Qualification policies as read: each rule with its value, term and citation, and what it does to a worked example.

The examples are judged, not written: a few words of a requirement, a candidate, and what the judge counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from meritbook.core.dates import day_in_words
from meritbook.core.qualifications.candidate import Candidate, Degree, Job, PartialDate
from meritbook.core.qualifications.judge import Judge
from meritbook.core.qualifications.judge.model import JobCount
from meritbook.core.qualifications.model import Requirement
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.qualifications.policy import (
    RULES,
    CreditsToYear,
    DegreeYears,
    FullTimeHours,
    MonthsToYear,
    PartTime,
    Policy,
    Relevance,
    Rule,
    filled,
)
from meritbook.core.qualifications.wording import LEVELS, RULE_NAMES, number_in_words, rule_in_words
from meritbook.core.verdict import Verdict
from meritbook.desk.answers import person
from meritbook.policies import find_policy, load_policies

DEFAULT = "plain"
"""What fills a silent policy in a worked example, so that the one rule can be seen at work."""


@dataclass(frozen=True)
class PolicyLine:
    """A policy in the list."""

    policy: Policy
    stated: int
    silent: int


@dataclass(frozen=True)
class Case:
    """One candidate of a worked example, and what the judge said."""

    states: str
    verdict: Verdict
    says: str
    counted: tuple[str, ...]
    """Job by job: the stretches that counted, and why the rest did not."""
    asks: tuple[str, ...]
    """What is asked, and whom, where it stays open."""


@dataclass(frozen=True)
class Worked:
    """A worked example of a rule: the words of the requirement, and candidates judged against them."""

    asked: str
    on: date
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class RuleLine:
    """A rule of a policy, on the days of its term."""

    rule: Rule
    name: str
    value: str
    in_effect: bool
    worked: Worked
    """What it does, on the day; of a rule that is not in effect then, on the nearest day of its term."""


@dataclass(frozen=True)
class PolicyPage:
    """A policy with its rules in order, those that no source states, and the day on which it is looked at."""

    policy: Policy
    on: date
    rules: tuple[RuleLine, ...]
    silent: tuple[str, ...]
    filled_by: str
    """The policy that the worked examples take where this one is silent; empty when it is not."""


def policy_lines(on: date) -> tuple[PolicyLine, ...]:
    """The shipped policies."""
    return tuple(
        PolicyLine(one, stated=len(one.on(on).stated()), silent=len(one.on(on).silent()))
        for one in load_policies().values()
    )


def choices() -> tuple[tuple[str, str], ...]:
    """Keys and names of the policies that an author may choose: each as it is, and filled where it is silent."""
    every = load_policies()
    own = [(key, one.name) for key, one in every.items()]
    more = [find_policy(f"{key}+{DEFAULT}") for key, one in every.items() if one.kind == "jurisdiction"]
    return (*own, *((one.key, one.name) for one in more))


def policy_page(key: str, on: date) -> PolicyPage:
    """A policy as of a day; raises `UnknownPolicyError`."""
    policy = find_policy(key)
    now = policy.on(on)
    fills = bool(now.silent()) and policy.kind == "jurisdiction"
    counting = filled(policy, find_policy(DEFAULT)) if fills else policy
    ordered = sorted(policy.rules, key=lambda one: (RULES.index(one.rule), one.term.starts_on))
    return PolicyPage(
        policy=policy,
        on=on,
        rules=tuple(
            RuleLine(
                rule,
                RULE_NAMES[rule.rule],
                rule_in_words(rule),
                rule.term.covers(on),
                worked(rule, counting, _within(rule, on)),
            )
            for rule in ordered
        ),
        silent=tuple(RULE_NAMES[name] for name in now.silent()),
        filled_by=DEFAULT if fills else "",
    )


def _within(rule: Rule, on: date) -> date:
    """The day itself, or the nearest day of the rule's term."""
    if rule.term.ends_before is not None and rule.term.ends_before <= on:
        return rule.term.ends_before - timedelta(days=1)
    return max(rule.term.starts_on, on)


def effect(key: str, on: date) -> tuple[tuple[str, str], ...]:
    """What a policy decides in short: each rule with its value, or that no source states it."""
    now = find_policy(key).on(on)
    rules: Mapping[str, Rule] = {rule.rule: rule for rule in now.stated()}
    return tuple(
        (RULE_NAMES[name], rule_in_words(rules[name]) if name in rules else "no source states it: counted in every way")
        for name in RULES
    )


# --- worked examples ------------------------------------------------------------------------------------------

WORK = "One year of clerical experience."
STUDY = "Two years of college."
DEGREE = "A bachelor's degree."
STANDS_IN = "Ten years of clerical experience. College study may be substituted for the required experience."


def worked(rule: Rule, policy: Policy, on: date) -> Worked:
    """What a rule does to a candidate or two, judged under the policy on the day."""
    asked, cases = _cases(rule, on)
    judge = Judge(_asked(asked), policy, on=on)
    return Worked(asked, on, tuple(_case(judge, states, candidate) for states, candidate in cases))


@cache
def _asked(text: str) -> Requirement:
    return parse_requirement(text)


def _case(judge: Judge, states: str, candidate: Candidate) -> Case:
    judgement = judge.judge(candidate)
    told = next(one for one in judgement.nodes if one.kind in ("experience", "education"))
    return Case(
        states,
        judgement.verdict,
        told.says,
        tuple(line for job in told.jobs for line in _counted(job)),
        tuple(f"{one.question} Asked of the {person(one.ask)}." for one in told.missing),
    )


def _counted(job: JobCount) -> tuple[str, ...]:
    pieces = [
        f"{job.job}: {day_in_words(one.first)} to {day_in_words(one.last)}"
        + (f", {number_in_words(one.months)} calendar months" if one.share == "1" else "")
        for one in job.pieces
    ]
    return (*pieces, *(f"{job.job}: {reason}" for reason in job.left_out))


def _cases(rule: Rule, on: date) -> tuple[str, tuple[tuple[str, Candidate], ...]]:
    match rule:
        case FullTimeHours():
            hours = [rule.hours, rule.hours - 1]
            return WORK, tuple(_year(on, f"{number_in_words(one)} hours a week", hours=one) for one in hours)
        case PartTime():
            return WORK, tuple(_year(on, f"{one} hours a week", hours=one) for one in (30, 20, 8))
        case MonthsToYear():
            return WORK, (_year(on, "a full year of full-time work"),)
        case DegreeYears():
            levels = ("associate", "bachelor", "master", "doctorate")
            stated = [one for one in levels if getattr(rule, one) is not None]
            return STANDS_IN, tuple(_degree(one, on) for one in stated)
        case CreditsToYear():
            return STUDY, tuple(
                (
                    f"College study, {number_in_words(hours)} semester units",
                    Candidate(jobs=(), degrees=(Degree(id="d1", level="college", semester_hours=hours),)),
                )
                for hours in (2 * rule.semester, 2 * rule.semester - 1)
            )
        case Relevance():
            return WORK, (_year(on, "a job whose words do not show clerical work", title="Coordinator"),)
        case _:
            return _MADE[rule.rule](on)


def _job(job_id: str, starts: str, ends: str, **more: Any) -> Job:
    stated: dict[str, Any] = {"title": "Clerical work", "full_time": True, "paid": True, **more}
    if stated.get("hours") is not None:
        stated["full_time"] = None
    return Job(id=job_id, starts=PartialDate.read(starts), ends=PartialDate.read(ends), **stated)


def _worked_as(states: str, *jobs: Job) -> tuple[str, Candidate]:
    return states, Candidate(jobs=jobs, degrees=(), licences=())


def _year(on: date, states: str, **more: Any) -> tuple[str, Candidate]:
    """A job through the whole of the year before."""
    year = on.year - 1
    job = _job("j1", f"{year}-01-01", f"{year}-12-31", **more)
    return _worked_as(f"1 January to 31 December {year}, {states}", job)


def _degree(level: str, on: date) -> tuple[str, Candidate]:
    held = Degree.model_validate({"id": "d1", "level": level, "conferred": PartialDate(year=on.year - 1)})
    return f"{LEVELS[level].capitalize()}, held", Candidate(jobs=(), degrees=(held,), licences=())


Cases = tuple[str, tuple[tuple[str, Candidate], ...]]


def _overlap(on: date) -> Cases:
    year = on.year - 1
    return WORK, (
        _worked_as(
            f"Two jobs at once all through {year}, each 20 hours a week",
            _job("j1", f"{year}-01-01", f"{year}-12-31", hours=20),
            _job("j2", f"{year}-01-01", f"{year}-12-31", hours=20),
        ),
    )


def _months(on: date) -> Cases:
    year = on.year - 1
    return WORK, tuple(
        _worked_as(f"{day} April to 31 May {year}, full time", _job("j1", f"{year}-04-{day}", f"{year}-05-31"))
        for day in (16, 17)
    )


def _partial_dates(on: date) -> Cases:
    year = on.year - 1
    return WORK, (_worked_as(f"April {year} to June {year}, full time", _job("j1", f"{year}-04", f"{year}-06")),)


def _rounding(on: date) -> Cases:
    year = on.year - 1
    return WORK, tuple(
        _worked_as(f"1 January to {day} December {year}, full time", _job("j1", f"{year}-01-01", f"{year}-12-{day}"))
        for day in (10, 20)
    )


def _in_progress(on: date) -> Cases:
    expected = on + timedelta(days=60)
    written = PartialDate(year=expected.year, month=expected.month, day=expected.day)
    study = Degree(id="d1", level="bachelor", expected=written)
    return DEGREE, (
        (
            f"{LEVELS[study.level].capitalize()}, expected {day_in_words(expected)}",
            Candidate(jobs=(), degrees=(study,), licences=()),
        ),
    )


def _volunteer(on: date) -> Cases:
    return WORK, (_year(on, "full time, unpaid", paid=False), _year(on, "full time, paid"))


def _study_for_work(on: date) -> Cases:
    return STANDS_IN, (_degree("bachelor", on),)


_MADE: Mapping[str, Callable[[date], Cases]] = {
    "overlap": _overlap,
    "months": _months,
    "partial_dates": _partial_dates,
    "rounding": _rounding,
    "degree_in_progress": _in_progress,
    "volunteer": _volunteer,
    "education_for_experience": _study_for_work,
}
