"""How an operation of the API is called in the tests, and groups of the people who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

EVERYBODY = frozenset(
    {
        "analyst",
        "second_analyst",
        "agency_hr",
        "department_director",
        "appointing_authority",
        "executive",
        "personnel_director",
        "personnel_staff",
        "results_administrator",
        "auditor",
        "system_administrator",
        "supervisor",
        "nobody",
        "agency_hr_elsewhere",
        "results_facilitator",
        "results_practitioner",
        "measure_owner",
    }
)
PUBLIC = EVERYBODY | {"public"}
ROLES = EVERYBODY - {"supervisor", "nobody"}
ANALYSTS = frozenset({"analyst", "second_analyst"})
CENTRAL = ANALYSTS | {"personnel_director", "personnel_staff", "auditor"}
AGENCY = frozenset({"agency_hr", "department_director", "appointing_authority"})
READERS = CENTRAL | AGENCY | {"executive", "supervisor"}
EXAMINERS = ANALYSTS | {"agency_hr"}
SEES_EXAMINATION = EXAMINERS | {"personnel_director", "personnel_staff", "auditor"}
"""Of the Department of Revenue."""
QUALIFYING = SEES_EXAMINATION | {"agency_hr_elsewhere"}
"""They read requirements and precedents, which are nobody's department."""
LEDGER = ANALYSTS | {"personnel_director", "auditor"}
SEES_SEAT = CENTRAL | AGENCY | {"executive"}
DIRECTOR = frozenset({"department_director"})
"""Of the Department of Revenue."""

BODY = "application/json"


@dataclass(frozen=True)
class Operation:
    """One operation: how it is called, and who may.

    Everybody else gets 401 (the public), 403, or 404 for what they may not see.
    """

    call: Callable[[Client, Any], Any]
    may: frozenset[str]
    success: int = 200
    waits: frozenset[str] = frozenset()
    """Those on the other side of a contract, whose turn it is not: they get 409."""


def get(address: str) -> Callable[[Client, Any], Any]:
    """A reading request; `{…}` is filled from the world."""
    return lambda client, world: client.get(address.format(w=world))


def post(address: str, body: Callable[[Any], dict[str, Any]]) -> Callable[[Client, Any], Any]:
    """A request that changes something."""
    return lambda client, world: client.post(address.format(w=world), body(world), content_type=BODY)


def because(_: Any) -> dict[str, Any]:
    """The body of a request that only gives its reason."""
    return {"why": "Asked for."}
