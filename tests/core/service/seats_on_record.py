"""Seats as they stand on record, for tests of what the law makes of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.core.service.record import ContractOnRecord, NoticeOnRecord, SeatOnRecord

YEAR = date(2004, 7, 1)
NEXT = date(2005, 7, 1)


def contract(number: int = 1, starts_on: date = YEAR, ends_before: date = NEXT, **more: Any) -> ContractOnRecord:
    """A contract of the fiscal year 2004-05, agreed on 14 June 2004 and filed, unless said otherwise."""
    given = {
        "salary": Decimal(9000),
        "agreed_on": date(2004, 6, 14),
        "states_criteria": True,
        "on_standard_form": True,
        "at_department_hr_on": date(2004, 6, 20),
        "at_central_hr_on": date(2004, 6, 25),
        "filed_on": date(2004, 6, 25),
        **more,
    }
    return ContractOnRecord(id=number, starts_on=starts_on, ends_before=ends_before, **given)


def following(agreed_on: date | None, **more: Any) -> ContractOnRecord:
    """The contract of the fiscal year 2005-06."""
    days = dict.fromkeys(("at_department_hr_on", "at_central_hr_on", "filed_on"), agreed_on)
    return contract(2, NEXT, date(2006, 7, 1), agreed_on=agreed_on, **{**days, **more})


def seat(*contracts: ContractOnRecord, **more: Any) -> SeatOnRecord:
    """R. Osei in position 0012-03 since 1 July 2004."""
    given = {
        "seat": 1,
        "position": "0012-03",
        "title": "Tax Audit",
        "department": "REV",
        "starts_on": YEAR,
        "appointment": 1,
        "executive": "R. Osei",
        "executive_id": 1,
        "entered_on": YEAR,
        "contracts": contracts,
        **more,
    }
    return SeatOnRecord(**given)


def notice(served_on: date, *, in_writing: bool = True) -> NoticeOnRecord:
    """A notice of dismissal, by hand."""
    return NoticeOnRecord(id=1, served_on=served_on, served_how="hand", in_writing=in_writing)
