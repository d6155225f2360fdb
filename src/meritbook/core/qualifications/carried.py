"""Whether an answer that a person gave on one statement still answers on a later one.

A candidate may state anew: add a job, correct a duty, take a degree back. An answer rested on what was stated when it
was given. It goes on where what it rested on is stated the same; otherwise the question is open again, and the answer
stays on record without counting.
"""

from __future__ import annotations

from meritbook.core.qualifications.candidate import Candidate, Job
from meritbook.core.qualifications.model import (
    AllOf,
    AnyNode,
    AnyOf,
    AtLeast,
    Education,
    Equivalent,
    Experience,
    InOrder,
    Licence,
    Requirement,
    Scope,
    Special,
    Substitution,
)
from meritbook.core.values import Value

_TIME = {"starts": None, "ends": None, "current": False, "hours": None, "changes": (), "full_time": None}
"""What plays no part in whether a job is relevant: it is counted, whatever the answer was."""


def still_answers(requirement: Requirement, key: str, before: Candidate, now: Candidate) -> bool:
    """Whether the answer to `key` (a node, or a node and a job) that rested on `before` counts for `now`."""
    node_id, _, job_id = key.partition("/")
    try:
        node = requirement.node(node_id)
    except KeyError:
        return False
    if job_id:
        then, today = _job(before, job_id), _job(now, job_id)
        return then is not None and today is not None and _words(then) == _words(today)
    return _rested_on(node, before) == _rested_on(node, now)


def _job(candidate: Candidate, job_id: str) -> Job | None:
    return next((job for job in candidate.jobs or () if job.id == job_id), None)


def _words(job: Job) -> Job:
    return job.model_copy(update=_TIME)


def _rested_on(node: AnyNode, candidate: Candidate) -> tuple[frozenset[Value] | None, ...]:
    """The lists of the statement that an answer to the whole node rests on; their order plays no part."""
    lists: tuple[tuple[Value, ...] | None, ...]
    match node:
        case Substitution():
            return _rested_on(node.offers, candidate)
        case Experience():
            lists = (candidate.jobs,)
        case Education():
            lists = (candidate.degrees, candidate.jobs) if node.equivalent else (candidate.degrees,)
        case Licence():
            lists = (candidate.licences,)
        case Equivalent() | AllOf() | AnyOf() | AtLeast() | InOrder() | Scope() | Special():
            lists = (candidate.jobs, candidate.degrees, candidate.licences)
        case _:
            # An ability, a residence, words that nobody read: no list of the statement says anything about it.
            return ()
    return tuple(None if one is None else frozenset(one) for one in lists)
