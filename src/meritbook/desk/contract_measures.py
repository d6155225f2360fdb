"""Measures of contracts whose values are wanted, for those who record them: of the contract they see nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Literal

from django.db.models import QuerySet

from meritbook.actions.measured import results_in, tied_in
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.contracts.measures import MeasureFinding, findings
from meritbook.desk.contract_year import NoSuchItemError
from meritbook.desk.paging import PAGE_SIZE, Page
from meritbook.records.models import (
    ContractStatus,
    ContractVersion,
    MeasuredResult,
    PerformanceContract,
)

Wanted = Literal["wanted", "due", "stale", "all"]
FILTERS: dict[Wanted, str] = {
    "wanted": "Due, or without a value for a quarter",
    "due": "Due",
    "stale": "Without a value for a quarter",
    "all": "All measures with a target",
}
AFTER = timedelta(days=400)
"""How long after its last day the values of a contract are still asked for."""


AT_ONCE = 50
"""Contracts that are read at once."""


@dataclass(frozen=True)
class MeasureLine:
    """A measure in the list."""

    contract: int
    position: str
    department: str
    finding: MeasureFinding
    register_key: str = ""
    """The measure of the results register that it takes its values from; empty for one of the contract's own."""


def contracts_of(standing: Standing) -> QuerySet[PerformanceContract]:
    """The contracts whose values the person may record; never those of their own appointments."""
    rows = standing.contracts(Capability.RECORD_RESULT).filter(withdrawn_at__isnull=True)
    rows = rows.exclude(appointment__executive=standing.user).exclude(
        appointment__seat__position__incumbent=standing.user
    )
    found: QuerySet[PerformanceContract] = rows.filter(starts_on__lte=standing.on)
    return found


@dataclass(frozen=True)
class MeasurePage(Page[MeasureLine]):
    """A page of measures. `total` and `of` reach as far as was read: they are exact once there is nothing after it."""

    @property
    def more(self) -> bool:
        """Whether there are measures after this page, which nobody has counted."""
        return self.after is not None


def lines(standing: Standing, *, wanted: Wanted = "wanted", number: int = 1) -> MeasurePage:
    """One page of the measures: contracts are read `AT_ONCE` at a time, and no further than the page needs.

    What a measure asks for follows from its words and its values, which no database compares: so what comes after the
    page is not counted. A number out of range gives the last page.
    """
    number = max(number, 1)
    found: list[MeasureLine] = []
    ended = False
    for some in _read(standing):
        found += [one for one in some if fits(one.finding, wanted)]
        if len(found) > number * PAGE_SIZE:
            break
    else:
        ended = True
    number = min(number, max(1, -(-len(found) // PAGE_SIZE)))
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    pages = max(1, -(-len(found) // PAGE_SIZE)) if ended else number + 1
    return MeasurePage(rows=tuple(shown), number=number, of=pages, total=len(found))


def fits(finding: MeasureFinding, wanted: Wanted) -> bool:
    """Whether a measure belongs into the list that is asked for."""
    if finding.target is None:
        return False
    return wanted == "all" or finding.wanted == wanted or (wanted == "wanted" and bool(finding.wanted))


def measures_of(standing: Standing) -> list[MeasureLine]:
    """All measures whose values the person may record."""
    return [one for some in _read(standing) for one in some]


def _read(standing: Standing) -> Iterator[list[MeasureLine]]:
    """The measures in the order of departments and positions, contract by contract; two statements a part."""
    versions = (
        ContractVersion.objects.filter(
            contract__in=contracts_of(standing),
            contract__ends_before__gte=standing.on - AFTER,
            status=ContractStatus.SIGNED,
        )
        .select_related("contract__appointment__seat__position__department")
        .defer("verdicts_json")
        .order_by(
            "contract__appointment__seat__position__department__name",
            "contract__appointment__seat__position__number",
            "-contract__starts_on",
            "contract",
        )
    )
    for first in count(0, AT_ONCE):
        held = list(versions[first : first + AT_ONCE])
        results = results_in(one.contract_id for one in held)
        texts = {one.contract_id: one.text for one in held}
        tied = tied_in(texts)
        keys = {(pk, one.key): one.register_key for pk, text in texts.items() for one in text.measures()}
        yield [
            MeasureLine(
                contract=one.contract_id,
                position=one.contract.appointment.seat.position.number,
                department=one.contract.appointment.seat.position.department.name,
                finding=finding,
                register_key=keys[one.contract_id, finding.measure],
            )
            for one in held
            for finding in findings(
                texts[one.contract_id],
                (*results.get(one.contract_id, ()), *tied.get(one.contract_id, ())),
                on=standing.on,
            )
        ]
        if len(held) < AT_ONCE:
            return


def measure(standing: Standing, contract: int, key: str) -> tuple[PerformanceContract, MeasureFinding]:
    """A measure whose values the person may record; raises `NoSuchItemError`."""
    row = (
        contracts_of(standing)
        .select_related("appointment__seat__position__department", "appointment__executive")
        .filter(pk=contract)
        .first()
    )
    version = row.signed_version if row is not None else None
    if row is not None and version is not None:
        results = (
            *results_in([row.pk]).get(row.pk, ()),
            *tied_in({row.pk: version.text}).get(row.pk, ()),
        )
        for finding in findings(version.text, results, on=standing.on):
            if finding.measure == key:
                return row, finding
    raise NoSuchItemError("There is no such measure whose values you may record.", where=key[:80])


def result(standing: Standing, pk: int) -> MeasuredResult:
    """A value that the person may correct; raises `NoSuchItemError`."""
    found = (
        MeasuredResult.objects.filter(pk=pk, contract__in=contracts_of(standing))
        .select_related("contract__appointment__seat__position__department", "recorded_by")
        .first()
    )
    if found is None:
        raise NoSuchItemError(f"There is no value {pk} that you may correct.", where=str(pk))
    return found


__all__ = ["FILTERS", "MeasureLine", "contracts_of", "fits", "lines", "measure", "measures_of", "result"]
