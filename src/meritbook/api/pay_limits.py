"""Salary limits: what is on record as published, put on record and undone by central human resources."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from meritbook.actions import record_pay_limit, withdraw_pay_limit
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.executive_shapes import Money, Reason
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Because, Id
from meritbook.core.contracts.limits import KnownLimit, LimitOn
from meritbook.desk import pay_limits as read
from meritbook.records import clock
from meritbook.records.models import PayLimit

router = Router(tags=["pay"])


class RecordLimit(Because):
    """A published limit to put on record."""

    amount: Money
    """In dollars for a month."""
    starts_on: date
    ends_before: date
    source: Annotated[str, Field(min_length=3, max_length=300)]


class KnownLimitAnswer(Schema):
    """A limit with its days, of the law or as recorded."""

    amount: str
    starts_on: date
    ends_before: date | None
    source: str


class LimitOnAnswer(Schema):
    """What is known of the limit on a day; `last` is the last one before it, where that of the day is not known."""

    on: date
    known: KnownLimitAnswer | None
    last: KnownLimitAnswer | None
    says: str


class PayLimitAnswer(Schema):
    """A limit that was put on record."""

    id: int
    amount: str
    starts_on: date
    ends_before: date
    source: str
    recorded_by: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_because: str


class PayLimitsAnswer(Schema):
    """The limits of the law, those on record, and what is known today and for the coming fiscal year."""

    law: list[KnownLimitAnswer]
    recorded: list[PayLimitAnswer]
    now: LimitOnAnswer | None
    coming: LimitOnAnswer | None


def _known(one: KnownLimit | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "amount": f"{one.amount:.2f}",
        "starts_on": one.starts_on,
        "ends_before": one.ends_before,
        "source": one.source,
    }


def _on(one: LimitOn | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"on": one.on, "known": _known(one.known), "last": _known(one.last), "says": one.says}


def _limit(row: PayLimit) -> dict[str, Any]:
    return {
        "id": row.pk,
        "amount": f"{row.amount:.2f}",
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "source": row.source,
        "recorded_by": row.recorded_by.full_name,
        "recorded_at": row.recorded_at,
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_because": row.withdrawn_because,
    }


@router.get("/service/pay-limits", response=with_errors(PayLimitsAnswer))
def get_limits(request: HttpRequest) -> Any:
    """The salary limits by the law and as put on record, also those that were undone."""
    who = standing(request)
    require(actor(request), Capability.READ_PAY, on=who.on)
    shown = read.page(who)
    return {
        "law": [_known(one) for one in shown.own],
        "recorded": [_limit(one) for one in shown.recorded],
        "now": _on(shown.now),
        "coming": _on(shown.coming),
    }


@router.post("/service/pay-limits", response=with_errors(PayLimitAnswer, 201))
def record_limit(request: HttpRequest, body: RecordLimit) -> Any:
    """Put the published limit of a term on record, where the law has no figure for its days."""
    who = actor(request)
    require(who, Capability.RECORD_PAY_LIMIT, on=clock.today())
    confirm_password(request)
    return Status(201, _limit(record_pay_limit.perform(who, at=clock.now(), **body.model_dump())))


@router.post("/service/pay-limits/{limit_id}/withdraw", response=with_errors(PayLimitAnswer))
def withdraw_limit(request: HttpRequest, limit_id: Id, body: Reason) -> Any:
    """Undo a limit on record, with the reason; what was decided under it stays."""
    who = actor(request)
    require(who, Capability.RECORD_PAY_LIMIT, on=clock.today())
    confirm_password(request)
    row = read.limit(limit_id)
    return _limit(withdraw_pay_limit.perform(who, at=clock.now(), why=body.why, limit=row, reason=body.reason))
