"""What the results on record of a contract show of its measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from meritbook.core.contracts.measures import MeasureFinding, ResultOnRecord, findings
from meritbook.core.contracts.text import ContractText
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.standing import held_on
from meritbook.records.models import MeasuredResult, MeasureValue, MeasureVersion, PerformanceContract

REGISTER = "Results register"
"""How the source of a value begins that the results register gave."""


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
    """What is known of each measure of the words as of the day, in their order; one statement, and two more where a
    measure takes its values from the results register.
    """
    tied = tied_in({contract.pk: text}).get(contract.pk, ())
    return findings(text, (*results_of(contract), *tied), on=on)


def tied_in(texts: Mapping[int, ContractText]) -> dict[int, tuple[ResultOnRecord, ...]]:
    """The values of the results register that measures of these contracts take, by the contract's key.

    A value counts where the register had the unit of the contract's measure in its period; two statements whatever
    their number, none where no measure is tied.
    """
    keys = {one.register_key for text in texts.values() for one in text.measures() if one.register_key}
    if not keys:
        return {}
    begins = min(text.terms.starts_on for text in texts.values())
    ends = max(text.terms.ends_before for text in texts.values())
    held: dict[str, list[tuple[date, MeasureDefinition]]] = {}
    for version in MeasureVersion.objects.filter(measure__key__in=keys).select_related("measure").order_by("number"):
        entry = MeasureDefinition.model_validate_json(version.definition_json)
        held.setdefault(version.measure.key, []).append((version.starts_on, entry))
    values: dict[str, list[MeasureValue]] = {}
    rows = MeasureValue.objects.filter(measure__key__in=keys, ends_before__gt=begins, starts_on__lt=ends)
    for row in rows.select_related("measure", "batch__recorded_by").order_by("starts_on", "pk"):
        values.setdefault(row.measure.key, []).append(row)
    found: dict[int, tuple[ResultOnRecord, ...]] = {}
    for contract, text in texts.items():
        found[contract] = tuple(
            _of_register(row, one.key)
            for one in text.measures()
            for row in values.get(one.register_key, ())
            if held_on(held[one.register_key], row.starts_on).unit.casefold() == one.unit.casefold()
        )
    return found


def _of_register(row: MeasureValue, measure: str) -> ResultOnRecord:
    return ResultOnRecord(
        id=-row.pk,
        measure=measure,
        period_ends_on=row.ends_before - timedelta(days=1),
        value=Decimal(f"{row.value.normalize():f}"),
        source=f"{REGISTER}, {row.measure.title}: {row.batch.source}",
        recorded_at=row.batch.recorded_at,
        recorded_by=row.batch.recorded_by.full_name,
        says=row.says,
        replaces=-row.replaces_id if row.replaces_id else None,
    )


def units_of(text: ContractText) -> dict[str, str]:
    """The measures of the results register that the words name and it has, each with its newest unit.

    One statement, none where no measure is tied.
    """
    keys = {one.register_key for one in text.measures() if one.register_key}
    rows = MeasureVersion.objects.filter(measure__key__in=keys).select_related("measure").order_by("number")
    found = {one.measure.key: one.definition_json for one in rows} if keys else {}
    return {key: MeasureDefinition.model_validate_json(entry).unit for key, entry in found.items()}


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
