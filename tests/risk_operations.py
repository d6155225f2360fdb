"""The operations of the API on risks, and who may."""

from __future__ import annotations

from typing import Any

from api_operations import Operation, get, post
from risk_world import assessment, words

OFFICES = frozenset({"department_director", "results_facilitator", "results_practitioner"})
KEEPS = OFFICES | {"results_administrator"}
READS = KEEPS | {"auditor"}
ACCEPTS = frozenset({"department_director", "results_administrator"})
R = "/api/results/risks/refund-fraud"
WHY = {"why": "As the office has it."}


def _assessed(_: Any) -> dict[str, Any]:
    return {**assessment("0.1", "0.32"), **WHY}


def _decided(world: Any) -> dict[str, Any]:
    return {"accept": False, "says": "Treat it first.", "sha256": world.risks.acceptance.sha256, **WHY}


RISK_OPERATIONS: dict[str, Operation] = {
    "GET /results/risks": Operation(get("/api/results/risks?over=true"), READS),
    "POST /results/risks": Operation(
        post(
            "/api/results/risks",
            lambda _: {
                **words("mail-theft", "Mail theft"),
                "department": "revenue",
                "owner": "results_facilitator",
                **WHY,
            },
        ),
        KEEPS,
        201,
    ),
    "GET /results/risks/{key}": Operation(get(R), READS),
    "POST /results/risks/{key}/assessments": Operation(post(R + "/assessments", _assessed), KEEPS, 201),
    "POST /results/risks/{key}/reviews": Operation(
        post(R + "/reviews", lambda _: {"reviewed_on": "2026-03-02", "says": "As it stands.", **WHY}), KEEPS, 201
    ),
    "POST /results/risks/{key}/controls": Operation(
        post(
            R + "/controls",
            lambda _: {"what": "A lock", "owner": "results_facilitator", "less_often": "20", **WHY},
        ),
        KEEPS,
        201,
    ),
    "POST /results/risks/{key}/controls/{control_id}/tests": Operation(
        post(
            R + "/controls/{w.risks.control.pk}/tests",
            lambda _: {"tested_on": "2026-03-02", "works": True, "says": "Forty were drawn.", **WHY},
        ),
        KEEPS,
        201,
    ),
    "POST /results/risks/{key}/treatments": Operation(
        post(
            R + "/treatments",
            lambda _: {"what": "Match claims", "owner": "results_facilitator", "due_on": "2030-05-29", **WHY},
        ),
        KEEPS,
        201,
    ),
    "POST /results/risks/{key}/indicators": Operation(
        post(
            R + "/indicators",
            lambda _: {"measure": "calls-answered", "bad_when": "low", "watch": "90", "trip": "80", **WHY},
        ),
        KEEPS,
        201,
    ),
    "POST /results/risks/{key}/acceptances": Operation(
        post(
            "/api/results/risks/filing-outage/acceptances",
            lambda w: {"because": "A second line costs more.", "last_day": _soon(), **WHY},
        ),
        KEEPS,
        201,
    ),
    "POST /results/risks/{key}/acceptances/{acceptance_id}/decision": Operation(
        post(R + "/acceptances/{w.risks.acceptance.pk}/decision", _decided), ACCEPTS
    ),
    "POST /results/risks/{key}/acceptances/{acceptance_id}/withdrawal": Operation(
        post(R + "/acceptances/{w.risks.acceptance.pk}/withdrawal", lambda _: {"because": "Too late.", **WHY}), KEEPS
    ),
    "GET /results/risk-appetites": Operation(get("/api/results/risk-appetites"), READS),
    "POST /results/risk-appetites": Operation(
        post(
            "/api/results/risk-appetites",
            lambda _: {
                "department": "revenue",
                "category": "legal",
                "amount": "1000",
                "starts_on": "2026-03-02",
                "says": "Decided.",
                **WHY,
            },
        ),
        ACCEPTS,
        201,
    ),
    "GET /results/quantifications": Operation(get("/api/results/quantifications"), READS),
    "POST /results/quantifications": Operation(
        post(
            "/api/results/quantifications",
            lambda _: {"risks": ["refund-fraud", "filing-outage"], "trials": 1000, "seed": 3, **WHY},
        ),
        KEEPS,
        201,
    ),
    "GET /results/quantifications/{run_id}": Operation(get("/api/results/quantifications/{w.risks.run.pk}"), READS),
}


def _soon() -> str:
    """A last day within the longest term, by the clock that the site goes by."""
    from datetime import timedelta

    from meritbook.records import clock

    return (clock.today() + timedelta(days=60)).isoformat()
