"""Set the counties or localities that a board serves from a day on; those no longer named end on that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardArea, LocalBoard


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    area_kind: str,
    area: Sequence[str],
    starts_on: date,
) -> list[BoardArea]:
    """The parts of the area that stand from the day on.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardTermError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_stands(held, on)
        policies.check_day_in_range(starts_on, where="starts_on")
        names = possible.check_area(area_kind, area)
        possible.check_area_free(held, area_kind, names, starts_on)
        later = held.areas.filter(starts_on__gte=starts_on).first()
        if later is not None or starts_on < held.starts_on:
            raise possible.BoardTermError("The area is set from that day or a later one already.", where="starts_on")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        stand = list(held.areas.on(starts_on).select_for_update(of=("self",)))
        kept = {one.place for one in stand if one.kind == area_kind} & {one.casefold() for one in names}
        ended = [one for one in stand if one.kind != area_kind or one.place not in kept]
        for one in ended:
            one.ends_before = starts_on
            one.save(update_fields=["ends_before"])
        new = [
            BoardArea.objects.create(
                board=held,
                kind=area_kind,
                name=one,
                place=one.casefold(),
                starts_on=starts_on,
                set_by=actor.user,
                set_at=at,
            )
            for one in names
            if one.casefold() not in kept
        ]
        if not new and not ended:
            raise possible.BoardError("The board serves just that already.", where="area")
        row = [one for one in stand if one not in ended] + new
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="set_board_area",
            subject=f"board:{held.key}",
            facts={"area": list(names), "starts_on": starts_on.isoformat()},
            records=[*ended, *new],
        )
    return row
