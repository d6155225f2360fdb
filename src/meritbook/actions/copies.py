"""Where the copies of contracts are: one answer for the file, the seat, the contract, the desks and the law.

Two things tell of a copy: that it was sent and received, for each version that all have signed here; and the days of
the contract on record, which the office writes for a contract on paper and which a receipt writes too. What follows
from both stands here alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import ContractRecord, ContractVersion, CopySent, CopyTo, PerformanceContract


@dataclass(frozen=True)
class Copy:
    """The copy of a contract with one office."""

    to: CopyTo
    since: date | None
    """Since when the office has it; none while it has not."""
    sent: CopySent | None = None
    """That it was sent; none for a copy that the office has without, and for one that was not sent."""

    @property
    def says(self) -> str:
        """Where it is, in words."""
        if self.since is not None:
            return day_in_words(self.since)
        if self.sent is not None:
            return f"sent on {day_in_words(clock.day_of(self.sent.sent_at))}, not received yet"
        return "not sent yet"


@dataclass(frozen=True)
class Copies:
    """The copies of one contract, of its version in force where its words are kept here."""

    department: Copy
    central: Copy
    version: int | None = None
    """The number of that version; none for a contract whose words are not kept here."""


def copies_of(records: Iterable[ContractRecord]) -> dict[int, Copies]:
    """The copies of contracts on record, by their keys; two statements."""
    rows = {one.pk: one for one in records}
    versions = {
        one.contract.record_id: one
        for one in ContractVersion.objects.filter(contract__record__in=rows, status="signed").select_related("contract")
    }
    sent = _sent([one.pk for one in versions.values()])
    found = {}
    for pk, row in rows.items():
        version = versions.get(pk)
        if version is None:
            department = Copy(CopyTo.DEPARTMENT_HR, row.at_department_hr_on)
            found[pk] = Copies(department, Copy(CopyTo.CENTRAL_HR, row.at_central_hr_on))
        else:
            department, central = (_copy(version, row, to, sent.get((version.pk, to.value))) for to in CopyTo)
            found[pk] = Copies(department, central, version.number)
    return found


def missing_copies(contracts: Iterable[PerformanceContract]) -> list[tuple[ContractVersion, CopyTo, CopySent | None]]:
    """Of each contract's version in force: the copies that an office does not have yet, and whether they were sent."""
    # A query is read within the next one; anything else is there already.
    keys: Any = contracts.values("pk") if isinstance(contracts, QuerySet) else [one.pk for one in contracts]
    versions = list(
        ContractVersion.objects.filter(contract__in=keys, status="signed")
        .select_related(
            "contract__record", "contract__appointment__executive", "contract__appointment__seat__position__department"
        )
        .order_by("contract__starts_on", "pk")
    )
    sent = _sent([one.pk for one in versions])
    found = []
    for version in versions:
        for to in CopyTo:
            copy = _copy(version, version.contract.record, to, sent.get((version.pk, to.value)))
            if copy.since is None:
                found.append((version, to, copy.sent))
    return found


def _sent(versions: list[int]) -> dict[tuple[int, str], CopySent]:
    return {(one.version_id, one.to): one for one in CopySent.objects.filter(version__in=versions)}


def _copy(version: ContractVersion, record: ContractRecord | None, to: CopyTo, sent: CopySent | None) -> Copy:
    """The copy of a version: received, or with the office by the days of the contract on record.

    What is signed here is kept where the department's human resources reads it, so that it has each later version with
    the last signature. Central human resources has the version of the day that was written, and not one signed later.
    """
    if sent is not None:
        return Copy(to, clock.day_of(sent.received_at) if sent.received_at else None, sent)
    signed = version.signed_on
    if record is None or signed is None:
        return Copy(to, None)
    if to is CopyTo.DEPARTMENT_HR:
        day = record.at_department_hr_on
        return Copy(to, max(day, signed) if day is not None else None)
    day = record.at_central_hr_on
    # On the very day of an alteration, what was written is of the version before.
    counts = day is not None and (day > signed or (day == signed and version.alters_id is None))
    return Copy(to, day if counts else None)
