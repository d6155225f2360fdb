"""`meritbook verify` holds each batch of values against its seal."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from year_stage import do

pytestmark = pytest.mark.django_db


def faults() -> list[tuple[str, str]]:
    """Kind and place of all that is found."""
    from meritbook.actions.verification import verify

    return [(one.kind, one.where) for one in verify().faults if one.kind == "values"]


def test_values_as_recorded_and_corrected_agree_with_their_seals(people: Any, measures: Any, at: datetime) -> None:
    do("correct_value", people.measure_owner, at, value=measures.value, figure=Decimal("23.5"), source="R-12, second.",
       because="Misread.")  # fmt: skip
    assert faults() == []


@pytest.mark.parametrize(
    "change",
    [{"value": Decimal("20.5")}, {"says": "All is well."}, {"starts_on": date(2025, 4, 1)}],
    ids=["the figure", "the words", "the period"],
)
def test_a_value_that_was_changed_behind_the_program_is_found(measures: Any, change: dict[str, Any]) -> None:
    measures.value.__class__.objects.filter(pk=measures.value.pk).update(**change)
    assert faults() == [("values", f"valuebatch:{measures.value.batch_id}")]


def test_a_value_that_was_deleted_or_put_in_behind_the_program_is_found(measures: Any) -> None:
    value = measures.value
    value.__class__.objects.create(
        batch=value.batch,
        measure=value.measure,
        starts_on=date(2025, 10, 1),
        ends_before=date(2026, 1, 1),
        value=Decimal(1),
    )
    assert faults() == [("values", f"valuebatch:{value.batch_id}")]
    value.batch.values.all().delete()
    assert faults() == [("values", f"valuebatch:{value.batch_id}")]
