"""Which plan governs a position: the one of its jurisdiction, when the description names one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meritbook.core.allocation.facets import Evidence
from meritbook.core.classes.model import ClassPlan
from meritbook.core.positions.model import PositionDescription


def governing(position: PositionDescription, evidence: Evidence, plans: Sequence[ClassPlan]) -> str:
    """The key of the plan that governs, or nothing when the description names none of their jurisdictions, or several.

    The answer on jurisdiction decides; without it, a department, division or location that names a state does.
    """
    if position.jurisdiction.strip():
        return _only(plan.key for plan in plans if _names(plan, position.jurisdiction, exact=True))
    places = " ".join(s.text for s in evidence.statements if s.field in ("department", "division", "unit", "location"))
    named = _only(plan.key for plan in plans if plan.jurisdiction and _word(plan.jurisdiction, places))
    if named:
        return named
    words = " ".join(
        s.text for s in evidence.statements if s.evidence and s.field.startswith(("purpose", "duties", "other"))
    )
    return _only(
        plan.key
        for plan in plans
        if plan.jurisdiction
        and re.search(rf"\b(?:state|commonwealth) of {re.escape(plan.jurisdiction)}\b", words, re.IGNORECASE)
    )


def _names(plan: ClassPlan, text: str, *, exact: bool) -> bool:
    folded = " ".join(text.casefold().split())
    names = {name.casefold() for name in (plan.key, plan.jurisdiction, *plan.aliases) if name}
    return folded in names or (exact and bool(plan.jurisdiction) and _word(plan.jurisdiction, text))


def _word(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


def _only(keys: object) -> str:
    found = sorted(set(keys))  # type: ignore[call-overload]
    return found[0] if len(found) == 1 else ""
