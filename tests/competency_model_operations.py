"""The operations of the API on competency models and crosswalks, and who may."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api_operations import ROLES, Operation, get, post
from competency_model_world import changed

KEEPS = frozenset({"personnel_staff"})
OFFICE = ROLES - {"system_administrator"}
WHY = {"why": "As the office has it."}
M = "/api/competencies/models/harbor"


def upload(client: Client, _: Any) -> Any:
    """A file with a model of its own."""
    from meritbook.core.competencies.model import CompetencyModel
    from meritbook.writers.competency_models import model_file

    data = model_file(CompetencyModel.model_validate(changed(key="piers", name="Piers")), "csv")
    return client.post("/api/competencies/model-files", {"file": SimpleUploadedFile("piers.csv", data), **WHY})


def _line(_: Any) -> dict[str, Any]:
    return {
        "one": "harbor",
        "one_competency": "course",
        "other": "maine",
        "other_competency": "visionary",
        "partly": True,
        "because": "Where one goes.",
        **WHY,
    }


COMPETENCY_MODEL_OPERATIONS: dict[str, Operation] = {
    "GET /competencies/models": Operation(get("/api/competencies/models?q=maine"), OFFICE),
    "POST /competencies/models": Operation(
        post("/api/competencies/models", lambda _: {"model": changed(key="quay", name="Quay"), **WHY}), KEEPS, 201
    ),
    "POST /competencies/model-files": Operation(upload, KEEPS, 201),
    "GET /competencies/models/{key}": Operation(get(M), OFFICE),
    "GET /competencies/models/{key}/file/{kind}": Operation(get(f"{M}/file/json"), OFFICE),
    "GET /competencies/models/{key}/changes": Operation(get(f"{M}/changes"), OFFICE),
    "POST /competencies/models/{key}/versions": Operation(
        post(f"{M}/versions", lambda _: {"model": changed(says="Other words."), "seen": 2, **WHY}), KEEPS, 201
    ),
    "POST /competencies/models/{key}/retirement": Operation(
        post(f"{M}/retirement", lambda _: {"because": "The harbor is closed.", **WHY}), KEEPS
    ),
    "POST /competencies/models/{key}/owner": Operation(
        post("/api/competencies/models/maine/owner", lambda _: dict(WHY)), KEEPS
    ),
    "GET /competencies/crosswalk": Operation(get("/api/competencies/crosswalk?model=maine"), OFFICE),
    "POST /competencies/crosswalk": Operation(post("/api/competencies/crosswalk", _line), KEEPS, 201),
    "POST /competencies/crosswalk/{line_id}/withdrawal": Operation(
        post(
            "/api/competencies/crosswalk/{w.rooms.competency_models.line.pk}/withdrawal",
            lambda _: {"because": "They differ.", **WHY},
        ),
        KEEPS,
    ),
    "GET /competencies/classes/{key}/{ref}": Operation(
        get("/api/competencies/classes/harbour/9001?model=kansas"), OFFICE
    ),
}
