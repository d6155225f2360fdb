"""The operations of the API on competency assessments, and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from api_operations import BODY, ROLES, Operation, get, post
from assessment_world import given

OFFICE = ROLES - {"system_administrator"}
PEER = frozenset({"measure_owner"})
KEEPERS = frozenset({"personnel_staff", "agency_hr", "agency_hr_elsewhere"})
KEEPS = frozenset({"personnel_staff", "agency_hr"})
WHY = {"why": "As the office has it."}
A = "/api/competencies/assessments"
DRAFT, NOW = A + "/{w.rooms.assessments.draft.pk}", A + "/{w.rooms.assessments.now.pk}"
ASKED = "/api/competencies/asked/{w.rooms.assessments.peer.pk}"


def _given(w: Any) -> dict[str, Any]:
    return {"given": given(w.rooms.assessments.now, 3), "comments": {"analytical-thinkers": "Asks for the figures."}}


def _seen(w: Any) -> dict[str, Any]:
    from meritbook.actions import competency_models
    from meritbook.core.competencies.answers import ratings_of

    sent, row = _given(w), w.rooms.assessments.now
    model = competency_models.model_of(row.version)
    return {**sent, "seen": ratings_of(model, row.role, sent["given"], sent["comments"]).sha256}


def _keep(client: Client, world: Any) -> Any:
    return client.put(ASKED.format(w=world) + "/draft", _given(world), content_type=BODY)


def _undecline(client: Client, world: Any) -> Any:
    at = ASKED.format(w=world) + "/decline"
    client.post(at, {}, content_type=BODY)
    return client.post(at + "/taken-back", {}, content_type=BODY)


def _days(_: Any) -> dict[str, Any]:
    from meritbook.records import clock

    today = clock.today()
    return {"starts_on": today.isoformat(), "last_day": (today + timedelta(days=9)).isoformat(), **WHY}


ASSESSMENT_OPERATIONS: dict[str, Operation] = {
    "GET /competencies/asked": Operation(get("/api/competencies/asked"), OFFICE),
    "GET /competencies/asked/{rater_id}": Operation(get(ASKED), PEER),
    "PUT /competencies/asked/{rater_id}/draft": Operation(_keep, PEER),
    "POST /competencies/asked/{rater_id}/preview": Operation(post(ASKED + "/preview", _given), PEER),
    "POST /competencies/asked/{rater_id}/answers": Operation(post(ASKED + "/answers", _seen), PEER, 201),
    "POST /competencies/asked/{rater_id}/decline": Operation(post(ASKED + "/decline", lambda _: {}), PEER),
    "POST /competencies/asked/{rater_id}/decline/taken-back": Operation(_undecline, PEER),
    "POST /competencies/asked/{rater_id}/delegate": Operation(
        post(ASKED + "/delegate", lambda _: {"delegate": "appointing_authority"}), PEER
    ),
    "GET /competencies/own": Operation(get("/api/competencies/own"), OFFICE),
    "GET /competencies/assessments": Operation(get(A + "?state=open&q=executive"), KEEPERS),
    "POST /competencies/assessments": Operation(
        post(A, lambda _: {"subject": "analyst", "model": "maine", "role": "manager", **WHY}),
        frozenset({"personnel_staff"}),
        201,
    ),
    "GET /competencies/assessments/{assessment_id}": Operation(get(NOW), KEEPS | {"executive"}),
    "POST /competencies/assessments/{assessment_id}/raters": Operation(
        post(DRAFT + "/raters", lambda _: {"group": "peer", "user": "analyst", **WHY}), KEEPS, 201
    ),
    "POST /competencies/assessments/{assessment_id}/raters/{rater_id}/removal": Operation(
        post(DRAFT + "/raters/{w.rooms.assessments.named.pk}/removal", lambda _: {"because": "On leave.", **WHY}),
        KEEPS,
    ),
    "POST /competencies/assessments/{assessment_id}/opening": Operation(post(DRAFT + "/opening", _days), KEEPS),
    "POST /competencies/assessments/{assessment_id}/closing": Operation(
        post(A + "/{w.rooms.assessments.due.pk}/closing", lambda _: dict(WHY)), KEEPS
    ),
    "POST /competencies/assessments/{assessment_id}/withdrawal": Operation(
        post(DRAFT + "/withdrawal", lambda _: {"because": "A wrong role.", **WHY}), KEEPS
    ),
    "POST /competencies/assessments/{assessment_id}/taken-back": Operation(
        post(
            A + "/{w.rooms.assessments.answered.pk}/taken-back",
            lambda w: {"receipt": w.rooms.assessments.receipt},
        ),
        PEER,
    ),
}
