"""Is it possible now? What the acts on competency models and crosswalks ask, and the refusals that they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from meritbook.actions import competency_models
from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range
from meritbook.core.competencies.model import Competency, CompetencyModel, CompetencyModelError, ScaleDirectionError
from meritbook.core.competencies.scale import scale_of, turned
from meritbook.core.values import digest
from meritbook.readers.competency_models import valid_model
from meritbook.records.models import (
    ClassEntry,
    CompetencyCrosswalk,
    CompetencyModelRow,
    CompetencyModelVersion,
    PlanRevision,
)

_NO_WORD = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class ModelRetiredError(PolicyError):
    """The model is retired: no version follows, and no new assessment begins with it."""

    code = "competencies.model_out_of_use"
    remedy = "Choose a model that is in use, or take this one in under another key. What was begun with it goes on."


class OtherModelError(PolicyError):
    """What is handed in is another model than the one whose next version it should be."""

    code = "competencies.other_model"
    remedy = "Take it in as a model of its own, or give it the key of the model whose next version it is."
    http_status = 422


class SameModelError(PolicyError):
    """What is handed in is what stands; there is nothing to keep."""

    code = "competencies.model_unchanged"
    remedy = "Nothing is to be done: the version that stands says the same."


class ModelChangedError(PolicyError):
    """Somebody took in another version while this one was being written."""

    code = "competencies.model_changed"
    remedy = "Look at the version that stands now, and write your change into that."


class OwnerError(PolicyError):
    """The person owns the model already."""

    code = "competencies.model_owner"
    remedy = "Nothing is to be done: how well its questions hang together is shown to you on its page."


class CrosswalkError(PolicyError):
    """A line of a crosswalk that cannot be drawn as it is."""

    code = "competencies.crosswalk"
    remedy = "Choose a competency of each of two models that are in use."
    http_status = 422


class CrosswalkStandsError(PolicyError):
    """The two competencies have a line already, or the line is withdrawn already."""

    code = "competencies.crosswalk_stands"
    remedy = "Open the crosswalk to see what stands. To draw a line anew, withdraw the one that stands first."


def check_model(given: CompetencyModel | dict[str, Any]) -> CompetencyModel:
    """The model as a value that can be kept; raises `CompetencyModelError`, `ScaleDirectionError`, `DayRangeError`."""
    model = given if isinstance(given, CompetencyModel) else valid_model(given)
    for place, said in _words(model.plain(), ""):
        if _NO_WORD.search(said):
            raise CompetencyModelError(f"{place} holds a character that is none.", where=place)
        if said != said.strip():
            raise CompetencyModelError(f"{place} begins or ends with white space.", where=place)
    scale_of(model.scale.points, said=True)
    if model.starts_on is not None:
        check_day_in_range(model.starts_on, where="starts_on")
    return model


def _words(plain: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(plain, str):
        yield place, plain
    elif isinstance(plain, dict):
        for key, value in plain.items():
            yield from _words(value, f"{place}.{key}".lstrip("."))
    elif isinstance(plain, list):
        for number, value in enumerate(plain):
            yield from _words(value, f"{place}.{number}")


def check_classes(model: CompetencyModel, on: date) -> None:
    """The classes of its roles stand in plans in effect on the day; raises `CompetencyModelError` that names one."""
    for role in model.roles:
        if not role.plan:
            continue
        plan = PlanRevision.objects.effective(on).filter(key=role.plan).first()
        if plan is None:
            raise CompetencyModelError(
                f"No class plan “{role.plan}” is in effect.",
                where=f"roles.{role.key}",
                remedy="Take the plan in first, or leave plan and classes of the role empty.",
            )
        known = set(ClassEntry.objects.filter(plan_revision=plan, ref__in=role.classes).values_list("ref", flat=True))
        missing = [one for one in role.classes if one not in known]
        if missing:
            raise CompetencyModelError(
                f"The plan “{role.plan}” has no class {missing[0]}.",
                where=f"roles.{role.key}",
                remedy="Name classes by their code, or as the address of their page does where they have none.",
            )


def check_new(key: str) -> None:
    """No model has the key; raises `TakenError`."""
    if CompetencyModelRow.objects.filter(key__iexact=key).exists():
        raise TakenError(f"A competency model carries the key {key} already.", where="key")


def check_in_use(row: CompetencyModelRow) -> None:
    """It is not retired; raises `ModelRetiredError`."""
    if row.retired_because:
        raise ModelRetiredError(f"{row.name} is retired: {row.retired_because}", where=row.key)


def check_follows(model: CompetencyModel, row: CompetencyModelRow, before: CompetencyModelVersion) -> None:
    """It is another version of the same model.

    Raises `OtherModelError`, `SameModelError`, and `ScaleDirectionError` where its scale is that of the version before
    upside down.
    """
    if model.key != row.key:
        raise OtherModelError(f"This is the model “{model.key}”, not “{row.key}”.", where="key")
    if digest(model) == before.sha256:
        raise SameModelError(f"Version {before.number} of {row.name} says the same.", where=row.key)
    stands = competency_models.model_of(before).scale
    if turned(stands, model.scale):
        raise ScaleDirectionError(
            f"The scale is that of version {before.number} upside down: there “{stands.points[0]}” is the lowest.",
            where="scale",
        )


def check_seen(seen: int | None, before: CompetencyModelVersion) -> None:
    """The version that was looked at is the one that stands; raises `ModelChangedError`."""
    if seen is not None and seen != before.number:
        raise ModelChangedError(
            f"Version {before.number} stands since; version {seen} was changed here.", where=before.model.key
        )


def check_ends(row: CompetencyModelRow, competency: str, *, where: str) -> Competency:
    """The competency of the version that stands; raises `CrosswalkError`."""
    check_in_use(row)
    found = competency_models.model_of(competency_models.current(row)).competency(competency)
    if found is None:
        raise CrosswalkError(f"{row.name} has no competency “{competency[:60]}”.", where=where)
    return found


def check_not_drawn(
    one: CompetencyModelRow, one_competency: str, other: CompetencyModelRow, other_competency: str
) -> None:
    """No line joins the two, in neither direction; raises `CrosswalkError`, `CrosswalkStandsError`."""
    if one.pk == other.pk:
        raise CrosswalkError("A crosswalk leads from one model to another.", where="other")
    forth = Q(one=one, one_competency=one_competency, other=other, other_competency=other_competency)
    back = Q(one=other, one_competency=other_competency, other=one, other_competency=one_competency)
    if CompetencyCrosswalk.objects.filter(forth | back, withdrawn_because="").exists():
        raise CrosswalkStandsError(
            f"“{one_competency}” and “{other_competency}” have a line already.", where="one_competency"
        )


def check_drawn(line: CompetencyCrosswalk) -> None:
    """The line stands; raises `CrosswalkStandsError`."""
    if line.withdrawn_because:
        raise CrosswalkStandsError(f"The line is withdrawn already: {line.withdrawn_because}", where=str(line))
