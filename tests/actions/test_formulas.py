"""Measures that are worked out of others: kept like other values, followed when a part changes, with a trace."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from measure_world import BEGINS, definition, quarter
from meritbook.core.results.formula import FormulaError
from year_stage import do

pytestmark = pytest.mark.django_db
Q1, Q2 = date(2025, 7, 1), date(2025, 10, 1)


def define(people: Any, at: datetime, key: str, unit: str = "returns", formula: str = "", **more: Any) -> Any:
    """A measure of the enterprise that may have any value."""
    entry = definition(title=key.capitalize(), unit=unit, formula=formula, targets=[], **more)
    return do("define_measure", people.results_administrator, at, key=key, department=None, definition=entry,
              starts_on=BEGINS)  # fmt: skip


def record(people: Any, at: datetime, measure: Any, day: date, figure: str) -> Any:
    values = [(quarter(day), Decimal(figure), "")]
    return do("record_values", people.results_administrator, at, measure=measure, values=values, source="Report.")


def stands(measure: Any) -> dict[date, Decimal]:
    rows = measure.values.filter(current=True).values_list("starts_on", "value")
    return {day: Decimal(f"{value.normalize():f}") for day, value in rows}


@pytest.fixture
def three(people: Any, at: datetime) -> tuple[Any, Any, Any]:
    """Late and opened returns with a quarter each, and their share in percent."""
    late, opened = define(people, at, "late"), define(people, at, "opened")
    record(people, at, late, Q1, "63")
    record(people, at, opened, Q1, "420")
    return late, opened, define(people, at, "late-share", "%", "[late] / [opened] * 100")


def test_a_new_formula_is_worked_out_at_once_with_its_working(three: Any) -> None:
    share = three[2]
    assert stands(share) == {Q1: Decimal(15)}
    value = share.values.get()
    assert value.says == "63 returns / 420 returns * 100"
    assert (value.batch.kind, value.batch.source) == ("formula", "It was defined.")


def test_a_part_that_is_recorded_or_corrected_works_it_out_anew_and_says_why(
    people: Any, at: datetime, three: Any
) -> None:
    from meritbook.actions import ledger

    late, opened, share = three
    record(people, at, late, Q2, "50")
    assert stands(share) == {Q1: Decimal(15)}
    record(people, at, opened, Q2, "400")
    assert stands(share) == {Q1: Decimal(15), Q2: Decimal("12.5")}
    do("correct_value", people.results_administrator, at, value=late.values.get(starts_on=Q1), figure=Decimal(84),
       source="Report.", because="21 were left out.")  # fmt: skip
    old, new = share.values.filter(starts_on=Q1).order_by("pk")
    assert (old.current, new.current, new.replaces, new.value) == (False, True, old, 20)
    assert "Late, FY2026 Q1 was corrected: 21 were left out." in new.batch.source
    assert ledger.verify().sound


def test_what_rests_on_what_is_worked_out_follows_in_order(people: Any, at: datetime, three: Any) -> None:
    late, _, share = three
    twice = define(people, at, "twice", "%", "[late-share] * 2")
    assert stands(twice) == {Q1: Decimal(30)}
    do("correct_value", people.results_administrator, at, value=late.values.get(), figure=Decimal(42),
       source="Report.", because="Misread.")  # fmt: skip
    assert (stands(share), stands(twice)) == ({Q1: Decimal(10)}, {Q1: Decimal(20)})


def test_a_value_that_can_no_longer_be_told_is_put_aside_and_stays_on_record(
    people: Any, at: datetime, three: Any
) -> None:
    from meritbook.desk.measure_page import measure_page

    _, opened, share = three
    do("correct_value", people.results_administrator, at, value=opened.values.get(), figure=Decimal(0),
       source="Report.", because="None was opened.")  # fmt: skip
    assert stands(share) == {}
    assert share.values.count() == 1
    shown = measure_page(share, on=date(2026, 3, 2)).worked
    assert shown is not None
    assert [(one.shown, one.missing) for one in shown.periods] == [
        ("", ("late has no value of FY2026 Q2.", "opened has no value of FY2026 Q2.")),
        ("", ("It divides by zero.",)),
    ]


def test_the_sum_of_the_year_and_of_shorter_periods(people: Any, at: datetime) -> None:
    monthly = define(people, at, "closed", "audits", frequency="monthly")
    for month, figure in ((7, "10"), (8, "12"), (9, "14"), (10, "20")):
        values = [(_month(month), Decimal(figure), "")]
        do("record_values", people.results_administrator, at, measure=monthly, values=values, source="Report.")
    total = define(people, at, "closed-quarter", "audits", "total([closed])")
    mean = define(people, at, "closed-mean", "audits", "mean([closed])")
    year = define(people, at, "closed-year", "audits", "year([closed])", frequency="monthly")
    assert (stands(total), stands(mean)) == ({Q1: Decimal(36)}, {Q1: Decimal(12)})
    assert list(stands(year).values()) == [10, 22, 36, 56]


def _month(number: int) -> Any:
    from meritbook.core.results.periods import Frequency, period_on

    return period_on(date(2025, number, 1), Frequency.MONTHLY, 7)


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("[nothing] / [opened]", "no measure nothing"),
        ("[late] + [days]", "Day cannot be added to return"),
        ("[monthly] / [opened]", "monthly comes by the month"),
        ("[late] /", "ends where something is to follow"),
        ("[mine]", "mine -> mine"),
    ],
)
def test_a_formula_whose_parts_do_not_go_together_is_refused(
    people: Any, at: datetime, three: Any, formula: str, says: str
) -> None:
    define(people, at, "days", "days")
    define(people, at, "monthly", "returns", frequency="monthly")
    with pytest.raises(FormulaError, match=says):
        define(people, at, "mine", "%", formula)


def test_a_circle_is_refused_with_the_way_it_takes(people: Any, at: datetime, three: Any) -> None:
    define(people, at, "twice", "%", "[late-share] * 2")
    entry = definition(title="Late", unit="returns", formula="[twice] * 1 {returns per %}", targets=[])
    with pytest.raises(FormulaError, match="late -> twice -> late-share -> late"):
        do("change_measure", people.results_administrator, at, measure=three[0], definition=entry,
           starts_on=date(2026, 1, 1), because="To see.")  # fmt: skip


def test_a_changed_formula_counts_from_its_day_and_replaces_what_stood(people: Any, at: datetime, three: Any) -> None:
    late, opened, share = three
    record(people, at, late, Q2, "50")
    record(people, at, opened, Q2, "400")
    entry = definition(title="Late share", unit="%", formula="[late] / ([opened] + [late]) * 100", targets=[])
    do("change_measure", people.results_administrator, at, measure=share, definition=entry, starts_on=Q2,
       because="Late ones were opened too.")  # fmt: skip
    assert stands(share) == {Q1: Decimal(15), Q2: Decimal("11.1")}


def test_values_of_a_formula_are_neither_typed_corrected_nor_taken_from_a_file(
    people: Any, at: datetime, three: Any
) -> None:
    from meritbook.actions.formulas import WorkedOutError
    from meritbook.actions.record_value_file import FileRefusedError

    share = three[2]
    with pytest.raises(WorkedOutError):
        record(people, at, share, Q2, "10")
    with pytest.raises(WorkedOutError):
        do("correct_value", people.results_administrator, at, value=share.values.get(), figure=Decimal(1), source="R.",
           because="To see.")  # fmt: skip
    data = b"measure,period,value\nlate-share,FY2026 Q2,10\n"
    file = do("take_value_file", people.results_administrator, at, data=data, name="x.csv")
    with pytest.raises(FileRefusedError) as refused:
        do("record_value_file", people.results_administrator, at, file=file, source="R.")
    assert [one["code"] for one in refused.value.details["cells"]] == ["results.worked_out"]
    assert not share.stands.due_on or share.stands.worked_out


def test_a_file_that_gives_the_parts_works_it_out_too(people: Any, at: datetime, three: Any) -> None:
    data = b"measure,period,value\nlate,FY2026 Q2,60\nopened,FY2026 Q2,300\n"
    file = do("take_value_file", people.results_administrator, at, data=data, name="x.csv")
    do("record_value_file", people.results_administrator, at, file=file, source="R.")
    assert stands(three[2])[Q2] == 20
