"""Enter the competency models that Meritbook ships, and the crosswalk between them; again, only what is new."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import competency_models, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.competency_models import load_competency_models, load_crosswalk
from meritbook.core.values import digest
from meritbook.records import clock
from meritbook.records.models import CompetencyCrosswalk, CompetencyModelRow, CompetencyModelVersion


def _is_the_offices(row: CompetencyModelRow) -> bool:
    """Whether the model did not come with the program, or somebody took in a version of it since."""
    return not row.shipped or row.versions.filter(current=True, saved_by__isnull=False).exists()


def _draw(at: datetime) -> list[CompetencyCrosswalk]:
    """The shipped lines that never stood before, between competencies of the versions that stand."""
    rows = {one.key: one for one in CompetencyModelRow.objects.filter(retired_because="")}
    models = {key: competency_models.model_of(competency_models.current(row)) for key, row in rows.items()}
    stood = set(CompetencyCrosswalk.objects.values_list("one__key", "one_competency", "other__key", "other_competency"))
    drawn = []
    for line in load_crosswalk():
        one, other = models.get(line.one), models.get(line.other)
        ends = (line.one, line.one_competency), (line.other, line.other_competency)
        if one is None or other is None or (*ends[0], *ends[1]) in stood or (*ends[1], *ends[0]) in stood:
            continue
        if one.competency(line.one_competency) is None or other.competency(line.other_competency) is None:
            continue
        drawn.append(
            CompetencyCrosswalk.objects.create(
                one=rows[line.one],
                one_competency=line.one_competency,
                other=rows[line.other],
                other_competency=line.other_competency,
                partly=line.partly,
                because=line.because,
                drawn_at=at,
            )
        )
    return drawn


def perform(actor: Actor, *, at: datetime, why: str) -> tuple[CompetencyModelVersion, ...]:
    """The versions that were entered: none when all stand already, and then nothing is written to the ledger.

    A shipped model never takes the place of what the office made of it: once somebody took in a version of their own,
    the model is the office's, and nothing is entered. A line of the crosswalk that somebody withdrew is not drawn
    again. Raises `ForbiddenError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.INSTALL_PLANS, on=on)
    entered: list[CompetencyModelVersion] = []
    changed: list[CompetencyModelRow | CompetencyModelVersion] = []
    with transaction.atomic():
        for key, model in load_competency_models().items():
            row = CompetencyModelRow.objects.select_for_update().filter(key=key).first()
            if row is None:
                row = CompetencyModelRow.objects.create(key=key, name=model.name, shipped=True, made_at=at)
            elif _is_the_offices(row) or row.versions.filter(sha256=digest(model)).exists():
                continue
            elif row.name != model.name:
                row.name = model.name
                row.save(update_fields=["name"])
            version, before = competency_models.keep(row, model, by=None, at=at)
            entered.append(version)
            changed += [row] if before is None else [row, before]
        drawn = _draw(at)
        if entered or drawn:
            ledger.write(
                actor,
                role=role,
                at=at,
                why=why,
                action="install_competency_models",
                subject="competency_models:shipped",
                facts={
                    "models": [{"model": str(one), "sha256": one.sha256} for one in entered],
                    "crosswalk": len(drawn),
                },
                records=[*changed, *entered, *drawn],
            )
    return tuple(entered)
