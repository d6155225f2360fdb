"""What the forms of development plans offer: models with their roles, classes to aim at, own reports and contracts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from meritbook.actions import growing
from meritbook.actions.competency_models import model_of
from meritbook.actions.contract_year_policies import keys_of
from meritbook.actions.permissions import Standing
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.dates import day_in_words
from meritbook.desk.growth import NoSuchGrowthError, visible
from meritbook.desk.model_names import names_apart
from meritbook.records.models import (
    CompetencyModelVersion,
    ContractStatus,
    ContractVersion,
    GrowthPlan,
    GrowthState,
    MultiraterAssessment,
    MultiraterState,
    PerformanceContract,
)

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]


@dataclass(frozen=True)
class ModelChoice:
    """A competency model in use."""

    version: CompetencyModelVersion
    model: CompetencyModel


def models() -> tuple[ModelChoice, ...]:
    """The models in use, by name; one statement."""
    rows = CompetencyModelVersion.objects.filter(current=True, model__retired_because="").select_related("model")
    return tuple(ModelChoice(one, model_of(one)) for one in rows.order_by("model__name", "pk"))


def version_in_use(key: str) -> CompetencyModelVersion:
    """The newest version of the model of that key; raises `NoSuchGrowthError` where none is in use."""
    rows = CompetencyModelVersion.objects.filter(current=True, model__retired_because="", model__key__iexact=key)
    found: CompetencyModelVersion | None = rows.select_related("model").first()
    if found is None:
        raise NoSuchGrowthError(f"No competency model “{key[:60]}” is in use.", where="model")
    return found


def roles(found: tuple[ModelChoice, ...]) -> list[Group]:
    """Roles by model, as `version:role`."""
    names = names_apart(one.version.model for one in found)
    return [
        (
            names[one.version.model_id],
            [(f"{one.version.pk}:{role.key}", role.name) for role in one.model.roles],
        )
        for one in found
    ]


def role_named(found: tuple[ModelChoice, ...], model: str, role: str) -> str:
    """A role by the keys of its model and of its own, as it is chosen; empty where no model in use has it."""
    named = (one for one in found if one.version.model.key == model and one.model.role(role) is not None)
    return next((f"{one.version.pk}:{role}" for one in named), "")


def roles_of(plan: GrowthPlan) -> list[Choice]:
    """The roles of the model of a plan."""
    return [(one.key, one.name) for one in model_of(plan.version).roles]


def classes(on: date) -> list[Group]:
    """The classes that may be aimed at, by plan, as `plan:class`; one statement."""
    groups: dict[str, list[Choice]] = {}
    rows = growing.classes(on).values_list("plan_revision__key", "plan_revision__name", "ref", "code", "title")
    for key, name, ref, code, title in rows:
        if len(key) <= 60 and len(ref) <= 60:
            groups.setdefault(name, []).append((f"{key}:{ref}", f"{title} ({code})" if code else title))
    return list(groups.items())


def reports(standing: Standing) -> tuple[MultiraterAssessment, ...]:
    """The person's own assessments that are closed, the latest first."""
    rows = MultiraterAssessment.objects.filter(subject=standing.user, state=MultiraterState.CLOSED)
    return tuple(rows.select_related("version__model").order_by("-starts_on", "-pk"))


def report(standing: Standing, pk: int) -> MultiraterAssessment:
    """A closed assessment of the person's own; raises `NoSuchGrowthError`."""
    rows = MultiraterAssessment.objects.filter(subject=standing.user, state=MultiraterState.CLOSED, pk=pk)
    found: MultiraterAssessment | None = rows.select_related("version__model").first()
    if found is None:
        raise NoSuchGrowthError(f"There is no report {pk} of yours.", where="assessment")
    return found


def report_named(row: MultiraterAssessment) -> str:
    """A report in a line."""
    until = f", until {day_in_words(row.ends_before - timedelta(days=1))}" if row.ends_before else ""
    return f"{row.version.model.name}{until}"


def competencies(plan: GrowthPlan) -> list[Choice]:
    """The competencies of the model of a plan."""
    return [(one.key, one.name) for one in model_of(plan.version).competencies]


def requirements(plan: GrowthPlan, on: date) -> list[str]:
    """The ways to qualify for the class that a plan aims at; none where it aims at none."""
    entry = growing.class_named(plan.aims_plan, plan.aims_class, on) if plan.aims_class else None
    return [" ".join(one.split()) for one in growing.requirements_of(entry)] if entry else []


def objectives(standing: Standing) -> list[Group]:
    """Objectives and projects of the person's own signed contracts, as `contract:key`; one statement."""
    rows = ContractVersion.objects.filter(
        contract__appointment__executive=standing.user,
        contract__withdrawn_at__isnull=True,
        status=ContractStatus.SIGNED,
    ).select_related("contract")
    return [
        (
            f"Contract from {day_in_words(one.contract.starts_on)}",
            [(f"{one.contract_id}:{key}", says) for key, says in keys_of(one.text).items()],
        )
        for one in rows.order_by("-contract__starts_on", "-contract_id")
    ]


def own_contract(standing: Standing, pk: int) -> PerformanceContract:
    """A contract of the person's own; raises `NoSuchGrowthError`."""
    rows = standing.contracts().filter(appointment__executive=standing.user, pk=pk)
    found: PerformanceContract | None = rows.select_related("appointment").first()
    if found is None:
        raise NoSuchGrowthError(f"There is no contract {pk} of yours.", where="contract")
    return found


def under_way(standing: Standing, competency: str = "") -> tuple[GrowthPlan, ...]:
    """The person's own plans under way; with a competency, those whose model knows it."""
    rows = visible(standing).filter(person=standing.user, state=GrowthState.UNDER_WAY).select_related("version")
    return tuple(
        one
        for one in rows.order_by("-starts_on", "-pk")[:20]
        if not competency or model_of(one.version).competency(competency) is not None
    )
