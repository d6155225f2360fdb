"""What the API answers, and how it refuses."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db

BODY = "application/json"


def bearer(made: Any) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {made.token}"}


def error(response: Any) -> dict[str, Any]:
    answer: dict[str, Any] = response.json()["error"]
    assert set(answer) == {"code", "message", "where", "to_do", "details"}
    return answer


def test_a_token_acts_as_its_person(world: Any, client: Client) -> None:
    assert client.get("/api/me", **bearer(world.tokens["analyst"])).json()["roles"] == ["analyst"]


def test_a_token_is_kept_only_as_its_hash(world: Any) -> None:
    from meritbook.records.models import ApiToken

    made = world.tokens["analyst"]
    row = ApiToken.objects.get(pk=made.row.pk)
    assert made.token not in json.dumps([str(value) for value in vars(row).values()])


def test_a_revoked_token_opens_nothing(world: Any, client: Client, at: Any) -> None:
    from meritbook.actions import Actor, revoke_token

    made = world.tokens["analyst"]
    revoke_token.perform(Actor(world.people.analyst), at=at, why="Lost.", token=made.row)
    response = client.get("/api/me", **bearer(made))
    assert (response.status_code, error(response)["code"]) == (401, "api.sign_in")


def test_an_expired_token_opens_nothing(world: Any, client: Client, settings: Any) -> None:
    made = world.tokens["analyst"]
    settings.MERITBOOK_ON = made.row.expires_on - timedelta(days=1)
    assert client.get("/api/me", **bearer(made)).status_code == 200
    settings.MERITBOOK_ON = made.row.expires_on
    assert client.get("/api/me", **bearer(made)).status_code == 401


def test_the_token_of_someone_who_may_no_longer_sign_in_opens_nothing(world: Any, client: Client) -> None:
    type(world.people.analyst).objects.filter(pk=world.people.analyst.pk).update(is_active=False)
    assert client.get("/api/me", **bearer(world.tokens["analyst"])).status_code == 401


def test_a_session_without_its_csrf_token_changes_nothing(world: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post("/api/me/tokens", {"name": "x"}, content_type=BODY)
    assert (response.status_code, error(response)["code"]) == (403, "api.csrf")


def test_a_decision_from_a_session_needs_the_password_again(world: Any, client: Client) -> None:
    client.force_login(world.people.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post(f"/api/decisions/{world.decision.pk}/undo", {"reason": "Wrong."}, content_type=BODY)
    assert (response.status_code, error(response)["code"]) == (403, "api.confirm_password")


def test_a_token_that_is_not_good_does_not_stand_for_the_password_of_a_session(world: Any, client: Client) -> None:
    client.force_login(world.people.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post(
        f"/api/decisions/{world.decision.pk}/undo",
        {"reason": "Wrong."},
        content_type=BODY,
        HTTP_AUTHORIZATION="Bearer no-such-token",
    )
    assert (response.status_code, error(response)["code"]) == (403, "api.confirm_password")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "api.unreadable"),
        (b"[]", 422, "api.invalid"),
        (b'{"why": ""}', 422, "api.invalid"),
        (b'{"why": "x", "more": 1}', 422, "api.invalid"),
        (b'{"why": "x", "version": 0}', 422, "api.invalid"),
        (b'{"why": "x", "plans": ["atlantis"]}', 422, "api.invalid"),
        (b"\xff\xfe", 400, "api.unreadable"),
    ],
)
def test_a_bad_body_is_refused_with_its_place(world: Any, client: Client, body: bytes, status: int, code: str) -> None:
    response = client.post(
        f"/api/positions/{world.draft.position_id}/allocations",
        body,
        content_type=BODY,
        **bearer(world.tokens["analyst"]),
    )
    assert (response.status_code, error(response)["code"]) == (status, code)
    assert "body.body" not in error(response)["where"]


def test_a_key_that_no_board_can_carry_is_answered_with_what_one_is_made_of(world: Any, client: Client) -> None:
    sent = {"key": "Bad_Key", "title": "Plains", "why": "New.", "department": "revenue", "area_kind": "county"}
    more = {"area": ["Dogwood"], "starts_on": "2026-01-01"}
    response = client.post(
        "/api/results/boards", {**sent, **more}, content_type=BODY, **bearer(world.tokens["analyst"])
    )
    assert (response.status_code, error(response)["where"]) == (422, "body.key")
    assert error(response)["message"] == (
        "The request is not valid: a key is made of letters, digits and hyphens, at most 79 of them."
    )


def test_percentages_that_total_97_keep_a_description_from_being_submitted(
    world: Any, client: Client, describe: Any, description: Any
) -> None:
    duties = (description.duties[0].model_copy(update={"percent": Decimal(57)}), *description.duties[1:])
    row = describe(description.model_copy(update={"duties": duties})).version
    response = client.post(
        f"/api/positions/{row.position_id}/versions/{row.version}/submit",
        {"why": "Complete."},
        content_type=BODY,
        **bearer(world.tokens["agency_hr"]),
    )
    assert response.status_code == 422
    assert "97" in json.dumps(error(response))


def test_percentages_that_total_97_are_neither_allocated_nor_studied(
    world: Any, client: Client, describe: Any, description: Any
) -> None:
    duties = (description.duties[0].model_copy(update={"percent": Decimal(57)}), *description.duties[1:])
    row = describe(description.model_copy(update={"duties": duties})).version
    for address, body in (("allocations", {"why": "Asked for.", "version": row.version}), ("what-if", {})):
        response = client.post(
            f"/api/positions/{row.position_id}/{address}", body, content_type=BODY, **bearer(world.tokens["analyst"])
        )
        assert (response.status_code, error(response)["code"]) == (422, "position.percent_total")
        assert error(response)["where"] == "duties"
    assert row.runs.count() == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("noise.docx", bytes(range(256)) * 20),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type"),
        ("bomb.html", b"<html><body><p></p></body></html>"),
    ],
)
def test_a_bad_file_is_refused_and_leaves_nothing_behind(world: Any, client: Client, name: str, data: bytes) -> None:
    from meritbook.records.models import LedgerEntry, StoredDocument

    before = (StoredDocument.objects.count(), LedgerEntry.objects.count())
    response = client.post(
        "/api/documents",
        {"file": SimpleUploadedFile(name, data), "why": "New class."},
        **bearer(world.tokens["analyst"]),
    )
    assert 400 <= response.status_code < 500
    assert error(response)["to_do"]
    assert (StoredDocument.objects.count(), LedgerEntry.objects.count()) == before


def test_the_answer_of_a_run_carries_every_clause_that_decided_it(world: Any, client: Client) -> None:
    result = client.get(f"/api/allocations/{world.run.pk}", **bearer(world.tokens["analyst"])).json()["result"]
    clauses = {clause["criterion"] for candidate in result["candidates"] for clause in candidate["clauses"]}
    assert {"harbour.series.staff", "harbour.1.policy", "harbour.2.policy"} <= clauses


def test_what_if_turns_a_clause_marks_it_and_keeps_nothing(world: Any, client: Client) -> None:
    from meritbook.core.allocation.model import AllocationResult
    from meritbook.records.models import AllocationRun, LedgerEntry

    before = (AllocationRun.objects.count(), LedgerEntry.objects.count())
    answer = client.post(
        f"/api/positions/{world.draft.position_id}/what-if",
        {"overrides": {"harbour.2.policy": "not_met"}},
        content_type=BODY,
        **bearer(world.tokens["auditor"]),
    ).json()
    result = AllocationResult.model_validate(answer)
    turned = [one for c in result.candidates for one in c.clauses if one.overridden_from is not None]
    assert [(one.criterion, one.verdict) for one in turned] == [("harbour.2.policy", "not_met")]
    assert (AllocationRun.objects.count(), LedgerEntry.objects.count()) == before


def test_the_letter_comes_as_it_was_kept(world: Any, client: Client) -> None:
    response = client.get(f"/api/decisions/{world.decision.pk}/letter.pdf", **bearer(world.tokens["executive"]))
    assert response.content == world.decision.letter_pdf.original()
    assert response.headers["Content-Type"] == "application/pdf"


def test_lists_come_in_pages(world: Any, client: Client) -> None:
    answer = client.get("/api/ledger?page=2", **bearer(world.tokens["auditor"])).json()
    first = client.get("/api/ledger", **bearer(world.tokens["auditor"])).json()
    assert (answer["page"], first["pages"] >= 2) == (2, True)
    assert answer["rows"][0]["seq"] == first["rows"][-1]["seq"] - 1


def test_verification_tells_one_altered_row(world: Any, client: Client) -> None:
    from meritbook.records.models import Position

    sound = client.get("/api/ledger/verification", **bearer(world.tokens["auditor"])).json()
    Position.objects.filter(pk=world.draft.position_id).update(title="Another")
    altered = client.get("/api/ledger/verification", **bearer(world.tokens["auditor"])).json()
    assert (sound["sound"], altered["sound"]) == (True, False)
    assert altered["faults"][0]["where"] == f"position:{world.draft.position_id}"


def test_an_address_that_is_none_is_told_so(db: None, client: Client) -> None:
    assert client.get("/api/plans/atlantis").json()["error"]["code"] == "plan.unknown"


def test_the_openapi_document_is_valid_and_names_the_errors(db: None, client: Client) -> None:
    document = client.get("/api/openapi.json").json()
    jsonschema.validate(document["info"], {"required": ["title", "version"]})
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert {"401", "404", "422"} <= set(operation["responses"]), f"{method} {path}"
            assert operation.get("description"), f"{method} {path} has no description"


def test_the_openapi_document_is_drawn_up_once_for_each_address_that_the_api_stands_below(client: Client) -> None:
    from ninja.openapi.schema import get_schema

    from meritbook.api.main import api

    first = client.get("/api/openapi.json").content
    assert client.get("/api/openapi.json").content == first
    assert api.get_openapi_schema() is api.get_openapi_schema(path_prefix="/api/")
    below = api.get_openapi_schema(path_prefix="/office/api/")
    assert below == get_schema(api=api, path_prefix="/office/api/")
    assert "/office/api/plans" in below["paths"]
    assert "/api/plans" in api.get_openapi_schema()["paths"]


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_that_is_none_answers_in_the_one_shape(world: Any, client: Client, method: str) -> None:
    response = getattr(client, method)("/api/nope/at/all", **bearer(world.tokens["analyst"]))
    assert (response.status_code, error(response)["code"]) == (404, "api.not_found")
