"""The operations of the API on custody, and who may."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from api_operations import AGENCY, BODY, Operation, get, post

READERS = AGENCY | {"personnel_director", "personnel_staff", "auditor", "agency_hr_elsewhere"}
"""The officer of another department reads that of their own."""
HAND_OVER = frozenset({"agency_hr", "department_director"})


def make_hand_over(client: Client, world: Any) -> Any:
    """A hand-over, when the one that stands is withdrawn and a successor holds the role."""
    from meritbook.records.models import HandOver, Position, RoleAssignment

    people, standing = world.people, world.executives.hand_over
    HandOver.objects.filter(pk=standing.pk).update(withdrawn_at=standing.made_at, withdrawn_by=people.agency_hr)
    Position.objects.filter(pk=world.executives.seat.position_id).update(
        appointing_authority=people.appointing_authority
    )
    RoleAssignment.objects.get_or_create(
        user=people.nobody, role="appointing_authority", department=standing.department, starts_on=date(2199, 3, 1),
        granted_by=people.system_administrator, granted_at=standing.made_at,
    )  # fmt: skip
    body = {
        "giver": "appointing_authority",
        "successor": "nobody",
        "role": "appointing_authority",
        "department": "revenue",
        "starts_on": "2199-03-01",
        "positions": [world.executives.seat.position.number],
        "reason": "Retires.",
        "why": "Retires.",
    }
    return client.post(H, body, content_type=BODY)


D, H = "/api/custody/delegations", "/api/custody/hand-overs"
CUSTODY_OPERATIONS: dict[str, Operation] = {
    "GET /custody": Operation(get("/api/custody"), READERS),
    # The director's own part: the State Personnel Director may for them.
    "POST /custody/delegations": Operation(
        post(
            D,
            lambda _: {
                "giver": "department_director",
                "holder": "appointing_authority",
                "role": "department_director",
                "department": "revenue",
                "covers": ["contracts"],
                "starts_on": "2199-03-01",
                "ends_before": "2199-04-01",
                "reason": "Away.",
                "why": "Away.",
            },
        ),
        frozenset({"department_director", "personnel_director"}),
        201,
    ),
    "POST /custody/delegations/{delegation_id}/end": Operation(
        post(D + "/{w.executives.delegation.pk}/end", lambda _: {"reason": "Back.", "why": "Back."}),
        AGENCY | {"personnel_director"},
    ),
    "POST /custody/hand-overs": Operation(make_hand_over, HAND_OVER, 201),
    "POST /custody/hand-overs/{hand_over_id}/withdraw": Operation(
        post(H + "/{w.executives.hand_over.pk}/withdraw", lambda _: {"reason": "Stays.", "why": "Stays."}), HAND_OVER
    ),
    "GET /performance/{contract_id}/steps": Operation(
        get("/api/performance/{w.executives.agreement.pk}/steps"),
        AGENCY | {"executive", "personnel_director", "personnel_staff", "auditor"},
    ),
}
"""By method and address."""
