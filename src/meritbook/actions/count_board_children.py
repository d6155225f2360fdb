"""Record how many children from birth to five live in the area of a board, for a fiscal year."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardChildren, LocalBoard


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    fiscal_year: int,
    children: int,
    source: str,
) -> BoardChildren:
    """The count; the one before it stays on record.

    Raises `ForbiddenError`; `TextError`; `BoardError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_stands(held, on)
        possible.check_year(fiscal_year)
        possible.check_persons(children, where="children")
        before = BoardChildren.objects.filter(board=held, fiscal_year=fiscal_year, current=True).first()
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardChildren.objects.create(
            board=held,
            fiscal_year=fiscal_year,
            children=children,
            source=policies.check_text(source, field="source", longest=400),
            counted_by=actor.user,
            counted_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="count_board_children",
            subject=f"board:{held.key}",
            facts={"fiscal_year": fiscal_year, "children": children},
            records=[row, *([before] if before else [])],
        )
    return row
