"""The operations of the API on assessments and surveys, and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from api_operations import ROLES, Operation, get, post
from development_world import HOPE, LOAD

KEEPS = frozenset({"department_director", "results_facilitator", "results_administrator"})
READS_ALL = frozenset({"results_administrator", "auditor"})
READS = KEEPS | READS_ALL | {"results_practitioner"}
ASSESSES = frozenset({"results_facilitator"})
OFFICE = ROLES - {"system_administrator"}
ASKED = OFFICE
WHY = {"why": "As the office has it."}
D = "/api/results/development/{w.rooms.development.draft.pk}"
SHOWN = "/api/results/development/{w.rooms.development.shown.pk}"
GIVEN = {"hope": 4, "load": 2, "words": "More light."}


def _why(_: Any) -> dict[str, Any]:
    return dict(WHY)


def _seen(_: Any) -> dict[str, Any]:
    from meritbook.core.results.survey import Answers

    seen = Answers(scales={"hope": 4, "load": 2}, texts={"words": "More light."}).sha256
    return {"answers": GIVEN, "seen": seen}


def _days(_: Any) -> dict[str, Any]:
    from meritbook.records import clock

    return {
        "starts_on": clock.today().isoformat(),
        "last_day": (clock.today() + timedelta(days=9)).isoformat(),
        **WHY,
    }


DEVELOPMENT_OPERATIONS: dict[str, Operation] = {
    "GET /results/development": Operation(get("/api/results/development?department=revenue"), READS),
    "POST /results/development": Operation(
        post(
            "/api/results/development",
            lambda _: {
                "department": "revenue",
                "year": 2020,
                "assessed_on": "2026-02-20",
                "assessors": ["results_facilitator"],
                **WHY,
            },
        ),
        KEEPS,
        201,
    ),
    "GET /results/development/{assessment_id}": Operation(get(D), READS_ALL | ASSESSES),
    "POST /results/development/{assessment_id}/areas/{area}/findings": Operation(
        post(D + "/areas/measurement/findings", lambda _: {"strengths": "Figures have owners.", **WHY}), ASSESSES, 201
    ),
    "POST /results/development/{assessment_id}/areas/{area}/evidence": Operation(
        post(
            D + "/areas/measurement/evidence",
            lambda _: {"says": "Refunds are quicker.", "measure": "refund-days", **WHY},
        ),
        ASSESSES,
        201,
    ),
    "POST /results/development/{assessment_id}/shown": Operation(post(D + "/shown", _why), ASSESSES),
    "POST /results/development/{assessment_id}/taken-back": Operation(
        post(SHOWN + "/taken-back", lambda _: {"because": "An area was left out.", **WHY}), ASSESSES
    ),
    "POST /results/development/{assessment_id}/answer": Operation(
        post(SHOWN + "/answer", lambda _: {"answer": "We agree.", **WHY}), frozenset({"department_director"})
    ),
    "POST /results/development/{assessment_id}/improvements": Operation(
        post(
            SHOWN + "/improvements",
            lambda _: {
                "area": "leadership",
                "what": "Ask the units",
                "owner": "measure_owner",
                "due_on": "2199-01-01",
                **WHY,
            },
        ),
        KEEPS,
        201,
    ),
    "POST /results/improvements/{improvement_id}/reports": Operation(
        post(
            "/api/results/improvements/{w.rooms.development.improvement.pk}/reports",
            lambda _: {"state": "under_way", "says": "Begun.", **WHY},
        ),
        KEEPS | {"measure_owner"},
        201,
    ),
    "GET /results/surveys": Operation(get("/api/results/surveys?state=closed"), OFFICE),
    "POST /results/surveys": Operation(
        post(
            "/api/results/surveys",
            lambda _: {"key": "new", "title": "New", "department": "revenue", "questions": [HOPE, LOAD], **WHY},
        ),
        KEEPS,
        201,
    ),
    "GET /results/surveys/{key}": Operation(get("/api/results/surveys/winter"), OFFICE),
    "POST /results/surveys/{key}/questions": Operation(
        post("/api/results/surveys/desk/questions", lambda _: {"questions": [LOAD], **WHY}), KEEPS, 201
    ),
    "POST /results/surveys/{key}/opening": Operation(post("/api/results/surveys/desk/opening", _days), KEEPS),
    "POST /results/surveys/{key}/preview": Operation(
        post("/api/results/surveys/today/preview", lambda _: {"answers": GIVEN}), ASKED
    ),
    "POST /results/surveys/{key}/answers": Operation(post("/api/results/surveys/today/answers", _seen), ASKED, 201),
    "POST /results/surveys/{key}/closing": Operation(post("/api/results/surveys/due/closing", _why), KEEPS),
    "POST /results/surveys/{key}/withdrawal": Operation(
        post("/api/results/surveys/desk/withdrawal", lambda _: {"because": "A wrong word.", **WHY}), KEEPS
    ),
}
