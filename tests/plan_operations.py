"""The operations of the API on strategic plans, and who may."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api_operations import AGENCY, EVERYBODY, Operation, because, get, post
from stratml_samples import WATER

P = "/api/results/plans/revenue-2025"
TOP = "/api/results/plans/state-2025"
READS = EVERYBODY - {"supervisor", "nobody", "system_administrator"}
ADOPTS = frozenset({"results_administrator", "department_director"})
KEEPS = ADOPTS | {"results_facilitator"}


def draft(world: Any) -> Any:
    return world.strategic.draft


def look(client: Client, _: Any) -> Any:
    return client.post(f"{P}/stratml/look", {"file": SimpleUploadedFile("water.xml", WATER)})


def take_in(client: Client, world: Any) -> Any:
    body = {"file": SimpleUploadedFile("w.xml", WATER), "base_sha256": draft(world).sha256, "why": "New."}
    return client.post(f"{P}/stratml", body)


def drawn(_: Any) -> dict[str, Any]:
    days = {"starts_on": "2026-07-01", "ends_before": "2027-07-01"}
    return {"key": "r-27", "kind": "operational", "title": "Year", "department": "revenue", "why": "New.", **days}


def saved(world: Any) -> dict[str, Any]:
    text = draft(world).text.model_copy(update={"vision": "No queue."}).plain()
    return {"text": text, "base_sha256": draft(world).sha256, "why": "Written."}


PLAN_OPERATIONS: dict[str, Operation] = {
    "GET /results/plans": Operation(get("/api/results/plans"), READS),
    "POST /results/plans": Operation(post("/api/results/plans", drawn), KEEPS, 201),
    "GET /results/plans/{key}": Operation(get(P), READS),
    "GET /results/plans/{key}/compare/{number}/{other}": Operation(get(f"{TOP}/compare/1/2"), READS),
    "GET /results/plans/{key}/stratml": Operation(get(f"{P}/stratml"), READS),
    "POST /results/plans/{key}/save": Operation(post(f"{P}/save", saved), KEEPS),
    "POST /results/plans/{key}/stratml/look": Operation(look, KEEPS),
    "POST /results/plans/{key}/stratml": Operation(take_in, KEEPS),
    "POST /results/plans/{key}/adopt": Operation(
        post(f"{P}/adopt", lambda w: {"sha256": draft(w).sha256, "because": "Agreed.", "why": "Agreed."}), ADOPTS
    ),
    "POST /results/plans/{key}/amend": Operation(
        post(f"{TOP}/amend", because), frozenset({"results_administrator"}), 201
    ),
    "POST /results/plans/{key}/withdraw": Operation(
        post(f"{P}/withdraw", lambda _: {"number": 2, "because": "Too early.", "why": "Too early."}), KEEPS
    ),
    "POST /results/plans/{key}/actions/{action}/report": Operation(
        post(
            f"{P}/actions/second-shift/report", lambda _: {"progress": "done", "says": "Staffed.", "why": "Asked for."}
        ),
        KEEPS | {"measure_owner"},
        201,
    ),
    "POST /results/plans/{key}/goals/{part}/confirm": Operation(
        post(f"{P}/goals/fast-refunds/confirm", because), KEEPS
    ),
    "GET /performance/{contract_id}/line-of-sight": Operation(
        get("/api/performance/{w.executives.agreement.pk}/line-of-sight"),
        frozenset({"personnel_director", "personnel_staff", "auditor", "executive"}) | AGENCY,
    ),
}
"""By method and address."""
