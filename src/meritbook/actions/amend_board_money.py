"""Amend what is allocated to a board for a fiscal year; an amendment below zero takes money away."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
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
    says: str,
) -> BoardMoney:
    """The amendment.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardMoneyError`; `BoardDeciderError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        require(actor, Capability.KEEP_BOARD, held, on=on)
        policy = boarding.board_policy(on)
        role = possible.check_decider(Standing(actor.user, on), held, policy)
        possible.check_year(fiscal_year)
        possible.check_dollars(amount, below_zero=True)
        possible.check_bears(boarding.account_of(held, fiscal_year, policy), more=amount)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardMoney.objects.create(
            board=held,
            fiscal_year=fiscal_year,
            kind=MoneyKind.AMENDMENT,
            amount=amount,
            booked_on=on,
            says=policies.check_text(says, field="says", longest=4_000),
            entered_by=actor.user,
            entered_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="amend_board_money",
            subject=f"board:{held.key}",
            facts={"fiscal_year": fiscal_year, "amount": str(amount)},
            records=[row],
        )
    return row
