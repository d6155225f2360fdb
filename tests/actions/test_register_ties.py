"""A measure of a contract that is tied to the results register takes its values, and their corrections, from there."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contract_world import text
from measure_world import QUARTERS, definition, quarter
from year_stage import do

pytestmark = pytest.mark.django_db
YEAR = (date(2025, 7, 1), date(2026, 7, 1))


def words(unit: str = "days", key: str = "refund-days", due_on: date = date(2025, 9, 30)) -> Any:
    """A contract of the year whose one measure is tied."""
    from meritbook.core.contracts.text import Area, Measure, Objective, Terms

    measure = Measure(
        key="wait", says="Days to a refund.", unit=unit, direction="at_most", target=Decimal(21), due_on=due_on,
        register_key=key,
    )  # fmt: skip
    objective = Objective(key="soon", says="Refunds come soon.", measures=(measure,))
    terms = Terms(starts_on=YEAR[0], ends_before=YEAR[1], salary=Decimal(9000))
    return text(terms=terms, areas=(Area(key="customers", title="Customers", objectives=(objective,)),), projects=())


def finding(held: Any, on: date = date(2026, 3, 2)) -> Any:
    """What the tied measure shows."""
    from meritbook.actions.measured import tied_in
    from meritbook.core.contracts.measures import findings

    return findings(held, tied_in({1: held})[1], on=on)[0]


def test_the_value_of_the_period_that_ends_on_the_due_day_decides_and_says_its_source(measures: Any) -> None:
    # 24.5 days in July to September 2025; at most 21 were agreed: missed by 3.5.
    found = finding(words())
    assert found.sentence == "24.5 days; at most 21 were agreed: missed by 3.5."
    assert [one.source for one in found.counted] == [
        "Results register, Days to a refund: Report R-12 of 12 October 2025."
    ]
    assert [one.of_register for one in found.counted] == [True]


def test_a_correction_in_the_register_counts_and_the_old_value_is_told_as_replaced(
    people: Any, measures: Any, at: datetime
) -> None:
    do("correct_value", people.measure_owner, at, value=measures.value, figure=Decimal(21), source="R-12, second.",
       because="Misread.")  # fmt: skip
    found = finding(words())
    assert found.verdict == "met"
    assert [one.value for one in found.corrections] == [Decimal("24.5")]


def test_values_in_another_unit_than_that_of_the_contract_do_not_count(
    people: Any, measures: Any, at: datetime
) -> None:
    keeper = people.results_administrator
    change = {"definition": definition(unit="hours"), "starts_on": QUARTERS[1], "because": "Hours are counted."}
    do("change_measure", keeper, at, measure=measures.refunds, **change)
    do("record_values", keeper, at, measure=measures.refunds, source="R-12.",
       values=[(quarter(QUARTERS[1]), Decimal(164), "")])  # fmt: skip
    found = finding(words(due_on=date(2025, 12, 31)))
    assert [one.value for one in found.counted] == [Decimal("24.5")]
    assert found.verdict == "undetermined"


def test_a_key_that_the_register_lacks_and_a_unit_that_it_does_not_count_in_are_told_when_the_words_are_written(
    measures: Any,
) -> None:
    from meritbook.actions.measured import units_of
    from meritbook.core.contracts.check import _register

    def codes(held: Any) -> list[tuple[str, str]]:
        return [(one.code, one.place) for one in _register(held, units_of(held))]

    place = "objective.soon.measure.wait"
    assert codes(words()) == []
    assert codes(words(key="refund-day")) == [("contract.register_key", place)]
    assert codes(words(unit="hours")) == [("contract.register_unit", place)]


def test_the_value_of_a_tied_measure_is_recorded_in_the_register_and_nowhere_else() -> None:
    from meritbook.actions.contract_year_policies import RegisterTiedError, check_own

    with pytest.raises(RegisterTiedError):
        check_own(next(words().measures()))
