"""The day of a demonstration moves on, and what falls due on the way is done: for the faces and the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from meritbook.actions import law_days, move_day
from meritbook.actions.actor import SYSTEM, Actor
from meritbook.actions.law_policies import DayOfBeginningError
from meritbook.records import clock
from meritbook.records.models import OfficeDay

WHY = "The law goes on with the day."
Progress = Callable[[int, int], object]


def go_on(actor: Actor, *, at: datetime, why: str, on: date, progress: Progress = lambda *_: None) -> OfficeDay:
    """Move the day, then let the law's daily work catch up with it. Raises what `move_day.perform` raises.

    What is called here after the move has ledger entries of its own, and finds by itself where it stopped: a program
    that is killed between the two does it at the next move or the next `meritbook tick`.
    """
    row = move_day.perform(actor, at=at, why=why, on=on)
    work_law(progress=progress)
    return row


def work_law(*, since: date | None = None, progress: Progress = lambda *_: None) -> None:
    """Let the program work the law through up to the office's day; nothing while no seat is on record.

    `since` is the first day, where none was worked yet. Raises `DayOfBeginningError` for another first day than the
    law was worked from.
    """
    try:
        law_days.catch_up(SYSTEM, on=clock.today(), why=WHY, since=since, progress=progress)
    except DayOfBeginningError:
        if since is not None:
            raise
