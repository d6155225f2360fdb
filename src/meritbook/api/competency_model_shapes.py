"""What the API takes and answers about competency models, crosswalks, and what the duties of a class call for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Text
from meritbook.api.shapes import Because, Number
from meritbook.core.competencies.compare import Change, CompetencyChange
from meritbook.core.competencies.duties import CalledFor
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.documents.model import Span
from meritbook.desk.competency_crosswalks import ClassCompetencies, CrosswalkShown
from meritbook.desk.competency_models import ModelLine, ModelShown, VersionsCompared

ModelKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


class TakeCompetencyModel(Because):
    """A new model, or the next version of one: `model` in the shape in which it is answered and handed out as JSON."""

    model: dict[str, Any]


class TakeNextCompetencyModel(TakeCompetencyModel):
    """The next version; `seen` is the number of the version that was changed, so that nobody's change is lost."""

    seen: Number | None = None


class RetireCompetencyModel(Because):
    """The end of a model."""

    because: Text


class TakeOverCompetencyModel(Because):
    """The reason for taking a model over."""


class DrawCrosswalk(Because):
    """A line from a competency of one model to one of another."""

    one: ModelKey
    one_competency: ModelKey
    other: ModelKey
    other_competency: ModelKey
    partly: bool
    """Whether the one covers a part of the other only."""
    because: Annotated[str, Field(min_length=1, max_length=2000)]


class WithdrawCrosswalk(Because):
    """The end of a line."""

    because: Annotated[str, Field(min_length=1, max_length=2000)]


class CompetencyModelLineAnswer(Schema):
    """A model in the list."""

    key: str
    name: str
    version: int
    competencies: int
    roles: list[str]
    owner: str | None
    """A username; null of a shipped model that nobody took over."""
    shipped: bool
    retired: bool


class CompetencyVersionAnswer(Schema):
    """A version in the list of a model."""

    number: int
    sha256: str
    saved_on: date
    saved_by: str | None
    """A username; null of what came with the program."""
    document: str | None
    """The seal of the file that it was taken from."""


class CompetencyReliabilityAnswer(Schema):
    """How well the behaviours of a role hang together, as last reported; null where too few have answered."""

    version: int
    role: str
    alpha: float | None
    low: float | None
    high: float | None
    items: int | None
    answers: int | None


class CompetencyModelAnswer(Schema):
    """A model in one version."""

    line: CompetencyModelLineAnswer
    number: int
    current: bool
    sha256: str
    retired_because: str
    model: CompetencyModel
    versions: list[CompetencyVersionAnswer]
    reliability: list[CompetencyReliabilityAnswer] | None
    """For its owner; null for everybody else."""


class CompetencyModelChangesAnswer(Schema):
    """What differs between two versions."""

    key: str
    before: int
    after: int
    model: list[Change]
    competencies: list[CompetencyChange]
    reordered: bool


class CrosswalkAnswer(Schema):
    """A line of the crosswalk, from the end that was asked for."""

    id: int
    one: str
    one_competency: str
    other: str
    other_competency: str
    how: str
    partly: bool
    because: str
    gone: bool
    """Whether one of the competencies is not in the version that stands."""
    drawn_by: str | None
    withdrawn_because: str


class CueFoundAnswer(Schema):
    """A sentence of the class with the words that call for a competency."""

    cues: list[str]
    words: list[Span]
    label: str
    span: Span
    text: str


class CalledForAnswer(Schema):
    """A competency and where the class calls for it; `undetermined` says why nothing is known, and who settles it."""

    competency: str
    name: str
    found: list[CueFoundAnswer]
    undetermined: str


class ClassCompetenciesAnswer(Schema):
    """What the words of a class call for, by one model; `model` is null where none is in use."""

    plan: str
    revision: int
    ref: str
    model: str | None
    version: int
    role: str | None
    """The key of the role in which the class works; null where the model does not say."""
    authored: str
    called: list[CalledForAnswer]


def line(one: ModelLine) -> dict[str, Any]:
    """A model in the list."""
    return {
        "key": one.row.key,
        "name": one.row.name,
        "version": one.number,
        "competencies": one.competencies,
        "roles": list(one.roles),
        "owner": one.row.owner.username if one.row.owner else None,
        "shipped": one.row.shipped,
        "retired": bool(one.row.retired_because),
    }


def model(shown: ModelShown) -> dict[str, Any]:
    """A model in one version."""
    stands = next(one.number for one in shown.versions if one.current)
    roles = tuple(one.name for one in shown.model.roles)
    return {
        "line": line(ModelLine(shown.row, stands, len(shown.model.competencies), roles)),
        "number": shown.version.number,
        "current": shown.version.current,
        "sha256": shown.version.sha256,
        "retired_because": shown.row.retired_because,
        "model": shown.model.plain(),
        "versions": [
            {
                "number": one.number,
                "sha256": one.sha256,
                "saved_on": one.saved_at.date(),
                "saved_by": one.saved_by.username if one.saved_by else None,
                "document": one.document.sha256 if one.document else None,
            }
            for one in shown.versions
        ],
        "reliability": [
            {
                "version": one.number,
                "role": one.role,
                "alpha": one.told.alpha if one.told else None,
                "low": one.told.low if one.told else None,
                "high": one.told.high if one.told else None,
                "items": one.told.items if one.told else None,
                "answers": one.told.n if one.told else None,
            }
            for one in shown.reliability
        ]
        if shown.mine
        else None,
    }


def changes(found: VersionsCompared) -> dict[str, Any]:
    """What differs between two versions."""
    plain = found.changes.plain()
    return {"key": found.row.key, "before": found.before.number, "after": found.after.number, **plain}


def crosswalk(one: CrosswalkShown) -> dict[str, Any]:
    """A line of the crosswalk."""
    row = one.row
    return {
        "id": row.pk,
        "one": one.one.key,
        "one_competency": one.one_competency,
        "other": one.other.key,
        "other_competency": one.other_competency,
        "how": one.how,
        "partly": row.partly,
        "because": row.because,
        "gone": one.gone,
        "drawn_by": row.drawn_by.username if row.drawn_by else None,
        "withdrawn_because": row.withdrawn_because,
    }


def of_class(found: ClassCompetencies) -> dict[str, Any]:
    """What a class calls for."""
    return {
        "plan": found.page.plan.key,
        "revision": found.page.plan.revision,
        "ref": found.job_class.ref,
        "model": found.chosen.key if found.chosen else None,
        "version": found.number,
        "role": found.role.key if found.role else None,
        "authored": found.authored,
        "called": [_called(one) for one in found.called],
    }


def _called(one: CalledFor) -> dict[str, Any]:
    found = [
        {
            "cues": list(each.cues),
            "words": [span.plain() for span in each.words],
            "label": each.quote.label,
            "span": each.quote.span.plain(),
            "text": each.quote.text,
        }
        for each in one.found
    ]
    return {"competency": one.competency, "name": one.name, "found": found, "undetermined": one.undetermined}
