"""What the results on record of a contract show of its measures, as it stands beside a rating."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.core.contracts.rating import Measured
from meritbook.core.contracts.text import ContractText, Measure
from meritbook.core.verdict import Verdict
from meritbook.records.models import MeasuredResult, PerformanceContract


def findings_of(contract: PerformanceContract, text: ContractText, *, on: date) -> tuple[Measured, ...]:
    """What is known of each measure of the words as of the day, in their order; one statement."""
    newest: dict[str, MeasuredResult] = {}
    for row in contract.results.filter(replaced_by__isnull=True, period_ends_on__lte=on).order_by("period_ends_on"):
        newest[row.measure] = row
    return tuple(_of(one, newest.get(one.key)) for one in text.measures())


def _of(one: Measure, row: MeasuredResult | None) -> Measured:
    value = None if row is None else Decimal(f"{row.value.normalize():f}")
    verdict, sentence, arithmetic = Verdict.UNDETERMINED, "No value is on record.", ""
    if value is not None and one.target is None:
        sentence = "There is no target to compare the value with."
    elif value is not None and one.target is not None:
        reached = value >= one.target if one.direction == "at_least" else value <= one.target
        verdict = Verdict.MET if reached else Verdict.NOT_MET
        sentence = "The target was reached." if reached else "The target was missed."
        arithmetic = f"{value:f} {'≥' if one.direction == 'at_least' else '≤'} {one.target:f}"
    return Measured(
        measure=one.key,
        says=one.says,
        verdict=verdict,
        sentence=sentence,
        value=value,
        target=one.target,
        unit=one.unit,
        arithmetic=arithmetic,
        source="" if row is None else row.source,
        result=None if row is None else row.pk,
    )
