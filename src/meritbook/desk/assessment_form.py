"""The form on which somebody assesses somebody else, as values: what is asked, what was chosen, and the preview.

Pages of those who sign in, pages behind a guest's link and the API show the same. Nothing here is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Length

from meritbook.core.competencies.answers import LONGEST_COMMENT, NOT_OBSERVED, Ratings, ratings_of
from meritbook.core.competencies.model import Behaviour, Competency, CompetencyModel, ModelRole
from meritbook.core.screening import Screened, name_words, own_words, screened
from meritbook.records.models import AssessmentRater, MultiraterState, User

NO_ANSWER = ""
WORDS = {NOT_OBSERVED: "Not observed", NO_ANSWER: "Not answered"}


@dataclass(frozen=True)
class BehaviourAsked:
    """A behaviour of the form, with what was chosen."""

    key: str
    says: str
    chosen: str
    """A place of the scale, `not-observed`, or nothing."""


@dataclass(frozen=True)
class CompetencyAsked:
    """A competency of the form."""

    key: str
    name: str
    definition: str
    behaviours: tuple[BehaviourAsked, ...]
    comment: str


@dataclass(frozen=True)
class FormShown:
    """What is asked of somebody in the role."""

    role: ModelRole
    points: tuple[tuple[str, str], ...]
    """Place and word, from the lowest to the highest."""
    competencies: tuple[CompetencyAsked, ...]
    longest: int
    authored: str

    @property
    def behaviours(self) -> int:
        """How many behaviours are rated."""
        return sum(len(one.behaviours) for one in self.competencies)


@dataclass(frozen=True)
class RatedLine:
    """A behaviour in a preview."""

    key: str
    says: str
    answer: str
    """In words."""


@dataclass(frozen=True)
class PreviewPart:
    """A competency in a preview."""

    key: str
    name: str
    lines: tuple[RatedLine, ...]
    comment: str
    warnings: tuple[str, ...]
    """What in the comment may give its writer away, or somebody else."""
    pieces: tuple[tuple[str, bool], ...]
    """The comment, and of each piece whether it is marked as such."""


@dataclass(frozen=True)
class RatingPreview:
    """What would be sent."""

    parts: tuple[PreviewPart, ...]
    rated: int
    not_observed: int
    asked: int
    sha256: str

    @property
    def warned(self) -> int:
        """How many warnings there are."""
        return sum(len(one.warnings) for one in self.parts)


def form_of(model: CompetencyModel, role: str, given: Mapping[str, Any], comments: Mapping[str, Any]) -> FormShown:
    """The form with what was chosen and written so far, fit or not."""
    found = model.role(role)
    assert found is not None  # noqa: S101  # an assessment is drawn up in a role of its model
    return FormShown(
        role=found,
        points=tuple((str(place), word) for place, word in enumerate(model.scale.points, start=1)),
        competencies=tuple(
            CompetencyAsked(
                key=one.key,
                name=one.name,
                definition=one.definition,
                behaviours=tuple(
                    BehaviourAsked(held.key, held.says, str(given.get(held.key) or "")) for held in one.behaviours[role]
                ),
                comment=str(comments.get(one.key) or ""),
            )
            for one in model.competencies
            if one.behaviours.get(role)
        ),
        longest=LONGEST_COMMENT,
        authored=model.authored,
    )


def chosen_of(ratings: Ratings) -> dict[str, Any]:
    """What a draft holds, as the form takes it."""
    return {**ratings.places, **dict.fromkeys(ratings.not_observed, NOT_OBSERVED)}


def preview_of(
    model: CompetencyModel,
    role: str,
    given: Mapping[str, Any],
    comments: Mapping[str, Any],
    *,
    subject: str,
    author: str,
) -> RatingPreview:
    """What would be sent, kept nowhere; raises `RatingAnswerError`.

    The name of the person assessed, `subject`, is no warning: whoever writes of them names them. That of the `author`
    is one, by each of its words. Names of others are never shown: who writes learns of a word of theirs that it looks
    like a name, and not whose it is, or whether that person is asked as well.
    """
    ratings = ratings_of(model, role, given, comments)
    names, own = _names_now() if ratings.comments else frozenset(), own_words(author, subject)
    seen = {key: screened(said, names, own, own_words(subject)) for key, said in ratings.comments.items()}
    nothing = Screened((), ())
    return RatingPreview(
        parts=tuple(
            PreviewPart(
                key=one.key,
                name=one.name,
                lines=tuple(_line(model, ratings, held) for held in one.behaviours.get(role, ())),
                comment=ratings.comments.get(one.key, ""),
                warnings=seen.get(one.key, nothing).warnings,
                pieces=seen.get(one.key, nothing).pieces,
            )
            for one in model.competencies
            if _asks(one, role) or one.key in ratings.comments
        ),
        rated=len(ratings.places),
        not_observed=len(ratings.not_observed),
        asked=sum(1 for _ in model.items(role)),
        sha256=ratings.sha256,
    )


def _names_now() -> frozenset[str]:
    """The words of the names of everybody who is on record and not shut out, and of the guests of open assessments."""
    stands = _users().aggregate(people=Count("pk"), keys=Sum("pk"), letters=Sum(Length("full_name")))
    guests = _guests().aggregate(people=Count("pk"), keys=Sum("pk"))
    return _names((*stands.values(), *guests.values()))


def _users() -> QuerySet[User]:
    return User.objects.filter(is_active=True)


def _guests() -> QuerySet[AssessmentRater]:
    return AssessmentRater.objects.filter(assessment__state=MultiraterState.OPEN, user__isnull=True)


@lru_cache(maxsize=1)
def _names(stands: tuple[int | None, ...]) -> frozenset[str]:
    """Put together anew when somebody came or left: an office of thousands looks at previews all day."""
    del stands
    people = _users().order_by("pk").values_list("full_name", flat=True)
    return name_words([*people, *_guests().order_by("pk").values_list("guest", flat=True)])


def _asks(competency: Competency, role: str) -> bool:
    return bool(competency.behaviours.get(role))


def _line(model: CompetencyModel, ratings: Ratings, held: Behaviour) -> RatedLine:
    place = ratings.places.get(held.key)
    if place is not None:
        return RatedLine(held.key, held.says, model.scale.points[place - 1])
    return RatedLine(held.key, held.says, WORDS[NOT_OBSERVED if held.key in ratings.not_observed else NO_ANSWER])
