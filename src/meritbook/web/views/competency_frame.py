"""The frame of the pages on leadership competencies: its rooms as tabs, each open to whoever may look into it."""

from __future__ import annotations

from typing import Any

from meritbook.actions.permissions import Capability
from meritbook.web.http import Request
from meritbook.web.shell import rooms_of

ROOMS: tuple[tuple[str, str, Capability], ...] = (
    ("Yours", "web:competencies", Capability.READ_COMPETENCIES),
    ("Models", "web:competency_models", Capability.READ_COMPETENCIES),
    ("Crosswalk", "web:crosswalk", Capability.READ_COMPETENCIES),
    ("Assessments", "web:assessments", Capability.KEEP_ASSESSMENT),
    ("Reports", "web:assessment_reports", Capability.READ_OWN_REPORT),
    ("Development plans", "web:growth_plans", Capability.PLAN_GROWTH),
    ("My ladder", "web:ladder", Capability.PLAN_GROWTH),
    ("My part of the bench", "web:talent", Capability.SHARE_TALENT),
    ("Bench of talent", "web:talent_bench", Capability.READ_TALENT),
)
"""Label, address by name and the capability that opens it, in the order from the model to the bench of talent."""


def framed(request: Request, current: str) -> dict[str, Any]:
    """What `partials/competency_tabs.html` shows: label, address, and whether it is the room of the page."""
    return {"rooms": rooms_of(request, ROOMS, current)}
