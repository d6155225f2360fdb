"""Draw a value stream map of a Kaizen event, as it is or as it shall be; earlier versions stay."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.core.results.value_stream import ValueStream
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import KaizenEvent, StreamMap


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    event: KaizenEvent,
    kind: str,
    stream: ValueStream | dict[str, Any],
    because: str = "",
) -> StreamMap:
    """The next version of the map. Raises `ForbiddenError`; `StreamMapError`; `CharterError`; `TextError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000, required=False)
    with transaction.atomic():
        held = leaning.locked(event)
        role = leaning.keeps(actor, held, on=on)
        possible.check_not_over(held)
        shows, value = possible.check_kind(kind), possible.check_stream(stream)
        before = leaning.current_map(held, shows)
        possible.check_other_map(before, value)
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = StreamMap.objects.create(
            event=held,
            kind=shows,
            number=before.number + 1 if before else 1,
            stream_json=canonical_json(value),
            sha256=digest(value),
            because=because,
            drawn_by=actor.user,
            drawn_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="draw_stream_map",
            subject=f"kaizen:{held.key}",
            facts={"kind": row.kind, "number": row.number, "map": row.sha256},
            records=[row, *([before] if before else [])],
        )
    return row
