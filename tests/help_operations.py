"""The operations of the API on help in the results initiatives, and who may."""

from __future__ import annotations

from typing import Any

from api_operations import Operation, get, post
from help_world import words
from meritbook.records.models import Role

_ROLES = frozenset(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)
IN_OFFICE = _ROLES | {"second_analyst", "agency_hr_elsewhere"}
GIVES = frozenset({"results_administrator", "results_facilitator", "results_practitioner"})
ASKED = frozenset({"department_director"})
FACILITATES = frozenset({"results_facilitator"})
ADMINISTERS = frozenset({"results_administrator"})
WHY = {"why": "As the office has it."}
H = "/api/results/help"


def _body(**said: Any) -> Any:
    return lambda _: {**said, **WHY}


HELP_OPERATIONS: dict[str, Operation] = {
    "GET /results/help": Operation(get(H + "?state=open"), IN_OFFICE),
    "POST /results/help": Operation(
        post(H, _body(department="revenue", **words("Help us"))),
        # Those who ask hold a role of that department, or one for all departments.
        IN_OFFICE - {"agency_hr_elsewhere"},
        201,
    ),
    "GET /results/help/year": Operation(get(H + "/year"), IN_OFFICE),
    "GET /results/help/{request_id}": Operation(get(H + "/{w.rooms.help.taken.pk}"), GIVES | ASKED),
    "POST /results/help/{request_id}/taking": Operation(post(H + "/{w.rooms.help.asked.pk}/taking", _body()), GIVES),
    "POST /results/help/{request_id}/refusal": Operation(
        post(H + "/{w.rooms.help.asked.pk}/refusal", _body(because="The team is away.")), GIVES
    ),
    "POST /results/help/{request_id}/withdrawal": Operation(
        post(H + "/{w.rooms.help.asked.pk}/withdrawal", _body(because="We found it.")), ASKED
    ),
    "POST /results/help/{request_id}/end": Operation(
        post(H + "/{w.rooms.help.taken.pk}/end", _body(says="Trained.")), FACILITATES
    ),
    "POST /results/help/{request_id}/satisfaction": Operation(
        post(H + "/{w.rooms.help.done.pk}/satisfaction", _body(satisfaction=5)), ASKED
    ),
    "GET /results/hours": Operation(get("/api/results/hours"), GIVES),
    "POST /results/hours": Operation(
        post(
            "/api/results/hours",
            _body(department="revenue", initiative="lean", kind="advice", worked_on="2026-03-02", hours="1.5"),
        ),
        GIVES,
        201,
    ),
    "POST /results/hours/{hours_id}/withdrawal": Operation(
        post("/api/results/hours/{w.rooms.help.hours.pk}/withdrawal", _body(because="The week before.")), FACILITATES
    ),
    "GET /results/assignments": Operation(get("/api/results/assignments"), IN_OFFICE),
    "POST /results/assignments": Operation(
        post(
            "/api/results/assignments",
            _body(
                person="results_practitioner",
                initiative="planning",
                results_class="results_practitioner",
                department="revenue",
                starts_on="2026-03-02",
            ),
        ),
        ADMINISTERS,
        201,
    ),
    "POST /results/assignments/{assignment_id}/end": Operation(
        post("/api/results/assignments/{w.rooms.help.assignment.pk}/end", _body(last_day="2026-06-30")), ADMINISTERS
    ),
}
