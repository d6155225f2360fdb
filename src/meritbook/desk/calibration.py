"""The ratings of a year side by side, for those entitled: counts by rater and unit, and people by position.

Nothing is averaged, nobody is ranked, and no distribution is asked for. A draft counts only for whoever rates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, NullIf

from meritbook.actions import appraising
from meritbook.actions.capabilities import MATRIX, Scope
from meritbook.actions.permissions import Capability, ForbiddenError, Standing
from meritbook.core.contracts.form import blank_areas
from meritbook.core.contracts.rating import HIGHEST, LOWEST, OVERALL
from meritbook.core.contracts.text import Area
from meritbook.core.service.due import fiscal_start, year_starting
from meritbook.core.verdict import Verdict
from meritbook.desk.appraisals import state_in_words
from meritbook.desk.paging import Page, paged
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
    page: Page[RatedLine]
    """People by position, a page at a time; none where departments stand side by side."""
    unrated_only: bool = False
    """Whether only those stand in it of whom no overall rating is open."""

    @property
    def next_year(self) -> str:
        """The last two digits of the year after."""
        return f"{(self.year + 1) % 100:02d}"

    @property
    def lines(self) -> tuple[RatedLine, ...]:
        """The people of the page."""
        return self.page.rows


def calibration(
    standing: Standing, *, department: str = "", year: int | None = None, number: int = 1, unrated_only: bool = False
) -> Calibration:
    """The ratings of the contracts that begin in the fiscal year; raises `ForbiddenError`.

    Without a department, for whoever sees all of them: the departments side by side, without names. The database
    counts; of the contracts themselves one page is read, `number`, by position.
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
    rows = _rated(_contracts(standing, first, before, [chosen] if chosen is not None else reach), standing)
    if chosen is None:
        groups = [("Overall ratings by department", _counted(rows, "department_name", "d"))]
        page: Page[RatedLine] = Page(rows=(), number=1, of=1, total=0)
    else:
        groups = [
            ("Overall ratings", _counted(rows, "department_name", "all")),
            ("Overall ratings by rater", _counted(rows, "rater", "r")),
            ("Overall ratings by unit", _counted(rows, "unit", "u")),
            ("Ratings of areas", _areas(rows)),
        ]
        page = _page(rows.filter(overall__isnull=True) if unrated_only else rows, number, standing)
    return Calibration(
        year=first.year,
        department=chosen,
        departments=tuple(reach),
        statewide=statewide,
        groups=tuple(one for one in groups if one[1]),
        page=page,
        unrated_only=unrated_only,
    )


def _span(on: date, year: int | None) -> tuple[date, date]:
    starts = fiscal_start(law(), on) or (7, 1)
    running = year_starting(law(), on) or date(on.year, *starts)
    chosen = min(max(running.year if year is None else year, 1900), 2200)
    return date(chosen, *starts), date(chosen + 1, *starts)


def _contracts(standing: Standing, first: date, before: date, departments: Iterable[Department]) -> QuerySet[Any]:
    """The signed contracts that begin in the year."""
    signed = ContractVersion.objects.filter(contract=OuterRef("pk"), status=ContractStatus.SIGNED)
    rows: QuerySet[Any] = standing.contracts().filter(
        Exists(signed),
        starts_on__gte=first,
        starts_on__lt=before,
        withdrawn_at__isnull=True,
        appointment__seat__position__department__in=list(departments),
    )
    return rows


def _appraisals() -> QuerySet[Appraisal]:
    """The raters' appraisals of the year that stand: one of a contract at most."""
    return Appraisal.objects.filter(kind=AppraisalKind.RATER, interim=False).exclude(status=AppraisalStatus.UNDONE)


def _rated(contracts: QuerySet[Any], standing: Standing) -> QuerySet[Any]:
    """The contracts with what is counted of each: `overall`, `rater`, `unit`, `department_name`, and the marks.

    A draft counts only for whoever rates.
    """
    drafts = standing.contracts(Capability.RATE_EXECUTIVE).values("pk")
    shown = _appraisals().filter(contract=OuterRef("pk")).filter(Q(final_at__isnull=False) | Q(contract__in=drafts))
    marks = shown.annotate(kept=Cast("marks_json", JSONField()))
    signed = ContractVersion.objects.filter(contract=OuterRef("pk"), status=ContractStatus.SIGNED)
    unit = signed.annotate(words=Cast("text_json", JSONField())).values_list(_at("words", "parties", "division"))[:1]
    found: QuerySet[Any] = contracts.annotate(
        has_marks=Exists(shown),
        **{
            name: Cast(
                Subquery(marks.values_list(_at("kept", key, "mark"))[:1], output_field=TextField()), IntegerField()
            )
            for name, key in (("overall", OVERALL), *((_name(area), f"area.{area.key}") for area in _on_form()))
        },
        department_name=F("appointment__seat__position__department__name"),
        unit=Coalesce(
            NullIf(Subquery(unit, output_field=TextField()), Value("", output_field=TextField())),
            Value("No division named", output_field=TextField()),
        ),
        rater=Coalesce(
            Subquery(shown.values_list("final_by__full_name")[:1], output_field=TextField()),
            "appointment__seat__position__appointing_authority__full_name",
            Value("Nobody on record"),
            output_field=TextField(),
        ),
    )
    return found.order_by("appointment__seat__position__department__name", "appointment__seat__position__number", "pk")


def _at(column: str, *names: str) -> Any:
    """A value inside of a column of JSON, as text."""
    *above, last = names
    held: Any = column
    for name in above:
        held = KeyTransform(name, held)
    return KeyTextTransform(last, held)


def _on_form() -> tuple[Area, ...]:
    """The areas of the standard form; every contract has them."""
    return blank_areas(law().tables)


def _name(area: Area) -> str:
    return f"in_{area.key.replace('-', '_')}"


def _page(rows: QuerySet[Any], number: int, standing: Standing) -> Page[RatedLine]:
    """One page of the people; four statements whatever their number."""
    held: Page[PerformanceContract] = paged(
        rows.select_related(
            "appointment__executive",
            "appointment__seat__position__department",
            "appointment__seat__position__appointing_authority",
        ),
        number,
    )
    versions = {
        one.contract_id: one
        for one in ContractVersion.objects.filter(contract__in=held.rows, status=ContractStatus.SIGNED)
    }
    given = {
        one.contract_id: one
        for one in _appraisals().filter(contract__in=held.rows).select_related("written_by", "final_by", "version")
    }
    lines = tuple(_line(standing, one, versions[one.pk], given.get(one.pk)) for one in held.rows)
    return Page(rows=lines, number=held.number, of=held.of, total=held.total)


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


def _counted(rows: QuerySet[Any], by: str, anchor: str) -> tuple[Group, ...]:
    """How many carry which overall rating, by something that each contract has; one statement."""
    found: dict[str, Counter[int | None]] = {}
    for name, mark, count in rows.order_by().values_list(by, "overall").annotate(count=Count("pk", distinct=True)):
        found.setdefault(name, Counter())[mark] += count
    return tuple(_group(name, f"{anchor}{n}", marks) for n, (name, marks) in enumerate(sorted(found.items())))


def _marks_of(area: Area, found: dict[str, int]) -> Counter[int | None]:
    """How many carry which rating in an area, and how many none."""
    marks: Counter[int | None] = Counter({level: found[f"{_name(area)}_{level}"] for level in LEVELS})
    marks[None] = found["of"] - marks.total()
    return marks


def _areas(rows: QuerySet[Any]) -> tuple[Group, ...]:
    """How many carry which rating in each area of the form; one statement, and one row."""
    areas = _on_form()
    counts = {
        f"{_name(area)}_{level}": Count("pk", distinct=True, filter=Q(**{_name(area): level}))
        for area in areas
        for level in LEVELS
    }
    found: dict[str, int] = rows.order_by().filter(has_marks=True).aggregate(of=Count("pk", distinct=True), **counts)
    return tuple(
        _group(
            area.title,
            f"a{n}",
            _marks_of(area, found),
        )
        for n, area in enumerate(areas if found["of"] else ())
    )


def _group(name: str, anchor: str, found: Counter[int | None]) -> Group:
    return Group(name, f"strip-{anchor}", tuple((level, found[level]) for level in LEVELS), found[None])
