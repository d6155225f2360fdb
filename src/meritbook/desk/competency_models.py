"""Competency models as read: the list, one by role and version, two versions compared, and how well one measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from meritbook.actions import competency_models
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.competencies.compare import ModelChanges, compare
from meritbook.core.competencies.model import Behaviour, Competency, CompetencyModel, ModelRole
from meritbook.core.competencies.reliability import ReliabilityTold
from meritbook.core.errors import MeritbookError
from meritbook.desk.competency_crosswalks import CrosswalkShown, shown_of
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    ClassEntry,
    CompetencyCrosswalk,
    CompetencyModelRow,
    CompetencyModelVersion,
    CompetencyReliability,
    PlanRevision,
)


class NoSuchModelError(MeritbookError):
    """No competency model, version or role of that name is on record."""

    code = "competencies.no_such_model"
    remedy = "Open the list of competency models and choose one from there."
    http_status = 404


@dataclass(frozen=True)
class ModelLine:
    """A model in the list."""

    row: CompetencyModelRow
    number: int
    """Of the version that stands."""
    competencies: int
    roles: tuple[str, ...]


@dataclass(frozen=True)
class ClassOfRole:
    """A class that works in a role: its title and revision where its plan is in effect on the day."""

    plan: str
    ref: str
    title: str
    revision: int | None


@dataclass(frozen=True)
class RatedCompetency:
    """A competency with the behaviours of the role that is shown, and what answers to it in other models."""

    competency: Competency
    behaviours: tuple[Behaviour, ...]
    crosswalk: tuple[CrosswalkShown, ...]


@dataclass(frozen=True)
class ReliabilityShown:
    """How well the questions of a version hang together in a role; none where too few have answered."""

    number: int
    role: str
    told: ReliabilityTold | None


@dataclass(frozen=True)
class ModelShown:
    """The page of a model."""

    row: CompetencyModelRow
    version: CompetencyModelVersion
    model: CompetencyModel
    role: ModelRole
    classes: tuple[ClassOfRole, ...]
    competencies: tuple[RatedCompetency, ...]
    versions: tuple[CompetencyModelVersion, ...]
    may_keep: bool
    mine: bool
    """Whether the person owns it, and so is told how well it measures."""
    reliability: tuple[ReliabilityShown, ...]


def rows(standing: Standing) -> QuerySet[CompetencyModelRow]:
    """The models that the person may read: all of them, or none."""
    found = CompetencyModelRow.objects.select_related("owner")
    return found if standing.may(Capability.READ_COMPETENCIES) else found.none()


def lines(standing: Standing, *, words: str = "", number: int = 1) -> Page[ModelLine]:
    """One page of the models, those in use first; four statements whatever their number."""
    found = rows(standing).order_by("retired_because", "name", "key")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(key__icontains=words))
    page: Page[CompetencyModelRow] = paged(found, number)
    versions = CompetencyModelVersion.objects.filter(model__in=[one.pk for one in page.rows], current=True)
    stands = {one.model_id: one for one in versions}
    return Page(
        rows=tuple(_line(one, stands[one.pk]) for one in page.rows),
        number=page.number,
        of=page.of,
        total=page.total,
    )


def _line(row: CompetencyModelRow, version: CompetencyModelVersion) -> ModelLine:
    model = competency_models.model_of(version)
    return ModelLine(row, version.number, len(model.competencies), tuple(one.name for one in model.roles))


def by_key(standing: Standing, key: str) -> CompetencyModelRow:
    """One model; raises `NoSuchModelError`."""
    found = rows(standing).filter(key__iexact=key.replace("\0", "")).first()
    if found is None:
        raise NoSuchModelError("There is no such competency model.", where=key[:60])
    return found


def version_of(row: CompetencyModelRow, number: int | None = None) -> CompetencyModelVersion:
    """A version of a model, the one that stands where no number is given; raises `NoSuchModelError`."""
    if number is None:
        return competency_models.current(row)
    found = row.versions.select_related("model").filter(number=number if 0 < number < 2**31 else 0).first()
    if found is None:
        raise NoSuchModelError(f"{row.name} has no version {number}.", where=row.key)
    return found


def page(standing: Standing, row: CompetencyModelRow, *, number: int | None = None, role: str = "") -> ModelShown:
    """The page of a model in a version and a role, the first of the ladder where none is chosen; ten statements or so.

    Raises `NoSuchModelError`.
    """
    version = version_of(row, number)
    model = competency_models.model_of(version)
    chosen = model.role(role) if role else model.roles[0]
    if chosen is None:
        raise NoSuchModelError(f"{model.name} has no role “{role[:60]}”.", where=row.key)
    walk = _crosswalk(row)
    mine = standing.user is not None and row.owner_id == standing.user.pk
    versions = tuple(row.versions.select_related("saved_by", "document").defer("model_json", "document__text"))
    return ModelShown(
        row=row,
        version=version,
        model=model,
        role=chosen,
        classes=_classes(standing, chosen),
        competencies=tuple(
            RatedCompetency(one, one.behaviours.get(chosen.key, ()), tuple(walk.get(one.key, ())))
            for one in model.competencies
        ),
        versions=versions,
        may_keep=standing.may(Capability.KEEP_COMPETENCIES, row),
        mine=mine,
        reliability=reliability(row) if mine else (),
    )


def _crosswalk(row: CompetencyModelRow) -> Mapping[str, list[CrosswalkShown]]:
    """By competency, the lines that stand."""
    found: dict[str, list[CrosswalkShown]] = {}
    drawn = CompetencyCrosswalk.objects.filter(Q(one=row) | Q(other=row), withdrawn_because="")
    for one in shown_of(drawn, of=row):
        found.setdefault(one.one_competency, []).append(one)
    return found


def _classes(standing: Standing, role: ModelRole) -> tuple[ClassOfRole, ...]:
    if not role.plan:
        return ()
    plan = PlanRevision.objects.effective(standing.on).filter(key=role.plan).values_list("pk", "revision").first()
    entries = ClassEntry.objects.filter(plan_revision=plan[0], ref__in=role.classes) if plan else ()
    titles = {one.ref: one.title for one in entries}
    return tuple(
        ClassOfRole(role.plan, ref, titles.get(ref, ref), plan[1] if plan and ref in titles else None)
        for ref in role.classes
    )


def reliability(row: CompetencyModelRow) -> tuple[ReliabilityShown, ...]:
    """What was last reported of each version and role, the newest version first; for the owner alone."""
    found = CompetencyReliability.objects.filter(version__model=row).select_related("version")
    shown = []
    for one in found.order_by("-version__number", "role"):
        role = competency_models.model_of(one.version).role(one.role)
        told = ReliabilityTold.model_validate_json(one.told_json) if one.told_json else None
        shown.append(ReliabilityShown(one.version.number, role.name if role else one.role, told))
    return tuple(shown)


@dataclass(frozen=True)
class VersionsCompared:
    """Two versions, and what differs from the earlier to the later."""

    row: CompetencyModelRow
    before: CompetencyModelVersion
    after: CompetencyModelVersion
    changes: ModelChanges
    numbers: tuple[int, ...]
    """Of all versions, the newest first."""


def compared(row: CompetencyModelRow, one: int | None, other: int | None) -> VersionsCompared:
    """Two versions of a model; the last two where none are chosen. Raises `NoSuchModelError`."""
    numbers: Sequence[int] = tuple(row.versions.order_by("-number").values_list("number", flat=True))
    later = max(one or 0, other or 0) or numbers[0]
    earlier = min(one, other) if one is not None and other is not None else max(later - 1, 1)
    before, after = version_of(row, earlier), version_of(row, later)
    return VersionsCompared(
        row=row,
        before=before,
        after=after,
        changes=compare(competency_models.model_of(before), competency_models.model_of(after)),
        numbers=tuple(numbers),
    )
