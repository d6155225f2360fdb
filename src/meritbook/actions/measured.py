"""What the results on record of a contract show of its measures, as it stands beside a rating."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.core.contracts.measures import MeasureFinding, ResultOnRecord, findings
from meritbook.core.contracts.text import ContractText
from meritbook.records.models import MeasuredResult, PerformanceContract


def findings_of(contract: PerformanceContract, text: ContractText, *, on: date) -> tuple[MeasureFinding, ...]:
    """What is known of each measure of the words as of the day, in their order; one statement."""
    rows = contract.results.select_related("recorded_by").order_by("period_ends_on", "pk")
    return findings(text, tuple(_on_record(one) for one in rows), on=on)


def _on_record(row: MeasuredResult) -> ResultOnRecord:
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
