"""The box into which the answers to a survey go: see `sealed_box`."""

from __future__ import annotations

from meritbook.actions.policies import PolicyError
from meritbook.actions.sealed_box import SealedBox
from meritbook.core.results.survey_results import Box
from meritbook.records.models import SurveyBox


class SurveyBoxError(PolicyError):
    """The answers cannot be read, or are not as many as people answered."""

    code = "results.survey_box"
    remedy = (
        "Ask the system administrator whether the key of the site was changed, or the database restored, while the "
        "survey was open. What cannot be read cannot be counted: withdraw the survey, and say why."
    )


def _unreadable() -> SurveyBoxError:
    return SurveyBoxError("The answers of this survey cannot be read with the key of the site.", where="survey")


_BOXES = SealedBox(SurveyBox, Box, of="survey", purpose="meritbook survey box", unreadable=_unreadable)
make, put, look = _BOXES.make, _BOXES.put, _BOXES.look
