"""What the acts on audits of measures share: the policy, the lock, and what the register tells of values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Min

from meritbook.actions import measuring
from meritbook.audit_policies import load_audit_policies
from meritbook.core.results import audit_checks as checks
from meritbook.core.results.audit_checks import Check, Owed, Recalculation, Sampled
from meritbook.core.results.audit_policy import AuditPolicy, Computed, Grade, policy_on
from meritbook.core.results.audit_sampling import SamplePlan
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import period_on
from meritbook.core.results.standing import held_on
from meritbook.core.results.trust import changed, material_parts
from meritbook.records import clock
from meritbook.records.models import (
    Audit,
    AuditedMeasure,
    AuditFinding,
    AuditRecalculation,
    AuditSample,
    Measure,
    MeasureValue,
)


def audit_policy(on: date) -> AuditPolicy:
    """The office's policy on audits on the day; raises `AuditPolicyError`."""
    return policy_on(load_audit_policies(settings.MERITBOOK_AUDIT_POLICY), on)


def locked(audit: Audit) -> Audit:
    """The audit as it stands, kept from others until the transaction ends."""
    found: Audit = Audit.objects.select_for_update(of=("self",)).select_related("department").get(pk=audit.pk)
    return found


def locked_finding(finding: AuditFinding) -> AuditFinding:
    """The finding as it stands, kept from others until the transaction ends."""
    rows = AuditFinding.objects.select_for_update(of=("self",)).select_related("audited__measure", "audit")
    found: AuditFinding = rows.get(pk=finding.pk)
    return found


def definitions_of(measure: Measure) -> list[tuple[date, MeasureDefinition]]:
    """The entries of the measure with their first days; one statement."""
    return [(one.starts_on, measuring.definition_of(one)) for one in measure.versions.order_by("number")]


def entry_on(measure: Measure, policy: AuditPolicy, on: date) -> dict[str, Any]:
    """The parts of the entry of the day that a rating is bound to."""
    return material_parts(held_on(definitions_of(measure), on).plain(), policy)


def moved_since(audited: AuditedMeasure, versions: list[tuple[date, MeasureDefinition]], on: date) -> tuple[str, ...]:
    """The parts of the entry that are not as they were when the audit was chartered."""
    return changed(json.loads(audited.entry_json), held_on(versions, on).plain())


@dataclass(frozen=True)
class Told:
    """What the register tells of the values of a measure in the span of an audit."""

    versions: list[tuple[date, MeasureDefinition]]
    owed: tuple[Owed, ...]
    completeness: Check
    timeliness: Check


def told_of(audited: AuditedMeasure, policy: AuditPolicy, on: date) -> Told:
    """What it tells on the day; two statements."""
    measure, audit = audited.measure, audited.audit
    versions = definitions_of(measure)
    periods = checks.owed(
        versions,
        begins_on=measure.starts_on,
        retired_on=measure.ends_before,
        since=audit.starts_on,
        before=audit.ends_before,
        on=on,
    )
    # A value that was corrected came when its first figure did.
    rows = measure.values.filter(replaces__isnull=True).order_by().values("starts_on")
    came = {
        one["starts_on"]: clock.day_of(one["first"]) for one in rows.annotate(first=Min("batch__recorded_at"))
    }  # fmt: skip
    since = clock.day_of(measure.created_at)
    return Told(
        versions=versions,
        owed=periods,
        completeness=checks.completeness(periods, came, policy.completeness),
        timeliness=checks.timeliness(periods, came, policy.timeliness, kept_since=since, on=on),
    )


def frame(audited: AuditedMeasure, versions: list[tuple[date, MeasureDefinition]], on: date) -> list[Sampled]:
    """The periods of the span that have a value, each with the value that stands; the oldest first; one statement."""
    audit = audited.audit
    rows = MeasureValue.objects.filter(
        measure=audited.measure,
        current=True,
        starts_on__gte=audit.starts_on,
        ends_before__lte=min(audit.ends_before, on),
    )
    return [_sampled(one, versions) for one in rows.order_by("starts_on")]


def _sampled(row: MeasureValue, versions: list[tuple[date, MeasureDefinition]]) -> Sampled:
    definition = held_on(versions, row.starts_on)
    period = period_on(row.starts_on, definition.frequency, definition.year_starts_in)
    return Sampled(
        label=period.label,
        words=period.words,
        starts_on=row.starts_on,
        recorded=measuring.as_value(row).value,
        places=definition.places,
        unit=definition.unit,
    )


def plan_of(sample: AuditSample) -> SamplePlan:
    """The plan of a sample."""
    return SamplePlan.model_validate_json(sample.plan_json)


def drawn_of(sample: AuditSample) -> tuple[Sampled, ...]:
    """The periods of a sample."""
    return tuple(Sampled.model_validate(one) for one in json.loads(sample.drawn_json))


def result_of(row: AuditRecalculation) -> Recalculation:
    """What a recalculation came to."""
    return Recalculation.model_validate_json(row.result_json)


def proposed(
    computed: Computed, told: Told, recalculation: AuditRecalculation | None
) -> tuple[Grade, str, tuple[str, ...]] | None:
    """What the register works out towards a criterion: grade, sentence, and the periods that failed; else nothing."""
    if computed is Computed.NOTHING:
        return None
    if computed is Computed.RECALCULATION:
        if recalculation is None:
            return Grade.UNDETERMINED, "No sampled figure has been worked out again yet.", ()
        found = result_of(recalculation)
        return found.grade, found.sentence, tuple(f"{one.words}: {one.sentence}" for one in found.lines if one.wrong)
    check = told.completeness if computed is Computed.COMPLETENESS else told.timeliness
    return check.grade, check.sentence, check.lines
