"""Three answers, never two: Met, NotMet, Undetermined.

Missing evidence is `UNDETERMINED`, never false and never zero. Combination is Kleene's strong three-valued
logic: a conjunction with one part not met is not met whatever is unknown; one met part settles a disjunction.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from meritbook.core.values import Value


class Verdict(StrEnum):
    """The answer to one clause."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


class Missing(Value):
    """What would settle an undetermined answer: the question, and whom to ask it."""

    question: str
    ask: str
    """Who can settle it: `supervisor`, `incumbent`, `agency_hr`, `analyst`, `appointing_authority`,
    `personnel_director` or `results_administrator`."""
    about: str = ""
    """The field or facet that lacks evidence."""


def negate(verdict: Verdict) -> Verdict:
    """Not: what is undetermined stays so."""
    return {
        Verdict.MET: Verdict.NOT_MET,
        Verdict.NOT_MET: Verdict.MET,
        Verdict.UNDETERMINED: Verdict.UNDETERMINED,
    }[verdict]


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """And: not met if any part is not met, else undetermined if any part is, else met."""
    seen = set(verdicts)
    if Verdict.NOT_MET in seen:
        return Verdict.NOT_MET
    return Verdict.UNDETERMINED if Verdict.UNDETERMINED in seen else Verdict.MET


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Or: met if any part is met, else undetermined if any part is, else not met (of nothing: not met)."""
    seen = set(verdicts)
    if Verdict.MET in seen:
        return Verdict.MET
    return Verdict.UNDETERMINED if Verdict.UNDETERMINED in seen else Verdict.NOT_MET
