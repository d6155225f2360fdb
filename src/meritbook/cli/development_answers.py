"""What `results development`, `results surveys` and `results survey` answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.results.survey import Question
from meritbook.core.results.survey_results import Alpha, Counted, Tally
from meritbook.core.results.survey_statistics import Change, Interval
from meritbook.core.values import Value


class AssessmentLine(Value):
    """An assessment in a list."""

    id: int
    department: str
    year: int
    state: str
    levels: int
    """In how many areas a person chose a level."""
    areas: int
    improvements_open: int


class ImprovementLine(Value):
    """What is done about an opportunity."""

    id: int
    area: str
    what: str
    owner: str
    """A username."""
    due_on: date
    state: str
    says: str
    plan_action: str | None
    """`plan/action`, by their keys."""


class AreaLine(Value):
    """An area of an assessment; `level` is null where nobody chose one, and nothing is computed."""

    area: str
    name: str
    level: str | None
    because: str
    strengths: str
    opportunities: str
    moved: str
    """What changed since the assessment before, in words."""
    evidence: tuple[str, ...]
    improvements: tuple[ImprovementLine, ...]


class AssessmentDetail(Value):
    """One assessment."""

    line: AssessmentLine
    assessed_on: date
    policy: str
    assessors: tuple[str, ...]
    areas: tuple[AreaLine, ...]
    answer: str


class DevelopmentAnswer(Value):
    """The assessments that the person may read, one page of them; or one, where its number was given."""

    on: date
    page: int
    pages: int
    total: int
    assessments: tuple[AssessmentLine, ...]
    assessment: AssessmentDetail | None


class SurveyLine(Value):
    """A survey as on the day."""

    key: str
    title: str
    department: str | None
    """A code; null for the enterprise."""
    state: str
    starts_on: date | None
    last_day: date | None
    asks_me: bool
    answered_by_me: bool


class SurveysAnswer(Value):
    """The surveys that ask the person, and those that they keep or read; one page of them."""

    on: date
    page: int
    pages: int
    total: int
    surveys: tuple[SurveyLine, ...]


class QuestionLine(Value):
    """A question with what is shown of it; null where showing it would tell an answer."""

    key: str
    says: str
    answers: int | None
    favourable: Interval | None
    mean: Interval | None
    change: Change | None


class SurveyAnswer(Value):
    """One survey, and once it is closed, what was found safe to show of it."""

    survey: SurveyLine
    answered: str
    minimum: int | None
    asked: int | None
    groups: tuple[Counted, ...]
    group: str | None
    """The group that is shown; null for all together."""
    questions: tuple[QuestionLine, ...]
    items: tuple[Question, ...]
    """The questions with their scales, as `draw-survey` and `change-survey` take them."""
    tallies: tuple[Tally, ...]
    texts: dict[str, tuple[str, ...]]
    alpha: Alpha | None
    """Only to the survey's owner."""
