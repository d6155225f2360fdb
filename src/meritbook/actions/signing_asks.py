"""Whom a version of a contract asks for a signature, by which day, and the message that tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from meritbook.actions import contracting, messages, signed_papers, signing
from meritbook.actions.offices import covered
from meritbook.actions.permissions import Capability
from meritbook.actions.service_law import service_law
from meritbook.actions.service_record import records_of
from meritbook.core.errors import MeritbookError
from meritbook.core.service.asking import Asking
from meritbook.core.service.choices import choices_for
from meritbook.records.models import (
    ContractStatus,
    ContractVersion,
    Delegation,
    HandOverPosition,
    PerformanceContract,
    Role,
    RoleAssignment,
    Seat,
    SignerRole,
    User,
)


def holders(contract: PerformanceContract, *, on: date) -> dict[SignerRole, tuple[User, ...]]:
    """Who may sign in each part on the day: whoever holds it, then whoever fills it under a delegation."""
    appointment = contract.appointment
    position = appointment.seat.position
    authority = position.appointing_authority
    directing = RoleAssignment.objects.on(on).filter(
        department=position.department_id, role=Role.DEPARTMENT_DIRECTOR, revoked_at__isnull=True, user__is_active=True
    )
    directors = [one.user for one in directing.select_related("user").order_by("pk")]
    found: dict[SignerRole, list[User]] = {
        SignerRole.EMPLOYEE: [appointment.executive],
        SignerRole.APPOINTING_AUTHORITY: [authority] if authority is not None else [],
        SignerRole.DEPARTMENT_DIRECTOR: directors,
    }
    # A delegation of a hand-over reaches the positions that are handed over, and no other.
    handed = HandOverPosition.objects.filter(position=position).values("hand_over")
    lent = Delegation.objects.on(on).filter(
        Q(hand_over__isnull=True) | Q(hand_over__in=handed),
        department=position.department_id,
        ended_at__isnull=True,
        holder__is_active=True,
    )
    for row in lent.select_related("holder").order_by("pk"):
        held = found[SignerRole(row.role)]
        given = any(one.pk == row.giver_id for one in held)
        if given and row.holder_id != appointment.executive_id and Capability.SIGN_CONTRACT in covered(row.covers_json):
            held.append(row.holder)
    return {role: tuple(dict.fromkeys(users)) for role, users in found.items()}


def by_law(versions: Sequence[ContractVersion], *, on: date) -> dict[int, tuple[date | None, str]]:
    """For each version that waits: the last day by the law of its contract, and what follows without it."""
    waiting = [one for one in versions if one.status == ContractStatus.AGREED and one.alters_id is None]
    if not waiting:
        return {}
    seats = Seat.objects.filter(pk__in={one.contract.appointment.seat_id for one in waiting})
    records = {one.seat: one for one in records_of(seats.order_by("pk"), on=on)}
    asking = Asking(service_law())
    found: dict[int, tuple[date | None, str]] = {}
    for version in waiting:
        record = records.get(version.contract.appointment.seat_id)
        if record is None or record.executive_id != version.contract.appointment.executive_id:
            continue
        try:
            asked = choices_for(asking.law, record, on=on, asking=asking)
        except MeritbookError:
            # Nobody holds the seat on the day: the law counts no day to sign by.
            continue
        if asked.due is not None and asked.due.starts_on == version.contract.starts_on:
            found[version.pk] = (asked.contract_by, " ".join(asked.choice("nothing").follows))
    return found


def last_day(version: ContractVersion, *, on: date) -> date | None:
    """The last day to sign by the law; none for an alteration, or where the law counts none."""
    return by_law((version,), on=on).get(version.pk, (None, ""))[0]


def tell(version: ContractVersion, *, on: date) -> dict[str, Any]:
    """Tell those whom an agreed version asks that it waits for their signature; what the ledger is told of it."""
    parts = holders(version.contract, on=on)
    name = signed_papers.reference(version)
    asked: dict[User, list[str]] = {}
    for one in signing.still_asked(version, on=on):
        role = SignerRole(one.role)
        for user in parts[role]:
            asked.setdefault(user, []).append(role.label.lower())
    what = "An alteration of contract" if version.alters is not None else "Contract"
    return messages.tell(
        [
            messages.Asks(user, f"{what} {name} is agreed and waits for your signature as {' and as '.join(roles)}.")
            for user, roles in asked.items()
        ],
        subject=f"Contract {name} waits for your signature",
        view="web:agreement_sign",
        key=version.contract_id,
        by=lambda: last_day(version, on=on),
    )


def tell_other_side(version: ContractVersion, side: str) -> dict[str, Any]:
    """Tell the side that did not propose a version that it waits for its answer.

    On the department's side that is the appointing authority; where the position has none, whoever drew it up.
    """
    contract = version.contract
    position = contract.appointment.seat.position
    if side == contracting.DEPARTMENT:
        user = contract.appointment.executive
    else:
        user = position.appointing_authority or contract.drawn_by
    name = signed_papers.reference(version)
    return messages.tell(
        [messages.Asks(user, f"The other side proposed contract {name}; it waits for your answer.")],
        subject=f"Contract {name} waits for your answer",
        view="web:agreement",
        key=contract.pk,
    )


def without_address(parts: Mapping[SignerRole, Sequence[User]]) -> dict[SignerRole, tuple[str, ...]]:
    """Of each part the names of those who get no message because they gave no address; one statement."""
    found = messages.addresses(user for users in parts.values() for user in users)
    return {role: tuple(one.full_name for one in users if one.pk not in found) for role, users in parts.items()}
