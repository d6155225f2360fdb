"""Measures of the results register for tests: one of the Department of Revenue, and one of the enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import query_world
from year_stage import do

BEGINS = date(2025, 7, 1)
QUARTERS = (date(2025, 7, 1), date(2025, 10, 1))
"""First days of the two quarters that have ended on the day of the tests, 2 March 2026."""

FILE = b"measure,period,value\nrefund-days,FY2026 Q2,20.5\nrefund-days,FY2026 Q3,about 20\n"


@dataclass(frozen=True)
class Measures:
    """Two measures, and what is recorded of the first."""

    refunds: Any
    """Days to a refund, of the Department of Revenue, by the quarter, owned by `measure_owner`."""
    statewide: Any
    """Of the enterprise as a whole, owned by nobody, without a value."""
    value: Any
    """24.5 days in FY2026 Q1, against at most 21."""
    file: Any
    """A file of `measure_owner` with a cell to mend and a value that could be recorded."""
    job: Any
    """The work on a large file of `measure_owner`, which waits."""
    query: Any
    """The query of the first, set by `results_administrator`; the other system knows the quarter that is missing."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address of a measure: the parts."""
        names = (
            "measure",
            "measure_change",
            "measure_owner",
            "measure_retire",
            "measure_values",
            "measure_baseline",
            "measure_query",
            "measure_query_end",
            "measure_fetch",
        )
        key = {"key": self.refunds.key}
        return {
            **{f"web:{name}": key for name in names},
            "web:measure_correct": {**key, "value": self.value.pk},
            "web:value_file": {"pk": self.file.pk},
            **{f"web:value_work{name}": {"pk": self.job.pk} for name in ("", "_stop", "_resume")},
        }


def definition(**more: Any) -> dict[str, Any]:
    """An entry of the dictionary; `more` replaces parts."""
    parts: dict[str, Any] = {
        "title": "Days to a refund",
        "kind": "quality",
        "says": "Days from the receipt of a return to the payment of its refund, mean of the quarter.",
        "unit": "days",
        "places": 1,
        "source": "Refund ledger, report R-12",
        "method": "Mean over all refunds that were paid in the quarter.",
        "frequency": "quarterly",
        "direction": "at_most",
        "least": Decimal(0),
        "targets": [{"starts_on": BEGINS, "ends_before": date(2026, 7, 1), "value": Decimal(21)}],
    }
    return {**parts, **more}


def quarter(starts_on: date) -> Any:
    """The quarter of a fiscal year from July."""
    from meritbook.core.results.periods import Frequency, period_on

    return period_on(starts_on, Frequency.QUARTERLY, 7)


def measures(people: Any, departments: Any, at: datetime) -> Measures:
    """The measures, made by the acts themselves."""
    keeper = people.results_administrator
    refunds = do(
        "define_measure", keeper, at, key="refund-days", department=departments.revenue, definition=definition(),
        starts_on=BEGINS, owner=people.measure_owner,
    )  # fmt: skip
    statewide = do(
        "define_measure", keeper, at, key="calls-answered", department=None, starts_on=BEGINS,
        definition=definition(title="Calls answered in time", unit="%", direction="at_least", most=Decimal(100)),
    )  # fmt: skip
    batch = do(
        "record_values", people.measure_owner, at, measure=refunds, source="Report R-12 of 12 October 2025.",
        values=[(quarter(QUARTERS[0]), Decimal("24.5"), "Two clerks were ill.")],
    )  # fmt: skip
    owner, named = people.measure_owner, {"name": "actuals.csv"}
    file = do("take_value_file", owner, at, data=FILE, **named)
    job = do("import_values", owner, at, data=FILE, source="Report R-12.", **named)
    query_world.ledger()
    query = do("set_value_query", keeper, at, measure=refunds, connection="refunds", statement=query_world.STATEMENT)
    return Measures(refunds, statewide, batch.values.get(), file, job, query)


def more(people: Any, departments: Any, held: Measures, first: int, last: int, at: datetime) -> None:
    """Further measures with values and owners; and further owners, versions and values of one."""
    from datetime import timedelta

    keeper = people.results_administrator
    for n in range(first, last):
        row = do(
            "define_measure", keeper, at, key=f"more-{n:03}", department=departments.revenue, starts_on=BEGINS,
            definition=definition(title=f"More {n}"), owner=people.measure_owner,
        )  # fmt: skip
        do(
            "record_values", keeper, at, measure=row, source="Report.",
            values=[(quarter(day), Decimal(n), "") for day in QUARTERS],
        )  # fmt: skip
        do("name_measure_owner", keeper, at, measure=held.statewide, owner=people.measure_owner,
           starts_on=BEGINS + timedelta(days=n))  # fmt: skip
        do("correct_value", keeper, at, value=held.refunds.values.get(current=True, starts_on=QUARTERS[0]),
           figure=Decimal(n) + Decimal("0.5"), source="Report.", because="Misread.")  # fmt: skip
