"""Custody: delegations, hand-overs, what nobody answers for, and what can be taken back on a contract."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from meritbook.actions import (
    custody,
    delegate,
    end_delegation,
    hand_over,
    handing_over,
    undoing,
    withdraw_hand_over,
)
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Because, Id, Words
from meritbook.api.texts import user_named
from meritbook.desk import contracts
from meritbook.desk import custody as read
from meritbook.records import clock
from meritbook.records.models import Delegation, Department, HandOver, User

router = Router(tags=["custody"])
Part = Literal["appointing_authority", "department_director"]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Username = Annotated[str, Field(min_length=1, max_length=150)]


class OrphanAnswer(Schema):
    """What nobody answers for, of one executive."""

    contract: int | None
    position: str
    department: str
    executive: str
    kind: str
    says: str
    remedy: str
    next_day: date | None
    urgent: bool


class DelegationAnswer(Schema):
    """A delegation."""

    id: int
    role: str
    department: str
    giver: str
    holder: str
    covers: list[str]
    starts_on: date
    ends_before: date
    reason: str
    ended_at: datetime | None
    ended_because: str
    hand_over: int | None


class HandOverAnswer(Schema):
    """A hand-over."""

    id: int
    role: str
    department: str
    giver: str
    successor: str
    starts_on: date
    overlap_ends_before: date | None
    positions: list[str]
    reason: str
    settled_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str


class CustodyAnswer(Schema):
    """Custody of the departments that the person reads."""

    orphans: list[OrphanAnswer]
    delegations: list[DelegationAnswer]
    hand_overs: list[HandOverAnswer]


class StepAnswer(Schema):
    """A step on a contract that stands, and how it is taken back."""

    kind: str
    id: int
    says: str
    at: datetime
    by: str
    act: str
    who: str
    why_not: str
    """Why it cannot be taken back now; empty where it can."""
    mine: bool
    """Whether the person who asks is one of those who may."""


class Delegate(Because):
    """Somebody stands in for a term."""

    giver: Username
    holder: Username
    role: Part
    department: Words
    covers: Annotated[list[Words], Field(min_length=1, max_length=20)]
    starts_on: date
    ends_before: date
    reason: Text


class MakeHandOver(Because):
    """Work goes over to a successor; of an appointing authority all their positions, where none are named."""

    giver: Username
    successor: Username
    role: Part
    department: Words
    starts_on: date
    overlap_ends_before: date | None = None
    positions: Annotated[list[Words], Field(max_length=500)] | None = None
    reason: Text


class EndReason(Because):
    """Why it ends."""

    reason: Text


@router.get("/custody", response=with_errors(CustodyAnswer))
def get_custody(request: HttpRequest, department: Words = "") -> Any:
    """What nobody answers for, delegations that stand, and hand-overs to come, of the departments that you read."""
    who = standing(request)
    require(actor(request), Capability.READ_CUSTODY, on=who.on)
    within = read.narrowed(who, _department(department, "query.department").pk if department else None)
    over = handing_over.open_hand_overs()
    if within is not None:
        over = over.filter(department__in=within)
    over = over.select_related("department", "giver", "successor").order_by("starts_on", "pk")
    return {
        "orphans": [_orphan(one) for one in read.orphans(within, who.on)],
        "delegations": [_delegation(one) for one in custody.standing_delegations(within, who.on)],
        "hand_overs": [_hand_over(one) for one in over],
    }


@router.post("/custody/delegations", response=with_errors(DelegationAnswer, 201))
def make_delegation(request: HttpRequest, body: Delegate) -> Any:
    """Let somebody stand in: for yourself, or as State Personnel Director for somebody who is away."""
    require(actor(request), Capability.DELEGATE, on=clock.today())
    confirm_password(request)
    taken = body.model_dump(exclude={"giver", "holder", "department", "why"})
    done = delegate.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        giver=user_named(body.giver, "body.giver"),
        holder=user_named(body.holder, "body.holder"),
        department=_department(body.department, "body.department"),
        **taken,
    )
    return Status(201, _delegation(done))


@router.post("/custody/delegations/{delegation_id}/end", response=with_errors(DelegationAnswer))
def finish_delegation(request: HttpRequest, delegation_id: Id, body: EndReason) -> Any:
    """End a delegation at once."""
    row = read.delegation(standing(request), delegation_id)
    end_delegation.role_to_end(actor(request), row, clock.now())
    confirm_password(request)
    return _delegation(
        end_delegation.perform(actor(request), at=clock.now(), why=body.why, delegation=row, reason=body.reason)
    )


@router.post("/custody/hand-overs", response=with_errors(HandOverAnswer, 201))
def make_hand_over(request: HttpRequest, body: MakeHandOver) -> Any:
    """Hand work over, as agency HR or director of the department."""
    require(actor(request), Capability.HAND_OVER, on=clock.today())
    department = _department(body.department, "body.department")
    require(actor(request), Capability.HAND_OVER, department, on=clock.today())
    confirm_password(request)
    giver = _anybody(body.giver)
    positions = None
    if body.positions is not None:
        rows = {one.number: one for one in handing_over.positions_of(giver, department)}
        unknown = [one for one in body.positions if one not in rows]
        if unknown:
            raise InvalidRequestError(f"Not theirs to hand over: {', '.join(unknown)}.", where="body.positions")
        positions = [rows[one] for one in body.positions]
    taken = body.model_dump(exclude={"giver", "successor", "department", "positions", "why"})
    done = hand_over.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        giver=giver,
        successor=user_named(body.successor, "body.successor"),
        department=department,
        positions=positions,
        **taken,
    )
    return Status(201, _hand_over(done))


@router.post("/custody/hand-overs/{hand_over_id}/withdraw", response=with_errors(HandOverAnswer))
def take_back_hand_over(request: HttpRequest, hand_over_id: Id, body: EndReason) -> Any:
    """Withdraw a hand-over before its day."""
    row = read.hand_over(standing(request), hand_over_id)
    require(actor(request), Capability.HAND_OVER, row.department, on=clock.today())
    confirm_password(request)
    return _hand_over(
        withdraw_hand_over.perform(actor(request), at=clock.now(), why=body.why, hand_over=row, reason=body.reason)
    )


@router.get("/performance/{contract_id}/steps", response=with_errors(list[StepAnswer]))
def list_steps(request: HttpRequest, contract_id: Id) -> Any:
    """What was done on a contract and stands: which act takes it back, whether it can now, and who may."""
    who = standing(request)
    row = contracts.contract(who, contract_id)
    return [
        {
            "kind": one.kind,
            "id": one.row.pk,
            "says": one.says,
            "at": one.at,
            "by": one.by,
            "act": one.undo.act,
            "who": one.undo.who,
            "why_not": one.why_not,
            "mine": one.mine,
        }
        for one in undoing.steps(row, who)
    ]


def _department(code: str, where: str) -> Department:
    found: Department | None = Department.objects.filter(code__iexact=code.replace("\0", "")).first()
    if found is None:
        raise InvalidRequestError(f"There is no department “{code}”.", where=where)
    return found


def _anybody(username: str) -> User:
    """The person, be they shut out: work of somebody who is gone is handed over too."""
    found: User | None = User.objects.filter(username__iexact=username.replace("\0", "")).first()
    if found is None:
        raise InvalidRequestError("Nobody has this username.", where="body.giver")
    return found


def _orphan(one: read.OrphanLine) -> dict[str, Any]:
    orphan = one.orphan
    plain = {name: getattr(orphan, name) for name in ("kind", "says", "remedy", "next_day")}
    line = asdict(one)
    return {**{name: line[name] for name in ("contract", "position", "department", "executive", "urgent")}, **plain}


def _delegation(row: Delegation) -> dict[str, Any]:
    value = custody.lent_value(row)
    return {
        "id": row.pk,
        "role": row.role,
        "department": row.department.code,
        "giver": row.giver.username,
        "holder": row.holder.username,
        "covers": list(value.covers),
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "reason": row.reason,
        "ended_at": row.ended_at,
        "ended_because": row.ended_because,
        "hand_over": row.hand_over_id,
    }


def _hand_over(row: HandOver) -> dict[str, Any]:
    return {
        "id": row.pk,
        "role": row.role,
        "department": row.department.code,
        "giver": row.giver.username,
        "successor": row.successor.username,
        "starts_on": row.starts_on,
        "overlap_ends_before": row.overlap_ends_before,
        "positions": sorted(row.positions.values_list("position__number", flat=True)),
        "reason": row.reason,
        "settled_at": row.settled_at,
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_because": row.withdrawn_because,
    }
