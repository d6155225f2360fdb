"""The published form of an allocation: each candidate carries every clause that decided it.

Inside the program the clauses of a series are kept once, in its `SeriesFinding`; a reader of the JSON should not have
to join them.
"""

from __future__ import annotations

from meritbook.core.allocation.model import AllocationResult


def published(result: AllocationResult) -> AllocationResult:
    """The same answer, with the clauses of the series before those of the class in each candidate.

    Doing it twice changes nothing.
    """
    series = {(one.plan, one.series): one.clauses for one in result.series}
    candidates = []
    for candidate in result.candidates:
        own = {clause.criterion for clause in candidate.clauses}
        shared = tuple(
            clause for clause in series.get((candidate.plan, candidate.series), ()) if clause.criterion not in own
        )
        candidates.append(candidate.model_copy(update={"clauses": shared + candidate.clauses}))
    return result.model_copy(update={"candidates": tuple(candidates)})
