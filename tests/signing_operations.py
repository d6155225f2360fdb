"""The operations of the API on signatures, and who may."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api_operations import AGENCY, DIRECTOR, Operation, get, post

P = "/api/performance/{w.executives.to_sign.contract_id}"
READERS = AGENCY | {"executive", "personnel_director", "personnel_staff", "auditor"}


def _seen(world: Any, **more: Any) -> dict[str, Any]:
    sha256 = world.executives.to_sign.sha256
    return {"role": "department_director", "seen_sha256": sha256, "why": "Read.", **more}


def _paper(client: Client, world: Any) -> Any:
    body = {
        "role": "department_director", "signed_by": world.people.department_director.username,
        "on_paper_on": "2026-03-02", "why": "By mail.",
        "scan": SimpleUploadedFile("scan.png", b"\x89PNG\r\n\x1a\n" + b"0" * 16, "image/png"),
    }  # fmt: skip
    return client.post(P.format(w=world) + "/paper-signatures", body)


def _withdraw(client: Client, world: Any) -> Any:
    pk = world.executives.to_sign.signatures.get(role="employee").pk
    body = {"reason": "Misread.", "why": "Misread."}
    return client.post(f"{P.format(w=world)}/signatures/{pk}/withdraw", body, content_type="application/json")


SIGNING_OPERATIONS: dict[str, Operation] = {
    "GET /performance/{contract_id}/signatures": Operation(get(P + "/signatures"), READERS),
    "GET /performance/{contract_id}/contract.pdf": Operation(get(P + "/contract.pdf"), READERS),
    "POST /performance/{contract_id}/signatures": Operation(post(P + "/signatures", _seen), DIRECTOR, 201),
    "POST /performance/{contract_id}/refusals": Operation(
        post(P + "/refusals", lambda w: _seen(w, reason="Not now.")), DIRECTOR, 201
    ),
    "POST /performance/{contract_id}/paper-signatures": Operation(_paper, frozenset({"agency_hr"}), 201),
    "POST /performance/{contract_id}/signatures/{signature_id}/withdraw": Operation(_withdraw, AGENCY | {"executive"}),
}
