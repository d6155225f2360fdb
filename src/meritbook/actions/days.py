"""The day of a demonstration moves on, and what falls due on the way is done: for the faces and the demonstration."""

from __future__ import annotations

from datetime import date, datetime

from meritbook.actions import move_day
from meritbook.actions.actor import Actor
from meritbook.records.models import OfficeDay


def go_on(actor: Actor, *, at: datetime, why: str, on: date) -> OfficeDay:
    """Move the day, then let the law's daily work catch up with it. Raises what `move_day.perform` raises.

    What is called here after the move has ledger entries of its own, and finds by itself where it stopped: a program
    that is killed between the two does it at the next move or the next `meritbook tick`.
    """
    return move_day.perform(actor, at=at, why=why, on=on)
