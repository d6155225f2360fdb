"""Requirements and policies in words for a reader: kinds of parts, what was read of each, rules with their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from meritbook.core.qualifications.measures import Amount, ClassRef, Credits
from meritbook.core.qualifications.model import (
    Ability,
    Admission,
    Age,
    AnyNode,
    AnyOf,
    AtLeast,
    Counting,
    Education,
    Equivalent,
    Experience,
    Licence,
    Note,
    Nothing,
    Rate,
    Residence,
    Scope,
    Special,
    Standing,
    Substitution,
    Text,
    Training,
)
from meritbook.core.qualifications.policy import (
    CreditsToYear,
    DegreeYears,
    FullTimeHours,
    MonthsToYear,
    PartTime,
    Relevance,
    Rule,
)

JOINED = {
    "all_of": "All of these",
    "any_of": "One of these",
    "at_least": "Some of these",
    "in_order": "These, one after the other",
}
"""What a node that joins others asks of its parts."""
KINDS = {
    **JOINED,
    "scope": "For a class or specialty",
    "special": "For some positions only",
    "experience": "Experience",
    "education": "Education",
    "licence": "Licence or certificate",
    "training": "Training",
    "age": "Age",
    "residence": "Residence",
    "standing": "Standing",
    "ability": "Knowledge, skill or ability",
    "nothing": "Nothing is asked",
    "equivalent": "Open equivalent",
    "text": "Not read",
    "substitution": "Substitution",
    "admission": "Admission before it is met",
    "counting": "How time counts",
    "note": "Note",
}
"""Each kind of node as a heading."""

POINTERS = frozenset(("For part", "Of part", "Must still hold part"))
"""Labels of readings whose values name other parts by their ids."""

LEVELS = {
    "eighth_grade": "eighth grade",
    "tenth_grade": "tenth grade",
    "high_school": "high school",
    "vocational": "vocational school",
    "college": "college study",
    "associate": "associate degree",
    "bachelor": "bachelor's degree",
    "graduate": "graduate study",
    "master": "master's degree",
    "doctorate": "doctorate",
    "professional": "professional degree",
}
"""Each level of study."""

RULE_NAMES = {
    "full_time_hours": "The full-time week",
    "part_time": "Part-time work",
    "overlap": "Jobs held at once",
    "months": "Days as months",
    "partial_dates": "A month without a day",
    "months_to_year": "Months in a year",
    "rounding": "Rounding",
    "degree_years": "What a degree is worth",
    "credits_to_year": "Credits in a year of study",
    "degree_in_progress": "A degree in progress",
    "volunteer": "Unpaid work",
    "education_for_experience": "Education for experience",
    "relevance": "Who says what is relevant",
}
"""Each rule of a policy as a heading."""

_HOW = {
    ("part_time", "proportional"): "counts by its hours, as a share of full time",
    ("part_time", "not_counted"): "does not count",
    ("overlap", "once"): "the fuller one counts alone",
    ("overlap", "sum_to_full_time"): "are added, up to full time",
    ("months", "calendar"): "a calendar month is one month, a part of it the share of its days",
    ("months", "fifteen_day"): "a month counts whole when 15 of its days count, else not at all",
    ("months", "thirty_day"): "thirty days are a month",
    ("months", "days_365_12"): "365 days are twelve months",
    ("partial_dates", "whole_months"): "is taken whole, at both ends",
    ("partial_dates", "first_of_month"): "is its first day, at both ends",
    ("rounding", "none"): "the sum is not rounded",
    ("rounding", "down"): "the sum is rounded down to whole months",
    ("rounding", "nearest"): "the sum is rounded to the nearest month, a half up",
    ("degree_in_progress", "not_held"): "is not held before it is conferred",
    ("degree_in_progress", "admits"): "admits on condition that it is held when work begins",
    ("volunteer", "counted"): "counts like paid work",
    ("volunteer", "not_counted"): "does not count",
    ("education_for_experience", "agency_determines"): "as far as the agency determines",
    ("education_for_experience", "year_for_year"): "a year for a year",
    ("education_for_experience", "never"): "never",
}


class Reading(NamedTuple):
    """One thing that was read of a part: what it is, and its value in words."""

    label: str
    value: str


def named(name: str) -> str:
    """A stored name as people write it."""
    return name.replace("_", " ")


def number_in_words(value: Decimal) -> str:
    """A decimal without idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_in_words(amount: Amount) -> str:
    """`5 years`, `1 to 2 years`, or how the text contradicts itself."""
    if amount.value is None:
        return f"contradicts itself: {amount.problem}"
    top = f" to {number_in_words(amount.most)}" if amount.most is not None else ""
    plural = "" if amount.value == 1 and amount.most is None else "s"
    return f"{number_in_words(amount.value)}{top} {amount.unit}{plural}"


def credits_in_words(one: Credits) -> str:
    """`24 semester hours in accounting`."""
    if one.value is None:
        return f"contradicts itself: {one.problem}"
    plural = "" if one.value == 1 else "s"
    fields = f" in {any_one(one.fields)}" if one.fields else ""
    return f"{number_in_words(one.value)} {named(one.unit)}{plural}{fields}"


def any_one(words: Sequence[str]) -> str:
    """`a, b or c`."""
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def kind_in_words(node: AnyNode) -> str:
    """The kind of a part, as a heading."""
    match node:
        case AtLeast():
            return f"{node.n} of these"
        case Scope():
            return f"For {any_one(node.titles)}" if node.titles else "For all of the classes"
        case Licence():
            return node.type.capitalize()
        case Training():
            return node.type.capitalize()
        case _:
            return KINDS[node.kind]


def readings(node: AnyNode) -> tuple[Reading, ...]:
    """What was read of a part, without its words and the parts beneath; what the text does not say is left out."""
    return tuple(Reading(label, value) for label, value in _read(node) if value)


def _read(node: AnyNode) -> Iterator[tuple[str, str]]:
    match node:
        case Experience():
            yield from _experience(node)
        case Education():
            yield from _education(node)
        case Licence():
            yield "For", node.name
            yield "Class", node.class_
            yield "Issued by", node.issuer
            yield "Eligible is enough", _yes(node.eligible)
            yield from _when(node.by, node.within)
            yield "Held for", _amount(node.held_for)
            yield "To be kept", _yes(node.maintained)
        case Training():
            yield "How much", _amount(node.amount)
            yield "Credits", credits_in_words(node.credits) if node.credits else ""
            yield "In", any_one(node.subjects)
            yield "Given by", node.provider
            yield from _when(node.by, node.within)
        case Age():
            yield "At least", f"{number_in_words(node.at_least)} years" if node.at_least is not None else ""
            yield "At most", f"{number_in_words(node.at_most)} years" if node.at_most is not None else ""
            yield from _when(node.by, None)
        case Residence():
            yield "Where", node.where
            yield "For", _amount(node.amount)
            yield from _when(node.by, node.within)
        case Standing():
            yield "Matter", named(node.matter)
            yield "In", node.subject
            yield from _when(node.by, None)
        case Ability():
            yield "Matter", node.matter
            yield "In", node.subject
        case Nothing():
            yield "Of", node.of
        case Equivalent():
            yield "Of", any_one(node.of)
            yield "Decided by", node.decided_by
            yield "Must still hold part", any_one(node.must_include)
        case Text():
            yield "Why", node.reason if node.reason != "not read" else ""
        case AnyOf():
            yield "May be put together", _yes(node.combinable)
        case Special():
            yield "When", node.when
            yield "Decided by", node.decided_by
        case Substitution() | Admission() | Counting() | Note():
            yield from _modifier(node)
        case _:
            return


def _experience(node: Experience) -> Iterator[tuple[str, str]]:
    yield "How much", _amount(node.amount)
    yield "Level", any_one([named(one) for one in node.levels])
    yield "In", any_one(node.fields)
    yield "Doing", any_one(node.activities)
    yield "Where", any_one(node.where)
    yield "Class", any_one([_class(one) for one in node.classes])
    yield "Full time", _said(node.full_time)
    yield "Paid", _said(node.paid)
    yield "Without a break", _said(node.continuous)
    yield "Within the last", _amount(node.within)
    yield "At the same time as another", _said(node.concurrent)
    yield "Preferred, not asked", any_one(node.fields_preferred)


def _education(node: Education) -> Iterator[tuple[str, str]]:
    yield "Level", LEVELS.get(node.level, "")
    yield "How much", _amount(node.amount)
    yield "In", any_one((*node.fields, *(("a closely related field",) if node.related_field else ())))
    yield "Credits", "; ".join(credits_in_words(one) for one in node.credits)
    yield "Accredited", _said(node.accredited)
    yield "Being enrolled is enough", _yes(node.in_progress)
    yield "An equivalent is taken", _yes(node.equivalent)
    yield "Decided by", node.decided_by
    yield "Preferred, not asked", any_one(node.fields_preferred)


def _modifier(node: Substitution | Admission | Counting | Note) -> Iterator[tuple[str, str]]:
    match node:
        case Substitution():
            yield "May not stand in", _yes(node.forbidden)
            yield "For part", any_one(node.replaces)
            yield "For", "" if node.replaces else "any part" if node.asks == "any" else node.asks
            yield "Rate", "; ".join(_rate(one) for one in node.rates)
            yield "Up to", _amount(node.most)
            yield "For the whole part", _said(node.whole)
            yield "How far is decided by", node.decided_by
            yield "Bears on", node.binds
        case Admission():
            yield "May be lacking", _amount(node.lacking)
            yield "Of part", any_one(node.of)
            yield "Must be met by", named(node.until)
        case Counting():
            yield "Counts", "yes" if node.counts else "no"
            yield "What", node.what
            yield "Of part", any_one(node.of)
        case Note():
            yield "About", named(node.matter)


def _rate(rate: Rate) -> str:
    if rate.give is not None:
        given = amount_in_words(rate.give)
    elif rate.give_credits is not None:
        given = credits_in_words(rate.give_credits)
    else:
        given = LEVELS.get(rate.give_degree, rate.give_degree)
    return f"{given} for {amount_in_words(rate.get)}"


def _class(ref: ClassRef) -> str:
    return {"in": ref.title, "at_level": f"the level of {ref.title}", "duties": f"the duties of {ref.title}"}[ref.how]


def _amount(amount: Amount | None) -> str:
    return amount_in_words(amount) if amount is not None else ""


def _when(by: str, within: Amount | None) -> Iterator[tuple[str, str]]:
    yield "By", named(by)
    yield "Within", _amount(within)


def _yes(said: bool) -> str:
    return "yes" if said else ""


def _said(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


# --- rules ----------------------------------------------------------------------------------------------------


def rule_in_words(rule: Rule) -> str:
    """The value of a rule: `40 hours a week`, `the fuller one counts alone`."""
    match rule:
        case FullTimeHours():
            return f"{number_in_words(rule.hours)} hours a week"
        case PartTime():
            return _part_time(rule)
        case MonthsToYear():
            return f"{number_in_words(rule.months)} months"
        case DegreeYears():
            return _worth(rule)
        case CreditsToYear():
            quarter = f" or {number_in_words(rule.quarter)} quarter units" if rule.quarter is not None else ""
            return f"{number_in_words(rule.semester)} semester units{quarter}"
        case Relevance():
            return f"the {named(rule.by)}"
        case _:
            return _HOW[rule.rule, rule.how]


def _part_time(rule: PartTime) -> str:
    floor = f"; below {number_in_words(rule.least_hours)} hours a week nothing" if rule.least_hours else ""
    if rule.how == "hours" and rule.hours_a_month is not None:
        weeks = any_one([number_in_words(round(one, 4)) for one in rule.weeks_a_month])
        return (
            f"its hours times {weeks} weeks a month, whichever gives more, by {number_in_words(rule.hours_a_month)} "
            f"hours a month{floor}"
        )
    if rule.how == "thresholds":
        steps = (f"{number_in_words(one.share)} from {number_in_words(one.hours)} hours" for one in rule.thresholds)
        return f"counts {_listed(steps)}{floor}"
    return _HOW["part_time", rule.how] + floor


def _worth(rule: DegreeYears) -> str:
    levels = ("associate", "bachelor", "master", "doctorate")
    worth = {level: getattr(rule, level) for level in levels}
    said = [f"{LEVELS[level]} {number_in_words(years)} years" for level, years in worth.items() if years is not None]
    ceiling = [f"all study together at most {number_in_words(rule.most)} years"] if rule.most is not None else []
    return _listed((*said, *ceiling))


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)
