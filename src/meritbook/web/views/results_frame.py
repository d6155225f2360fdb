"""The frame of the pages of the results register: its rooms as tabs, each open to whoever may look into it."""

from __future__ import annotations

from typing import Any

from meritbook.actions.permissions import Capability
from meritbook.web.http import Request
from meritbook.web.shell import rooms_of

ROOMS: tuple[tuple[str, str, Capability], ...] = (
    ("Plans", "web:results_plans", Capability.READ_RESULTS),
    ("Measures", "web:measures", Capability.READ_RESULTS),
    ("Audits", "web:audits", Capability.READ_RESULTS),
    ("Risks", "web:risks", Capability.READ_RISK),
    ("Boards", "web:boards", Capability.READ_RESULTS),
    ("Help", "web:help", Capability.ASK_HELP),
    ("Returns", "web:returns", Capability.READ_RESULTS),
    ("Budget", "web:budget", Capability.READ_RESULTS),
    ("Reviews", "web:reviews", Capability.READ_RISK),
    ("Reports", "web:reports", Capability.READ_REPORT),
    ("Development", "web:development", Capability.READ_DEVELOPMENT),
    ("Surveys", "web:surveys", Capability.ANSWER_SURVEY),
    ("Lean", "web:lean", Capability.READ_RESULTS),
)
"""Label, address by name and the capability that opens it, in the order of the work from plan to report."""


def framed(request: Request, current: str) -> dict[str, Any]:
    """What `partials/results_tabs.html` shows: label, address, and whether it is the room of the page."""
    return {"rooms": rooms_of(request, ROOMS, current)}
