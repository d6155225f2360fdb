"""Carry what a board did not spend in a fiscal year into the next, as far as the policy permits."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.core.verdict import Verdict
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
    """The line in the year after `fiscal_year`.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardMoneyError`; `BoardReportError`; `BoardDeciderError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        require(actor, Capability.KEEP_BOARD, held, on=on)
        policy = boarding.board_policy(on)
        role = possible.check_decider(Standing(actor.user, on), held, policy)
        possible.check_year(fiscal_year)
        possible.check_year_over(fiscal_year, policy, on)
        possible.check_dollars(amount)
        found = boarding.account_of(held, fiscal_year, policy)
        if found.may_carry is None:
            raise possible.BoardMoneyError(
                f"What may be carried over cannot be said. {' '.join(found.missing)}", where="fiscal_year"
            )
        if found.verdict is Verdict.NOT_MET:
            raise possible.BoardMoneyError(
                f"More was spent in {fiscal_year} than was available; nothing is left to carry over.", where="amount"
            )
        if amount > found.may_carry:
            raise possible.BoardMoneyError(
                f"${found.unspent:,.2f} is unspent and the limit is ${found.carry_limit:,.2f}: at most "
                f"${found.may_carry:,.2f} may be carried over.",
                where="amount",
            )
        if held.money.filter(fiscal_year=fiscal_year + 1, kind=MoneyKind.CARRIED).exists():
            raise possible.BoardMoneyError(f"Money of {fiscal_year} was carried over already.", where="fiscal_year")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardMoney.objects.create(
            board=held,
            fiscal_year=fiscal_year + 1,
            kind=MoneyKind.CARRIED,
            amount=amount,
            booked_on=policy.year(fiscal_year + 1).starts_on,
            says=policies.check_text(says, field="says", longest=4_000),
            entered_by=actor.user,
            entered_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="carry_board_money",
            subject=f"board:{held.key}",
            facts={"from": fiscal_year, "amount": str(amount), "limit": str(found.carry_limit)},
            records=[row],
        )
    return row
