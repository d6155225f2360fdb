"""Substitution: so much of one thing in the place of another, at the rate and up to the limit that the text states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.judge.answer import MET, NONE, NOT_MET, UNDETERMINED, Answer, between, number
from meritbook.core.qualifications.judge.counting import Bounds
from meritbook.core.qualifications.judge.model import Settled
from meritbook.core.qualifications.judge.study import (
    NO_LIMIT,
    NOMINAL,
    QUARTER,
    RANK,
    held,
    semester_hours,
    years_credited,
)
from meritbook.core.qualifications.judge.words import stems
from meritbook.core.qualifications.judge.work import months_asked
from meritbook.core.qualifications.model import Education, Experience, Rate, Substitution
from meritbook.core.qualifications.policy import PolicyOn
from meritbook.core.verdict import Missing

_DEGREE = {"associate", "bachelor", "master", "doctorate"}


def bears_on(node: Substitution, part: Answer) -> bool:
    """Whether the substitution is for this part."""
    if node.replaces:
        return part.node.id in node.replaces
    return node.asks == "any" or part.node.kind == node.asks


def asked_months(part: Answer, policy: PolicyOn) -> Fraction | None:
    """What a part asks for, in months: of work, or of study."""
    if isinstance(part.node, Experience):
        return part.required
    if isinstance(part.node, Education):
        if part.node.amount is not None:
            return months_asked(part.node.amount, policy)
        rule = policy.degree_years
        stated = getattr(rule, part.node.level, None) if rule and part.node.level in _DEGREE else None
        years = Fraction(stated) if stated is not None else Fraction(NOMINAL.get(part.node.level, 0))
        return years * 12 or None
    return None


def offered(
    node: Substitution,
    part: Answer,
    siblings: Sequence[Answer],
    candidate: Candidate,
    policy: PolicyOn,
    on: date,
    settled: Mapping[str, Settled],
) -> tuple[Bounds, str]:
    """Months that the offered thing stands in for, and why these."""
    answer = settled.get(node.id) if settled else None
    if answer is not None and answer.verdict is not UNDETERMINED:
        months = Fraction(answer.months or 0) if answer.verdict is MET else Fraction(0)
        if answer.verdict is MET and answer.months is None:
            months = asked_months(part, policy) or Fraction(0)
        return Bounds(months, months), f"{answer.by}: {answer.why}"
    if node.forbidden:
        return NONE, "the text rules it out"
    if isinstance(node.offers, Education):
        bounds, why = _study(node, node.offers.fields, candidate, policy, on)
    elif isinstance(node.offers, Experience):
        bounds, why = _surplus(node, part, siblings, policy)
    else:
        bounds, why = Bounds(Fraction(0), NO_LIMIT * 12), "a person says how much it stands in for"
    if node.most is not None:
        most = months_asked(node.most, policy)
        if most is not None:
            bounds = Bounds(min(bounds.least, most), min(bounds.most, most))
    if node.decided_by and bounds.most > 0:
        return Bounds(Fraction(0), bounds.most), f"{node.decided_by} determines how much; it has not yet"
    return bounds, why


def _study(
    node: Substitution, fields: tuple[str, ...], candidate: Candidate, policy: PolicyOn, on: date
) -> tuple[Bounds, str]:
    if candidate.degrees == ():
        return NONE, "the candidate states no education"
    if candidate.degrees is None:
        return Bounds(Fraction(0), NO_LIMIT * 12), "no education was given"
    rates = _stated(node)
    if not rates:
        rule = policy.education_for_experience
        years = years_credited(candidate, policy, on)
        if rule is not None and rule.how == "never":
            return NONE, "the policy takes no education for experience"
        if rule is None or rule.how == "agency_determines":
            who = "the agency determines how much" if rule else "no source says how much"
            return Bounds(Fraction(0), NO_LIMIT * 12 if years.most else Fraction(0)), who
        found = Bounds(years.least * 12, years.most * 12)
    else:
        each = [_rate(rate, candidate, policy, on) for rate in rates]
        found = Bounds(max(one.least for one in each), max(one.most for one in each))
    if fields and found.most:
        wanted = [stems(field) for field in fields]
        if not any(one and one <= stems(degree.field) for degree in candidate.degrees for one in wanted):
            return Bounds(Fraction(0), found.most), "whether the field of study is one that is asked is not plain"
    return found, "at the rate stated"


def _stated(node: Substitution) -> tuple[Rate, ...]:
    """The rates of the text. A degree is had whole: "a bachelor's degree for two years" states what it is worth."""
    offers = node.offers
    if node.rates or node.most is None or node.decided_by or not isinstance(offers, Education):
        return node.rates
    if offers.level not in _DEGREE or offers.amount is not None or offers.credits:
        return ()
    return (Rate(give_degree=offers.level, get=node.most),)


def _rate(rate: Rate, candidate: Candidate, policy: PolicyOn, on: date) -> Bounds:
    gets = months_asked(rate.get, policy)
    if gets is None:
        return Bounds(Fraction(0), NO_LIMIT)
    if rate.give is not None:
        gives = months_asked(rate.give, policy)
        years = years_credited(candidate, policy, on)
        if not gives:
            return Bounds(Fraction(0), NO_LIMIT)
        return Bounds(years.least * 12 / gives * gets, years.most * 12 / gives * gets)
    if rate.give_credits is not None:
        if rate.give_credits.value is None or rate.give_credits.unit not in ("semester_hour", "quarter_hour"):
            return Bounds(Fraction(0), NO_LIMIT)
        unit = Fraction(rate.give_credits.value) * (QUARTER if rate.give_credits.unit == "quarter_hour" else 1)
        hours = semester_hours(candidate.degrees or (), rate.give_credits.fields)
        silent = any(one.semester_hours is None and one.quarter_hours is None for one in candidate.degrees or ())
        return Bounds(hours.least / unit * gets, NO_LIMIT if silent else hours.most / unit * gets)
    least = most = Fraction(0)
    for degree in candidate.degrees or ():
        has = held(degree, on)
        if not degree.level or has is UNDETERMINED:
            most = gets
        elif has is MET and RANK[degree.level] >= RANK[rate.give_degree or "bachelor"]:
            least = most = gets
    return Bounds(least, max(least, most))


def _surplus(node: Substitution, part: Answer, siblings: Sequence[Answer], policy: PolicyOn) -> tuple[Bounds, str]:
    """Experience beyond what the sibling asks for, at the rate."""
    work = [one for one in siblings if isinstance(one.node, Experience) and one.bounds is not None and one is not part]
    if not work:
        return Bounds(Fraction(0), NO_LIMIT * 12), "how much experience is left over is not plain"
    gives, gets = Fraction(1), Fraction(1)
    if node.rates and node.rates[0].give is not None:
        gives = months_asked(node.rates[0].give, policy) or Fraction(1)
        gets = months_asked(node.rates[0].get, policy) or Fraction(1)
    elif not node.rates and not node.whole:
        return Bounds(Fraction(0), NO_LIMIT * 12), "no source says at which rate"
    best = max(work, key=lambda one: one.bounds.least if one.bounds else Fraction(0))
    need = best.required or Fraction(0)
    least, most = (max(Fraction(0), side - need) / gives * gets for side in best.bounds or NONE)
    return Bounds(least, most), f"{between(Bounds(least, most))} months of experience are left over"


def apply(node: Substitution, part: Answer, bounds: Bounds, why: str, policy: PolicyOn, on: date) -> None:
    """Change the part's answer by what stands in for it."""
    need = asked_months(part, policy)
    if need is None or bounds.most <= 0 or part.verdict is MET:
        return
    have = part.bounds or NONE
    least, most = have.least + bounds.least, have.most + bounds.most
    if least >= need:
        part.verdict, part.met_on, part.missing = MET, on, ()
        part.says += f" {between(bounds)} months stand in for it ({why}): {number(need)} are reached."
    elif most >= need and part.verdict is NOT_MET:
        part.verdict, part.met_on = UNDETERMINED, None
        part.credited = max(part.credited, bounds.least)
        part.says += f" Something may stand in for the rest: {why}."
        ask = node.decided_by or (policy.relevance.by if policy.relevance else "analyst")
        question = f"How many months does “{node.offers.text or node.text}” stand in for?"
        part.missing = (*part.missing, Missing(question=question, ask=ask, about=node.id))
    elif bounds.least > 0:
        part.credited = max(part.credited, bounds.least)
        part.says += f" With {number(bounds.least)} months that stand in ({why}), {number(least)} of {number(need)}."
