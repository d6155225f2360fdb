"""What the API takes and answers about competency assessments. No answer of it says what somebody else answered."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe, Text
from meritbook.api.shapes import Asked, Because, Id
from meritbook.core.competencies.model import RatingScale
from meritbook.desk.assessment_form import FormShown, RatingPreview
from meritbook.desk.assessments import Asked as AskedShown
from meritbook.desk.assessments import AssessmentLine, AssessmentShown

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Name = Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")]
Given = Annotated[dict[str, int | str | None], Field(max_length=480)]
"""By the key of a behaviour: a place of the scale from 1, `not-observed`, or null."""
Comments = Annotated[dict[str, str | None], Field(max_length=40)]
"""By the key of a competency: words."""


class DrawCompetencyAssessment(Because):
    """An assessment to draw up, by the current version of a model."""

    subject: Name
    """A username."""
    model: Key
    role: Key
    follows: Id | None = None
    """A closed assessment of the same person."""


class NameRater(Because):
    """Somebody who is asked: a username, or the name and address of a guest."""

    group: Annotated[str, Field(pattern=r"^(self|supervisor|peer|report|other)$")]
    user: Name | None = None
    guest: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=254)] = ""
    because: Annotated[str, Field(max_length=1_000)] = ""
    """Why they are asked as supervisor or report where the positions on record do not show it."""


class RemoveRater(Because):
    """Why somebody is not asked any more."""

    because: Text


class OpenCompetencyAssessment(Because):
    """The days of an assessment."""

    starts_on: date
    last_day: date
    confirm: bool = False
    """That it is opened although nothing of the groups would be told, even if everybody answers."""


class CloseCompetencyAssessment(Because):
    """The reason for closing an assessment."""


class WithdrawCompetencyAssessment(Because):
    """The reason for withdrawing an assessment."""

    because: Text


class PreviewRating(Asked):
    """Answers to look at, or to keep as a draft. No reason is taken: it would stand beside a name."""

    given: Given = {}
    comments: Comments = {}


class SendRating(PreviewRating):
    """Answers to send, with the hash that their preview gave."""

    seen: Annotated[str, Field(max_length=64)]


class DeclineRating(Asked):
    """That somebody does not answer."""

    because: Maybe = ""


class TakeDecliningBack(Asked):
    """That somebody who declined is asked again. Nothing has to be said."""


class DelegateRating(Asked):
    """Who answers instead."""

    delegate: Name


class TakeRatingBack(Asked):
    """The receipt of the sending."""

    receipt: Annotated[str, Field(min_length=1, max_length=200)]


class RatingAskedAnswer(Schema):
    """What the person is asked."""

    id: int
    assessment: int
    subject: str
    group: str
    named: bool
    """What they answer stands under their name."""
    state: str
    starts_on: date | None
    last_day: date | None
    answerable: bool
    """It can be answered today."""


class AskedBehaviour(Schema):
    """A behaviour, with what was chosen in the draft."""

    key: str
    says: str
    chosen: str


class AskedCompetency(Schema):
    """A competency, with what was written in the draft."""

    key: str
    name: str
    definition: str
    behaviours: list[AskedBehaviour]
    comment: str


class RatingFormAnswer(RatingAskedAnswer):
    """All that is asked, and what was typed before and not sent."""

    model: str
    role: str
    scale: RatingScale
    authored: str
    counts_for_rating: bool
    """Whether it may be evidence for a performance rating, by the policy under which it is collected."""
    minimum: int
    """The smallest group that is ever told by itself."""
    competencies: list[AskedCompetency]


class RatedLineAnswer(Schema):
    """A behaviour as it would be sent."""

    key: str
    says: str
    answer: str


class PreviewPartAnswer(Schema):
    """A competency as it would be sent, with what in the words may give somebody away."""

    key: str
    name: str
    lines: list[RatedLineAnswer]
    comment: str
    warnings: list[str]


class RatingPreviewAnswer(Schema):
    """What would be sent; it is kept nowhere."""

    parts: list[PreviewPartAnswer]
    rated: int
    not_observed: int
    asked: int
    seen: str
    """Sent with the answers, so that nobody sends what they have not looked at."""


class DraftKeptAnswer(Schema):
    """That the draft is kept, sealed."""

    kept: bool


class ReceiptAnswer(Schema):
    """That the answers are in. The receipt is given this once: by it alone they can be taken back."""

    receipt: str


class StandingAnswer(Schema):
    """That it is done."""

    done: bool


class RaterAnswer(Schema):
    """Somebody who is asked. It does not say whether they answered."""

    id: int
    name: str
    delegate: str
    address: str
    state: str
    because: str
    asked_because: str
    """Why they are asked as what the positions on record do not show."""
    gone: str
    """For who keeps it: that they cannot answer any more, in words; whether they had before is told to nobody."""


class RaterGroupAnswer(Schema):
    """A group of raters; without the raters where the person may not know them."""

    group: str
    named: bool
    asked: int
    raters: list[RaterAnswer]
    off_record: int
    """Of those asked as reporting to the person: how many do not by the positions on record."""


class CompetencyAssessmentLine(Schema):
    """An assessment in a list."""

    id: int
    subject: str
    department: str | None
    model: str
    version: int
    role: str
    state: str
    starts_on: date | None
    last_day: date | None
    asked: int
    told: bool
    """Something came of it; its report says what."""


class CompetencyAssessmentAnswer(CompetencyAssessmentLine):
    """One assessment."""

    policy: str
    counts_for_rating: bool
    minimum: int
    answered: str
    """How many of those in groups answered, in words, once it is closed and where that may be told."""
    groups: list[RaterGroupAnswer]
    outlook: str
    """For who keeps a draft or an open one: what would be told if everybody answered who can, in words."""
    short: list[str]
    """For who keeps an open one: groups of which too few can still answer to be told by themselves, in words."""
    because: str


def asked(one: AskedShown) -> dict[str, Any]:
    """What the person is asked."""
    return {
        "id": one.row.pk,
        "assessment": one.row.assessment_id,
        "subject": one.subject,
        "group": one.row.group,
        "named": one.named,
        "state": one.state,
        "starts_on": one.starts_on,
        "last_day": one.last_day,
        "answerable": one.now,
    }


def form(one: AskedShown, shown: FormShown, *, model: str, minimum: int) -> dict[str, Any]:
    """All that is asked."""
    return {
        **asked(one),
        "model": model,
        "role": shown.role.key,
        "scale": {"points": [word for _, word in shown.points]},
        "authored": shown.authored,
        "counts_for_rating": one.row.assessment.counts_for_rating,
        "minimum": minimum,
        "competencies": [
            {
                "key": held.key,
                "name": held.name,
                "definition": held.definition,
                "behaviours": [{"key": b.key, "says": b.says, "chosen": b.chosen} for b in held.behaviours],
                "comment": held.comment,
            }
            for held in shown.competencies
        ],
    }


def preview(found: RatingPreview) -> dict[str, Any]:
    """A preview."""
    return {
        "parts": [
            {
                "key": part.key,
                "name": part.name,
                "lines": [{"key": one.key, "says": one.says, "answer": one.answer} for one in part.lines],
                "comment": part.comment,
                "warnings": list(part.warnings),
            }
            for part in found.parts
        ],
        "rated": found.rated,
        "not_observed": found.not_observed,
        "asked": found.asked,
        "seen": found.sha256,
    }


def line(one: AssessmentLine) -> dict[str, Any]:
    """A line of a list."""
    row = one.row
    return {
        "id": row.pk,
        "subject": row.subject.full_name,
        "department": row.department.code if row.department else None,
        "model": row.version.model.key,
        "version": row.version.number,
        "role": row.role,
        "state": one.state,
        "starts_on": row.starts_on,
        "last_day": one.last_day,
        "asked": one.asked,
        "told": one.told,
    }


def assessment(shown: AssessmentShown) -> dict[str, Any]:
    """One assessment."""
    return {
        **line(shown.line),
        "policy": f"{shown.policy.key} {shown.policy.version}",
        "counts_for_rating": shown.line.row.counts_for_rating,
        "minimum": shown.policy.minimum,
        "answered": shown.answered,
        "groups": [
            {
                "group": group.key,
                "named": group.named,
                "asked": group.asked,
                "raters": [
                    {
                        "id": one.row.pk,
                        "name": one.name,
                        "delegate": one.delegate,
                        "address": one.address,
                        "state": one.state,
                        "because": one.because,
                        "asked_because": one.asked_because,
                        "gone": one.gone,
                    }
                    for one in group.raters
                ],
                "off_record": group.off_record,
            }
            for group in shown.groups
        ],
        "outlook": shown.outlook,
        "short": list(shown.short),
        "because": shown.line.row.because,
    }
