"""Values of the register for an event: which month is taken, and from which day on it is asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lean_world import LAST_DAY, charter
from measure_world import definition
from meritbook.actions.leaning_policies import ReadingError
from meritbook.actions.permissions import Standing
from meritbook.core.results.periods import Frequency, period_on
from meritbook.desk.lean_desk import lean_section
from year_stage import do

pytestmark = pytest.mark.django_db


@pytest.fixture
def monthly(people: Any, departments: Any, lean: Any, at: datetime) -> Any:
    """A measure by the month in an event that was held from 6 to 10 October 2025."""
    keeper = people.results_practitioner
    calls = do(
        "define_measure", people.results_administrator, at, key="calls", department=departments.revenue,
        starts_on=date(2025, 7, 1), owner=people.measure_owner,
        definition=definition(title="Calls", frequency="monthly", year_starts_in=1, due_days=10, targets=[]),
    )  # fmt: skip
    event = do("charter_event", keeper, at, key="calls-line", department=departments.revenue, **charter(people))
    row = do("add_event_measure", keeper, at, event=event, measure=calls, better="lower")
    do("decide_charter", people.department_director, at, event=event, approve=True, says="Begin.")
    return row


def record(people: Any, at: datetime, measure: Any, months: dict[int, str]) -> None:
    values = []
    for month, value in months.items():
        day = date(2025 if month > 6 else 2026, month, 1)
        values.append((period_on(day, Frequency.MONTHLY, 1), Decimal(value), ""))
    do("record_values", people.measure_owner, at, measure=measure, source="R-1.", values=values)


def asked(who: Any, on: date) -> list[str]:
    section = lean_section(Standing(who, on))
    return [one.detail for one in section.acts if "Calls" in one.title] if section else []


def test_the_month_in_which_the_event_ended_is_passed_over_and_the_next_is_taken(
    monthly: Any, people: Any, at: datetime
) -> None:
    keeper = people.results_practitioner
    record(people, at, monthly.measure, {9: "50", 10: "40", 11: "30", 12: "31", 1: "32"})
    for days, value in ((0, "50"), (30, "30"), (60, "31"), (90, "32")):
        done = do("record_event_value", keeper, at, measure=monthly, days=days)
        assert done.value == Decimal(value)
    assert monthly.readings.get(days=60).says == "From the register: 1 December 2025 to 31 December 2025."


def test_a_month_that_is_not_on_record_is_named(monthly: Any, people: Any, at: datetime) -> None:
    record(people, at, monthly.measure, {9: "50", 10: "40", 12: "31"})
    with pytest.raises(ReadingError, match="after 30 days is that of November 2025, and the register does not have"):
        do("record_event_value", people.results_practitioner, at, measure=monthly, days=30)


def test_the_desk_asks_from_the_day_on_which_the_month_has_ended(monthly: Any, people: Any, at: datetime) -> None:
    lead = people.results_practitioner
    record(people, at, monthly.measure, {9: "50"})
    do("record_event_value", lead, at, measure=monthly, days=0)
    first_mark = LAST_DAY + timedelta(days=30)
    assert asked(lead, first_mark) == []
    assert asked(lead, date(2025, 11, 30)) == []
    (detail,) = asked(lead, date(2025, 12, 1))
    assert detail.endswith("the value of November 2025, due on 10 December 2025")
