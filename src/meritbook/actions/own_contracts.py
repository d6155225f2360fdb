"""Which measures of the register a person's own contract rests on: nobody records or corrects the values of those.

A contract rests on the measures that its signed words name, and on those out of which such a measure is worked out.
Only periods that touch the term of the contract count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from meritbook.actions.permissions import OwnCaseError
from meritbook.core.dates import day_in_words
from meritbook.core.terms import Term
from meritbook.records.models import ContractStatus, ContractVersion, Measure, MeasureVersion, User


class OwnContractError(OwnCaseError):
    """The value would count in the person's own contract."""

    code = "results.own_contract"
    remedy = "Ask whoever keeps the register of the department to record it; send them the figure with its source."


def terms_of(user: User | None) -> Mapping[str, tuple[Term, ...]]:
    """By key of a measure in small letters: the terms of the person's contracts that rest on it.

    One statement for whoever has no contract, and one for each level of formulas besides.
    """
    if user is None:
        return {}
    rows = ContractVersion.objects.filter(
        contract__appointment__executive=user, contract__withdrawn_at__isnull=True, status=ContractStatus.SIGNED
    ).select_related("contract")
    found: dict[str, set[Term]] = {}
    for row in rows:
        term = Term(starts_on=row.contract.starts_on, ends_before=row.contract.ends_before)
        for one in row.text.measures():
            if one.register_key:
                found.setdefault(one.register_key.casefold(), set()).add(term)
    named = set(found)
    while named:  # keys of measures are kept in small letters
        pairs = MeasureVersion.objects.filter(measure__key__in=sorted(named), parts__isnull=False).values_list(
            "measure__key", "parts__part__key"
        )
        named = set()
        for whole, part in pairs:
            terms = found[whole.casefold()]
            if not terms <= found.setdefault(part.casefold(), set()):
                found[part.casefold()] |= terms
                named.add(part.casefold())
    return {key: tuple(sorted(terms, key=lambda one: one.starts_on)) for key, terms in found.items()}


def check(user: User | None, measure: Measure, periods: Iterable[tuple[date, date]]) -> None:
    """None of the half-open periods counts in the person's own contract; raises `OwnContractError`."""
    terms = terms_of(user).get(measure.key.casefold(), ())
    for starts_on, ends_before in periods if terms else ():
        for term in terms:
            if touches(term, starts_on, ends_before):
                raise refused(measure, term)


def touches(term: Term, starts_on: date, ends_before: date) -> bool:
    """Whether a half-open period and the term of a contract have a day in common."""
    return term.overlaps(Term(starts_on=starts_on, ends_before=ends_before))


def refused(measure: Measure, term: Term, *, where: str = "") -> OwnContractError:
    """The refusal, in words."""
    return OwnContractError(
        f"Your own contract from {day_in_words(term.starts_on)} rests on {measure.title}: somebody else records its "
        "values.",
        where=where or measure.key,
    )
