"""Values of the executive service for tests of the core: a seat, an executive, a contract. No database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.core.service.record import ContractOnRecord, NoticeOnRecord, SeatOnRecord


def contract(starts_on: date = date(2004, 7, 1), ends_before: date = date(2005, 7, 1), **more: Any) -> ContractOnRecord:
    """The contract of 2004-05, agreed on 14 June 2004, on 9,000 dollars a month, unless said otherwise."""
    given = {
        "id": starts_on.year,
        "salary": Decimal("9000.00"),
        "agreed_on": date(2004, 6, 14),
        "states_criteria": True,
        "on_standard_form": True,
        **more,
    }
    return ContractOnRecord(starts_on=starts_on, ends_before=ends_before, **given)


def held(*contracts: ContractOnRecord, entered_on: date = date(2003, 9, 1), **more: Any) -> SeatOnRecord:
    """R. Osei in position 0012-03, since September 2003 unless said otherwise."""
    given: dict[str, Any] = {
        "seat": 1,
        "position": "0012-03",
        "department": "REV",
        "starts_on": entered_on,
        "appointment": 1,
        "executive": "R. Osei",
        "executive_id": 7,
        "entered_on": entered_on,
        "contracts": contracts,
        **more,
    }
    return SeatOnRecord(**given)


def notice(served_on: date, how: str = "hand", *, in_writing: bool = True) -> NoticeOnRecord:
    """A notice of dismissal that stands, in writing unless it was spoken."""
    return NoticeOnRecord(id=1, served_on=served_on, served_how=how, in_writing=in_writing)
