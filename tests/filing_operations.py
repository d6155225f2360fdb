"""The operations of the API on personnel files, and who may."""

from __future__ import annotations

from typing import Any

from api_operations import Operation, because, get, post

WATCH = frozenset({"personnel_director", "personnel_staff", "auditor"})
READS = WATCH | {"agency_hr", "department_director", "executive"}
HOLDS = frozenset({"personnel_director", "personnel_staff", "agency_hr"})
KEEPS = frozenset({"personnel_staff", "agency_hr"})
F = "/api/files/{w.executives.held.pk}"
SEND = F + "/versions/{w.filed.version.pk}/copies"
RELEASE = F + "/holds/{w.filed.hold.pk}/release"


def _hold(_: Any) -> dict[str, Any]:
    return {"matter": "Suit 7", "reason": "Pending.", "why": "A suit."}


def _packet(_: Any) -> dict[str, Any]:
    return {"kind": "appeal", "purpose": "Appeal 12.", "why": "Asked for."}


def _release(_: Any) -> dict[str, Any]:
    return {"reason": "Settled.", "why": "Settled."}


def _copy(_: Any) -> dict[str, Any]:
    return {"to": "central_hr", "why": "Signed."}


FILING_OPERATIONS: dict[str, Operation] = {
    "GET /files": Operation(get("/api/files"), READS | {"agency_hr_elsewhere"}),
    "GET /files/{appointment_id}": Operation(get(F), READS),
    "GET /files/{appointment_id}/items": Operation(get(F + "/items?kind=contract"), READS),
    "GET /files/{appointment_id}/documents/{document_id}": Operation(
        get(F + "/documents/{w.filed.document.pk}"), READS
    ),
    "POST /files/{appointment_id}/holds": Operation(post(F + "/holds", _hold), HOLDS, 201),
    "POST /files/{appointment_id}/holds/{hold_id}/release": Operation(post(RELEASE, _release), HOLDS),
    "POST /files/{appointment_id}/versions/{version_id}/copies": Operation(post(SEND, _copy), KEEPS, 201),
    "POST /files/{appointment_id}/copies/{copy_id}/received": Operation(
        post(F + "/copies/{w.filed.copy.pk}/received", because), frozenset({"agency_hr"})
    ),
    # It is held, and its years are not full: those who may are told so.
    "POST /files/{appointment_id}/contracts/{contract_id}/take": Operation(
        post(F + "/contracts/{w.filed.contract.pk}/take", because), KEEPS, 409
    ),
    # Without a certificate the office seals nothing.
    "POST /files/{appointment_id}/packets": Operation(post(F + "/packets", _packet), WATCH | {"agency_hr"}, 201),
    "GET /files/{appointment_id}/packets/{packet_id}/zip": Operation(
        get(F + "/packets/{w.filed.packet.pk}/zip"), READS
    ),
}
