"""Quantify risks together: the loss of a year with and without controls, kept with seed, trials and inputs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.risk import RiskInput, inputs_digest, quantify
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import Risk, RiskAppetite, RiskAssessment, RiskQuantification


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    risks: Sequence[Risk],
    trials: int = 50_000,
    seed: int | None = None,
) -> RiskQuantification:
    """The run as a record. Without a `seed` it follows from the inputs, so that the same inputs give the same.

    Raises `ForbiddenError`; `QuantifyError`; `NotAssessedError`; `RiskPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        departments = {one.department_id for one in risks}
        department = risks[0].department if len(departments) == 1 else None
        role = require(actor, Capability.KEEP_RISK, risking.of_department_or_all(RiskQuantification, department), on=on)
        inputs = inputs_of(risks, on=on)
        chosen = default_seed(inputs) if seed is None else seed
        found = quantify(inputs, trials=trials, seed=chosen)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = RiskQuantification.objects.create(
            department=department,
            seed=found.seed,
            trials=found.trials,
            risks=len(inputs),
            inputs_json=canonical_json([one.plain() for one in inputs]),
            inputs_sha256=found.inputs_sha256,
            result_json=canonical_json(found),
            result_sha256=digest(found),
            run_by=actor.user,
            run_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="quantify_risks",
            subject=f"risk_quantification:{row.pk}",
            facts={
                "risks": row.risks,
                "trials": row.trials,
                "seed": row.seed,
                "inputs": row.inputs_sha256,
                "result": row.result_sha256,
            },
            records=[row],
        )
    return row


def default_seed(inputs: Sequence[RiskInput]) -> int:
    """The seed that follows from the inputs."""
    return int(inputs_digest(inputs)[:8], 16)


def inputs_of(risks: Sequence[Risk], *, on: date) -> list[RiskInput]:
    """What a run takes of the risks as they stand, in the order of their keys; three statements.

    Raises `NotAssessedError` that names a risk without assessment.
    """
    policy = risking.risk_policy(on)
    rows = {one.risk_id: one for one in RiskAssessment.objects.filter(risk__in=list(risks), current=True)}
    for one in risks:
        if one.pk not in rows:
            raise possible.NotAssessedError(f"{one.title} has no assessment yet.", where=one.key)
    appetites = list(RiskAppetite.objects.on(on))
    return [
        risking.input_of(one, rows[one.pk], policy, risking.exact_appetite(appetites, one))
        for one in sorted(risks, key=lambda one: one.key)
    ]
