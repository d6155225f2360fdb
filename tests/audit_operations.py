"""The operations of the API on audits of measures, and who may."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from api_operations import ROLES, Operation, get, post
from audit_world import FIGURES, words

READS = ROLES - {"system_administrator"}
AUDITS = frozenset({"auditor", "results_administrator", "results_facilitator"})
"""Of the Department of Revenue; none of them has a part in what is audited."""
ANSWERS = frozenset({"measure_owner", "department_director", "results_administrator", "results_facilitator"})
A = "/api/results/audits/{w.rooms.audits.open.pk}"
M = A + "/measures/refund-days"
F = "/api/results/audit-findings/{w.rooms.audits.finding.pk}"
DONE = "/api/results/audit-findings/{w.rooms.audits.answered.pk}"
WHY = {"why": "As the charter asks."}


def _charter(_: Any) -> dict[str, Any]:
    return {
        "title": "Calls",
        "measures": ["calls-answered"],
        "auditor": "auditor",
        "starts_on": "2025-07-01",
        "ends_before": "2026-01-01",
        "because": "Nobody has looked yet.",
        **WHY,
    }


def _recalculate(client: Any, world: Any) -> Any:
    path = f"/api/results/audits/{world.rooms.audits.open.pk}/measures/refund-days/recalculation"
    file = SimpleUploadedFile("figures.csv", FIGURES)
    return client.post(path, {"file": file, "how": "From the ledger.", **WHY})


AUDIT_OPERATIONS: dict[str, Operation] = {
    "GET /results/audits": Operation(get("/api/results/audits?q=refund&state=under_way"), READS),
    "POST /results/audits": Operation(
        post("/api/results/audits", _charter), frozenset(AUDITS - {"results_facilitator"}), 201
    ),
    "GET /results/audits/{audit_id}": Operation(get(A), READS),
    "POST /results/audits/{audit_id}/withdrawal": Operation(
        post(A + "/withdrawal", lambda _: {"because": "Begun too early.", **WHY}), AUDITS
    ),
    "GET /results/audits/{audit_id}/measures/{key}": Operation(get(M), READS),
    "POST /results/audits/{audit_id}/measures/{key}/sample": Operation(
        post(M + "/sample", lambda _: {"seed": 12, "tolerable": "20", **WHY}), AUDITS, 201
    ),
    "POST /results/audits/{audit_id}/measures/{key}/recalculation": Operation(_recalculate, AUDITS, 201),
    "POST /results/audits/{audit_id}/measures/{key}/grades": Operation(
        post(M + "/grades", lambda _: {"criterion": "validity", "grade": "met", "says": "Followed.", **WHY}),
        AUDITS,
        201,
    ),
    "POST /results/audits/{audit_id}/measures/{key}/findings": Operation(
        post(M + "/findings", lambda _: {**words(), **WHY}), AUDITS, 201
    ),
    "POST /results/audits/{audit_id}/measures/{key}/rating": Operation(
        post(
            "/api/results/audits/{w.rooms.audits.graded.audit_id}/measures/letters-in/rating",
            lambda _: {"level": "reliable", "because": "All is met.", **WHY},
        ),
        AUDITS,
        201,
    ),
    "GET /results/audit-findings": Operation(get("/api/results/audit-findings?show=open"), READS),
    "GET /results/audit-findings/{finding_id}": Operation(get(F), READS),
    "POST /results/audit-findings/{finding_id}/answer": Operation(
        post(F + "/answer", lambda _: {"agrees": True, "says": "From April on.", "due_on": _soon(), **WHY}),
        ANSWERS,
        201,
    ),
    "POST /results/audit-findings/{finding_id}/done": Operation(
        post(DONE + "/done", lambda _: {"says": "Named on 1 March.", **WHY}), ANSWERS, 201
    ),
    "POST /results/audit-findings/{finding_id}/verification": Operation(
        post(DONE + "/verification", lambda _: {"close": True, "says": "Seen.", **WHY}), AUDITS, 201
    ),
}


def _soon() -> str:
    """A day within two years, by the clock that the site goes by."""
    from datetime import timedelta

    from meritbook.records import clock

    return (clock.today() + timedelta(days=60)).isoformat()
