"""What many assessments together tell of a model and a role: how well it measures, and the average of its people.

Neither is drawn anew before enough new people came in, as the policy says: the difference of two figures would
otherwise tell what one of them was. What is held in between is sealed, and the ledger does not vouch for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import ValidationError

from meritbook.actions import assessing, competency_models, sealing
from meritbook.core.competencies.answers import Ratings
from meritbook.core.competencies.averages import RoleAverages, drawn
from meritbook.core.competencies.policy import CompetencyPolicy
from meritbook.core.competencies.reliability import (
    RatingAlphas,
    ReliabilityTold,
    behaviours_of,
    reliability,
    reliability_due,
)
from meritbook.core.values import canonical_json
from meritbook.records.models import (
    AssessmentTold,
    CompetencyBenchmark,
    CompetencyModelRow,
    CompetencyReliability,
    MultiraterAssessment,
)

_BLOCK = 16_384
_PURPOSE = "meritbook rating sums"


def add(assessment: MultiraterAssessment, ratings: Sequence[Ratings], policy: CompetencyPolicy) -> None:
    """Add how the sheets of those in groups hang together to what is held of the version and role, and report alpha
    where it is due. Only where twice the minimum rated all of it.
    """
    version, role = assessment.version, assessment.role
    row = CompetencyReliability.objects.select_for_update().filter(version=version, role=role).first()
    if row is None:
        row = CompetencyReliability(version=version, role=role)
        held = behaviours_of([one.key for _, one in assessing.model_of(assessment).items(role)])
    else:
        held = _look(row)
    more = held.with_round(ratings, least=2 * policy.minimum)
    if more == held:
        return
    told = ReliabilityTold.model_validate_json(row.told_json) if row.told_json else None
    if reliability_due(more, told, people=policy.reliability_people):
        found = reliability(more, confidence=float(policy.confidence))
        row.told_json = canonical_json(found) if found is not None else row.told_json
    row.salt = sealing.salt()
    row.sealed = sealing.seal(canonical_json(more), salt=row.salt, purpose=_PURPOSE, of=_of(row), block=_BLOCK)
    row.save()


def _look(row: CompetencyReliability) -> RatingAlphas:
    try:
        return RatingAlphas.model_validate_json(
            sealing.unseal(row.sealed, salt=row.salt, purpose=_PURPOSE, of=_of(row))
        )
    except (sealing.UnreadableError, ValidationError):
        # The key of the site was changed: what nobody can read is begun anew, and no assessment is held up. So are the
        # sums that were held once, from which sheets could be reckoned.
        items = [one.key for _, one in competency_models.model_of(row.version).items(row.role)]
        return behaviours_of(items)


def _of(row: CompetencyReliability) -> str:
    return f"version:{row.version_id}:{row.role}"


def draw_average(
    assessment: MultiraterAssessment, policy: CompetencyPolicy, at: datetime
) -> CompetencyBenchmark | None:
    """The average of the model and role, drawn anew where enough new people were assessed; else none."""
    model, role = assessment.version.model_id, assessment.role
    # Two that are closed at once queue here, so that each sees the other's people.
    CompetencyModelRow.objects.select_for_update().get(pk=model)
    rows = AssessmentTold.objects.filter(assessment__version__model=model, assessment__role=role)
    people = rows.values("assessment__subject").distinct().count()
    last = CompetencyBenchmark.objects.filter(model=model, role=role).order_by("-people").first()
    if people < (last.people if last is not None else 0) + policy.benchmark_people:
        return None
    newest: dict[str, dict[int, float]] = {}
    for row in rows.select_related("assessment").order_by("pk"):
        for one in assessing.result_of(row).competencies:
            if one.others is not None:
                newest.setdefault(one.key, {})[row.assessment.subject_id] = one.others.mean
    found = drawn(
        {key: list(means.values()) for key, means in newest.items()},
        RoleAverages.model_validate_json(last.told_json) if last is not None else None,
        people=policy.benchmark_people,
    )
    if found is None:
        return None
    made: CompetencyBenchmark = CompetencyBenchmark.objects.create(
        model_id=model, role=role, people=people, told_json=canonical_json(found), drawn_at=at
    )
    return made
