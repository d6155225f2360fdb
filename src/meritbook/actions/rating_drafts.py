"""What a rater has typed and not sent: sealed with the key of the site, on no ledger, and gone once it is sent.

A draft is no act on the record: it is nobody's but its author's, is written anew every few seconds while they type,
and an entry for each time would tell when somebody did what. See ADR 0020 and 0033.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from meritbook.actions import assessing, sealing
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.core.competencies.answers import Ratings, ratings_of
from meritbook.core.values import canonical_json
from meritbook.records import clock, wal
from meritbook.records.models import AssessmentRater, MultiraterAssessment, RaterDraft

_BLOCK = 16_384
_PURPOSE = "meritbook rating draft"


def save(
    actor: Actor, *, at: datetime, rater: AssessmentRater, given: Mapping[str, Any], comments: Mapping[str, Any]
) -> Ratings:
    """Keep what is typed so far, in place of what was kept before; nothing of it counts before it is sent.

    Raises `NotAskedError`; `LeftOfficeError`; `SubjectLeftError`; `AssessmentStandsError`; `AssessmentDaysError`;
    `RaterAnsweredError`; `RaterDeclinedError`; `RatingAnswerError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = assessing.locked_rater(rater)
        possible.check_may_answer(actor, row, on)
        return put(row, given, comments, on)


def put(row: AssessmentRater, given: Mapping[str, Any], comments: Mapping[str, Any], on: date) -> Ratings:
    """Keep it for a rater who may answer, signed in or come by a link."""
    possible.check_answered_now(row, on)
    ratings = ratings_of(assessing.model_of(row.assessment), row.assessment.role, given, comments, partly=True)
    draft = RaterDraft.objects.filter(rater=row).first() or RaterDraft(rater=row)
    draft.salt = sealing.salt()
    draft.sealed = sealing.seal(
        canonical_json(ratings), salt=draft.salt, purpose=_PURPOSE, of=_of(row), block=_BLOCK
    )  # fmt: skip
    draft.save()
    return ratings


def held(rater: AssessmentRater) -> Ratings | None:
    """What was typed and not sent; none where there is nothing, or where it cannot be read any more."""
    draft = RaterDraft.objects.filter(rater=rater).first()
    if draft is None:
        return None
    try:
        plain = sealing.unseal(draft.sealed, salt=draft.salt, purpose=_PURPOSE, of=_of(rater))
    except sealing.UnreadableError:
        return None
    return Ratings.model_validate_json(plain)


def drop(rater: AssessmentRater) -> None:
    """Throw away what one rater typed, from the log of the database as well."""
    RaterDraft.objects.filter(rater=rater).delete()
    wal.empty_after_commit()


def drop_all(assessment: MultiraterAssessment) -> None:
    """Throw away whatever was typed and not sent, from the log of the database as well."""
    RaterDraft.objects.filter(rater__assessment=assessment).delete()
    wal.empty_after_commit()


def _of(row: AssessmentRater) -> str:
    # Bound to the person who types: where somebody else answers instead, it cannot be read.
    return f"rater:{row.pk}:{row.delegate_id or row.user_id or 0}"
