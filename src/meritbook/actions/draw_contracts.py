"""Draw up the contracts of many executives for one fiscal year: the annual open, a part at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from meritbook.actions import appointing_policies as appointed
from meritbook.actions import contracting, ledger
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, OwnCaseError, require
from meritbook.actions.service_law import service_law
from meritbook.core.errors import MeritbookError
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    ContractStatus,
    ContractVersion,
    PayDecision,
    PerformanceContract,
    Position,
    User,
)
from meritbook.records.states import CONTRACT_MOVES, next_state


@dataclass(frozen=True)
class NotDrawn:
    """An executive whose contract was left to a person, and why."""

    position: str
    says: str
    code: str


def perform(
    actor: Actor, *, at: datetime, why: str, appointments: Sequence[Appointment], starts_on: date
) -> tuple[list[ContractVersion], list[NotDrawn]]:
    """The drafts of those whose contract can be drawn up, and the others with the reason. One entry tells them all.

    Each begins as `draw_contract` has it, and runs to the end of the fiscal year, or of the appointment. Where none can
    be drawn up, nothing is written. Raises `ForbiddenError`; `TextError`; `ContractTermError`.
    """
    on = clock.day_of(at)
    year = contracting.year_of(starts_on)
    if year is None or year.ends_before is None:
        raise appointed.ContractTermError("The law does not say when the fiscal year ends.", where="starts_on")
    with transaction.atomic():
        keys = [one.pk for one in appointments]
        rows = _locked(keys, starts_on)
        role = ""
        departments = {row.seat.position.department.pk: row.seat.position.department for row in rows}
        for department in departments.values():
            role = require(actor, Capability.OPEN_YEAR, department, on=on)
        directors = contracting.directors_of(departments, on)
        titles = _titles(rows)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        contracts: list[PerformanceContract] = []
        texts = []
        left: list[NotDrawn] = []
        for row in rows:
            try:
                contract, text = _begun(
                    actor.user, row, starts_on, year.ends_before, at=at, directors=directors, titles=titles
                )
            except MeritbookError as problem:
                left.append(NotDrawn(row.seat.position.number, problem.message, problem.code))
                continue
            contracts.append(contract)
            texts.append(text)
        if not contracts:
            return [], left
        made = PerformanceContract.objects.bulk_create(contracts)
        status = next_state(CONTRACT_MOVES, "draw_contract", "", of="The contract")
        versions = ContractVersion.objects.bulk_create(
            ContractVersion(
                contract=contract,
                number=1,
                status=status,
                text_json=written,
                sha256=seal,
                saved_by=actor.user,
                saved_at=at,
            )
            for contract, (written, seal) in zip(made, texts, strict=True)
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="draw_contracts",
            subject=f"year:{starts_on.isoformat()}",
            facts={
                "starts_on": starts_on.isoformat(),
                "drawn": [[one.contract.pk, one.contract.appointment.seat.position.number] for one in versions],
                "left_out": [[one.position, one.code] for one in left],
            },
            records=[*made, *versions],
        )
    return versions, left


def _locked(keys: Sequence[int], starts_on: date) -> list[Appointment]:
    """The appointments with all that a draft is made of, their positions locked until the transaction ends."""
    list(Position.objects.select_for_update().filter(seats__appointments__in=keys).order_by("pk"))
    signed = ContractVersion.objects.filter(status=ContractStatus.SIGNED)
    contracts = PerformanceContract.objects.prefetch_related(Prefetch("versions", queryset=signed))
    decisions = PayDecision.objects.filter(starts_on=starts_on, withdrawn_at__isnull=True)
    return list(
        Appointment.objects.filter(pk__in=keys)
        .select_related("seat__position__department", "seat__position__appointing_authority", "executive")
        .prefetch_related(
            Prefetch("performance_contracts", queryset=contracts),
            Prefetch("pay_decisions", queryset=decisions),
            "contracts",
        )
        .order_by("pk")
    )


def _begun(
    user: User,
    row: Appointment,
    starts_on: date,
    year_ends: date,
    *,
    at: datetime,
    directors: dict[int, User],
    titles: dict[int, str],
) -> tuple[PerformanceContract, tuple[str, str]]:
    on = clock.day_of(at)
    if row.executive_id == user.pk:
        raise OwnCaseError("Nobody acts on the case of the position that they hold.")
    appointed.check_in_force(row, on=on)
    possible.check_own_authority(row)
    first = max(starts_on, row.starts_on)
    ends_before = min(year_ends, row.ends_before or year_ends)
    possible.check_term(service_law(), row, first, ends_before)
    contracts, records = list(row.performance_contracts.all()), list(row.contracts.all())
    possible.check_free(contracts, records, first, ends_before)
    before = contracting.last_version(contracts, first)
    decisions = list(row.pay_decisions.all())
    salary = contracting.salary_for(row, starts_on, decisions=decisions, before=before, records=records)
    if salary is None:
        raise possible.NoSalaryError("No salary of the executive is on record.", where="salary")
    possible.check_as_agreed(records, first, salary)
    parties = contracting.parties_of(
        row, on=on, before=before.text.parties if before else None, directors=directors, titles=titles
    )
    text = contracting.words_for(parties, first, ends_before, appointed.check_salary(salary), before).text
    written = canonical_json(text)
    contract = PerformanceContract(
        appointment=row,
        starts_on=first,
        ends_before=ends_before,
        based_on=before.contract if before else None,
        drawn_by=user,
        drawn_at=at,
    )
    return contract, (written, text.seal())


def _titles(rows: Iterable[Appointment]) -> dict[int, str]:
    authorities = {row.seat.position.appointing_authority_id for row in rows} - {None}
    held = Position.objects.filter(incumbent__in=authorities).order_by("-pk")
    return dict(held.values_list("incumbent", "title"))
