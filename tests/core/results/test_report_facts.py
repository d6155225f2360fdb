"""Whether a measure may stand in an annual report as fact, and which of its values belong to the year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from measure_world import definition
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period, fiscal_year
from meritbook.core.results.report_facts import HeldValue, Judged, Reason, judge, owed
from meritbook.core.verdict import Verdict

YEAR = fiscal_year(2005, 7)
SINCE = date(2003, 7, 1)
QUARTERS = (date(2004, 7, 1), date(2004, 10, 1), date(2005, 1, 1), date(2005, 4, 1))


def entry(**more: Any) -> MeasureDefinition:
    target = {"starts_on": SINCE, "ends_before": date(2006, 7, 1), "value": Decimal(21)}
    return MeasureDefinition.model_validate(definition(targets=[target], **more))


def values(*days: date, value: str = "20") -> dict[date, HeldValue]:
    found = {}
    for place, day in enumerate(days, 1):
        end = date(day.year + (day.month == 10), (day.month + 3 - 1) % 12 + 1, 1)
        found[day] = HeldValue(day, end, Decimal(value), "", place, False)
    return found


def judged(held: dict[date, HeldValue], on: date = date(2005, 9, 1), **more: Any) -> Judged:
    taken = {"owner": "Ada", "begins_on": SINCE, **more}
    own = taken.pop("entry", entry())
    return judge([(SINCE, own)], held, year=YEAR, on=on, **taken)


def reasons(found: Judged) -> list[Reason]:
    return [one.reason for one in found.lacks]


def test_a_fiscal_year_is_named_for_the_calendar_year_in_which_it_ends() -> None:
    assert (YEAR.starts_on, YEAR.ends_before, YEAR.label) == (date(2004, 7, 1), date(2005, 7, 1), "FY2005")
    calendar = fiscal_year(2005, 1)
    assert (calendar.starts_on, calendar.ends_before, calendar.label) == (date(2005, 1, 1), date(2006, 1, 1), "2005")


def test_with_owner_source_method_and_all_values_it_is_a_fact() -> None:
    found = judged(values(*QUARTERS))
    assert found.eligible
    assert found.newest is not None
    assert (found.newest.period, found.newest.value, found.newest.target) == ("FY2005 Q4", Decimal(20), Decimal(21))
    assert found.newest.verdict is Verdict.MET
    assert found.newest.revision == 4


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"owner": ""}, Reason.OWNER),
        ({"entry": entry(source="")}, Reason.SOURCE),
        ({"entry": entry(method="")}, Reason.METHOD),
    ],
)
def test_each_thing_that_is_missing_keeps_it_out_and_nobody_may_include_it(more: Any, reason: Reason) -> None:
    found = judged(values(*QUARTERS), **more)
    assert reasons(found) == [reason]
    assert not found.eligible
    assert not found.only_stale


def test_a_late_value_makes_it_stale_which_somebody_may_answer_for() -> None:
    found = judged(values(*QUARTERS[:2]))
    assert reasons(found) == [Reason.STALE]
    assert found.only_stale
    assert found.says == ("It is stale: the value of FY2005 Q3 was due on 30 April 2005, and 1 more is missing.",)


def test_a_period_left_out_between_two_values_makes_it_stale_as_well() -> None:
    found = judged(values(QUARTERS[0], *QUARTERS[2:]))
    assert found.says == ("It is stale: the value of FY2005 Q2 was due on 30 January 2005.",)
    assert found.only_stale
    # Its day has not passed on 30 January, when the first quarter alone has its value.
    assert judged(values(QUARTERS[0]), on=date(2005, 1, 30)).eligible
    assert not judged(values(QUARTERS[0]), on=date(2005, 1, 31)).eligible


def test_a_value_that_is_not_due_yet_is_awaited_and_does_not_make_it_stale() -> None:
    on_time = judged(values(*QUARTERS[:3]), on=date(2005, 7, 30))
    assert on_time.eligible
    assert (on_time.awaited, on_time.awaited_by) == ("FY2005 Q4", date(2005, 7, 30))
    assert reasons(judged(values(*QUARTERS[:3]), on=date(2005, 7, 31))) == [Reason.STALE]


def test_without_a_value_of_the_year_it_is_no_fact_whoever_answers_for_it() -> None:
    before = judged(values(date(2004, 4, 1)))
    assert reasons(before) == [Reason.VALUE, Reason.STALE]
    assert not before.only_stale
    assert all(one.value is None for one in before.values)


def test_a_value_of_a_later_year_does_not_count() -> None:
    assert reasons(judged(values(date(2005, 7, 1)))) == [Reason.VALUE, Reason.STALE]


def test_a_period_counts_for_the_fiscal_year_in_which_it_ends() -> None:
    own = entry(frequency="yearly", year_starts_in=1)
    found: tuple[Period, ...] = owed([(SINCE, own)], YEAR, date(2004, 1, 1), None)
    assert [one.label for one in found] == ["2004"]


def test_no_value_is_owed_before_the_measure_begins_or_once_it_is_retired() -> None:
    periods = owed([(SINCE, entry())], YEAR, date(2004, 9, 1), date(2005, 4, 1))
    assert [one.label for one in periods] == ["FY2005 Q2", "FY2005 Q3"]
    late = judged({}, begins_on=date(2005, 7, 1))
    assert [one.says for one in late.lacks] == ["It owes no value of this year."]


def test_another_frequency_in_the_middle_of_the_year_is_followed_from_its_first_day() -> None:
    versions = [(SINCE, entry()), (date(2005, 1, 1), entry(frequency="monthly"))]
    labels = [one.label for one in owed(versions, YEAR, SINCE, None)]
    assert labels[:3] == ["FY2005 Q1", "FY2005 Q2", "2005-01"]
    assert len(labels) == 8
