"""Measures of contracts whose values are wanted, for those who record them: of the contract they see nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db.models import QuerySet

from meritbook.actions.measured import results_in, tied_in
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.contracts.measures import MeasureFinding, findings
from meritbook.desk.contract_year import NoSuchItemError
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    ContractStatus,
    ContractVersion,
    MeasuredResult,
    PerformanceContract,
)

Wanted = Literal["wanted", "due", "stale", "all"]
FILTERS: dict[Wanted, str] = {
    "wanted": "Due, or without a value for a quarter",
    "due": "Due",
    "stale": "Without a value for a quarter",
    "all": "All measures with a target",
}
AFTER = timedelta(days=400)
"""How long after its last day the values of a contract are still asked for."""


@dataclass(frozen=True)
class MeasureLine:
    """A measure in the list."""

    contract: int
    position: str
    department: str
    finding: MeasureFinding
    register_key: str = ""
    """The measure of the results register that it takes its values from; empty for one of the contract's own."""


def contracts_of(standing: Standing) -> QuerySet[PerformanceContract]:
    """The contracts whose values the person may record; never those of their own appointments."""
    rows = standing.contracts(Capability.RECORD_RESULT).filter(withdrawn_at__isnull=True)
    rows = rows.exclude(appointment__executive=standing.user).exclude(
        appointment__seat__position__incumbent=standing.user
    )
    found: QuerySet[PerformanceContract] = rows.filter(starts_on__lte=standing.on)
    return found


def lines(standing: Standing, *, wanted: Wanted = "wanted", number: int = 1) -> Page[MeasureLine]:
    """One page of the measures; two statements whatever their number."""
    found = [one for one in measures_of(standing) if fits(one.finding, wanted)]
    return paged(found, number)


def fits(finding: MeasureFinding, wanted: Wanted) -> bool:
    """Whether a measure belongs into the list that is asked for."""
    if finding.target is None:
        return False
    return wanted == "all" or finding.wanted == wanted or (wanted == "wanted" and bool(finding.wanted))


def measures_of(standing: Standing) -> list[MeasureLine]:
    """All measures whose values the person may record; two statements."""
    versions = (
        ContractVersion.objects.filter(
            contract__in=contracts_of(standing),
            contract__ends_before__gte=standing.on - AFTER,
            status=ContractStatus.SIGNED,
        )
        .select_related("contract__appointment__seat__position__department")
        .defer("verdicts_json")
        .order_by(
            "contract__appointment__seat__position__department__name",
            "contract__appointment__seat__position__number",
            "-contract__starts_on",
            "contract",
        )
    )
    held = list(versions)
    results = results_in(one.contract_id for one in held)
    texts = {one.contract_id: one.text for one in held}
    tied = tied_in(texts)
    keys = {(pk, one.key): one.register_key for pk, text in texts.items() for one in text.measures()}
    return [
        MeasureLine(
            contract=one.contract_id,
            position=one.contract.appointment.seat.position.number,
            department=one.contract.appointment.seat.position.department.name,
            finding=finding,
            register_key=keys[one.contract_id, finding.measure],
        )
        for one in held
        for finding in findings(
            texts[one.contract_id],
            (*results.get(one.contract_id, ()), *tied.get(one.contract_id, ())),
            on=standing.on,
        )
    ]


def measure(standing: Standing, contract: int, key: str) -> tuple[PerformanceContract, MeasureFinding]:
    """A measure whose values the person may record; raises `NoSuchItemError`."""
    row = (
        contracts_of(standing)
        .select_related("appointment__seat__position__department", "appointment__executive")
        .filter(pk=contract)
        .first()
    )
    version = row.signed_version if row is not None else None
    if row is not None and version is not None:
        results = (
            *results_in([row.pk]).get(row.pk, ()),
            *tied_in({row.pk: version.text}).get(row.pk, ()),
        )
        for finding in findings(version.text, results, on=standing.on):
            if finding.measure == key:
                return row, finding
    raise NoSuchItemError("There is no such measure whose values you may record.", where=key[:80])


def result(standing: Standing, pk: int) -> MeasuredResult:
    """A value that the person may correct; raises `NoSuchItemError`."""
    found = (
        MeasuredResult.objects.filter(pk=pk, contract__in=contracts_of(standing))
        .select_related("contract__appointment__seat__position__department", "recorded_by")
        .first()
    )
    if found is None:
        raise NoSuchItemError(f"There is no value {pk} that you may correct.", where=str(pk))
    return found


__all__ = ["FILTERS", "MeasureLine", "contracts_of", "fits", "lines", "measure", "measures_of", "result"]
