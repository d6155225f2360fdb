"""Record what a program of a board did in a fiscal year: children and families served, and what was spent."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import boarding, ledger, policies, recording_figures
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.board_figures import Figures
from meritbook.records import clock
from meritbook.records.models import BoardProgram, ServiceFigure


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    program: BoardProgram,
    fiscal_year: int,
    children: int | None,
    families: int | None,
    spent: Decimal | None,
    source: str = "",
) -> ServiceFigure:
    """The figures; what is not known is none, and the figures before them stay on record.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardMoneyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(program.board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_year(fiscal_year)
        possible.check_ran(program, boarding.board_policy(on), fiscal_year)
        if all(one is None for one in (children, families, spent)):
            raise possible.BoardError("Give at least one figure.", where="children")
        if spent:
            possible.check_dollars(spent, where="spent")
        figures = Figures(
            program=program.key,
            children=possible.check_persons(children, where="children"),
            families=possible.check_persons(families, where="families"),
            spent=spent,
            source=policies.check_text(source, field="source", longest=400, required=False),
        )
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row, saved = recording_figures.record(held, program, fiscal_year, figures, by=actor.user, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_service_figures",
            subject=f"board:{held.key}",
            facts={"program": program.key, "fiscal_year": fiscal_year, **figures.plain()},
            records=saved,
        )
    return row
