"""The operations of the API on the ladder, the bench of talent and succession coverage, and who may."""

from __future__ import annotations

from typing import Any

from api_operations import ROLES, Operation, get, post
from talent_world import FURTHER, NEXT, PLAN

OFFICE = ROLES - {"system_administrator"}
PLANS = frozenset({"department_director", "personnel_director", "personnel_staff"})
WHY = {"why": "As the office has it."}
OF_NEXT = {"plan": PLAN, "class_ref": NEXT}


def _why(_: Any) -> dict[str, Any]:
    return dict(WHY)


TALENT_OPERATIONS: dict[str, Operation] = {
    "GET /competencies/ladder": Operation(get(f"/api/competencies/ladder?plan={PLAN}&class_ref={NEXT}"), OFFICE),
    "GET /competencies/talent": Operation(get("/api/competencies/talent"), OFFICE),
    "POST /competencies/talent": Operation(
        post("/api/competencies/talent", lambda _: {"plan": PLAN, "class_ref": FURTHER, **WHY}), OFFICE, 201
    ),
    "POST /competencies/talent/{talent_id}/withdrawal": Operation(
        post("/api/competencies/talent/{w.rooms.talent.shared.pk}/withdrawal", _why), frozenset({"executive"})
    ),
    "GET /competencies/bench": Operation(get("/api/competencies/bench"), PLANS),
    "POST /competencies/bench/looks": Operation(
        post("/api/competencies/bench/looks", lambda _: {**OF_NEXT, **WHY}), PLANS
    ),
    "GET /competencies/bench/seats": Operation(get("/api/competencies/bench/seats?shown=pressing"), PLANS),
}
