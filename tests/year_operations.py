"""The operations of the API through the contract year, and who may."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api_operations import AGENCY, Operation, because, get, post

P = "/api/performance/{w.executives.agreement.pk}"
READS = frozenset({"personnel_director", "personnel_staff", "auditor", "executive"}) | AGENCY
RATES = frozenset({"department_director", "appointing_authority"})
RECORDS = AGENCY | {"results_administrator"}
AUTHOR = frozenset({"appointing_authority"})
EXECUTIVE = frozenset({"executive"})
NOTE = {"says": "Refunds took 24 days.", "happened_on": "2026-02-10", "why": "Evidence."}


def attach(client: Client, world: Any) -> Any:
    """An upload beside the draft."""
    body = {"file": SimpleUploadedFile("more.txt", b"24 days"), "why": "Evidence."}
    return client.post(f"{P.format(w=world)}/evidence/{world.year.draft.pk}/files", body)


YEAR_OPERATIONS: dict[str, Operation] = {
    "GET /performance/measures": Operation(
        get("/api/performance/measures?show=all"), RECORDS | {"agency_hr_elsewhere"}
    ),
    "GET /performance/{contract_id}/year": Operation(get(P + "/year"), READS),
    "POST /performance/{contract_id}/evidence": Operation(
        post(P + "/evidence", lambda _: NOTE), RATES | EXECUTIVE, 201
    ),
    "POST /performance/{contract_id}/evidence/{note_id}/change": Operation(
        post(P + "/evidence/{w.year.draft.pk}/change", lambda _: NOTE), AUTHOR
    ),
    "POST /performance/{contract_id}/evidence/{note_id}/share": Operation(
        post(P + "/evidence/{w.year.draft.pk}/share", because), AUTHOR
    ),
    "POST /performance/{contract_id}/evidence/{note_id}/withdraw": Operation(
        post(P + "/evidence/{w.year.draft.pk}/withdraw", because), AUTHOR
    ),
    "POST /performance/{contract_id}/evidence/{note_id}/files": Operation(attach, AUTHOR, 201),
    "GET /performance/{contract_id}/evidence/{note_id}/files/{file_id}": Operation(
        get(P + "/evidence/{w.year.shared.pk}/files/{w.year.file.pk}"), READS
    ),
    "POST /performance/{contract_id}/reviews": Operation(
        post(
            P + "/reviews",
            lambda _: {"kind": "quarterly", "held_on": "2026-02-10", "rater_says": "Well.", "why": "Held."},
        ),
        RATES,
        201,
    ),
    "POST /performance/{contract_id}/reviews/{review_id}/answer": Operation(
        post(P + "/reviews/{w.year.review.pk}/answer", lambda _: {"says": "Two were ill.", "why": "Answered."}),
        EXECUTIVE,
    ),
    "POST /performance/{contract_id}/reviews/{review_id}/withdraw": Operation(
        post(P + "/reviews/{w.year.review.pk}/withdraw", lambda _: {"reason": "Wrong.", "why": "Wrong."}), RATES
    ),
    "POST /performance/{contract_id}/steps/{step_id}/close": Operation(
        post(P + "/steps/{w.year.step.pk}/close", lambda _: {"reached": True, "outcome": "Gone.", "why": "Done."}),
        RATES,
    ),
    "POST /performance/{contract_id}/results": Operation(
        post(
            P + "/results",
            lambda _: {
                "measure": "wait-days",
                "period_ends_on": "2026-01-31",
                "value": "22.5",
                "source": "Report.",
                "why": "Monthly.",
            },
        ),
        RECORDS,
        201,
    ),
    "POST /performance/results/{result_id}/correct": Operation(
        post(
            "/api/performance/results/{w.year.result.pk}/correct",
            lambda _: {"value": "23", "source": "Report.", "says": "Misread.", "why": "Misread."},
        ),
        RECORDS,
        201,
    ),
}
"""By method and address."""
