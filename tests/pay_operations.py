"""The operations of the API on pay, on the proof of service and on a day of agreement, and who may."""

from __future__ import annotations

from typing import Any

from django.test import Client

from api_operations import BODY, DIRECTOR, Operation, get, post

READS_PAY = frozenset(
    {"agency_hr", "department_director", "personnel_director", "personnel_staff", "auditor", "executive"}
)
PROVES = frozenset({"agency_hr", "department_director"})


def approve(client: Client, world: Any) -> Any:
    """A salary, when the decision that stands is withdrawn."""
    from meritbook.records.models import PayDecision

    PayDecision.objects.filter(pk=world.executives.pay.pk).update(
        withdrawn_at=world.executives.pay.approved_at, withdrawn_by=world.people.department_director
    )
    body = {
        "starts_on": "2026-07-01",
        "salary": "9200.00",
        "grounds": [{"ground": "market", "says": "Two offers."}],
        "cautioned_because": "In June.",
        "limit_because": "Not published yet.",
        "why": "Next year.",
    }
    return client.post(f"/api/performance/{world.executives.agreement.pk}/pay", body, content_type=BODY)


def take_back(client: Client, world: Any) -> Any:
    """A decision for a year on which no contract rests yet, and the request to withdraw it."""
    from meritbook.records.models import PayDecision

    pk = world.executives.pay.pk
    PayDecision.objects.filter(pk=pk).update(starts_on="2031-07-01")
    return client.post(f"/api/pay-decisions/{pk}/withdraw", REASON, content_type=BODY)


def prove(client: Client, world: Any) -> Any:
    """A proof, when the one that stands is withdrawn."""
    from meritbook.records.models import ProofOfService

    proof = world.executives.proof
    ProofOfService.objects.filter(pk=proof.pk).update(
        withdrawn_at=proof.recorded_at, withdrawn_by=world.people.department_director
    )
    body = {
        "served_how": "hand",
        "served_at": proof.served_at.isoformat(),
        "served_by_name": "Pat Porter",
        "why": "Handed over.",
    }
    return client.post(f"/api/notices/{world.executives.notice.pk}/proofs", body, content_type=BODY)


def agreed(act: str, more: dict[str, Any]) -> Any:
    """An act on a contract of the next year that is agreed."""

    def call(client: Client, world: Any) -> Any:
        from datetime import date

        from service_world import contract_row

        row = contract_row(
            world.executives.held, world.people.personnel_staff, date(2190, 7, 1), date(2191, 7, 1),
            agreed_on=date(2026, 2, 20), at_department_hr_on=None, at_central_hr_on=None, filed_on=None,
        )  # fmt: skip
        body = {"reason": "Misread.", "why": "Misread.", **more}
        return client.post(f"/api/contracts/{row.pk}/{act}", body, content_type=BODY)

    return call


REASON = {"reason": "Miscounted.", "why": "Miscounted."}
PAY_OPERATIONS: dict[str, Operation] = {
    "GET /performance/{contract_id}/pay": Operation(get("/api/performance/{w.executives.agreement.pk}/pay"), READS_PAY),
    "POST /performance/{contract_id}/pay": Operation(approve, DIRECTOR, 201),
    "POST /pay-decisions/{decision_id}/withdraw": Operation(take_back, DIRECTOR),
    "GET /pay-decisions/{decision_id}/letter.pdf": Operation(
        get("/api/pay-decisions/{w.executives.pay.pk}/letter.pdf"), READS_PAY
    ),
    "POST /service/departments/{code}/budgets": Operation(
        post(
            "/api/service/departments/revenue/budgets",
            lambda _: {
                "amount": "500000.00",
                "starts_on": "2026-07-01",
                "ends_before": "2027-07-01",
                "source": "Budget act",
                "why": "Enacted.",
            },
        ),
        frozenset({"agency_hr"}),
        201,
    ),
    "GET /service/pay-limits": Operation(
        get("/api/service/pay-limits"), READS_PAY - {"executive"} | {"agency_hr_elsewhere"}
    ),
    "POST /service/pay-limits": Operation(
        post(
            "/api/service/pay-limits",
            lambda _: {
                "amount": "11086.00",
                "starts_on": "2026-07-01",
                "ends_before": "2027-07-01",
                "source": "Letter of the office",
                "why": "Published.",
            },
        ),
        frozenset({"personnel_staff"}),
        201,
    ),
    "POST /service/pay-limits/{limit_id}/withdraw": Operation(
        post("/api/service/pay-limits/{w.executives.limit.pk}/withdraw", lambda _: REASON),
        frozenset({"personnel_staff"}),
    ),
    "POST /notices/{notice_id}/proofs": Operation(prove, PROVES, 201),
    "POST /proofs-of-service/{proof_id}/withdraw": Operation(
        post("/api/proofs-of-service/{w.executives.proof.pk}/withdraw", lambda _: REASON), PROVES
    ),
    "POST /contracts/{contract_id}/agreed-day": Operation(
        agreed("agreed-day", {"agreed_on": "2026-02-19"}), frozenset({"agency_hr"})
    ),
    "POST /contracts/{contract_id}/undo-agreement": Operation(
        agreed("undo-agreement", {}), frozenset({"agency_hr", "department_director", "appointing_authority"})
    ),
}
