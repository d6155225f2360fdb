"""Ask another system for the values of a measure that have none yet, and record what it answers: all of it or nothing.

It is done in the name of whoever set the query, and only while that person may record values of the measure. A run that
fails is kept with what was wrong, so that whoever answers for the measure sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction

from meritbook.actions import formulas, ledger, measuring, query_connections, value_lines
from meritbook.actions.actor import SYSTEM, Actor
from meritbook.actions.end_value_query import query_of
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.core.errors import MeritbookError
from meritbook.core.results.cells import Cell
from meritbook.core.results.periods import Period
from meritbook.core.results.value_query import check_statement
from meritbook.readers.value_tables import Table
from meritbook.records import clock
from meritbook.records.models import (
    BatchKind,
    Measure,
    QueryOutcome,
    QueryRun,
    ValueBatch,
    ValueQuery,
)

WHY_DAILY = "A value of the measure is due."


def perform(actor: Actor, *, at: datetime, why: str, measure: Measure) -> QueryRun:
    """The run: what it recorded, that it brought nothing new, or why it failed.

    By whoever may record values of the measure, or by the program each day. Raises `ForbiddenError`; `NoQueryError`.
    """
    on = clock.day_of(at)
    role = "" if actor == SYSTEM else require(actor, Capability.RECORD_VALUE, measure, on=on)
    query = query_of(measure)
    owner = Actor(query.set_by)
    table: Table | None = None
    problem: MeritbookError | None = None
    wanted = awaited(measure, on=on)
    try:
        require(owner, Capability.RECORD_VALUE, measure, on=on)
        if wanted:
            # Asked outside of the transaction: the other system may take a minute.
            since, until = wanted[0].starts_on, wanted[-1].ends_before
            table = query_connections.ask(query.connection, check_statement(query.statement), since=since, until=until)
    except MeritbookError as failed:
        problem = failed
    with transaction.atomic():
        held = measuring.locked(measure)
        batches: list[ValueBatch] = []
        if problem is None and table is not None:
            try:
                with transaction.atomic():
                    batches = _recorded(query, held, table, at=at)
            except (MeritbookError, IntegrityError) as failed:
                batches, problem = [], failed if isinstance(failed, MeritbookError) else _meanwhile(held)
        outcome = QueryOutcome.FAILED if problem else QueryOutcome.RECORDED if batches else QueryOutcome.NOTHING
        run = QueryRun.objects.create(
            query=query,
            ran_at=at,
            outcome=outcome,
            says=f"{problem.message} [{problem.code}]"[:2000] if problem else "",
            batch=batches[0] if batches else None,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="fetch_values",
            subject=f"measure:{held.key}",
            facts={
                "connection": query.connection,
                "outcome": outcome.value,
                "says": run.says,
                "rows": batches[0].rows if batches else 0,
                "sha256": batches[0].sha256 if batches else "",
            },
            records=[*batches, run],
        )
    return run


def _meanwhile(measure: Measure) -> MeritbookError:
    from meritbook.actions.measuring_policies import ValueStandsError

    return ValueStandsError(f"{measure.title} was given a value by somebody else meanwhile.", where=measure.key)


def awaited(measure: Measure, *, on: date) -> list[Period]:
    """The ended periods that have no value, the oldest first."""
    entries = [(one.starts_on, measuring.definition_of(one)) for one in measure.versions.order_by("number")]
    stand = set(measure.values.filter(current=True).values_list("starts_on", flat=True))
    return [period for period, _ in formulas.periods_of(measure, entries, on=on) if period.starts_on not in stand]


def _recorded(query: ValueQuery, measure: Measure, table: Table, *, at: datetime) -> list[ValueBatch]:
    """The batch of the answer and those that follow from it; none where it holds no new period.

    Rows of periods that have a value are left; any other row that cannot be taken refuses the whole answer.
    """
    on = clock.day_of(at)
    wanted = {one.starts_on for one in awaited(measure, on=on)}
    head, *rows = table.rows
    named = Table(
        table.name,
        ((Cell("A1", "measure"), *head), *((Cell(row[0].place, measure.key), *row) for row in rows)),
    )
    if not rows:
        return []
    standing = Standing(query.set_by, on)
    read = value_lines.reading(standing, [named], {})
    known = {one.place for one in read.troubles.values() if one.code == "results.value_stands"}
    bad = [one for one in read.troubles.values() if one.place not in known]
    if bad:
        raise query_connections.QueryFailedError(
            f"{len(bad)} cells of the answer cannot be taken; the first, {bad[0].place}: {bad[0].says}",
            where="statement",
        )
    good = [one.recorded for one in read.good if one.recorded.period.starts_on in wanted]
    if not good:
        return []
    by = query.set_by
    batch = measuring.keep(
        good, kind=BatchKind.QUERY, source=f"Query of {query.connection}: {query.statement}"[:4000], by=by, at=at
    )
    measuring.restand([measure])
    said = f"{measure.title}: {batch.rows} values came by its query."
    return [batch, *formulas.follow([measure], by=by, at=at, because=said)]


def due(on: date) -> Iterator[Measure]:
    """The measures in term that ask another system and have an ended period without a value."""
    rows = Measure.objects.filter(
        queries__ended_at__isnull=True, queries__isnull=False, stands__next_ends_before__lte=on
    )
    yield from rows.select_related("department").order_by("key")


def fetch_due(*, at: datetime, why: str = WHY_DAILY, stopping: Callable[[], bool] = lambda: False) -> list[QueryRun]:
    """Ask for every value that is due, each in a run of its own; one that fails keeps none of the others."""
    found = []
    for one in due(clock.day_of(at)):
        if stopping():
            break
        found.append(perform(SYSTEM, at=at, why=why, measure=one))
    return found
