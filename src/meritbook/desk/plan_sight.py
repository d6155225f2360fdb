"""The line of sight over the plans in force: of a contract's measures up, of a goal down to measures and contracts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from meritbook.actions import appraising
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.contracts.measures import MeasureFinding
from meritbook.core.contracts.rating import corrected
from meritbook.core.contracts.text import Objective, Project
from meritbook.core.results.sight import Below, InForce, Sight, Step, climb, down, measures_under, up
from meritbook.desk.measures import MeasureLine
from meritbook.desk.strategic_plans import NoSuchPlanError, measures_of
from meritbook.records.models import (
    AppraisalKind,
    ContractStatus,
    ContractVersion,
    PerformanceContract,
    PlanStatus,
    PlanVersion,
)


@dataclass(frozen=True)
class ContractSight:
    """An objective or project of a contract, one of its measures, and the ways up from it."""

    says: str
    measure: str
    """What the contract says of the measure."""
    key: str
    """The measure of the register that it is tied to; empty for one of the contract's own."""
    line: MeasureLine | None
    """How that measure stands; none where the register does not have it."""
    sights: tuple[Sight, ...]
    frozen: MeasureFinding | None = None
    """What the final rating rests on; none before there is one that the person may read."""
    frozen_on: date | None = None
    corrected: MeasureFinding | None = None
    """What the same measure shows today, where a value that the rating rests on was corrected since."""


@dataclass(frozen=True)
class Answering:
    """A contract whose measure is tied to one below a goal."""

    contract: int
    executive: str
    position: str
    objective: str
    measure: str


@dataclass(frozen=True)
class GoalSight:
    """A goal or strategy with what serves it below, its measures, and the contracts that answer for them."""

    called: str
    says: str
    steps: tuple[Step, ...]
    """The way up, itself first."""
    ends: str
    """Why the way up breaks off; empty where it reaches the top."""
    below: tuple[Below, ...]
    measures: tuple[MeasureLine, ...]
    unknown: tuple[str, ...]
    """Measures that the register does not have."""
    contracts: tuple[Answering, ...]
    closed: int
    """Contracts that answer for it and are not open to the person."""


def in_force(on: date) -> dict[str, InForce]:
    """The plans in force on the day, by their keys; one statement."""
    rows = PlanVersion.objects.filter(
        status=PlanStatus.ADOPTED, plan__starts_on__lte=on, plan__ends_before__gt=on
    ).select_related("plan__department", "plan__deploys")
    return {
        one.plan.key: InForce(
            key=one.plan.key, of=one.plan.of, deploys=one.plan.deploys.key if one.plan.deploys else "", text=one.text
        )
        for one in rows
    }


def of_contract(standing: Standing, contract: PerformanceContract) -> tuple[ContractSight, ...]:
    """Each measure of the signed words, with the ways up from it and what a final rating rests on; ten statements."""
    version = (
        ContractVersion.objects.filter(contract=contract, status=ContractStatus.SIGNED).order_by("-number").first()
    )
    final = (
        appraising.readable(standing, contract)
        .filter(kind=AppraisalKind.RATER, interim=False, status__in=appraising.FINAL)
        .first()
    )
    frozen: dict[str, MeasureFinding] = {}
    corrections: dict[str, MeasureFinding] = {}
    frozen_on = None
    if final is not None and final.version is not None:
        version, rating = final.version, appraising.sealed(final)
        frozen, frozen_on = {one.measure: one for one in rating.findings}, rating.frozen_on
        now = appraising.findings_of(contract, version.text, on=standing.on)
        corrections = {one.measure: one.now for one in corrected(rating.findings, now)}
    if version is None:
        return ()
    rows = [(one.says, each) for one in _rated(version) for each in one.measures]
    keys = {each.register_key for _, each in rows} - {""}
    plans = in_force(standing.on) if keys else {}
    lines = measures_of(keys, standing.on)
    return tuple(
        ContractSight(
            says=says,
            measure=each.says,
            key=each.register_key,
            line=lines.get(each.register_key),
            sights=up(each.register_key, plans) if each.register_key else (),
            frozen=frozen.get(each.key),
            frozen_on=frozen_on if each.key in frozen else None,
            corrected=corrections.get(each.key),
        )
        for says, each in rows
    )


def _rated(version: ContractVersion) -> list[Objective | Project]:
    return [*version.text.objectives(), *version.text.projects]


def of_part(standing: Standing, plan: str, key: str) -> GoalSight:
    """A goal or strategy of a plan in force, downwards. Raises `NoSuchPlanError`."""
    plans = in_force(standing.on)
    held = plans.get(plan)
    placed = held.text.by_key().get(key) if held else None
    if held is None or placed is None:
        raise NoSuchPlanError(f"No plan {plan} in force has a goal {key}.", where=key)
    below = down(plan, key, plans)
    steps, ends = climb(held, placed, plans)
    named = dict.fromkeys([*measures_under(placed), *(one for each in below for one in each.measures)])
    lines = measures_of(named, standing.on)
    contracts, closed = answering(standing, named)
    return GoalSight(
        called=placed.part.called,
        says=placed.part.says,
        steps=steps,
        ends=ends,
        below=below,
        measures=tuple(lines[one] for one in named if one in lines),
        unknown=tuple(one for one in named if one not in lines),
        contracts=contracts,
        closed=closed,
    )


def answering(standing: Standing, keys: Iterable[str]) -> tuple[tuple[Answering, ...], int]:
    """The contracts in term whose signed words are tied to one of the measures, and how many are not open."""
    wanted = set(keys)
    if not wanted:
        return (), 0
    tied = Q()
    for key in sorted(wanted):
        # The words are canonical JSON, in which a key and its value have one spelling.
        tied |= Q(text_json__contains=f'"register_key":"{key}"')
    rows = (
        ContractVersion.objects.filter(
            tied,
            status=ContractStatus.SIGNED,
            contract__withdrawn_at__isnull=True,
            contract__starts_on__lte=standing.on,
            contract__ends_before__gt=standing.on,
        )
        .select_related("contract__appointment__executive", "contract__appointment__seat__position")
        .order_by("contract__appointment__seat__position__number", "-number")
    )
    some = list(rows)
    own = standing.contracts(Capability.READ_CONTRACT).filter(pk__in=[one.contract_id for one in some])
    readable = set(own.values_list("pk", flat=True))
    found, closed = [], set()
    for one in some:
        if one.contract_id not in readable:
            closed.add(one.contract_id)
            continue
        appointment = one.contract.appointment
        found += [
            Answering(
                contract=one.contract_id,
                executive=appointment.executive.full_name,
                position=appointment.seat.position.number,
                objective=part.says,
                measure=each.says,
            )
            for part in _rated(one)
            for each in part.measures
            if each.register_key in wanted
        ]
    return tuple(found), len(closed)
