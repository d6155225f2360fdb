"""The box into which the ratings of an assessment go: see `sealed_box`."""

from __future__ import annotations

from meritbook.actions.policies import PolicyError
from meritbook.actions.sealed_box import SealedBox
from meritbook.core.competencies.answers import RatingBox
from meritbook.records.models import AssessmentBox, MultiraterAssessment


class RatingBoxError(PolicyError):
    """The ratings cannot be read, or are not as many as people answered."""

    code = "competencies.rating_box"
    remedy = (
        "Ask the system administrator whether the key of the site was changed, or the database restored, while the "
        "assessment was open. What cannot be read cannot be counted: withdraw the assessment, and say why."
    )


def _unreadable() -> RatingBoxError:
    return RatingBoxError("The ratings of this assessment cannot be read with the key of the site.", where="assessment")


_BOXES = SealedBox(AssessmentBox, RatingBox, of="assessment", purpose="meritbook rating box", unreadable=_unreadable)
make, put, look = _BOXES.make, _BOXES.put, _BOXES.look


def held(assessment: MultiraterAssessment) -> AssessmentBox:
    """The box of an open assessment, kept from others until the transaction ends."""
    row: AssessmentBox = AssessmentBox.objects.select_for_update().get(assessment=assessment)
    return row
