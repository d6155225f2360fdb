"""The operations of the API on the executive service, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client, override_settings

from api_operations import (
    AGENCY,
    ANALYSTS,
    BODY,
    CENTRAL,
    DIRECTOR,
    EVERYBODY,
    SEES_SEAT,
    Operation,
    because,
    get,
    post,
)
from filing_operations import FILING_OPERATIONS


def serve(client: Client, world: Any) -> Any:
    """A notice of dismissal, when the one that stands is withdrawn."""
    from meritbook.records.models import DismissalNotice

    DismissalNotice.objects.filter(pk=world.executives.notice.pk).update(
        withdrawn_at=world.executives.notice.decided_at, withdrawn_by=world.people.department_director
    )
    body = {"reason": "Goals missed.", "served_on": "2026-03-02", "served_how": "hand", "why": "Goals missed."}
    with override_settings(MERITBOOK_ON=date(2026, 3, 2)):
        return client.post(f"/api/appointments/{world.executives.held.pk}/notices", body, content_type=BODY)


def withdraw(client: Client, world: Any) -> Any:
    """A notice taken back before it took effect, on the last day of June."""
    body = {"reason": "Settled.", "why": "Settled."}
    with override_settings(MERITBOOK_ON=date(2026, 3, 2)):
        return client.post(f"/api/notices/{world.executives.notice.pk}/withdraw", body, content_type=BODY)


def first(client: Client, world: Any, body: dict[str, Any]) -> Any:
    """A nomination of the position that nobody nominated yet."""
    return client.post("/api/nominations", {**body, "position": world.service.free.pk}, content_type=BODY)


def staged(act: str, body: dict[str, Any], stage: str) -> Callable[[Client, Any], Any]:
    """An act on the nomination that stands where it can be taken."""

    def call(client: Client, world: Any) -> Any:
        pk = getattr(world.service, stage).pk
        return client.post(f"/api/nominations/{pk}/{act}", {"why": "Asked for.", **body}, content_type=BODY)

    return call


R = "/api/service/departments/revenue"
SERVICE = CENTRAL | AGENCY
SERVICE_OPERATIONS: dict[str, Operation] = {
    "GET /service/seats": Operation(get("/api/service/seats?on=2026-03-02"), SERVICE | {"agency_hr_elsewhere"}),
    "POST /service/departments/{code}/sizes": Operation(
        post(R + "/sizes", lambda _: {"permanent_fte": "700.50", "source": "Payroll", "why": "Counted."}),
        frozenset({"agency_hr", "personnel_staff"}),
        201,
    ),
    "POST /service/departments/{code}/authorisations": Operation(
        post(R + "/authorisations", lambda _: {"seats": 1, "cause": "A flood.", "why": "Asked for."}),
        frozenset({"personnel_director"}),
        201,
    ),
    "POST /service/authorisations/{authorisation_id}/end": Operation(
        post("/api/service/authorisations/{w.service.authorisation.pk}/end", because),
        frozenset({"personnel_director"}),
    ),
    "POST /service/seats": Operation(
        post(
            "/api/service/seats",
            lambda w: {"position": w.service.free.pk, "starts_on": "2026-01-01", "why": "Held before."},
        ),
        frozenset({"personnel_staff"}),
        201,
    ),
    "POST /service/mergers": Operation(
        post("/api/service/mergers", lambda _: {"department": "transport", "into": "revenue", "why": "By statute."}),
        frozenset({"personnel_staff"}),
        201,
    ),
    "GET /nominations": Operation(get("/api/nominations?status=open"), EVERYBODY),
    "POST /nominations": Operation(
        lambda client, world: first(client, world, {"rationale": "It directs.", "why": "Proposed."}),
        frozenset({"department_director"}),
        201,
    ),
    "GET /nominations/{nomination_id}": Operation(get("/api/nominations/{w.service.submitted.pk}"), SERVICE),
    "GET /nominations/{nomination_id}/notice-{to}.pdf": Operation(
        get("/api/nominations/{w.service.approved.pk}/notice-hr.pdf"), SERVICE
    ),
    "POST /nominations/{nomination_id}/return": Operation(
        staged("return", {}, "submitted"), ANALYSTS | {"personnel_director"}
    ),
    "POST /nominations/{nomination_id}/resubmit": Operation(
        staged("resubmit", {}, "returned"), frozenset({"department_director"})
    ),
    "POST /nominations/{nomination_id}/withdraw": Operation(
        staged("withdraw", {}, "submitted"), frozenset({"department_director"})
    ),
    "POST /nominations/{nomination_id}/judgements": Operation(
        staged("judgements", {"fact": "position.controls/human", "verdict": "met"}, "submitted"),
        ANALYSTS | {"personnel_director"},
        201,
    ),
    "POST /nominations/{nomination_id}/review": Operation(
        staged("review", {"in_management_class": True}, "reviewed"), ANALYSTS
    ),
    "POST /nominations/{nomination_id}/decision": Operation(
        staged("decision", {"approve": True}, "reviewed"), frozenset({"personnel_director"})
    ),
    "POST /nominations/{nomination_id}/entry": Operation(
        staged("entry", {"starts_on": "2199-01-01"}, "approved"), frozenset({"agency_hr", "department_director"})
    ),
    "GET /consequences": Operation(get("/api/consequences?status=drafted"), EVERYBODY),
    "GET /consequences/{consequence_id}": Operation(
        get("/api/consequences/{w.release.pk}"), CENTRAL | AGENCY | {"executive"}
    ),
    "GET /consequences/{consequence_id}/letter.pdf": Operation(
        get("/api/consequences/{w.conversion.pk}/letter.pdf"), CENTRAL | AGENCY | {"executive"}
    ),
    "POST /consequences/{consequence_id}/confirm": Operation(
        post("/api/consequences/{w.release.pk}/confirm", because), frozenset({"personnel_director"})
    ),
    "POST /consequences/{consequence_id}/stay": Operation(
        post("/api/consequences/{w.release.pk}/stay", lambda _: {"reason": "It is still needed."}),
        frozenset({"personnel_director"}),
    ),
    "GET /law-days": Operation(get("/api/law-days"), CENTRAL | AGENCY | {"agency_hr_elsewhere"}),
    "GET /seats": Operation(get("/api/seats?state=held"), CENTRAL | AGENCY | {"executive", "agency_hr_elsewhere"}),
    "GET /seats/{seat_id}": Operation(get("/api/seats/{w.executives.seat.pk}"), SEES_SEAT),
    "POST /seats/{seat_id}/appointments": Operation(
        post(
            "/api/seats/{w.executives.vacant.pk}/appointments",
            lambda _: {
                "executive": "supervisor",
                "method": "open_competition",
                "merit_says": "Led two divisions.",
                "salary": "9000.00",
                "starts_on": "2026-04-01",
                "why": "Chosen.",
            },
        ),
        DIRECTOR,
        201,
    ),
    "POST /seats/{seat_id}/reviews": Operation(
        post(
            "/api/seats/{w.executives.seat.pk}/reviews",
            lambda _: {"still_met": True, "says": "It does.", "why": "Yearly."},
        ),
        frozenset({"personnel_director"}),
        201,
    ),
    # Of a seat of another department: who releases reads it, and the executive.
    "GET /appointments/{appointment_id}": Operation(
        get("/api/appointments/{w.executives.moving.pk}"),
        CENTRAL | {"department_director", "executive", "agency_hr_elsewhere"},
    ),
    "POST /appointments/{appointment_id}/release": Operation(
        post("/api/appointments/{w.executives.moving.pk}/release", because), DIRECTOR
    ),
    "POST /appointments/{appointment_id}/make": Operation(
        post(
            "/api/appointments/{w.executives.coming.pk}/make",
            lambda _: {"qualification_because": "The record of service.", "why": "Chosen."},
        ),
        DIRECTOR,
    ),
    "POST /appointments/{appointment_id}/withdraw": Operation(
        post("/api/appointments/{w.executives.coming.pk}/withdraw", lambda _: {"reason": "Cut.", "why": "Cut."}),
        DIRECTOR,
    ),
    "POST /appointments/{appointment_id}/end": Operation(
        post(
            "/api/appointments/{w.executives.held.pk}/end",
            lambda _: {"cause": "retirement", "last_day": "2199-05-31", "reason": "Of age.", "why": "Of age."},
        ),
        DIRECTOR,
    ),
    "POST /appointments/{appointment_id}/contracts": Operation(
        post(
            "/api/appointments/{w.executives.held.pk}/contracts",
            lambda _: {
                "starts_on": "2026-07-01",
                "ends_before": "2027-07-01",
                "salary": "9000.00",
                "why": "Agreed.",
            },
        ),
        frozenset({"agency_hr"}),
        201,
    ),
    "POST /appointments/{appointment_id}/notices": Operation(serve, DIRECTOR, 201),
    "GET /contracts/{contract_id}": Operation(get("/api/contracts/{w.executives.contract.pk}"), SEES_SEAT),
    "POST /contracts/{contract_id}/days": Operation(
        post("/api/contracts/{w.executives.contract.pk}/days", lambda _: {"agreed_on": "2026-03-01", "why": "Signed."}),
        frozenset({"agency_hr"}),
    ),
    "POST /notices/{notice_id}/withdraw": Operation(withdraw, DIRECTOR),
    "GET /seats/{seat_id}/choices": Operation(
        get("/api/seats/{w.executives.seat.pk}/choices?salary=9100.50&served=mail"), CENTRAL | AGENCY | {"executive"}
    ),
    "GET /calendar": Operation(get("/api/calendar?who=mine"), CENTRAL | AGENCY | {"executive", "agency_hr_elsewhere"}),
    "GET /me/desk": Operation(get("/api/me/desk"), EVERYBODY),
    **FILING_OPERATIONS,
}
"""By method and address."""
