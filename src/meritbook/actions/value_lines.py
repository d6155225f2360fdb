"""Lines of a file of values against the register: what each would record, or why it cannot.

Nothing is recorded here. A table is long (a line for each value: measure, period, value, and perhaps unit and says) or
wide (a line for each measure, a column for each period, and perhaps a column for the unit).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from meritbook.actions import formulas, measuring, own_contracts
from meritbook.actions import measuring_policies as possible
from meritbook.actions.measuring import Recorded, definition_of
from meritbook.actions.permissions import MATRIX, Capability, Scope, Standing
from meritbook.actions.policies import check_text
from meritbook.core.contracts.measures import with_unit
from meritbook.core.errors import MeritbookError
from meritbook.core.results import cells
from meritbook.core.results.cells import Cell, CellError
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period, PeriodError
from meritbook.core.results.standing import held_on
from meritbook.core.terms import Term
from meritbook.core.values import canonical_json
from meritbook.readers.value_tables import Table
from meritbook.records.models import Measure, MeasureOwner, MeasureValue

LEFT_OUT = "-"
"""What a person types for a cell whose values are left out."""
_NAMES = {
    "measure": ("measure", "key", "measure key"),
    "period": ("period",),
    "value": ("value", "actual"),
    "says": ("says", "narrative", "remark", "remarks"),
    "unit": ("unit",),
}


class LayoutError(CellError):
    """A table whose first line does not say what its columns hold."""

    code = "results.layout"
    remedy = (
        "Name the columns in the first line: measure, period, value and, if you like, unit and says; or measure "
        "and a column for each period."
    )


class Line(NamedTuple):
    """The cells of one value."""

    measure: Cell
    period: Cell
    value: Cell
    says: str = ""
    unit: Cell | None = None


@dataclass(frozen=True)
class Known:
    """What the register knows of a measure that a file names."""

    measure: Measure
    versions: tuple[tuple[date, MeasureDefinition], ...]
    mine: bool
    """Whether the person may record its values."""
    newest: Decimal | None
    taken: frozenset[date]
    """First days of the periods that have a value already."""
    own: tuple[Term, ...] = ()
    """The terms of the person's own contracts that rest on it."""


@dataclass(frozen=True)
class Good:
    """A value that would be recorded, and its cell."""

    place: str
    recorded: Recorded
    shown: str


@dataclass
class Trouble:
    """A cell that keeps values from being recorded, and why."""

    place: str
    typed: str
    code: str
    says: str
    to_do: str
    offer: str = ""
    waits: int = 1
    """How many values wait for it."""
    also: tuple[tuple[str, str], ...] = ()
    """Cells that may be what is wrong in its place, each with what the file has there; no other value hangs on them."""


@dataclass
class Reading:
    """What a file would record."""

    good: list[Good] = field(default_factory=list)
    troubles: dict[str, Trouble] = field(default_factory=dict)
    """By cell, in the order of the file."""
    left_out: int = 0
    """Values that a person left out."""
    empty: int = 0
    """Cells without a value: nothing is recorded for them."""
    notes: list[str] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """A seal over what would be recorded, by which an act knows that it is what was shown."""
        plain = [
            [one.place, one.recorded.measure.key, one.recorded.period.label, str(one.recorded.value), one.recorded.says]
            for one in self.good
        ]
        return hashlib.sha256(canonical_json(plain).encode("utf-8", "surrogatepass")).hexdigest()


def lines_of(table: Table, mends: Mapping[str, str], notes: list[str]) -> Iterator[Line]:
    """The values of a table in either layout, with what was mended; raises `LayoutError`."""
    rows = [[_mended(cell, mends) for cell in row] for row in table.rows]
    rows = [row for row in rows if any(cell.text for cell in row)]
    head, body = rows[0], rows[1:]
    places = {name: _column(head, words) for name, words in _NAMES.items()}
    where = head[0].place if head else table.name
    if places["measure"] is None:
        raise LayoutError("The first line names no column “measure”.", where=where)
    others = [n for n, cell in enumerate(head) if cell.text and n not in places.values()]
    if places["period"] is not None and places["value"] is not None:
        if others:
            notes.append("Not read: " + ", ".join(f"{head[n].place} “{head[n].text[:30]}”" for n in others[:10]) + ".")
        for row in body:
            said = _at(row, places["says"])
            unit = _at(row, places["unit"])
            yield Line(
                _cell(row, places["measure"], where),
                _cell(row, places["period"], where),
                _cell(row, places["value"], where),
                said.text if said else "",
                unit,
            )
    elif places["period"] is None and places["value"] is None and others:
        for row in body:
            for n in others:
                value = _at(row, n)
                if value is not None:
                    yield Line(_cell(row, places["measure"], where), head[n], value, "", _at(row, places["unit"]))
    else:
        raise LayoutError("The first line names neither period and value nor periods.", where=where)


def _mended(cell: Cell, mends: Mapping[str, str]) -> Cell:
    said = mends.get(cell.place)
    return cell if said is None else Cell(place=cell.place, text=said.strip(), mended=True, was=cell.text)


def _column(head: Sequence[Cell], words: Sequence[str]) -> int | None:
    return next((n for n, cell in enumerate(head) if cell.text.strip().casefold() in words), None)


def _at(row: Sequence[Cell], place: int | None) -> Cell | None:
    return row[place] if place is not None and place < len(row) else None


def _cell(row: Sequence[Cell], place: int | None, where: str) -> Cell:
    return _at(row, place) or Cell(place=row[0].place if row else where, text="")


def recordable(standing: Standing, measures: Iterable[Measure]) -> set[int]:
    """The keys of the measures whose values the person may record; one statement."""
    reach = standing.results(Capability.RECORD_VALUE)
    keys = [one.pk for one in measures]
    if not reach:
        return set(keys)
    found: set[int] = set()
    own = any(MATRIX[held.role].get(Capability.RECORD_VALUE) is Scope.OWN for held in standing.held)
    mine = MeasureOwner.objects.on(standing.on).filter(owner=standing.user)
    for some in measuring.parts_of(keys):
        found |= set(Measure.objects.filter(reach, pk__in=some).values_list("pk", flat=True))
        if own:
            found |= set(mine.filter(measure__in=some).values_list("measure", flat=True))
    return found


def known(standing: Standing, keys: Iterable[str], *, taken: bool = True) -> dict[str, Known]:
    """What the register knows of the measures, by their keys in small letters: six statements for each five thousand.

    `taken`: whether periods that have a value are looked up here.
    """
    wanted = sorted({one.casefold() for one in keys if one})
    found: dict[str, Known] = {}
    own = own_contracts.terms_of(standing.user) if wanted else {}
    for start in range(0, len(wanted), 5_000):
        some = wanted[start : start + 5_000]
        measures = list(Measure.objects.filter(key__in=some))
        mine = recordable(standing, measures)
        versions = measuring.versions_of(measures)
        newest = measuring.newest_values([one.pk for one in measures]) if taken else {}
        held: dict[int, set[date]] = {}
        if taken:
            stand = MeasureValue.objects.filter(measure__in=[one.pk for one in measures], current=True)
            for pk, day in stand.order_by().values_list("measure", "starts_on"):
                held.setdefault(pk, set()).add(day)
        for one in measures:
            found[one.key.casefold()] = Known(
                measure=one,
                versions=tuple((version.starts_on, definition_of(version)) for version in versions[one.pk]),
                mine=one.pk in mine,
                newest=newest[one.pk].value if one.pk in newest else None,
                taken=frozenset(held.get(one.pk, ())),
                own=own.get(one.key.casefold(), ()),
            )
    return found


def period_of(cell: Cell, found: Known) -> tuple[Period, MeasureDefinition]:
    """The period that a cell names and the entry that counts for it; raises a `CellError` or `PeriodError`."""
    first: MeritbookError | None = None
    for _, definition in reversed(found.versions):
        try:
            said = cells.period(cell, definition)
        except (CellError, PeriodError) as problem:
            first = first or problem
            continue
        counts = held_on(found.versions, said.starts_on)
        if counts.breaks_with[1:] == definition.breaks_with[1:]:
            return said, counts
    raise first or PeriodError(f"“{cell.text[:60]}” is no period of the measure.", where=cell.place)


def good_of(line: Line, found: Known | None, *, on: date) -> Good:
    """The value of a line; raises the error that names its cell and says why not."""
    if found is None:
        said = line.measure.text.strip()
        if line.measure.merged:
            raise cells.MergedCellError("Several cells were made one here.", where=line.measure.place)
        raise cells.UnknownMeasureError(f"The register has no measure “{said[:80]}”.", where=line.measure.place)
    if not found.mine:
        raise cells.NotYoursError(f"You may not record values of {found.measure.title}.", where=line.measure.place)
    period, definition = period_of(line.period, found)
    for term in found.own:
        if own_contracts.touches(term, period.starts_on, period.ends_before):
            raise own_contracts.refused(found.measure, term, where=line.measure.place)
    if definition.formula:
        raise formulas.WorkedOutError(
            f"{found.measure.title} is worked out of other measures.",
            where=line.measure.place,
            remedy="Leave it out; it follows from the measures that its formula names.",
        )
    if line.unit is not None and not cells.same_unit(line.unit.text, definition):
        raise cells.ChangedUnitError(
            f"The file says {line.unit.text[:40]}; {found.measure.title} is in {definition.unit} in {period.words}.",
            where=line.unit.place,
            details={"offer": definition.unit},
        )
    try:
        figure = cells.figure(line.value, definition, found.newest)
        figure = possible.check_value(definition, figure)
        says = check_text(line.says, field="says", longest=4000, required=False)
        possible.check_period(found.measure, definition, period, on=on)
    except CellError:
        raise
    except MeritbookError as problem:
        place = line.period.place if problem.where == "period" else line.value.place
        raise type(problem)(problem.message, where=place, details=problem.details) from problem
    if period.starts_on in found.taken:
        raise possible.ValueStandsError(
            f"{found.measure.title}, {period.words} has a value already.",
            where=line.value.place,
            remedy="Leave it out, and correct the value that stands on the page of the measure.",
        )
    return Good(line.value.place, Recorded(found.measure, period, figure, says), with_unit(figure, definition.unit))


def reading(standing: Standing, tables: Sequence[Table], mends: Mapping[str, str]) -> Reading:
    """What the tables of a file would record with the cells that a person mended; `-` leaves a cell's values out."""
    read = Reading()
    lines: list[Line] = []
    for table in tables:
        try:
            lines += lines_of(table, mends, read.notes)
        except LayoutError as problem:
            if len(tables) == 1:
                raise
            read.notes.append(f"Sheet {table.name} was not read: {problem.message}")
    if not lines:
        raise LayoutError("No line of values stands below the first line.", where=tables[0].name)
    found = known(standing, (one.measure.text.strip() for one in lines))
    seen: dict[tuple[int, date], Line] = {}
    shared = Counter(one.period.place for one in lines)
    for line in lines:
        if LEFT_OUT in (line.measure.text, line.period.text, line.value.text):
            read.left_out += 1
            continue
        if not line.value.text:
            read.empty += 1
            continue
        try:
            one = good_of(line, found.get(line.measure.text.strip().casefold()), on=standing.on)
            key = (one.recorded.measure.pk, one.recorded.period.starts_on)
            if key in seen:
                raise cells.TwiceError(
                    f"{one.recorded.measure.title}, {one.recorded.period.words} stands in {seen[key].value.place} "
                    "already.",
                    where=one.place,
                )
        except MeritbookError as problem:
            doubtful = [line.period] if shared[line.period.place] == 1 else []
            if isinstance(problem, cells.TwiceError):
                first = seen[key]
                doubtful += [first.value, *([first.period] if shared[first.period.place] == 1 else [])]
            elif not isinstance(problem, possible.ValueStandsError):
                doubtful = []
            _note(read, line, problem, doubtful)
            continue
        seen[key] = line
        read.good.append(one)
    if read.empty:
        is_none = "1 empty cell is no value" if read.empty == 1 else f"{read.empty} empty cells are no values"
        read.notes.append(f"{is_none}; nothing is recorded for {'it' if read.empty == 1 else 'them'}.")
    return read


def check_layout(tables: Sequence[Table]) -> None:
    """The tables name their columns; raises `LayoutError` where the only one does not."""
    for table in tables:
        try:
            next(lines_of(table, {}, []), None)
        except LayoutError:
            if len(tables) == 1:
                raise


def _note(read: Reading, line: Line, problem: MeritbookError, doubtful: Sequence[Cell]) -> None:
    place = problem.where or line.value.place
    if place in read.troubles:
        read.troubles[place].waits += 1
        return
    cell = next((one for one in (line.measure, line.period, line.value, line.unit) if one and one.place == place), None)
    read.troubles[place] = Trouble(
        place=place,
        typed=(cell.was if cell.mended else cell.text) if cell else "",
        code=problem.code,
        says=problem.message,
        to_do=problem.to_do,
        offer=str(problem.details.get("offer", "")),
        # Two values of one period: which of the cells is wrong, the person knows.
        also=tuple((one.place, one.was if one.mended else one.text) for one in doubtful),
    )
