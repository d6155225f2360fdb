"""Share an appropriation out among the boards of a department for a fiscal year, to the cent, and keep the working."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.core.results.board_money import Share, Weighed, share_out
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import (
    BoardChildren,
    BoardDesignation,
    BoardMoney,
    BoardSharing,
    Department,
    LocalBoard,
    MoneyKind,
)


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department,
    fiscal_year: int,
    appropriation: Decimal,
    source: str,
) -> BoardSharing:
    """The sharing, with a line of money for each board that is designated on the first day of the year.

    Raises `ForbiddenError`; `BoardDeciderError`; `TextError`; `BoardError`; `BoardMoneyError`; `ShareError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        over = boarding.of_department_or_all(BoardSharing, department)
        require(actor, Capability.KEEP_BOARD, over, on=on)
        policy = boarding.board_policy(on)
        role = possible.check_decider(Standing(actor.user, on), over, policy)
        first = policy.year(possible.check_year(fiscal_year)).starts_on
        boards = list(LocalBoard.objects.select_for_update(of=("self",)).filter(department=department).order_by("key"))
        if BoardSharing.objects.filter(department=department, fiscal_year=fiscal_year).exists():
            raise possible.BoardMoneyError(
                f"The money of {fiscal_year} is shared out already.", where="fiscal_year",
                remedy="Amend the allocation of a board, with the reason.",
            )  # fmt: skip
        found = share_out(appropriation, weighed(boards, fiscal_year, first), policy.money)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardSharing.objects.create(
            department=department,
            fiscal_year=fiscal_year,
            appropriation=appropriation,
            source=policies.check_text(source, field="source", longest=4_000),
            policy=policy.key,
            result_json=canonical_json(found),
            sha256=digest(found),
            shared_by=actor.user,
            shared_at=at,
        )
        by_key = {one.key: one for one in boards}
        lines = [
            BoardMoney.objects.create(
                board=by_key[one.key],
                fiscal_year=fiscal_year,
                kind=MoneyKind.SHARE,
                amount=one.amount,
                booked_on=first,
                says=working(one),
                sharing=row,
                entered_by=actor.user,
                entered_at=at,
            )
            for one in found.shares
        ]
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="share_out_board_money",
            subject=f"boardsharing:{row.pk}",
            facts={
                "department": department.code,
                "fiscal_year": fiscal_year,
                "appropriation": str(appropriation),
                "boards": len(lines),
                "working": row.sha256,
            },
            records=[row, *lines],
        )
    return row


def weighed(boards: list[LocalBoard], fiscal_year: int, first: date) -> list[Weighed]:
    """The boards designated on the first day of the year, with the children counted for it; two statements."""
    designated = set(BoardDesignation.objects.on(first).filter(board__in=boards).values_list("board_id", flat=True))
    counts = dict(
        BoardChildren.objects.filter(board__in=boards, fiscal_year=fiscal_year, current=True).values_list(
            "board_id", "children"
        )
    )
    return [
        Weighed(key=one.key, title=one.title, children=counts.get(one.pk)) for one in boards if one.pk in designated
    ]


def working(share: Share) -> str:
    """How a share came about, in a sentence."""
    cent = ", with a cent that rounding down had left" if share.extra_cent else ""
    return (
        f"Base ${share.base:,.2f} and ${share.by_children:,.2f} for {share.children:,} children "
        f"(${Decimal(share.exact):,} before rounding{cent})."
    )
