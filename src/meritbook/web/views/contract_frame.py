"""What frames every page about a performance contract: who and when, where it stands, and the pages beside it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from meritbook.actions.permissions import Capability
from meritbook.desk import custody
from meritbook.desk.contracts import ContractFrame, frame
from meritbook.records.models import PerformanceContract
from meritbook.web.http import Request

TABS: tuple[tuple[str, str, frozenset[Capability]], ...] = (
    ("The contract", "web:agreement", frozenset({Capability.READ_CONTRACT})),
    ("Signatures", "web:agreement_signatures", frozenset({Capability.READ_CONTRACT})),
    ("Through the year", "web:agreement_year", frozenset({Capability.READ_CONTRACT})),
    ("Line of sight", "web:agreement_sight", frozenset({Capability.READ_CONTRACT})),
    ("Rating", "web:agreement_rating", frozenset({Capability.READ_CONTRACT})),
    ("Pay", "web:agreement_pay", frozenset({Capability.READ_PAY, Capability.SIGN_OWN_CONTRACT})),
    ("Undo a step", "web:agreement_undo", frozenset({Capability.READ_CONTRACT})),
)
"""Label, address by name (it takes the contract's key), and the capabilities of which one opens it."""


def framed(request: Request, row: PerformanceContract, current: str) -> dict[str, Any]:
    """The context that `partials/contract_head.html` shows; `current` is the name of the address that is open."""
    found: ContractFrame = frame(request.standing, row)
    may = request.standing.may
    tabs = [
        (label, reverse(name, args=[row.pk]), name == current)
        for label, name, capabilities in TABS
        if any(may(one, row) for one in capabilities)
    ]
    answering = custody.who_answers(row, request.standing.on)
    return {
        "frame": found,
        "tabs": tabs,
        "row": row,
        "on": request.standing.on,
        "answering": answering,
        "answers": custody.in_one_line(answering),
    }


def trail(row: PerformanceContract | None, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about contracts."""
    way = [("Contracts", reverse("web:agreements"))]
    if row is not None:
        position = row.appointment.seat.position.number
        way.append(
            (f"Position {position}, {row.starts_on:%Y}", reverse("web:agreement", args=[row.pk]) if steps else "")
        )
    return [*way, *steps]
