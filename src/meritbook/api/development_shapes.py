"""What the API takes and answers about assessments, improvements and surveys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe, Text
from meritbook.api.shapes import Asked, Because
from meritbook.core.results.survey import Question
from meritbook.core.results.survey_results import Alpha, Counted, Tally
from meritbook.core.results.survey_statistics import Change, Interval
from meritbook.desk.development import AreaShown, AssessmentLine, AssessmentShown
from meritbook.desk.surveys import Preview, QuestionShown, ResultShown, Shown, SurveyLine, SurveyShown
from meritbook.records.models import AreaEvidence, Improvement

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,79}$")]
Area = Annotated[str, Field(pattern=r"^[a-z-]{1,40}$")]
Name = Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")]


class OpenAssessment(Because):
    """An assessment to open."""

    department: Annotated[str, Field(min_length=1, max_length=32)]
    """A code."""
    year: int
    assessed_on: date
    assessors: Annotated[list[Name], Field(max_length=50)]
    """Usernames."""


class WriteFinding(Because):
    """What was found in an area; without a level none is chosen, which is no lowest level."""

    strengths: Maybe = ""
    opportunities: Maybe = ""
    level: Annotated[str, Field(max_length=40)] = ""
    because: Maybe = ""


class AddEvidence(Because):
    """Evidence: of a measure and a goal at most one; words alone name their source. Files are added on the site."""

    says: Text
    source: Annotated[str, Field(max_length=400)] = ""
    measure: Key | None = None
    plan: Key | None = None
    goal: Annotated[str, Field(max_length=79)] = ""


class ShowAssessment(Because):
    """The reason for showing an assessment to its department."""


class TakeAssessmentBack(Because):
    """The reason for taking a shown assessment back."""

    because: Text


class AnswerAssessment(Because):
    """What the department says."""

    answer: Text


class PlanImprovement(Because):
    """An improvement."""

    area: Area
    what: Annotated[str, Field(min_length=1, max_length=400)]
    owner: Name
    due_on: date
    plan: Key | None = None
    action: Annotated[str, Field(max_length=79)] = ""


class ReportImprovement(Because):
    """How far an improvement is."""

    state: Annotated[str, Field(pattern=r"^[a-z_]{1,16}$")]
    says: Text


class DrawSurvey(Because):
    """A survey to draw up."""

    key: Key
    title: Annotated[str, Field(min_length=1, max_length=200)]
    department: str | None = None
    """A code; null asks the enterprise."""
    questions: Annotated[list[dict[str, Any]], Field(max_length=60)]
    """Each with `key`, `says`, `kind` (`scale` or `text`), `points` and `good` (`high` or `low`)."""
    follows: Key | None = None


class ChangeSurvey(Because):
    """Other questions for a draft."""

    questions: Annotated[list[dict[str, Any]], Field(max_length=60)]


class OpenSurvey(Because):
    """The days of a survey."""

    starts_on: date
    last_day: date


class CloseSurvey(Because):
    """The reason for closing a survey."""


class WithdrawSurvey(Because):
    """The reason for withdrawing a survey."""

    because: Text


class PreviewSurvey(Asked):
    """Answers to look at: by the key of each question a place from 1, or words."""

    answers: Annotated[dict[str, int | str | None], Field(max_length=60)]


class AnswerSurvey(PreviewSurvey):
    """Answers to send, with the hash that their preview gave. No reason is taken: it would stand beside a name."""

    seen: Annotated[str, Field(max_length=64)]


class AssessmentLineAnswer(Schema):
    """An assessment in a list."""

    id: int
    department: str
    year: int
    state: str
    levels: int
    areas: int
    improvements_open: int


class EvidenceAnswer(Schema):
    """Evidence beside an area; a file by its hash."""

    id: int
    kind: str
    says: str
    source: str
    file_name: str
    file_sha256: str | None
    measure: str | None
    goal: str | None
    """`plan/goal`, by their keys."""


class ImprovementAnswer(Schema):
    """An improvement."""

    id: int
    area: str
    what: str
    owner: str
    due_on: date
    state: str
    says: str
    plan_action: str | None
    """`plan/action`, by their keys."""


class DevelopmentYearAnswer(Schema):
    """A level in a year; null where nobody chose one."""

    year: int
    level: str | None


class AreaAnswer(Schema):
    """An area of an assessment; an area without a finding is empty."""

    area: str
    name: str
    strengths: str
    opportunities: str
    level: str | None
    because: str
    found_by: str | None
    version: int
    years: list[DevelopmentYearAnswer]
    moved: str
    evidence: list[EvidenceAnswer]
    improvements: list[ImprovementAnswer]


class DevelopmentAssessmentAnswer(Schema):
    """One assessment."""

    id: int
    department: str
    year: int
    assessed_on: date
    policy: str
    state: str
    assessors: list[str]
    areas: list[AreaAnswer]
    answer: str
    answered_by: str | None


class SurveyLineAnswer(Schema):
    """A survey as on the day of the request."""

    key: str
    title: str
    department: str | None
    state: str
    starts_on: date | None
    last_day: date | None
    asks_me: bool
    answered_by_me: bool


class QuestionResult(Schema):
    """What is shown of a question for all together, or for the group that was asked for; null where nothing is."""

    key: str
    says: str
    answers: int | None
    counts: list[int] | None
    favourable: Interval | None
    mean: Interval | None
    change: Change | None
    """Since the survey that it follows; `noise` where chance alone may explain it."""


class SurveyResultAnswer(Schema):
    """What came of a closed survey: only what was found safe to show at its closing."""

    minimum: int
    asked: int
    answered: int | None
    groups: list[Counted]
    group: list[str] | None
    """The codes of the group that is shown; null for all together."""
    questions: list[QuestionResult]
    tallies: list[Tally]
    """The counts of every group that may be shown."""
    texts: dict[str, list[str]]
    alpha: Alpha | None
    """Only to the survey's owner."""


class SurveyAnswer(SurveyLineAnswer):
    """One survey."""

    owner: str
    version: int
    questions: list[Question]
    answered: str
    """How many answered, in words, once it is closed; never fewer than the minimum."""
    because: str
    result: SurveyResultAnswer | None


class PreviewAnswer(Schema):
    """What would be sent, with what in it may give the person away; it is kept nowhere."""

    answers: list[dict[str, Any]]
    seen: str
    """Sent with the answers, so that nobody sends what they have not looked at."""


class AnsweredAnswer(Schema):
    """That the answers are in."""

    survey: str
    answered: bool


def assessment_line(one: AssessmentLine) -> dict[str, Any]:
    """A line of a list."""
    return {
        "id": one.row.pk,
        "department": one.row.department.code,
        "year": one.row.year,
        "state": one.row.state,
        "levels": one.levels,
        "areas": one.areas,
        "improvements_open": one.open,
    }


def evidence(one: AreaEvidence) -> dict[str, Any]:
    """A piece of evidence."""
    return {
        "id": one.pk,
        "kind": one.kind,
        "says": one.says,
        "source": one.source,
        "file_name": one.name,
        "file_sha256": one.document.sha256 if one.document else None,
        "measure": one.measure.key if one.measure else None,
        "goal": f"{one.plan.key}/{one.goal}" if one.plan else None,
    }


def improvement(one: Improvement) -> dict[str, Any]:
    """An improvement."""
    return {
        "id": one.pk,
        "area": one.area,
        "what": one.what,
        "owner": one.owner.username,
        "due_on": one.due_on,
        "state": one.state,
        "says": one.says,
        "plan_action": f"{one.plan.key}/{one.action}" if one.plan else None,
    }


def _area(one: AreaShown) -> dict[str, Any]:
    found = one.finding
    return {
        "area": one.area.key,
        "name": one.area.name,
        "strengths": found.strengths if found else "",
        "opportunities": found.opportunities if found else "",
        "level": one.level.key if one.level else None,
        "because": found.because if found else "",
        "found_by": found.found_by.full_name if found else None,
        "version": one.versions,
        "years": [{"year": at.year, "level": at.level.key if at.level else None} for at in one.years],
        "moved": one.moved,
        "evidence": [evidence(held) for held in one.evidence],
        "improvements": [improvement(held) for held in one.improvements],
    }


def assessment(shown: AssessmentShown) -> dict[str, Any]:
    """One assessment."""
    row = shown.row
    return {
        "id": row.pk,
        "department": row.department.code,
        "year": row.year,
        "assessed_on": row.assessed_on,
        "policy": row.policy,
        "state": row.state,
        "assessors": list(shown.assessors),
        "areas": [_area(one) for one in shown.areas],
        "answer": row.answer,
        "answered_by": row.answered_by.full_name if row.answered_by else None,
    }


def survey_line(one: SurveyLine) -> dict[str, Any]:
    """A line of a list."""
    return {
        "key": one.row.key,
        "title": one.row.title,
        "department": one.row.department.code if one.row.department else None,
        "state": one.row.state,
        "starts_on": one.row.starts_on,
        "last_day": one.last_day,
        "asks_me": one.asks_me,
        "answered_by_me": one.answered_by_me,
    }


def _interval(one: Shown) -> dict[str, Any]:
    return {"at": one.at, "low": one.low, "high": one.high}


def _question(one: QuestionShown) -> dict[str, Any]:
    row = one.row
    return {
        "key": one.question.key,
        "says": one.question.says,
        "answers": row.n if row else None,
        "counts": list(row.counts) if row else None,
        "favourable": _interval(row.favourable) if row else None,
        "mean": _interval(row.mean) if row else None,
        "change": one.change,
    }


def _result(shown: ResultShown) -> dict[str, Any]:
    held = shown.result
    cell = next((one.groups for one, at in zip(held.cells, shown.groups, strict=True) if at is shown.chosen), None)
    return {
        "minimum": held.minimum,
        "asked": held.asked,
        "answered": held.answered,
        "groups": list(held.cells),
        "group": None if cell is None else list(cell),
        "questions": [_question(one) for one in shown.questions],
        "tallies": list(held.tallies),
        "texts": {question.key: list(said) for question, said in shown.texts},
        "alpha": shown.alpha,
    }


def survey(shown: SurveyShown) -> dict[str, Any]:
    """One survey."""
    return {
        **survey_line(shown.line),
        "owner": shown.line.row.owner.full_name,
        "version": shown.version,
        "questions": list(shown.questions.items),
        "answered": shown.answered,
        "because": shown.line.row.because,
        "result": _result(shown.result) if shown.result else None,
    }


def preview(found: Preview) -> dict[str, Any]:
    """A preview."""
    lines = [
        {"key": question.key, "says": question.says, "answer": said, "warnings": list(warnings)}
        for question, said, warnings in found.lines
    ]
    return {"answers": lines, "seen": found.sha256}
