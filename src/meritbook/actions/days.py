"""The day of a demonstration moves on, and what falls due on the way is done: for the faces and the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from meritbook.actions import law_days, move_day
from meritbook.actions.actor import Actor
from meritbook.records.models import OfficeDay


def go_on(actor: Actor, *, at: datetime, why: str, on: date, stopping: Callable[[], bool] = lambda: False) -> OfficeDay:
    """Move the day, then let the law's daily work catch up with it, until it is to stop. Raises as `move_day.perform`.

    What is called here after the move has ledger entries of its own, and finds by itself where it stopped: a program
    that is killed between the two does it at the next move or the next `meritbook tick`.
    """
    moved = move_day.perform(actor, at=at, why=why, on=on)
    law_days.keep_up(on=on, why=why, stopping=stopping)
    return moved
