"""The operations of the API on annual reports, and who may."""

from __future__ import annotations

from typing import Any

from api_operations import PUBLIC, Operation, get, post
from measure_operations import IN_OFFICE, KEEPS
from report_world import WORDS

PUBLISHES = frozenset({"department_director", "results_administrator"})
OUT, DRAFT = "/api/results/reports/revenue-fy2025", "/api/results/reports/revenue-fy2024"
WHY = {"why": "As the office has it."}
BECAUSE = {**WHY, "because": "As the office has it."}


def _sealed(world: Any) -> dict[str, Any]:
    """The seal of the draft as it is shown on the day of the site."""
    from meritbook.actions.report_drawing import draw
    from meritbook.records import clock

    return {"sha256": draw(world.rooms.reports.draft, on=clock.today()).sha256, **BECAUSE}


def _move(_: Any) -> dict[str, Any]:
    said = {"moved_from": "A", "moved_to": "B", "result": "Shorter lines.", "source": "Memo 4."}
    return {"department": "revenue", "moved_on": "2026-01-05", "money": "1000.50", **said, **BECAUSE}


REPORT_OPERATIONS: dict[str, Operation] = {
    "GET /results/reports": Operation(get("/api/results/reports?q=revenue"), PUBLIC),
    "POST /results/reports": Operation(
        post("/api/results/reports", lambda _: {"year": 2026, "plan": "revenue-2023", **WHY}), KEEPS, 201
    ),
    "GET /results/reports/{key}": Operation(get(OUT), PUBLIC),
    "GET /results/reports/{key}/editions/{number}": Operation(get(OUT + "/editions/1"), PUBLIC),
    "GET /results/reports/{key}/editions/{number}/measures": Operation(
        get(OUT + "/editions/1/measures?goal=prompt-service"), PUBLIC
    ),
    "GET /results/reports/{key}/editions/{number}/lists/{name}": Operation(
        get(OUT + "/editions/1/lists/left-out"), PUBLIC
    ),
    "GET /results/reports/{key}/editions/{number}/files/{form}": Operation(get(OUT + "/editions/1/files/zip"), PUBLIC),
    "GET /results/reports/{key}/draft": Operation(get(DRAFT + "/draft"), IN_OFFICE),
    "POST /results/reports/{key}/words": Operation(
        post(DRAFT + "/words", lambda _: {"words": {**WORDS, "results": "Other."}, "base": 2, **WHY}), KEEPS, 201
    ),
    "POST /results/reports/{key}/inclusions": Operation(
        post(DRAFT + "/inclusions", lambda _: {"measure": "call-wait", **BECAUSE}), PUBLISHES, 201
    ),
    "POST /results/reports/{key}/inclusions/{inclusion_id}/end": Operation(
        post(DRAFT + "/inclusions/{w.rooms.reports.inclusion.pk}/end", lambda _: BECAUSE), PUBLISHES
    ),
    "POST /results/reports/{key}/publication": Operation(post(DRAFT + "/publication", _sealed), PUBLISHES, 201),
    "POST /results/reports/{key}/revisions": Operation(post(OUT + "/revisions", lambda _: BECAUSE), KEEPS, 201),
    "POST /results/reports/{key}/editions/{number}/withdrawal": Operation(
        post(OUT + "/editions/1/withdrawal", lambda _: BECAUSE), PUBLISHES
    ),
    "GET /results/resource-moves": Operation(get("/api/results/resource-moves"), IN_OFFICE),
    "POST /results/resource-moves": Operation(post("/api/results/resource-moves", _move), KEEPS, 201),
    "POST /results/resource-moves/{move_id}/withdrawal": Operation(
        post("/api/results/resource-moves/{w.rooms.reports.move.pk}/withdrawal", lambda _: BECAUSE), KEEPS
    ),
}
