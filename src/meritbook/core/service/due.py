"""Which contracts are due for an executive, and of which each day asks: after entry, and for each fiscal year.

The law says how long there is (`contract.days_after_entry`) and when a fiscal year begins (`fiscal.starts`); a pack
without these parameters asks for no contract here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from meritbook.core.law.days import read_month_day
from meritbook.core.law.pack import Law
from meritbook.core.service.record import ContractOnRecord, SeatOnRecord
from meritbook.core.values import Value

FISCAL_START, DAYS_AFTER_ENTRY = "fiscal.starts", "contract.days_after_entry"


class Due(Value):
    """A contract that is due: the first after entry, or that of a fiscal year."""

    kind: Literal["entry", "year"]
    starts_on: date
    """The day of entry, or the first day of the fiscal year."""
    year_starts_on: date
    """The first day of the fiscal year for which it is due; for one after entry, of the next one that begins."""

    @property
    def about(self) -> str:
        """What tells it from the others of the same seat."""
        return f"{self.kind}:{self.starts_on.isoformat()}"


def fiscal_start(law: Law, on: date) -> tuple[int, int] | None:
    """Month and day on which fiscal years begin, by the law on the day; none where the pack does not say."""
    if FISCAL_START not in law.parameters:
        return None
    dated = law.value_on(FISCAL_START, on)
    if dated is None:
        return None
    number = read_month_day(str(dated.value))
    return number // 100, number % 100


def year_starting(law: Law, on: date) -> date | None:
    """The first day of the fiscal year in which the day lies."""
    start = fiscal_start(law, on)
    if start is None:
        return None
    this = date(on.year, *start)
    return this if this <= on else date(on.year - 1, *start)


def next_year_starting(law: Law, on: date) -> date | None:
    """The first day of the first fiscal year that begins after the day."""
    start = fiscal_start(law, on)
    if start is None:
        return None
    this = date(on.year, *start)
    return this if this > on else date(on.year + 1, *start)


def last_day_after_entry(law: Law, entered_on: date) -> date | None:
    """The last day for the contract after entry, as the law on the day of entry has it."""
    if DAYS_AFTER_ENTRY not in law.parameters:
        return None
    dated = law.value_on(DAYS_AFTER_ENTRY, entered_on)
    return None if dated is None else entered_on + timedelta(days=int(str(dated.value)))


def dues(law: Law, record: SeatOnRecord, *, first: date, last: date) -> Iterator[Due]:
    """The contracts that become due for fiscal years beginning in `[first, last]`, and the one after entry.

    The one after entry is given whenever the entry lies at or before `last` and the law of that day is known. A fiscal
    year that begins before the days after entry are over asks for no contract of its own: see the reading
    `entry-and-july-1`. Of an entry before the law is known, the fiscal years alone ask.
    """
    entered = record.entered_on
    if entered is None or record.appointment is None or entered > last:
        return
    until = last_day_after_entry(law, entered)
    following = next_year_starting(law, entered)
    if until is not None and following is not None:
        # Whoever enters on the first day of a fiscal year enters into it: the year that follows is the next.
        yield Due(kind="entry", starts_on=entered, year_starts_on=following)
    asked_until = until or entered
    begins = next_year_starting(law, first - timedelta(days=1))
    while begins is not None and begins <= last:
        gone = record.leaves_before is not None and record.leaves_before <= begins
        if begins > asked_until and not gone:
            yield Due(kind="year", starts_on=begins, year_starts_on=begins)
        begins = next_year_starting(law, begins)


def contract_for(record: SeatOnRecord, due: Due) -> ContractOnRecord | None:
    """The contract on record that answers what is due: the one that covers its first day, or began last after entry."""
    if due.kind == "year":
        return record.contract_on(due.starts_on)
    later = [one for one in record.contracts if one.starts_on >= due.starts_on]
    covering = record.contract_on(due.starts_on)
    return covering or (later[0] if later else None)
