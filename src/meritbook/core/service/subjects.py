"""What the law looks at on a day: of each seat the contracts that are due, the contracts that run or lie on file, a
dismissal, whether the position belongs, and whether its leaving was told. Each is a bag of facts with its own name.

Which rules bear on a subject follows from the facts that they read; no rule is named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from meritbook.core.law.pack import Law
from meritbook.core.service.due import contract_for, dues
from meritbook.core.service.facts import (
    Facts,
    belonging_facts,
    contract_facts,
    dismissal_facts,
    due_facts,
    removal_facts,
)
from meritbook.core.service.record import ContractOnRecord, SeatOnRecord

ON_FILE = ("contract.starts_on", "contract.ends_on", "contract.filed_on", "contract.taken_from_file")
"""What is asked of a contract that is over: how long its form is kept."""


OF_POSITION = "belongs"
"""Of what is about the position whoever holds it: whether it belongs to the service."""


@dataclass(frozen=True)
class Subject:
    """Something of a seat that the law looks at, with the facts of it."""

    record: SeatOnRecord
    about: str
    """What tells it from the others of the seat: `year:2005-07-01`."""
    since: date
    """The day from which it is as it is: what comes of it is due no earlier."""
    facts: Facts
    in_office: bool
    """Whether it is about somebody in office, or a position in the service, and falls away with these."""
    contract: int | None = None
    renews: bool = False
    """Whether a new value of the law raises the question anew."""


def subjects(law: Law, record: SeatOnRecord, *, on: date, since: date) -> Iterator[Subject]:
    """What the law looks at of a seat on a day; contracts that were due in years before `since` are not asked for."""
    if record.stands_on(on):
        yield _belonging(record, on)
        if record.held_on(on):
            yield from _in_office(law, record, on, since)
    elif record.ends_before is not None and record.ends_before <= on:
        facts = removal_facts(record, on=on, central_hr_notified=_by(record.central_hr_told_on, on))
        yield Subject(record, f"left:{record.ends_before.isoformat()}", record.ends_before, facts, in_office=False)
    for contract in record.contracts:
        if contract.starts_on <= on:
            yield _contract(record, contract, on)


def _belonging(record: SeatOnRecord, on: date) -> Subject:
    review = record.review if record.review is not None and record.review.on <= on else None
    withdrawn = record.support_withdrawn_on
    days = [record.starts_on]
    if withdrawn is not None and withdrawn <= on:
        days.append(withdrawn)
    if review is not None and not review.still_met:
        days.append(review.on)
    about = f"{OF_POSITION}:{max(days).isoformat()}"
    return Subject(record, about, max(days), belonging_facts(record, on=on), in_office=True)


def _in_office(law: Law, record: SeatOnRecord, on: date, since: date) -> Iterator[Subject]:
    for due in dues(law, record, first=since, last=on):
        if due.starts_on < since:
            continue
        contract = contract_for(record, due)
        key = contract.id if contract else None
        yield Subject(record, due.about, due.starts_on, due_facts(record, due, on=on), in_office=True, contract=key)
    notice = record.notice
    if notice is not None and notice.served_on <= on:
        contract = record.contract_on(notice.served_on)
        facts = dismissal_facts(record, contract, on=on)
        yield Subject(record, f"notice:{notice.id}", notice.given_on, facts, in_office=True)
    if record.further and record.entered_on is not None:
        about = f"executive:{record.appointment}"
        yield Subject(record, about, record.entered_on, dict(record.further), in_office=True, renews=True)


def _contract(record: SeatOnRecord, contract: ContractOnRecord, on: date) -> Subject:
    """A contract: while it runs all that is on record of it, afterwards how long it is kept."""
    facts = {name: value for name, value in contract_facts(contract, on=on).items() if value is not None}
    runs = record.stands_on(on) and record.held_on(on) and contract.term().covers(on)
    agreed = _by(contract.agreed_on, on)
    about = f"contract:{contract.id}"
    if runs and agreed:
        since = max(contract.starts_on, contract.agreed_on or contract.starts_on)
        return Subject(record, about, since, facts, in_office=True, contract=contract.id, renews=True)
    kept = {name: facts[name] for name in ON_FILE if name in facts}
    return Subject(record, about, contract.starts_on, kept, in_office=False, contract=contract.id)


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on
