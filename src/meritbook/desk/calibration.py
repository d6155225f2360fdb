"""The ratings of a year side by side, for those entitled: counts by rater and unit, and people by position.

Nothing is averaged, nobody is ranked, and no distribution is asked for. A draft counts only for whoever rates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from meritbook.actions import appraising
from meritbook.actions.capabilities import MATRIX, Scope
from meritbook.actions.permissions import Capability, ForbiddenError, Standing
from meritbook.core.contracts.rating import HIGHEST, LOWEST, OVERALL
from meritbook.core.service.due import fiscal_start, year_starting
from meritbook.core.verdict import Verdict
from meritbook.desk.appraisals import state_in_words
from meritbook.desk.service_reach import law
from meritbook.records.models import (
    Appraisal,
    AppraisalKind,
    AppraisalStatus,
    ContractStatus,
    ContractVersion,
    Department,
    PerformanceContract,
)

LEVELS = range(LOWEST, HIGHEST + 1)
STEP, COLUMN, FIRST = 14, 80, 40
MOST_IN_A_STACK = 60
"""More than a department has executives; a stack of more is cut, and the table says the number."""


@dataclass(frozen=True)
class RatedLine:
    """One executive of the year."""

    contract: int
    department: str
    position: str
    executive: str
    unit: str
    rater: str
    overall: int | None
    areas: tuple[tuple[str, int | None], ...]
    results: str
    state: str


@dataclass(frozen=True)
class Group:
    """How many of a group carry which rating."""

    name: str
    anchor: str
    counts: tuple[tuple[int, int], ...]
    unrated: int

    @property
    def rated(self) -> int:
        """How many carry one."""
        return sum(count for _, count in self.counts)

    @property
    def spread(self) -> str:
        """From the lowest that occurs to the highest."""
        there = [level for level, count in self.counts if count]
        if not there:
            return "nobody is rated"
        return f"all {there[0]}" if there[0] == there[-1] else f"{there[0]} to {there[-1]}"

    @property
    def says(self) -> str:
        """The drawing in words."""
        found = [f"{count} with {level}" for level, count in self.counts]
        return f"{', '.join(found)}; {self.unrated} not rated. Spread: {self.spread}."

    @property
    def _tallest(self) -> int:
        return min(max((count for _, count in self.counts), default=0), MOST_IN_A_STACK)

    @property
    def base(self) -> int:
        """Where the stacks stand."""
        return 12 + STEP * max(self._tallest, 1)

    @property
    def label_y(self) -> int:
        """Where the numbers of the scale stand."""
        return self.base + 20

    @property
    def height(self) -> int:
        """Of the drawing."""
        return self.base + 28

    @property
    def ticks(self) -> tuple[tuple[int, int], ...]:
        """The levels with their places."""
        return tuple((level, FIRST + (level - LOWEST) * COLUMN) for level in LEVELS)

    @property
    def dots(self) -> tuple[tuple[int, int], ...]:
        """A dot for each."""
        return tuple(
            (FIRST + (level - LOWEST) * COLUMN, self.base - 8 - STEP * n)
            for level, count in self.counts
            for n in range(min(count, MOST_IN_A_STACK))
        )


@dataclass(frozen=True)
class Calibration:
    """What the page shows."""

    year: int
    department: Department | None
    departments: tuple[Department, ...]
    statewide: bool
    groups: tuple[tuple[str, tuple[Group, ...]], ...]
    lines: tuple[RatedLine, ...]
    """By position; none where departments stand side by side."""

    @property
    def next_year(self) -> str:
        """The last two digits of the year after."""
        return f"{(self.year + 1) % 100:02d}"

    @property
    def unrated(self) -> tuple[RatedLine, ...]:
        """Those of whom no overall rating is open."""
        return tuple(one for one in self.lines if one.overall is None)


def calibration(standing: Standing, *, department: str = "", year: int | None = None) -> Calibration:
    """The ratings of the contracts that begin in the fiscal year; raises `ForbiddenError`.

    Without a department, for whoever sees all of them: the departments side by side, without names.
    """
    if not standing.may(Capability.CALIBRATE):
        raise ForbiddenError("Calibration is open to directors, human resources and the State Personnel Director.")
    statewide = any(MATRIX[one.role].get(Capability.CALIBRATE) is Scope.EVERYWHERE for one in standing.held)
    reach = [one for one in Department.objects.order_by("name") if standing.may(Capability.CALIBRATE, one)]
    chosen = next((one for one in reach if one.code.lower() == department.lower()), None) if department else None
    if department and chosen is None:
        raise ForbiddenError("Calibration of that department is not open to you.", where=department[:64])
    if chosen is None and reach and not statewide:
        chosen = reach[0]
    first, before = _span(standing.on, year)
    lines = _lines(standing, first, before, [chosen] if chosen is not None else reach)
    if chosen is None:
        groups: list[tuple[str, tuple[Group, ...]]] = [
            ("Overall ratings by department", _groups(lines, [one.department for one in lines], "d"))
        ]
        lines = []
    else:
        groups = [
            ("Overall ratings", (_group(chosen.name, "all", [one.overall for one in lines]),)),
            ("Overall ratings by rater", _groups(lines, [one.rater for one in lines], "r")),
            ("Overall ratings by unit", _groups(lines, [one.unit for one in lines], "u")),
            ("Ratings of areas", _areas(lines)),
        ]
    return Calibration(
        year=first.year,
        department=chosen,
        departments=tuple(reach),
        statewide=statewide,
        groups=tuple(one for one in groups if one[1]) if any(one.rated or one.unrated for _, g in groups for one in g)
        else (),
        lines=tuple(lines),
    )  # fmt: skip


def _span(on: date, year: int | None) -> tuple[date, date]:
    starts = fiscal_start(law(), on) or (7, 1)
    running = year_starting(law(), on) or date(on.year, *starts)
    chosen = min(max(running.year if year is None else year, 1900), 2200)
    return date(chosen, *starts), date(chosen + 1, *starts)


def _lines(standing: Standing, first: date, before: date, departments: Iterable[Department]) -> list[RatedLine]:
    contracts = list(
        standing.contracts()
        .filter(
            starts_on__gte=first,
            starts_on__lt=before,
            withdrawn_at__isnull=True,
            appointment__seat__position__department__in=list(departments),
            versions__status=ContractStatus.SIGNED,
        )
        .select_related(
            "appointment__executive",
            "appointment__seat__position__department",
            "appointment__seat__position__appointing_authority",
        )
        .order_by("appointment__seat__position__department__name", "appointment__seat__position__number", "pk")
        .distinct()
    )
    versions = {
        one.contract_id: one
        for one in ContractVersion.objects.filter(contract__in=contracts, status=ContractStatus.SIGNED)
    }
    given = {
        one.contract_id: one
        for one in Appraisal.objects.filter(contract__in=contracts, kind=AppraisalKind.RATER, interim=False)
        .exclude(status=AppraisalStatus.UNDONE)
        .select_related("written_by", "final_by", "version")
    }
    return [_line(standing, one, versions[one.pk], given.get(one.pk)) for one in contracts]


def _line(
    standing: Standing, contract: PerformanceContract, version: ContractVersion, row: Appraisal | None
) -> RatedLine:
    position = contract.appointment.seat.position
    final = row is not None and row.final_at is not None
    drafts = standing.may(Capability.RATE_EXECUTIVE, contract)
    shown = row if row is not None and (final or drafts) else None
    rated = shown.version if shown is not None and final and shown.version is not None else version
    marks = appraising.marks_of(shown, rated.text) if shown is not None else {}
    by = shown.final_by if shown is not None and shown.final_by is not None else position.appointing_authority
    return RatedLine(
        contract=contract.pk,
        department=position.department.name,
        position=position.number,
        executive=contract.appointment.executive.full_name,
        unit=version.text.parties.division or "No division named",
        rater=by.full_name if by is not None else "Nobody on record",
        overall=marks[OVERALL].mark if OVERALL in marks else None,
        areas=tuple(
            (area.title, marks[key].mark if (key := f"area.{area.key}") in marks else None) for area in rated.text.areas
        )
        if shown is not None
        else (),
        results=_results(shown) if final and shown is not None else "not frozen yet",
        state=state_in_words(shown) if shown is not None else "no final rating",
    )


def _results(row: Appraisal) -> str:
    found = Counter(one.verdict for one in appraising.sealed(row).findings)
    if not found:
        return "nothing is measured"
    return f"{found[Verdict.MET]} reached, {found[Verdict.NOT_MET]} missed, {found[Verdict.UNDETERMINED]} not known"


def _group(name: str, anchor: str, marks: Sequence[int | None]) -> Group:
    found = Counter(marks)
    return Group(name, f"strip-{anchor}", tuple((level, found[level]) for level in LEVELS), found[None])


def _groups(lines: Sequence[RatedLine], names: Sequence[str], anchor: str) -> tuple[Group, ...]:
    by_name: dict[str, list[int | None]] = {}
    for line, name in zip(lines, names, strict=True):
        by_name.setdefault(name, []).append(line.overall)
    return tuple(_group(name, f"{anchor}{n}", marks) for n, (name, marks) in enumerate(sorted(by_name.items())))


def _areas(lines: Sequence[RatedLine]) -> tuple[Group, ...]:
    by_area: dict[str, list[int | None]] = {}
    for line in lines:
        for title, mark in line.areas:
            by_area.setdefault(title, []).append(mark)
    return tuple(_group(title, f"a{n}", marks) for n, (title, marks) in enumerate(by_area.items()))
