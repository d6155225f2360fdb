"""Small candidates, requirements and policies for the tests of the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.core.qualifications.candidate import Candidate, Degree, HoursChange, Job, PartialDate
from meritbook.core.qualifications.model import (
    AllOf,
    Amount,
    AnyNode,
    Counts,
    Education,
    Experience,
    Requirement,
    Substitution,
)
from meritbook.core.qualifications.policy import Policy
from meritbook.core.terms import Term

ON = date(2024, 6, 14)
ALWAYS = Term(starts_on=date(1900, 1, 1))
CITATION = {"title": "Made up", "rank": "office_default", "checked": "2026-01-01", "says": "A rule for a test."}


def policy(**rules: dict[str, Any]) -> Policy:
    """A policy of these rules: `policy(months={"how": "calendar"})`."""
    return Policy.model_validate(
        {
            "key": "test",
            "name": "Made up",
            "kind": "office_default",
            "known": {"starts_on": "1900-01-01"},
            "rules": [
                {"rule": name, "term": {"starts_on": "1900-01-01"}, "citation": CITATION, **fields}
                for name, fields in rules.items()
            ],
        }
    )


FULL = {
    "full_time_hours": {"hours": "40"},
    "part_time": {"how": "proportional"},
    "overlap": {"how": "once"},
    "months": {"how": "calendar"},
    "partial_dates": {"how": "whole_months"},
    "rounding": {"how": "none"},
    "volunteer": {"how": "counted"},
}


def full(**changes: dict[str, Any] | None) -> Policy:
    """A policy that states everything, with some rules changed or (`None`) left out."""
    rules = {**FULL, **changes}
    return policy(**{name: fields for name, fields in rules.items() if fields is not None})


def job(job_id: str, starts: str, ends: str = "", hours: str | None = "40", **fields: Any) -> Job:
    """A paid job; without an end it goes on."""
    changes = tuple(
        HoursChange(since=date.fromisoformat(day), hours=Decimal(count)) for day, count in fields.pop("changes", ())
    )
    return Job(
        id=job_id,
        starts=PartialDate.read(starts) if starts else None,
        ends=PartialDate.read(ends) if ends else None,
        current=fields.pop("current", not ends),
        hours=None if hours is None else Decimal(hours),
        paid=fields.pop("paid", True),
        changes=changes,
        **fields,
    )


def degree(degree_id: str, level: str, conferred: str = "", expected: str = "", **fields: Any) -> Degree:
    """A degree, conferred or expected."""
    return Degree(
        id=degree_id,
        level=level,  # type: ignore[arg-type]
        conferred=PartialDate.read(conferred) if conferred else None,
        expected=PartialDate.read(expected) if expected else None,
        **fields,
    )


def candidate(*jobs: Job, degrees: Iterable[Degree] = (), **fields: Any) -> Candidate:
    """A candidate who answered everything."""
    return Candidate(number="0231", jobs=jobs, degrees=tuple(degrees), licences=fields.pop("licences", ()), **fields)


def amount(value: str, unit: str = "month") -> Amount:
    """So much time."""
    return Amount(value=Decimal(value), unit=unit)  # type: ignore[arg-type]


def asks(months: str, node_id: str = "1", **fields: Any) -> Experience:
    """Experience of so many months."""
    return Experience(id=node_id, text=f"{months} months", amount=amount(months), **fields)


def requirement(root: AnyNode) -> Requirement:
    """The requirement of this tree."""
    return Requirement(
        document="requirement:test",
        text="",
        root=root,  # type: ignore[arg-type]
        counts=Counts(nodes=1, text_nodes=0, characters=0, text_characters=0),
    )


def with_study(months: str, **substitution: Any) -> Requirement:
    """So many months of experience, for which education may stand in."""
    substitution.setdefault("offers", Education(id="1.2.1", text="Education"))
    modifier = Substitution(id="1.2", text="Education may stand in", asks="experience", **substitution)
    return requirement(AllOf(id="1", parts=(asks(months, "1.1"),), modifiers=(modifier,)))
