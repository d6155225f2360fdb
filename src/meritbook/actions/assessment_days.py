"""The daily work on competency assessments: those whose last day is over are closed, and who is due is reminded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from meritbook.actions import close_assessment, remind_raters
from meritbook.actions.actor import Actor
from meritbook.core.errors import MeritbookError
from meritbook.records import clock, wal
from meritbook.records.models import MultiraterAssessment, MultiraterState


@dataclass(frozen=True)
class Worked:
    """What was done with one assessment."""

    assessment: MultiraterAssessment
    closed: bool = False
    messages: int = 0
    problem: MeritbookError | None = None
    """What kept it from being done; the next day's work tries it again."""


def work(actor: Actor, *, at: datetime, stopping: Callable[[], bool] = lambda: False) -> Iterator[Worked]:
    """Each assessment with which something was done or could not be, one after the other."""
    try:
        yield from _each(actor, at, stopping)
    finally:
        # Where somebody read or wrote when a draft or a box was deleted, it stands in the log of the database still.
        wal.empty()


def _each(actor: Actor, at: datetime, stopping: Callable[[], bool]) -> Iterator[Worked]:
    on = clock.day_of(at)
    rows = MultiraterAssessment.objects.filter(state=MultiraterState.OPEN, starts_on__lte=on)
    for row in rows.order_by("ends_before", "pk"):
        if stopping():
            return
        over = row.ends_before is not None and on >= row.ends_before
        try:
            if over:
                close_assessment.perform(actor, at=at, why=close_assessment.WHY, assessment=row)
                yield Worked(row, closed=True)
            elif sent := remind_raters.perform(actor, at=at, why=remind_raters.WHY, assessment=row):
                yield Worked(row, messages=sent)
        except MeritbookError as problem:
            yield Worked(row, problem=problem)
