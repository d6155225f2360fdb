"""A nomination as a value: the facts of the law that it gives, and which rules are asked at which step.

What the office itself records is known: a nomination without a decision was not decided. What a person has to judge
stays unknown until somebody has judged it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from meritbook.core.law.pack import Law
from meritbook.core.service.criteria import criteria_of
from meritbook.core.service.seats import ENTITLEMENT, STATE_CAP
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

COMPLETE, DESCRIPTION, REVIEW = "nomination.complete", "nomination.description", "nomination.review"
CRITERIA, ALLOCATION = "seats.criteria", "allocation.first"
TO_SUBMIT = (COMPLETE, DESCRIPTION)
"""Without these a nomination is not taken in."""
TO_APPROVE = (STATE_CAP, ENTITLEMENT, COMPLETE, DESCRIPTION, ALLOCATION, CRITERIA)
"""Each of these that binds must be met for an approval, in this order; of a refusal they are kept with it."""
ALL = (*TO_APPROVE, REVIEW)
IN_MANAGEMENT = "position.in_management_class"


class NominationOnRecord(Value):
    """What is on record of a nomination, as the law asks for it."""

    by_director: bool
    has_rationale: bool
    description_current: bool
    """Whether the description that came with it is still the official one."""
    description_signed: bool
    allocated_on: date | None = None
    in_management_class: bool | None = None
    """None until the review says so."""
    reviewed_on: date | None = None
    decided_on: date | None = None
    department_told: bool = False
    hr_told: bool = False
    day_set: bool = False
    judged: dict[str, Verdict] = {}
    """By the facts of the criteria: see `core.service.criteria`."""


def nomination_facts(law: Law, one: NominationOnRecord, *, on: date) -> dict[str, Any]:
    """The facts of the rules on nominations and criteria; the action on the position is its entry, decided or to be."""
    facts: dict[str, Any] = {
        "nomination.by_department_director": one.by_director,
        "nomination.in_writing": True,
        "nomination.has_rationale": one.has_rationale,
        "nomination.description_is_current": one.description_current,
        "position.description_signed": one.description_signed,
        "position.allocated": one.allocated_on or False,
        "action.taken": one.decided_on or on,
        IN_MANAGEMENT: one.in_management_class,
        "nomination.reviewed": one.reviewed_on or False,
        "nomination.decided": one.decided_on or False,
        "nomination.department_notified": one.department_told,
        "nomination.hr_notified": one.hr_told,
        # The department may still set the day: until it has, the whole way is not known to be gone.
        "nomination.day_set_by_department": True if one.day_set else None,
        **judged_facts(law, one.judged),
    }
    if one.decided_on is not None:
        facts["nomination.decided_by_director"] = True
    return facts


def judged_facts(law: Law, judged: Mapping[str, Verdict]) -> dict[str, Any]:
    """The facts of the criteria as they were judged.

    A list of choices is known once every row is judged, or one of them is not met: then the criterion fails whatever
    the others are.
    """
    facts: dict[str, Any] = {}
    rows: dict[str, list[tuple[str, Verdict]]] = {}
    for criterion in criteria_of(law):
        verdict = judged.get(criterion.fact, Verdict.UNDETERMINED)
        name, _, row = criterion.fact.partition("/")
        if row:
            rows.setdefault(name, []).append((row, verdict))
        else:
            facts[name] = {Verdict.MET: True, Verdict.NOT_MET: False}.get(verdict)
    for name, found in rows.items():
        verdicts = {verdict for _, verdict in found}
        known = Verdict.NOT_MET in verdicts or Verdict.UNDETERMINED not in verdicts
        facts[name] = [row for row, verdict in found if verdict is Verdict.MET] if known else None
    return facts
