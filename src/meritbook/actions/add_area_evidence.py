"""Put evidence beside an area: a file byte for byte, a measure, a goal of a plan, or words with their source."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import developing, ledger, policies, storing
from meritbook.actions import developing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.readers.attachments import Attachment
from meritbook.records import clock
from meritbook.records.models import (
    AreaEvidence,
    AssessmentState,
    DevelopmentAssessment,
    EvidenceKind,
    Measure,
    StrategicPlan,
)


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    assessment: DevelopmentAssessment,
    area: str,
    says: str,
    source: str = "",
    file: Attachment | None = None,
    measure: Measure | None = None,
    plan: StrategicPlan | None = None,
    goal: str = "",
) -> AreaEvidence:
    """The evidence: of what is named besides the words, at most one; a file comes from `attach_file.take`.

    Raises `ForbiddenError`; `AssessmentStandsError`; `DevelopmentError`; `TextError`; `DevelopmentPolicyError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    given = [
        kind
        for kind, one in ((EvidenceKind.FILE, file), (EvidenceKind.MEASURE, measure), (EvidenceKind.GOAL, plan))
        if one is not None
    ]
    if len(given) > 1:
        raise possible.DevelopmentError(
            "One piece of evidence is a file, a measure or a goal, not several.", where="kind"
        )
    kind = given[0] if given else EvidenceKind.WORDS
    source = policies.check_text(source, field="source", longest=400, required=kind is EvidenceKind.WORDS)
    with transaction.atomic():
        held = developing.locked(assessment)
        role = require(actor, Capability.KEEP_DEVELOPMENT, held, on=on)
        possible.check_assesses(actor, held)
        possible.check_state(held, AssessmentState.DRAFT)
        possible.check_area(developing.policy_of(held), area)
        document, new = None, False
        if file is not None:
            document, new = storing.keep_bytes(
                actor, at=at, name=file.name, data=file.data, media_type=file.media_type
            )  # fmt: skip
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = AreaEvidence.objects.create(
            assessment=held,
            area=area,
            kind=kind,
            says=says,
            source=source,
            document=document,
            name=file.name if file else "",
            measure=measure,
            plan=plan,
            goal=possible.check_goal(plan, goal) if plan else "",
            added_by=actor.user,
            added_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="add_area_evidence",
            subject=developing.subject(held),
            facts={
                "area": area,
                "kind": str(kind),
                "file": document.sha256 if document else None,
                "measure": measure.key if measure else None,
                "goal": f"{plan.key}/{goal}" if plan else None,
            },
            records=[row, *([document] if document and new else [])],
        )
    return row
