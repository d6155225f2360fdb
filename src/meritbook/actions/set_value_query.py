"""Let a measure ask another system for its values: a named connection, and a statement that only reads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import formulas, ledger, measuring, policies, query_connections
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.value_query import check_statement
from meritbook.records import clock
from meritbook.records.models import Measure, ValueQuery


def perform(actor: Actor, *, at: datetime, why: str, measure: Measure, connection: str, statement: str) -> ValueQuery:
    """The query, in the name of whoever sets it; the one before it ends.

    Raises `ForbiddenError`; `QueryStatementError`; `QueryConnectionError` for a connection that the settings do not
    name; `WorkedOutError` for a measure with a formula; `TextError`.
    """
    on = clock.day_of(at)
    said = check_statement(policies.check_text(statement, field="statement", longest=8_000))
    with transaction.atomic():
        held = measuring.locked(measure)
        role = require(actor, Capability.KEEP_MEASURE, held, on=on)
        require(actor, Capability.RECORD_VALUE, held, on=on)
        formulas.check_entered(measuring.definition_of(held.versions.order_by("-number")[0]))
        if connection not in query_connections.connections():
            raise query_connections.QueryConnectionError(
                f"There is no connection “{connection[:60]}”.", where="connection"
            )
        before = held.queries.filter(ended_at__isnull=True).first()
        if before is not None:
            before.ended_at = at
            before.save(update_fields=["ended_at"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ValueQuery.objects.create(
            measure=held, connection=connection, statement=said, set_by=actor.user, set_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="set_value_query",
            subject=f"measure:{held.key}",
            facts={"connection": connection, "statement": said},
            records=[row, *([before] if before else [])],
        )
    return row
