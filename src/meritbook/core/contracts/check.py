"""What is wrong with the draft of a contract, by stable codes and places, and what is unusual and allowed.

A draft may be kept with all of these; it is proposed and agreed without those that stop it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from meritbook.core.contracts.limits import LimitOn, a_month, dollars
from meritbook.core.contracts.named_days import outside_days
from meritbook.core.contracts.places import place_in_words, short
from meritbook.core.contracts.policy import ContractPolicy
from meritbook.core.contracts.text import ContractText, Measure
from meritbook.core.dates import day_in_words
from meritbook.core.faults import fault_in_words, sentence
from meritbook.core.law.parameter import decimals
from meritbook.core.terms import Term
from meritbook.core.values import Value

OWN_AUTHORITY, SALARY_FROZEN = "contract.own_authority", "contract.salary_frozen"
_MONTHS = 12


class Problem(Value):
    """Something about a draft that stops it, or that somebody should know."""

    code: str
    place: str
    """Section or field, such as `terms.salary` or `objective.customers-wait`."""
    says: str
    stops: bool = True
    """Whether the draft cannot be proposed with it; what does not stop is only told."""
    about: str = ""
    """The place as people name it: an objective by what it says."""
    proposes: str = ""
    """What could stand there in its place, where the program has a proposal; nothing takes it unasked."""


class Frame(Value):
    """What a draft is held against, beside its own words."""

    policy: ContractPolicy
    year: Term | None
    """The fiscal year in which the first day lies; none where the law does not say."""
    appointment: Term
    limit: LimitOn | None
    """What is known of the salary limit on the first day; none where the law limits no salary."""
    frozen: Decimal | None = None
    """The salary for a month of the signed words that these alter, where pay is no part of the alteration."""
    frozen_by: str = ""
    """The rule that freezes it, in words, with where it stands."""
    objectives: tuple[str, ...] = ()
    """Keys of the objectives of the form."""
    says: Mapping[str, str] = {}
    """What each of them says."""
    own_authority: bool = False
    """Whether the executive is recorded as the appointing authority of the position."""
    known_measures: dict[str, str] | None = None
    """The measures of the results register that the words name, each with its unit; none where nobody looked."""


def read_text(plain: Mapping[str, Any]) -> tuple[ContractText | None, tuple[Problem, ...]]:
    """Words from plain data, or why these are none; amounts with three decimals are told apart."""
    problems = list(_cents(plain))
    try:
        text = ContractText.model_validate(plain)
    except ValidationError as problem:
        said = [
            Problem(code="contract.unreadable", place=".".join(map(str, one["loc"])), says=_unreadable(one))
            for one in problem.errors()
            if not (problems and tuple(one["loc"][:2]) == ("terms", "salary"))
        ]
        return None, _placed(plain, (*problems, *said))
    return text, ()


def _unreadable(error: Any) -> str:
    """Why a value cannot be read, in plain words."""
    kind, given, limits = error["type"], short(str(error.get("input", ""))), error.get("ctx", {})
    if given == "" and kind.startswith("decimal"):
        return "Nothing is written there; give a number."
    if kind.startswith(("decimal_parsing", "decimal_type", "finite", "is_instance")):
        return f"“{given}” is no number."
    if kind.startswith("decimal"):
        return f"{given} has too many digits."
    if kind.startswith("date"):
        return f"“{given}” is no day; write it as YYYY-MM-DD."
    if kind == "string_too_long":
        return f"It has more than {limits['max_length']:,} characters."
    if kind == "greater_than":
        return f"It must be more than {limits['gt']}."
    if kind == "missing":
        return "It is not there."
    return sentence(fault_in_words(error))


def _placed(plain: Mapping[str, Any], found: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems with their places as people name them."""
    return tuple(one.model_copy(update={"about": place_in_words(plain, one.place)}) for one in found)


def _cents(plain: Mapping[str, Any]) -> Iterator[Problem]:
    terms = plain.get("terms")
    said = terms.get("salary") if isinstance(terms, Mapping) else None
    try:
        salary = Decimal(str(said))
    except ArithmeticError:
        return
    if salary.is_finite() and decimals(salary) > 2:
        says = f"{salary} has more than two decimals."
        yield Problem(code="contract.salary_cents", place="terms.salary", says=says)


def problems(text: ContractText, frame: Frame) -> tuple[Problem, ...]:
    """All that is to be said, in the order of the words."""
    found = (
        *_parties(frame),
        *_terms(text, frame),
        *_form(text, frame),
        *_words(text),
        *_register(text, frame.known_measures),
        *_weights(text, frame.policy),
        *_days(text, frame.year),
    )
    return _placed(text.plain(), found)


def stopping(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those that keep a draft from being proposed."""
    return tuple(one for one in found if one.stops)


def _parties(frame: Frame) -> Iterator[Problem]:
    if frame.own_authority:
        says = "The executive is the appointing authority of their own position; nobody agrees with themselves."
        yield Problem(code=OWN_AUTHORITY, place="parties.appointing_authority", says=says)


def _terms(text: ContractText, frame: Frame) -> Iterator[Problem]:
    terms = text.terms
    last = terms.ends_before - timedelta(days=1)
    year = frame.year
    if year is not None and year.ends_before is not None and not (year.covers(terms.starts_on) and year.covers(last)):
        yield Problem(
            code="contract.term_year",
            place="terms.ends_before",
            says=f"{day_in_words(terms.starts_on)} to {day_in_words(last)} lie in more than one fiscal year.",
        )
    elif year is not None and year.ends_before is not None and (terms.starts_on, terms.ends_before) != (
        year.starts_on, year.ends_before,
    ):  # fmt: skip
        yield Problem(
            code="contract.part_of_year",
            place="terms",
            says=f"The contract runs for {_length(terms.starts_on, terms.ends_before)} of the fiscal year. "
            "That is allowed; the salary is still the one for a month.",
            stops=False,
        )
    if not frame.appointment.covers(terms.starts_on) or not frame.appointment.covers(last):
        until = frame.appointment.ends_before
        says = f"The appointment runs from {day_in_words(frame.appointment.starts_on)}"
        says += f" to {day_in_words(until - timedelta(days=1))}." if until else "."
        yield Problem(code="contract.term_appointment", place="terms", says=says)
    yield from _salary(terms.salary, frame)


def _salary(salary: Decimal, frame: Frame) -> Iterator[Problem]:
    """What the limit says of the salary, and, in an alteration, that it stays as it was signed."""
    limit, place = frame.limit, "terms.salary"
    if limit is not None and limit.amount is not None and salary > limit.amount:
        says = (
            f"{a_month(salary)} lie {dollars(salary - limit.amount)} above the salary limit of {a_month(limit.amount)}."
        )
        yield Problem(code="contract.over_cap", place=place, says=says)
    elif limit is not None and limit.above_last(salary):
        says = f"{a_month(salary)} are more than the last known limit. {limit.says}"
        yield Problem(code="contract.over_last_limit", place=place, says=says)
    elif limit is not None and limit.known is None:
        says = f"{limit.says} Until then the salary is proposed with a written reason, which is kept and printed."
        yield Problem(code="contract.limit_unknown", place=place, says=says, stops=False)
    if frame.frozen is not None and salary != frame.frozen:
        says = (
            f"The signed contract states {a_month(frame.frozen)}, and these words {a_month(salary)}. "
            f"{frame.frozen_by} Put the signed salary back; another one is agreed in the next contract, or in an "
            "alteration that is begun with evidence of changed position or duties."
        )
        yield Problem(code=SALARY_FROZEN, place=place, says=says)


def _length(starts_on: date, ends_before: date) -> str:
    """How long a term is: in months where it runs from month to month, in days otherwise."""
    if starts_on.day == ends_before.day:
        months = (ends_before.year - starts_on.year) * _MONTHS + ends_before.month - starts_on.month
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{(ends_before - starts_on).days} days"


def _form(text: ContractText, frame: Frame) -> Iterator[Problem]:
    there = {one.key for one in text.objectives()}
    for key in frame.objectives:
        if key not in there:
            named = f"“{frame.says[key]}”" if key in frame.says else "An objective"
            yield Problem(
                code="contract.objective_removed",
                place=f"objective.{key}",
                says=f"{named} of the standard form was taken out; it stays in every contract.",
            )


def _words(text: ContractText) -> Iterator[Problem]:
    for one in text.objectives():
        place = f"objective.{one.key}"
        if not one.says:
            yield Problem(code="contract.no_words", place=place, says="The objective has no words.")
        yield from _measures(text, one.measures, place)
    for project in text.projects:
        place = f"project.{project.key}"
        if not project.says:
            yield Problem(code="contract.no_words", place=place, says="The project has no words.")
        if not project.results_expected:
            says = "The results that are expected are empty: nobody could rate the project."
            yield Problem(code="contract.no_results", place=place, says=says)
        yield from _measures(text, project.measures, place)


def _measures(text: ContractText, measures: tuple[Measure, ...], place: str) -> Iterator[Problem]:
    terms = text.terms
    for one in measures:
        where = f"{place}.measure.{one.key}"
        if not one.says:
            yield Problem(code="contract.no_words", place=where, says="The measure has no words.")
        if one.target is not None and not one.unit:
            yield Problem(code="contract.no_unit", place=where, says=f"The target of {one.target} has no unit.")
        if one.due_on is not None and not terms.starts_on <= one.due_on < terms.ends_before:
            says = f"{day_in_words(one.due_on)} lies outside the term of the contract."
            yield Problem(code="contract.due_outside", place=where, says=says)


def _register(text: ContractText, known: Mapping[str, str] | None) -> Iterator[Problem]:
    """Measures that are tied to one that the results register does not have, or that counts in another unit."""
    rated = [(f"objective.{one.key}", one.measures) for one in text.objectives()]
    rated += [(f"project.{one.key}", one.measures) for one in text.projects]
    for place, measures in rated if known is not None else ():
        for one in measures:
            where, unit = f"{place}.measure.{one.key}", (known or {}).get(one.register_key)
            if one.register_key and unit is None:
                says = f"The results register has no measure “{one.register_key[:80]}”; choose one of its list."
                yield Problem(code="contract.register_key", place=where, says=says)
            elif one.register_key and unit is not None and one.unit.casefold() != unit.casefold():
                says = f"The results register counts {one.register_key} in {unit}, and the target is in {one.unit}."
                yield Problem(code="contract.register_unit", place=where, says=says)


def _weights(text: ContractText, policy: ContractPolicy) -> Iterator[Problem]:
    rated = [(f"objective.{one.key}", one.weight) for one in text.objectives()]
    rated += [(f"project.{one.key}", one.weight) for one in text.projects]
    given = [(place, weight) for place, weight in rated if weight is not None]
    if not policy.weights:
        for place, _ in given:
            says = "The office's policy has no weights."
            yield Problem(code="contract.weights_not_used", place=place, says=says)
        return
    for place, number in given:
        if not number.is_finite() or number < 0:
            yield Problem(code="contract.weight_range", place=place, says=f"{number} is no weight.")
    for place, weight in rated:
        if weight is None:
            yield Problem(
                code="contract.weight_missing", place=place, says="It has no weight; write 0 where it has none."
            )
    whole = sum((weight for _, weight in given), Decimal(0))
    if given and whole != policy.weights_sum:
        says = f"The weights come to {whole}; they must come to {policy.weights_sum}."
        yield Problem(code="contract.weights_sum", place="whole", says=says)


def _days(text: ContractText, year: Term | None) -> Iterator[Problem]:
    """Days in free words that lie outside the term, such as those of last year's contract."""
    term = Term(starts_on=text.terms.starts_on, ends_before=text.terms.ends_before)
    begins = (year.starts_on.month, year.starts_on.day) if year is not None else None
    for place, words in free_words(text):
        for one in outside_days(words, term, begins=begins):
            yield Problem(code="contract.day_outside", place=place, says=one.says, stops=False, proposes=one.proposal)


def free_words(text: ContractText) -> Iterator[tuple[str, str]]:
    """All that is written freely of what is expected, each with its place: `objective.customers-wait.says`."""
    for kind, name, parts in (
        ("objective", "clarification", tuple(text.objectives())),
        ("project", "results_expected", text.projects),
    ):
        for one in parts:
            place = f"{kind}.{one.key}"
            yield f"{place}.says", one.says
            yield f"{place}.{name}", getattr(one, name)
            for measure in one.measures:
                yield f"{place}.measure.{measure.key}.says", measure.says
                yield f"{place}.measure.{measure.key}.source", measure.source
