"""Record a payment to a board, or one that was taken back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardMoney, LocalBoard, MoneyKind


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    fiscal_year: int,
    amount: Decimal,
    paid_on: date,
    says: str,
) -> BoardMoney:
    """The payment; below zero where it was taken back. No more is paid than is there.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardMoneyError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        policy = boarding.board_policy(on)
        possible.check_year(fiscal_year)
        possible.check_dollars(amount, below_zero=True)
        possible.check_has_come(paid_on, on=on, where="paid_on")
        possible.check_bears(boarding.account_of(held, fiscal_year, policy), paid=amount)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardMoney.objects.create(
            board=held,
            fiscal_year=fiscal_year,
            kind=MoneyKind.PAYMENT,
            amount=amount,
            booked_on=paid_on,
            says=policies.check_text(says, field="says", longest=4_000),
            entered_by=actor.user,
            entered_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_board_payment",
            subject=f"board:{held.key}",
            facts={"fiscal_year": fiscal_year, "amount": str(amount), "paid_on": paid_on.isoformat()},
            records=[row],
        )
    return row
