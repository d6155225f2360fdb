"""The sample of a file of values: for one's own measures, with mistakes that the import tells one by one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from measure_world import definition
from year_stage import do

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def test_a_sample_holds_each_mistake_once_and_is_recorded_when_they_are_mended(
    people: Any, measures: Any, at: datetime
) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.actions.value_lines import reading
    from meritbook.desk.value_sample import sample
    from meritbook.readers.value_tables import read_tables

    for n, (unit, level) in enumerate(
        (("%", 40), ("titles", 31000), ("days", 12), ("days", 9), ("cars", 70), ("a", 5))
    ):
        target = {"starts_on": date(2025, 7, 1), "ends_before": date(2026, 7, 1), "value": level}
        entry = definition(frequency="monthly", unit=unit, places=0, targets=[target])
        do("define_measure", people.results_administrator, at, key=f"monthly-{n}", department=None,
           starts_on=date(2025, 7, 1), definition=entry)  # fmt: skip
    standing = Standing(people.results_administrator, ON)
    tables = read_tables(sample(standing), name="sample.xlsx")
    found = reading(standing, tables, {})
    codes = sorted(one.code for one in found.troubles.values())
    assert codes == [
        "results.cell_comma",
        "results.cell_formula_empty",
        "results.cell_merged",
        "results.cell_not_a_number",
        "results.cell_percent",
        "results.cell_twice",
        "results.cell_unit",
    ]
    mends = {place: one.offer or "-" for place, one in found.troubles.items()}
    mended = reading(standing, tables, mends)
    assert not mended.troubles
    assert len(mended.good) > len(found.good)


def test_whoever_owes_no_value_is_told_so(people: Any, measures: Any) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.desk.value_sample import NothingToSampleError, sample

    with pytest.raises(NothingToSampleError):
        sample(Standing(people.measure_owner, date(2025, 9, 1)))
