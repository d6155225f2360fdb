"""Crosswalks between competency models as read, and the competencies that the duties of a class call for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from meritbook.actions import competency_models
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.classes.model import JobClass
from meritbook.core.competencies.duties import CalledFor, called_for
from meritbook.core.competencies.model import Competency, CompetencyModel, ModelRole
from meritbook.core.errors import MeritbookError
from meritbook.desk.model_names import names_apart
from meritbook.desk.paging import Page, paged
from meritbook.desk.plans import PlanPage, class_of, plan_page
from meritbook.records.models import CompetencyCrosswalk, CompetencyModelRow, CompetencyModelVersion


class NoSuchCrosswalkError(MeritbookError):
    """No line of a crosswalk of that number is on record."""

    code = "competencies.no_such_crosswalk"
    remedy = "Open the crosswalk and choose a line from there."
    http_status = 404


@dataclass(frozen=True)
class CrosswalkShown:
    """A line, seen from one of its ends."""

    row: CompetencyCrosswalk
    one: CompetencyModelRow
    one_competency: str
    one_name: str
    """In the version that stands; the key where that has no such competency any more."""
    other: CompetencyModelRow
    other_competency: str
    other_name: str
    how: str
    gone: bool
    """Whether one of the competencies is not in the version that stands."""


def shown_of(
    drawn: QuerySet[CompetencyCrosswalk], *, of: CompetencyModelRow | None = None
) -> tuple[CrosswalkShown, ...]:
    """The lines with the names of both ends, turned so that those of `of` begin there; two statements."""
    rows = list(drawn.select_related("one", "other", "drawn_by"))
    models = _standing_models({one.one_id for one in rows} | {one.other_id for one in rows})
    return tuple(_shown(one, models, turned=of is not None and one.one_id != of.pk) for one in rows)


def _standing_models(keys: Iterable[int]) -> dict[int, CompetencyModel]:
    found = CompetencyModelVersion.objects.filter(model__in=sorted(keys), current=True)
    return {one.model_id: competency_models.model_of(one) for one in found}


def _shown(row: CompetencyCrosswalk, models: dict[int, CompetencyModel], *, turned: bool) -> CrosswalkShown:
    ends = [(row.one, row.one_competency), (row.other, row.other_competency)]
    (one, one_key), (other, other_key) = reversed(ends) if turned else ends
    mine, theirs = _named(models, one, one_key), _named(models, other, other_key)
    how = "answers to"
    if row.partly:
        how = "is covered in part by" if turned else "covers a part of"
    return CrosswalkShown(
        row=row,
        one=one,
        one_competency=one_key,
        one_name=mine.name if mine else one_key,
        other=other,
        other_competency=other_key,
        other_name=theirs.name if theirs else other_key,
        how=how,
        gone=mine is None or theirs is None,
    )


def _named(models: dict[int, CompetencyModel], row: CompetencyModelRow, key: str) -> Competency | None:
    model = models.get(row.pk)
    return model.competency(key) if model else None


def visible(standing: Standing) -> QuerySet[CompetencyCrosswalk]:
    """The lines that the person may read: all of them, or none."""
    found = CompetencyCrosswalk.objects.all()
    return found if standing.may(Capability.READ_COMPETENCIES) else found.none()


def lines(
    standing: Standing, *, model: CompetencyModelRow | None = None, withdrawn: bool = False, number: int = 1
) -> Page[CrosswalkShown]:
    """One page of the lines that stand, or that were withdrawn; three statements whatever their number."""
    drawn = visible(standing).order_by("one__key", "one_competency", "other__key", "other_competency", "pk")
    drawn = drawn.exclude(withdrawn_because="") if withdrawn else drawn.filter(withdrawn_because="")
    if model is not None:
        drawn = drawn.filter(Q(one=model) | Q(other=model))
    page: Page[CompetencyCrosswalk] = paged(drawn.select_related("one", "other", "drawn_by"), number)
    models = _standing_models({one.one_id for one in page.rows} | {one.other_id for one in page.rows})
    return Page(
        rows=tuple(
            _shown(one, models, turned=model is not None and one.one_id != model.pk) for one in page.rows
        ),
        number=page.number,
        of=page.of,
        total=page.total,
    )  # fmt: skip


def by_number(standing: Standing, number: int) -> CompetencyCrosswalk:
    """One line; raises `NoSuchCrosswalkError`."""
    found = visible(standing).filter(pk=number).select_related("one", "other", "drawn_by").first()
    if found is None:
        raise NoSuchCrosswalkError("There is no such line of a crosswalk.", where=str(number))
    return found


@dataclass(frozen=True)
class ClassCompetencies:
    """What the words of a class call for, by one model."""

    page: PlanPage
    job_class: JobClass
    models: tuple[CompetencyModelRow, ...]
    """Those in use, from which one is chosen."""
    names: dict[int, str]
    """What each of them is called in the choice."""
    chosen: CompetencyModelRow | None
    number: int
    """Of its version that stands; 0 where no model is in use."""
    authored: str
    role: ModelRole | None
    """The role of the model in which the class works; none where the model does not say."""
    called: tuple[CalledFor, ...]


def of_class(standing: Standing, key: str, revision: int | None, ref: str, *, model: str = "") -> ClassCompetencies:
    """The competencies that the class calls for; of no model chosen, by that which names the class, or the first.

    Raises `NoSuchPlanError`.
    """
    found = plan_page(key, revision, standing.on)
    series, job_class = class_of(found, ref)
    rows = list(CompetencyModelRow.objects.filter(retired_because="").order_by("name", "key"))
    if not standing.may(Capability.READ_COMPETENCIES):
        rows = []
    versions = {
        one.model_id: one for one in CompetencyModelVersion.objects.filter(model__in=rows, current=True)
    }  # fmt: skip
    models = {pk: competency_models.model_of(one) for pk, one in versions.items()}
    chosen = next((one for one in rows if one.key == model), None)
    if chosen is None:
        named = (one for one in rows if models[one.pk].role_of_class(key, ref) is not None)
        chosen = next(named, rows[0] if rows else None)
    value = models[chosen.pk] if chosen else None
    return ClassCompetencies(
        page=found,
        job_class=job_class,
        models=tuple(rows),
        names=names_apart(rows),
        chosen=chosen,
        number=versions[chosen.pk].number if chosen else 0,
        authored=value.authored if value else "",
        role=value.role_of_class(key, ref) if value else None,
        called=called_for(value, found.document, series, job_class) if value else (),
    )
