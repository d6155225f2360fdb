"""What the results on record of a contract show of its measures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from meritbook.core.contracts.measures import MeasureFinding, ResultOnRecord, findings
from meritbook.core.contracts.text import ContractText
from meritbook.records.models import MeasuredResult, PerformanceContract


def results_of(contract: PerformanceContract) -> tuple[ResultOnRecord, ...]:
    """The values on record, corrections among them."""
    return results_in([contract.pk]).get(contract.pk, ())


def results_in(contracts: Iterable[int]) -> dict[int, tuple[ResultOnRecord, ...]]:
    """The values on record of several contracts, by the contract's key, in the order of their days; one statement."""
    found: dict[int, tuple[ResultOnRecord, ...]] = {}
    rows = MeasuredResult.objects.filter(contract__in=list(contracts)).select_related("recorded_by")
    for row in rows.order_by("period_ends_on", "pk"):
        found[row.contract_id] = (*found.get(row.contract_id, ()), on_record(row))
    return found


def findings_of(contract: PerformanceContract, text: ContractText, *, on: date) -> tuple[MeasureFinding, ...]:
    """What is known of each measure of the words as of the day, in their order; one statement."""
    return findings(text, results_of(contract), on=on)


def on_record(row: MeasuredResult) -> ResultOnRecord:
    """A value as the core takes it, without the zeros that the column adds."""
    return ResultOnRecord(
        id=row.pk,
        measure=row.measure,
        period_ends_on=row.period_ends_on,
        value=Decimal(f"{row.value.normalize():f}"),
        source=row.source,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.full_name,
        says=row.says,
        replaces=row.replaces_id,
    )
