"""The operations of the API on the words of contracts, and who may."""

from __future__ import annotations

from typing import Any

from django.test import Client

from api_operations import AGENCY, BODY, Operation, because, get, post
from contract_stage import let_go_on, perform, whole

READERS = AGENCY | {"executive", "personnel_director", "personnel_staff", "auditor"}
OPENERS = frozenset({"agency_hr", "department_director", "personnel_staff"})
A, D = "/api/agreements/{w.words.proposed.pk}", "/api/agreements/{w.words.draft.pk}"
JOB = "/api/contract-years/{w.words.job.pk}"


def _saved(world: Any) -> dict[str, Any]:
    draft = world.words.draft.versions.get()
    return {"text": draft.text.plain(), "base_sha256": draft.sha256, "why": "Written."}


def _reason(_: Any) -> dict[str, Any]:
    return {"reason": "A slip.", "why": "Asked for."}


def _proposed(client: Client, world: Any) -> Any:
    """A draft of the whole form, and the request to propose it."""
    draft = world.words.draft.versions.get()
    perform(
        "save_contract", world.people.department_director, draft.saved_at, version=draft, text=whole(draft.text),
        base_sha256=draft.sha256,
    )  # fmt: skip
    return client.post(
        D.format(w=world) + "/propose", {**because(world), "limit_because": "Not published yet."}, content_type=BODY
    )


def _altered(client: Client, world: Any) -> Any:
    """A contract whose term goes on, and the request to alter it."""
    pk = world.executives.agreement.pk
    let_go_on(world.executives.agreement)
    return client.post(f"/api/agreements/{pk}/alter", _reason(world), content_type=BODY)


def _stopped(client: Client, world: Any) -> Any:
    """Work that waits, and the request to stop it."""
    from meritbook.records.models import Job

    Job.objects.filter(pk=world.words.job.pk).update(status="queued")
    return client.post(JOB.format(w=world) + "/stop", because(world), content_type=BODY)


CONTRACT_OPERATIONS: dict[str, Operation] = {
    "GET /agreements": Operation(get("/api/agreements?state=proposed"), READERS | {"agency_hr_elsewhere"}),
    "GET /agreements/{agreement_id}": Operation(get(A), READERS),
    "GET /agreements/{agreement_id}/versions/{number}": Operation(get(A + "/versions/1"), READERS),
    "GET /agreements/{agreement_id}/compare/{number}/{other}": Operation(get(A + "/compare/1/2"), READERS),
    "POST /seats/{seat_id}/agreements": Operation(
        post(
            "/api/seats/{w.executives.seat.pk}/agreements",
            lambda _: {"starts_on": "2028-07-01", "ends_before": "2029-07-01", "why": "Early."},
        ),
        AGENCY,
        201,
    ),
    "POST /agreements/{agreement_id}/save": Operation(
        post(D + "/save", _saved), AGENCY, waits=frozenset({"executive"})
    ),
    "POST /agreements/{agreement_id}/propose": Operation(_proposed, AGENCY, waits=frozenset({"executive"})),
    "POST /agreements/{agreement_id}/agree": Operation(
        post(A + "/agree", because), AGENCY, waits=frozenset({"executive"})
    ),
    "POST /agreements/{agreement_id}/answer": Operation(
        post(A + "/answer", because), AGENCY, 201, waits=frozenset({"executive"})
    ),
    "POST /agreements/{agreement_id}/comments": Operation(
        post(A + "/comments", lambda _: {"section": "terms", "says": "Yes.", "why": "Asked for."}),
        AGENCY | {"executive"},
        201,
    ),
    "POST /agreements/{agreement_id}/comments/{comment_id}/settle": Operation(
        post(A + "/comments/{w.words.comment.pk}/settle", lambda _: {"says": "Done.", "why": "Asked for."}),
        AGENCY | {"executive"},
    ),
    "POST /agreements/{agreement_id}/reopen": Operation(
        post(A + "/reopen", _reason), frozenset({"executive"}), 201, waits=AGENCY
    ),
    "POST /agreements/{agreement_id}/withdraw": Operation(post(D + "/withdraw", _reason), AGENCY),
    "POST /agreements/{agreement_id}/alter": Operation(_altered, AGENCY | {"executive"}, 201),
    "POST /contract-years": Operation(
        post(
            "/api/contract-years",
            lambda _: {"starts_on": "2028-07-01", "department": "revenue", "why": "Asked for."},
        ),
        OPENERS,
        201,
    ),
    "GET /contract-years/{work_id}": Operation(get(JOB), OPENERS),
    "POST /contract-years/{work_id}/stop": Operation(_stopped, OPENERS),
    "POST /contract-years/{work_id}/resume": Operation(post(JOB + "/resume", because), OPENERS),
}
