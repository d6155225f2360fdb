"""Record a board's own value of an indicator of its plan for a fiscal year."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardIndicatorValue, LocalBoard


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    fiscal_year: int,
    indicator: str,
    value: Decimal,
    source: str,
) -> BoardIndicatorValue:
    """The value; the one before it stays on record.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `CommunityPlanError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_stands(held, on)
        possible.check_year(fiscal_year)
        policy = boarding.board_policy(on)
        plan = boarding.plan_on(held, policy.last_day(fiscal_year))
        if plan is None:
            raise possible.CommunityPlanError(
                "No community plan is in force at the end of that year.", where="fiscal_year"
            )
        own = [each.key for _, each in boarding.priorities_of(plan).indicators() if not each.measure]
        if indicator not in own:
            raise possible.CommunityPlanError(
                f"The board keeps its own values of these indicators: {', '.join(own) or 'none'}.", where="indicator"
            )
        if not value.is_finite() or abs(value) >= 10**15 or value != round(value, 4):
            raise possible.BoardError("Give a figure with at most four decimal places.", where="value")
        before = BoardIndicatorValue.objects.filter(
            board=held, fiscal_year=fiscal_year, indicator=indicator, current=True
        ).first()
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardIndicatorValue.objects.create(
            board=held,
            fiscal_year=fiscal_year,
            indicator=indicator,
            value=value,
            source=policies.check_text(source, field="source", longest=400),
            recorded_by=actor.user,
            recorded_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_board_indicator",
            subject=f"board:{held.key}",
            facts={"fiscal_year": fiscal_year, "indicator": indicator, "value": str(value)},
            records=[row, *([before] if before else [])],
        )
    return row
