"""Every operation of the API against every person: who may, and who is told what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from api_operations import (
    AGENCY,
    ANALYSTS,
    BODY,
    CENTRAL,
    EVERYBODY,
    EXAMINERS,
    LEDGER,
    PUBLIC,
    QUALIFYING,
    READERS,
    ROLES,
    SEES_EXAMINATION,
    Operation,
    because,
    get,
    post,
)
from assessment_operations import ASSESSMENT_OPERATIONS
from assessment_report_operations import ASSESSMENT_REPORT_OPERATIONS
from audit_operations import AUDIT_OPERATIONS
from board_operations import BOARD_OPERATIONS
from competency_model_operations import COMPETENCY_MODEL_OPERATIONS
from contract_operations import CONTRACT_OPERATIONS
from custody_operations import CUSTODY_OPERATIONS
from development_operations import DEVELOPMENT_OPERATIONS
from growth_operations import GROWTH_OPERATIONS
from help_operations import HELP_OPERATIONS
from lean_operations import LEAN_OPERATIONS
from measure_operations import MEASURE_OPERATIONS
from pay_operations import PAY_OPERATIONS
from plan_operations import PLAN_OPERATIONS
from rating_operations import RATING_OPERATIONS
from report_operations import REPORT_OPERATIONS
from return_operations import RETURN_OPERATIONS
from risk_operations import RISK_OPERATIONS
from service_operations import SERVICE_OPERATIONS
from signing_operations import SIGNING_OPERATIONS
from talent_operations import TALENT_OPERATIONS
from year_operations import YEAR_OPERATIONS

pytestmark = pytest.mark.django_db

SPECIFICATION = (
    "Job Code\tJob Title\tPay Grade\n9101\tHarbour Pilot\t20\n\nDEFINITION:\n\nBrings ships into harbours.\n"
)


def describe(world: Any) -> dict[str, Any]:
    """A new description for the Department of Revenue."""
    plain = world.draft.description.model_copy(update={"number": "0600-01"}).plain()
    return {"department": "revenue", "description": plain, "why": "New position."}


def import_file(client: Client, _: Any) -> Any:
    """An upload of a specification."""
    return client.post(
        "/api/documents", {"file": SimpleUploadedFile("pilot.txt", SPECIFICATION.encode()), "why": "New class."}
    )


def revoke(client: Client, world: Any) -> Any:
    """The person's own token; for those without one, somebody's."""
    user = client.session.get("_auth_user_id")
    mine = [made.row.pk for made in world.tokens.values() if str(made.row.user_id) == user]
    return client.post(f"/api/me/tokens/{mine[0] if mine else 1}/revoke", {}, content_type=BODY)


def qualify(_: Any) -> dict[str, Any]:
    """A résumé against a text."""
    return {
        "text": "Two years of auditing experience.",
        "candidate": {"work": [{"position": "Auditor", "startDate": "2020-01-01", "hoursPerWeek": 40}]},
        "policy": "plain",
        "on": "2026-03-02",
    }


def examination(_: Any) -> dict[str, Any]:
    """An examination of the Department of Revenue."""
    return {
        "number": "E-2",
        "title": "More auditors",
        "requirement": "auditor",
        "on": "2026-03-02",
        "department": "revenue",
        "why": "More vacancies.",
    }


def judgement_sha256(w: Any) -> str:
    from meritbook.actions import qualifying

    return qualifying.judged(w.application).sha256


def received(_: Any) -> dict[str, Any]:
    """A candidate without a number."""
    return {"applications": [{"work": [{"position": "Auditor", "startDate": "2020"}]}], "why": "Handed in."}


def read_file(client: Client, world: Any) -> Any:
    """A file of candidates; the work on an earlier one is ended, as there is one of a kind at a time."""
    from meritbook.records.models import Job

    Job.objects.filter(pk=world.job.pk).update(status="finished")
    file = SimpleUploadedFile("candidates.csv", b"candidate,kind,title\n8,job,Auditor\n")
    return client.post(f"/api/examinations/{world.examination.pk}/file", {"file": file, "why": "From the portal."})


def close(client: Client, world: Any) -> Any:
    """Closed when no work is left on it."""
    from meritbook.records.models import Job

    Job.objects.filter(pk=world.job.pk).update(status="finished")
    return client.post(f"/api/examinations/{world.examination.pk}/close", because(world), content_type=BODY)


X, A = "/api/examinations/{w.examination.pk}", "/api/applications/{w.application.pk}"
D, S = "/api/positions/{w.draft.position_id}", "/api/positions/{w.submitted.position_id}"

MATRIX: dict[str, Operation] = {
    "GET /plans": Operation(get("/api/plans"), PUBLIC),
    "GET /plans/{key}": Operation(get("/api/plans/harbour"), PUBLIC),
    "GET /plans/{key}/classes/{ref}": Operation(get("/api/plans/harbour/classes/9001"), PUBLIC),
    "GET /classes": Operation(get("/api/classes?q=harbour"), PUBLIC),
    "POST /documents": Operation(import_file, ANALYSTS | {"personnel_staff"}, 201),
    "GET /positions": Operation(get("/api/positions"), EVERYBODY),
    "POST /positions": Operation(post("/api/positions", describe), frozenset({"agency_hr"}), 201),
    "GET /positions/{position_id}": Operation(get(D), READERS),
    "GET /positions/{position_id}/versions/{version}": Operation(get(D + "/versions/2"), CENTRAL | AGENCY),
    "POST /positions/{position_id}/versions/{version}/submit": Operation(
        post(D + "/versions/2/submit", because), frozenset({"agency_hr"})
    ),
    "POST /positions/{position_id}/versions/{version}/sign": Operation(
        post(S + "/versions/1/sign", lambda w: {"why": "Agreed.", "digest": w.submitted.digest}),
        frozenset({"appointing_authority"}),
    ),
    "POST /positions/{position_id}/allocations": Operation(
        post(D + "/allocations", lambda _: {"why": "Asked for.", "version": 1}), ANALYSTS | {"agency_hr"}, 201
    ),
    "GET /allocations/{run_id}": Operation(get("/api/allocations/{w.run.pk}"), CENTRAL | AGENCY),
    "POST /positions/{position_id}/what-if": Operation(
        post(D + "/what-if", lambda _: {"version": 1, "overrides": {"harbour.2.policy": "not_met"}}), CENTRAL | AGENCY
    ),
    "GET /decisions": Operation(get("/api/decisions"), EVERYBODY),
    "GET /decisions/{decision_id}": Operation(get("/api/decisions/{w.decision.pk}"), READERS),
    "POST /allocations/{run_id}/decision": Operation(
        post(
            "/api/allocations/{w.undecided.pk}/decision",
            lambda _: {
                "outcome": "none",
                "reason": "The work ended.",
                "why": "The work ended.",
            },
        ),
        ANALYSTS,
        201,
    ),
    "POST /decisions/{decision_id}/undo": Operation(
        post("/api/decisions/{w.decision.pk}/undo", lambda _: {"reason": "A document was missing."}), ANALYSTS, 201
    ),
    "GET /decisions/{decision_id}/letter.{form}": Operation(get("/api/decisions/{w.decision.pk}/letter.pdf"), READERS),
    "POST /requirement-tree": Operation(
        post("/api/requirement-tree", lambda _: {"text": "Two years of auditing experience."}), EVERYBODY
    ),
    "POST /qualify": Operation(post("/api/qualify", qualify), EVERYBODY),
    "GET /qualification-policies": Operation(get("/api/qualification-policies"), PUBLIC),
    "GET /qualification-policies/{key}": Operation(get("/api/qualification-policies/pennsylvania+plain"), PUBLIC),
    "GET /law-packs": Operation(get("/api/law-packs"), PUBLIC),
    "GET /law-packs/{key}": Operation(get("/api/law-packs/colorado-ses"), PUBLIC),
    "GET /law-packs/{key}/rules/{rule}": Operation(get("/api/law-packs/colorado-ses/rules/contract.due"), PUBLIC),
    "GET /law-packs/{key}/facts": Operation(get("/api/law-packs/colorado-ses/facts?rule=contract.due"), PUBLIC),
    "GET /law-packs/{key}/differences/{other}": Operation(
        get("/api/law-packs/kansas-pse/differences/iowa-prs"), PUBLIC
    ),
    "POST /law-packs/{key}/check": Operation(
        post("/api/law-packs/colorado-ses/check", lambda _: {"cases": [{}], "on": "2005-01-10"}), EVERYBODY
    ),
    "GET /requirements": Operation(get("/api/requirements"), QUALIFYING),
    "POST /requirements": Operation(
        post(
            "/api/requirements",
            lambda _: {"key": "a", "title": "A", "text": "Two years of work.", "policy": "plain", "why": "New."},
        ),
        ANALYSTS,
        201,
    ),
    "GET /requirements/{key}": Operation(get("/api/requirements/{w.requirement.key}"), QUALIFYING),
    "GET /examinations": Operation(get("/api/examinations"), EVERYBODY),
    "POST /examinations": Operation(post("/api/examinations", examination), EXAMINERS, 201),
    "GET /examinations/{examination_id}": Operation(get(X), SEES_EXAMINATION),
    "POST /examinations/{examination_id}/close": Operation(close, EXAMINERS),
    "GET /examinations/{examination_id}/applications": Operation(
        get(X + "/applications?verdict=met"), SEES_EXAMINATION
    ),
    "POST /examinations/{examination_id}/applications": Operation(post(X + "/applications", received), EXAMINERS, 201),
    "POST /examinations/{examination_id}/file": Operation(read_file, EXAMINERS, 201),
    "GET /examinations/{examination_id}/jobs": Operation(get(X + "/jobs"), SEES_EXAMINATION),
    "POST /examinations/{examination_id}/jobs": Operation(
        post(X + "/jobs", lambda _: {"kind": "judge", "why": "Again."}), EXAMINERS, 201
    ),
    "GET /jobs/{job_id}": Operation(get("/api/jobs/{w.job.pk}"), SEES_EXAMINATION),
    "POST /jobs/{job_id}/stop": Operation(post("/api/jobs/{w.job.pk}/stop", because), EXAMINERS),
    "POST /jobs/{job_id}/resume": Operation(post("/api/jobs/{w.stopped.pk}/resume", because), EXAMINERS),
    "GET /applications/{application_id}": Operation(get(A), SEES_EXAMINATION),
    "POST /applications/{application_id}/statements": Operation(
        post(A + "/statements", lambda _: {"candidate": {"work": []}, "seen": 1, "why": "By letter."}), EXAMINERS, 201
    ),
    "POST /applications/{application_id}/settlements": Operation(
        post(
            A + "/settlements",
            lambda _: {"key": "1/work1", "seen": 1, "verdict": "met", "why": "The books were audited."},
        ),
        EXAMINERS,
        201,
    ),
    "POST /settlements/{settlement_id}/withdraw": Operation(
        post("/api/settlements/{w.settlement.pk}/withdraw", because), EXAMINERS
    ),
    "POST /applications/{application_id}/determinations": Operation(
        post(
            A + "/determinations",
            lambda w: {
                "outcome": "information",
                "answer_by": "2199-01-01",
                "judgement_sha256": judgement_sha256(w),
                "why": "The duties are not clear.",
            },
        ),
        EXAMINERS,
        201,
    ),
    "POST /applications/{application_id}/reveal": Operation(post(A + "/reveal", because), EXAMINERS),
    "POST /applications/{application_id}/account": Operation(post(A + "/account", because), EXAMINERS),
    "GET /determinations": Operation(get("/api/determinations"), EVERYBODY),
    "GET /determinations/{determination_id}": Operation(get("/api/determinations/{w.determined.pk}"), SEES_EXAMINATION),
    "GET /determinations/{determination_id}/notice.{form}": Operation(
        get("/api/determinations/{w.determined.pk}/notice.pdf"), SEES_EXAMINATION
    ),
    "GET /precedents": Operation(get("/api/precedents?status=standing"), QUALIFYING),
    "GET /precedents/{precedent_id}": Operation(get("/api/precedents/{w.settlement.precedent_id}"), QUALIFYING),
    "POST /precedents/{precedent_id}/overrule": Operation(
        post("/api/precedents/{w.settlement.precedent_id}/overrule", because), ANALYSTS
    ),
    **SERVICE_OPERATIONS,
    **CUSTODY_OPERATIONS,
    **CONTRACT_OPERATIONS,
    **PAY_OPERATIONS,
    **PLAN_OPERATIONS,
    **RATING_OPERATIONS,
    **BOARD_OPERATIONS,
    **COMPETENCY_MODEL_OPERATIONS,
    **RETURN_OPERATIONS,
    **REPORT_OPERATIONS,
    **ASSESSMENT_OPERATIONS,
    **ASSESSMENT_REPORT_OPERATIONS,
    **DEVELOPMENT_OPERATIONS,
    **RISK_OPERATIONS,
    **GROWTH_OPERATIONS,
    **HELP_OPERATIONS,
    **AUDIT_OPERATIONS,
    **LEAN_OPERATIONS,
    **YEAR_OPERATIONS,
    **SIGNING_OPERATIONS,
    **MEASURE_OPERATIONS,
    **TALENT_OPERATIONS,
    "GET /ledger": Operation(get("/api/ledger"), LEDGER),
    "GET /ledger/verification": Operation(get("/api/ledger/verification"), LEDGER | {"system_administrator"}),
    "GET /me": Operation(get("/api/me"), EVERYBODY),
    "GET /me/tokens": Operation(get("/api/me/tokens"), EVERYBODY),
    "POST /me/tokens": Operation(post("/api/me/tokens", lambda _: {"name": "report"}), ROLES, 201),
    "POST /me/tokens/{token_id}/revoke": Operation(revoke, ROLES),
}


def operations() -> set[str]:
    """Every operation of the OpenAPI document."""
    from meritbook.api.main import api

    return {
        f"{method.upper()} {path}"
        for path, methods in api.get_openapi_schema(path_prefix="/")["paths"].items()
        for method in methods
    }


def test_the_matrix_names_every_operation_and_no_other() -> None:
    assert set(MATRIX) == operations(), "tests/api/test_matrix.py: MATRIX must say who may use each operation"


def test_an_operation_answers_those_who_may_and_refuses_all_others(
    world: Any, as_person: Callable[[Any], Client]
) -> None:
    clients = {name: as_person(user) for name, user in [*world.people.all().items(), ("public", None)]}
    wrong = []
    for name, operation in MATRIX.items():
        for person, client in clients.items():
            with transaction.atomic():
                response = operation.call(client, world)
                transaction.set_rollback(True)
            refusal = {401} if person == "public" else {409} if person in operation.waits else {403, 404}
            wanted = {operation.success} if person in operation.may else refusal
            if response.status_code not in wanted:
                wrong.append(f"{name} as {person}: {response.status_code}, not {wanted}: {response.content[:200]!r}")
            elif person not in operation.may:
                error = response.json()["error"]
                assert error["code"]
                assert error["to_do"]
    assert not wrong, "\n".join(wrong)
