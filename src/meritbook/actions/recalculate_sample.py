"""Compare the sampled values with what the auditor worked out from the source, out of a file that is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import auditing, ledger, policies, recalculation_lines, storing
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.take_value_file import CSV, XLSX
from meritbook.core.results.audit_checks import recalculate
from meritbook.core.values import canonical_json, digest
from meritbook.readers.value_tables import read_tables
from meritbook.records import clock
from meritbook.records.models import AuditedMeasure, AuditRecalculation


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    audited: AuditedMeasure,
    data: bytes,
    name: str,
    how: str,
    sample: int | None = None,
) -> AuditRecalculation:
    """The comparison. The file has the columns period and value; `how` says from which records it was worked out.

    `sample` is the number of the sample that the auditor worked on. Raises `ForbiddenError`; `OwnCaseError`;
    `AuditEndedError`; `NoSampleError`; `RecalculationRefusedError` with all cells in its details; `LayoutError`;
    `TextError`; `AuditPolicyError`; and what `read_tables` raises.
    """
    on = clock.day_of(at)
    name = policies.check_text(name, field="name", longest=255)
    how = policies.check_text(how, field="how", longest=4_000)
    require(actor, Capability.AUDIT_MEASURE, audited, on=on)
    possible.check_under_way(audited.audit)
    drawn_from = possible.check_sample(audited, sample)
    drawn = auditing.drawn_of(drawn_from)
    tables = read_tables(data, name=name)
    own = recalculation_lines.own_figures(tables, drawn, auditing.definitions_of(audited.measure))
    with transaction.atomic():
        held = auditing.locked(audited.audit)
        role = require(actor, Capability.AUDIT_MEASURE, audited, on=on)
        possible.check_under_way(held)
        drawn_from = possible.check_sample(audited, drawn_from.number)
        planned = auditing.plan_of(drawn_from)
        found = recalculate(
            drawn,
            own,
            population=planned.population,
            confidence=planned.confidence,
            tolerable=planned.tolerable,
            sampling=auditing.audit_policy(on).sampling,
        )
        kind = XLSX if data.startswith(b"PK") else CSV
        document, fresh = storing.keep_bytes(actor, at=at, name=name, data=data, media_type=kind)
        audited.recalculations.filter(current=True).update(current=False)
        before = list(audited.recalculations.order_by("pk"))
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = AuditRecalculation.objects.create(
            audited=audited,
            sample=drawn_from,
            document=document,
            name=name,
            how=how,
            result_json=canonical_json(found),
            sha256=digest(found),
            done_by=actor.user,
            done_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="recalculate_sample",
            subject=f"audit:{held.pk}",
            facts={
                "measure": audited.measure.key,
                "sample": drawn_from.number,
                "document": document.sha256,
                "examined": found.examined,
                "wrong": found.wrong,
                "result": row.sha256,
            },
            records=[row, *before, *([document] if fresh else [])],
        )
    return row
