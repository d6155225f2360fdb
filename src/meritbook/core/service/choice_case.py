"""From what all choices start: the seat on a day, the contract that runs, and the one that is due next."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.pack import Law
from meritbook.core.service.asking import Asking, day_named
from meritbook.core.service.choice_model import Trial
from meritbook.core.service.due import (
    Due,
    contract_for,
    dues,
    last_day_after_entry,
    next_year_starting,
    year_starting,
)
from meritbook.core.service.facts import Facts, dismissal_facts, due_facts
from meritbook.core.service.record import ContractOnRecord, SeatOnRecord
from meritbook.core.verdict import Verdict

DUE, REMOVAL, NOTICE = "contract.due", "removal.no_contract", "dismissal.notice"


class Case(NamedTuple):
    """What all four choices start from."""

    asking: Asking
    record: SeatOnRecord
    on: date
    due: Due | None
    running: ContractOnRecord | None
    """The contract of the day."""
    coming: ContractOnRecord | None
    """What is on record for what is due."""
    year: date | None
    """The first day of the fiscal year that the next contract is for, or after the day."""
    trial: Trial

    @property
    def salary(self) -> Decimal | None:
        return self.running.salary if self.running is not None else None

    @property
    def agreed(self) -> date | None:
        day = self.coming.agreed_on if self.coming is not None else None
        return day if day is not None and day <= self.on else None

    @property
    def paid_from(self) -> date | None:
        """The first day on which the salary of the contract that is due would be paid."""
        return None if self.due is None else max(self.due.starts_on, self.on)

    def due_facts(self, *, agreed: date | None, on: date) -> Facts:
        if self.due is None:
            return {}
        facts = due_facts(self.record, self.due, on=on)
        return facts if agreed is None else {**facts, "contract.agreed": agreed}

    def bites_on(self) -> date | None:
        """The day on which what is due can no longer be done."""
        if self.due is None:
            return None
        if self.due.kind == "year":
            return self.due.starts_on
        last = last_day_after_entry(self.asking.law, self.due.starts_on)
        return None if last is None else last + timedelta(days=1)

    def open_dismissal(self) -> LawVerdict | None:
        """The rule on notice as it stands for somebody who is to be dismissed and has no notice yet."""
        facts = {**dismissal_facts(self.record, self.running, on=self.on), "dismissal.for_performance": True}
        return self.asking.ask(NOTICE, {**facts, "dismissal.notice_written": self.trial.in_writing}, on=self.on)


def agreed_on(record: SeatOnRecord, due: Due, *, on: date) -> date | None:
    """The day on which the contract that answers what is due was agreed; none while it is not, as of the day."""
    contract = contract_for(record, due)
    day = contract.agreed_on if contract is not None else None
    return day if day is not None and day <= on else None


def next_due(law: Law, record: SeatOnRecord, *, on: date) -> Due | None:
    """The contract that is due next as of the day: the one after entry while its days run without it, else that of the
    next fiscal year; none where the law asks for none."""
    year = next_year_starting(law, on)
    if year is None:
        return None
    found = list(dues(law, record, first=year, last=year))
    for one in found:
        last = last_day_after_entry(law, one.starts_on)
        running = one.kind == "entry" and last is not None and last >= on
        if running and agreed_on(record, one, on=on) is None:
            return one
    years = [one for one in found if one.kind == "year"]
    if years:
        return years[0]
    # Whoever has just entered is asked for no second contract of the year; whoever leaves before it, for none at all.
    leaves = record.leaves_before is not None and record.leaves_before <= year
    return None if leaves else next(iter(found), None)


def dismissed_before(asking: Asking, record: SeatOnRecord, day: date, *, on: date) -> bool:
    """Whether a notice that was given in time by `on`, and stands, separates the executive before the day.

    Nobody is asked for a contract that begins after that.
    """
    notice = record.notice
    if notice is None or max(notice.served_on, notice.given_on) > on:
        return False
    running = next((one for one in record.contracts if one.term().covers(notice.given_on)), None)
    facts = {**dismissal_facts(record, running, on=on), "executive.separated": False}
    if running is None or not facts["dismissal.for_performance"]:
        return False
    verdict = asking.ask(NOTICE, facts, on=notice.given_on)
    leaves = day_named(verdict, "separation")
    return verdict is not None and verdict.verdict is Verdict.MET and leaves is not None and leaves < day


def overdue(asking: Asking, record: SeatOnRecord, *, on: date) -> tuple[tuple[Due, LawVerdict], ...]:
    """The contracts of the fiscal year that runs that were due before the day and are not on record to this day."""
    start = year_starting(asking.law, on)
    if start is None:
        return ()
    found = []
    for one in dues(asking.law, record, first=start, last=on):
        if one.kind == "entry" and one.year_starts_on <= start and one.starts_on < start:
            # It entered in an earlier year: the contract of the year that runs has taken its place.
            last = last_day_after_entry(asking.law, one.starts_on)
            if last is None or last < start:
                continue
        if agreed_on(record, one, on=on) is not None or dismissed_before(asking, record, one.starts_on, on=on):
            continue
        verdict = asking.ask(DUE, due_facts(record, one, on=on), on=on)
        if verdict is not None and verdict.verdict is Verdict.NOT_MET:
            found.append((one, verdict))
    return tuple(found)
