"""What the commands of `competencies` on models and crosswalks answer with `--json`."""

from __future__ import annotations

from meritbook.core.competencies.compare import ModelChanges
from meritbook.core.competencies.duties import CalledFor
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.values import Value


class CompetencyModelLine(Value):
    """A model in the list."""

    key: str
    name: str
    version: int
    competencies: int
    roles: tuple[str, ...]
    owner: str | None
    """A username; null of a shipped model that nobody took over."""
    shipped: bool
    retired: bool


class CompetencyModelsAnswer(Value):
    """The models on record, one page of them."""

    page: int
    pages: int
    total: int
    models: tuple[CompetencyModelLine, ...]


class AlphaLine(Value):
    """How well the behaviours of a role hang together, for the owner; nulls where too few have answered."""

    version: int
    role: str
    alpha: float | None
    low: float | None
    high: float | None
    answers: int | None


class CompetencyModelAnswer(Value):
    """One model in one version."""

    line: CompetencyModelLine
    number: int
    current: bool
    sha256: str
    retired_because: str
    model: CompetencyModel
    reliability: tuple[AlphaLine, ...] | None
    """For its owner; null for everybody else."""


class CompetencyModelChangesAnswer(Value):
    """What differs between two versions."""

    key: str
    before: int
    after: int
    changes: ModelChanges


class CrosswalkLine(Value):
    """A line between competencies of two models."""

    id: int
    one: str
    one_competency: str
    how: str
    other: str
    other_competency: str
    because: str
    gone: bool
    """Whether one of the competencies is not in the version that stands."""
    withdrawn_because: str


class CrosswalksAnswer(Value):
    """The lines between models, one page of them."""

    page: int
    pages: int
    total: int
    lines: tuple[CrosswalkLine, ...]


class ClassCompetenciesAnswer(Value):
    """What the words of a class call for, by one model; `model` is null where none is in use."""

    plan: str
    revision: int
    ref: str
    model: str | None
    version: int
    role: str | None
    called: tuple[CalledFor, ...]
