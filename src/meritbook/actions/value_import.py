"""A large file of values as long work: all its lines are looked at first, and only a sound file is recorded, in parts.

A part is one sealed batch. Whoever stops or kills the work loses no whole part, and nothing is recorded twice: the
place says how many lines are done, and the database keeps one current value of a period.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from meritbook.actions import formulas, jobs, ledger, measuring, value_lines
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.job_work import Left, Part
from meritbook.actions.memory import without_collecting
from meritbook.actions.permissions import Capability, ForbiddenError, Standing, require
from meritbook.actions.policies import PolicyError
from meritbook.actions.value_lines import Known, LayoutError, Line
from meritbook.core.errors import MeritbookError
from meritbook.core.results.cells import ASKED_FROM, Cell, TwiceError
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import period_on
from meritbook.core.results.standing import held_on
from meritbook.readers.errors import DamagedFileError
from meritbook.readers.value_tables import column, delimiter_of, rows_in, text_of
from meritbook.records import clock
from meritbook.records.bulk import PlainValue
from meritbook.records.models import BatchKind, Job, Measure, MeasureValue, StoredDocument

AT_ONCE = 20_000
"""Lines of one part: one to two seconds, in which others who write to the record wait."""
CHECK, RECORD, STAND = "check", "record", "stand"
_SHARE = Decimal(1)


Rhythm = tuple[int, str]
"""The month in which the year of a measure begins, and its frequency."""


class Plain(NamedTuple):
    """What lines of a measure with one entry are held against without looking closely at each."""

    measure: int
    days: dict[str, tuple[str, str]]
    """Of its rhythm: by what was written, the first day of the period and the day it ends before."""
    figure: Callable[[str], object]
    """Matches a figure with as many places as are kept."""
    least: float
    most: float
    begins: str
    ends: str
    """No period reaches beyond that day, of its retirement or today, as `2004-07-01`."""


Looked = tuple[list[PlainValue], list[int], list[tuple[int, list[str]]]]
"""Values of plain lines, the numbers of these lines, and the lines that must be looked at closely."""


class Ahead(NamedTuple):
    """The lines of the next part, read while the database was busy with the one before."""

    start: int
    lines: list[list[str]]
    looked: Looked | None
    """None where a measure of theirs was not asked for yet, or a night has passed since."""


class ValuesRefusedError(PolicyError):
    """A large file with lines that cannot be taken as they stand. Nothing of it was recorded."""

    code = "results.lines_refused"
    remedy = "Mend the lines that are listed in the file, and hand it in again."
    http_status = 422


def everywhere(standing: Standing) -> bool:
    """Whether the person may record the values of every measure."""
    return standing.may(Capability.RECORD_VALUE) and not standing.results(Capability.RECORD_VALUE)


def require_for(actor: Actor, job: Job, *, on: date) -> str:
    """The role in which the actor may stop or resume the work: who asked for it, or who records everywhere."""
    role = require(actor, Capability.RECORD_VALUE, on=on)
    if job.asked_by != actor.user and not everywhere(Standing(actor.user, on)):
        raise ForbiddenError("Somebody else handed this file in.", details={"capability": Capability.RECORD_VALUE})
    return role


def head_of(written: bytes, delimiter: str, name: str) -> dict[str, int]:
    """Places of the columns of a long table in UTF-8, from 0; raises `LayoutError`."""
    first = next(rows_in(written, delimiter), [])
    found = {said.strip().casefold(): place for place, said in reversed(list(enumerate(first)))}
    places = {"measure": found.get("measure", found.get("key", -1))}
    places |= {one: found.get(one, -1) for one in ("period", "value", "says", "unit")}
    if min(places["measure"], places["period"], places["value"]) < 0:
        raise LayoutError(
            "A file that is recorded in parts names measure, period and value in its first line.", where=name
        )
    return places


def lines_in(data: bytes) -> int:
    """How many lines follow the first; an estimate where a narrative holds line breaks."""
    return max(0, data.count(b"\n") + (not data.endswith(b"\n")) - 1)


class ImportValues:
    """Records the values of a file. `place` is the phase and how many lines of it are done, as in `record:40000`."""

    def __init__(self, job: Job) -> None:
        if job.source is None:
            raise jobs.JobOptionsError("There is no file to read.", where=str(job))
        self.options = jobs.options_of(job)
        self.source: StoredDocument = job.source
        text = text_of(self.source.original(), self.options["name"])
        self.delimiter = delimiter_of(text)
        self.written = text.encode()
        del text  # of a file of millions, a copy that is not held while the work goes on
        self.places = head_of(self.written, self.delimiter, self.options["name"])
        self.widest = max(self.places.values()) + 1
        self.rows: Iterator[list[str]] = iter(())
        self.at = -1
        """How many lines `rows` has given; -1 while it is not begun."""
        self.known: dict[str, Known] = {}
        self.asked: set[str] = set()
        self.plain: dict[str, Plain] = {}
        """By the key as it is written: what plain lines of a measure are held against."""
        self.periods: dict[Rhythm, dict[str, tuple[str, str]]] = {}
        """By the rhythm of a measure and what was written: first day of the period, and the day it ends before."""
        self.months: dict[str, int] = {}
        """By first day of a period: its bit in `seen`."""
        self.on = date.min
        self.seen: dict[int, int] = {}
        """By measure: its periods in the file so far, as bits counted in months from 1900."""
        self.ahead: Ahead | None = None

    @without_collecting()
    def part(self, job: Job) -> Part:
        """The next lines."""
        at = clock.now()
        on = clock.day_of(at)
        if on != self.on:  # a night has passed: what had not ended may have
            self.on, self.asked, self.known, self.plain = on, set(), {}, {}
            self.ahead = self.ahead and self.ahead._replace(looked=None)
        actor = Actor(job.asked_by)
        require(actor, Capability.RECORD_VALUE, on=on)
        phase, _, done = (job.place or f"{CHECK}:0").partition(":")
        if phase == STAND:
            return self._stand(actor, job, int(done), at)
        if phase == CHECK and self.at != int(done):
            done = "0"  # what was seen of the file is not kept: another worker looks at it from its beginning
        if phase == RECORD and done == "0" and job.left_out:
            raise ValuesRefusedError(
                f"{job.left_out:,} lines cannot be taken as they stand; nothing was recorded.",
                where=self.options["name"],
            )
        start = int(done)
        lines, looked = self._next(start)
        standing = Standing(actor.user, on)
        good, left = self._read(standing, start, lines, looked, again=phase == RECORD)
        now = start + len(lines)
        total = max(job.total, 2 * now)
        if phase == CHECK:
            ended = len(lines) < AT_ONCE
            return Part(now, total, f"{RECORD}:0" if ended else f"{CHECK}:{now}", ended=False, left_out=tuple(left))
        # Where the register changed since the file was looked at, those lines stay out and are told.
        if good:
            self._keep(actor, job, good, start, now)
        half = max(total // 2, now)
        place = f"{STAND}:0" if len(lines) < AT_ONCE else f"{RECORD}:{now}"
        return Part(min(half + now, total), total, place, ended=False, left_out=tuple(left))

    def _next(self, start: int) -> tuple[list[list[str]], Looked | None]:
        """The lines of a part, and what was found out about them ahead."""
        ahead, self.ahead = self.ahead, None
        if ahead is not None and ahead.start == start:
            return ahead.lines, ahead.looked
        return self._lines(start), None

    def _look_ahead(self, start: int) -> None:
        """Read the lines of the next part and look at the plain ones; asks the database nothing."""
        lines = self._lines(start)
        place = self.places["measure"]
        known = {one.strip().casefold() for one in {row[place] for row in lines if len(row) > place}} <= self.asked
        self.ahead = Ahead(start, lines, self._plainly(start, lines) if known else None)

    def _lines(self, start: int) -> list[list[str]]:
        if self.at != start:
            self.rows = rows_in(self.written, self.delimiter)
            next(self.rows, None)
            self.at = sum(1 for _ in itertools.islice(self.rows, start))
            self.seen = {}
        try:
            found = list(itertools.islice(self.rows, AT_ONCE))
        except csv.Error as problem:
            raise DamagedFileError(f"“{self.options['name']}” is no sound CSV: {problem}.") from problem
        self.at += len(found)
        return found

    def _read(
        self, standing: Standing, start: int, lines: Sequence[list[str]], looked: Looked | None, *, again: bool
    ) -> tuple[list[PlainValue], list[Left]]:
        """The values of the lines, and what cannot be taken. `again`: all lines were looked at once already."""
        place = self.places["measure"]
        written = {row[place] for row in lines if len(row) > place}
        fresh = {one.strip().casefold() for one in written} - self.asked
        self.known.update(value_lines.known(standing, fresh, taken=False))
        self.asked |= fresh
        for one in written - self.plain.keys():
            if (plain := self._plain(self.known.get(one.strip().casefold()))) is not None:
                self.plain[one] = plain
        good, numbers, odd = looked or self._plainly(start, lines)
        left: list[tuple[int, Left]] = []
        for number, row in odd:
            try:
                value = self._value(standing, number, row)
            except MeritbookError as problem:
                left.append((number, Left(problem.where or f"line {number}", problem.message, problem.code)))
                continue
            if value is not None:
                good.append(value)
                numbers.append(number)
        refused = {} if again else self._twice(good)
        for at in self._taken(good):
            refused.setdefault(at, ("has a value already.", possible.ValueStandsError.code))
        for at, (says, code) in refused.items():
            number = numbers[at]
            found = self.known[lines[number - start - 2][place].strip().casefold()]
            day = date.fromisoformat(good[at][1])
            definition = held_on(found.versions, day)
            period = period_on(day, definition.frequency, definition.year_starts_in)
            where = f"{column((place if code == TwiceError.code else self.places['value']) + 1)}{number}"
            left.append((number, Left(where, f"{found.measure.title}, {period.words} {says}", code)))
        kept = [one for at, one in enumerate(good) if at not in refused] if refused else good
        return kept, [one for _, one in sorted(left, key=lambda pair: pair[0])]

    def _plainly(self, start: int, lines: Sequence[list[str]]) -> Looked:
        """Values of plain lines with the numbers of these, and the lines that must be looked at closely.

        The one loop that every line of a file of millions goes through, and so written out.
        """
        measure, period, value = (self.places[name] for name in ("measure", "period", "value"))
        unit, words = self.places["unit"], self.places["says"]
        plain, widest = self.plain, self.widest
        good: list[PlainValue] = []
        numbers: list[int] = []
        odd: list[tuple[int, list[str]]] = []
        before: str | None = None
        held: Plain | None = None
        for number, row in enumerate(lines, start + 2):
            if len(row) >= widest and (unit < 0 or not row[unit]):
                if (name := row[measure]) != before:  # a file has mostly all periods of a measure together
                    before, held = name, plain.get(name)
                    if held is not None:
                        key, days, figure, least, most, begins, ends = held
                if held is not None and (found := days.get(row[period])) is not None:
                    first, last = found
                    said = row[value]
                    if "." in said:
                        said = said.rstrip("0").rstrip(".")
                    if figure(said) is not None and least <= float(said) <= most and begins <= first and last <= ends:
                        says = row[words].strip() if words >= 0 else ""
                        if not says or (says.isprintable() and len(says) <= 4000):
                            good.append((key, first, last, said, says))
                            numbers.append(number)
                            continue
            if any(row):
                odd.append((number, row))
        return good, numbers, odd

    def _twice(self, good: Sequence[PlainValue]) -> dict[int, tuple[str, str]]:
        """The places of values whose period stands in an earlier line of the file; what they say, and the code."""
        found: dict[int, tuple[str, str]] = {}
        seen, months = self.seen, self.months
        for at, one in enumerate(good):
            bit = months.get(one[1]) or months.setdefault(one[1], 1 << (int(one[1][:4]) - 1900) * 12 + int(one[1][5:7]))
            before = seen.get(one[0], 0)
            if before & bit:
                found[at] = ("stands twice in the file.", TwiceError.code)
            seen[one[0]] = before | bit
        return found

    def _taken(self, good: Sequence[PlainValue]) -> list[int]:
        """The places of values whose period has one on record; one statement for each five thousand measures."""
        if not good:
            return []
        days = {one[1] for one in good}
        found: set[tuple[int, str]] = set()
        for some in measuring.parts_of(sorted({one[0] for one in good})):
            rows = MeasureValue.objects.filter(
                measure__in=some, current=True, starts_on__gte=min(days), starts_on__lte=max(days)
            )
            pairs = rows.order_by().values_list("measure", "starts_on")
            found.update((measure, day.isoformat()) for measure, day in pairs)
        return [at for at, one in enumerate(good) if one[:2] in found] if found else []

    def _value(self, standing: Standing, number: int, row: Sequence[str]) -> PlainValue | None:
        """The value of a line that is looked at closely; none of one without a value. Raises the error of the cell."""
        row = [*row, *[""] * (self.widest - len(row))]
        if not row[self.places["value"]].strip():
            return None
        found = self.known.get(row[self.places["measure"]].strip().casefold())
        cell = {name: Cell(f"{column(place + 1)}{number}", row[place].strip()) for name, place in self.places.items()
                if place >= 0}  # fmt: skip
        says = cell["says"].text if "says" in cell else ""
        line = Line(cell["measure"], cell["period"], cell["value"], says, cell.get("unit"))
        one = value_lines.good_of(line, found, on=standing.on).recorded
        first, last = one.period.starts_on.isoformat(), one.period.ends_before.isoformat()
        if found is not None and len(found.versions) == 1:
            self._days(found.versions[0][1])[row[self.places["period"]]] = (first, last)
        return one.measure.pk, first, last, f"{one.value.normalize():f}", one.says

    def _days(self, definition: MeasureDefinition) -> dict[str, tuple[str, str]]:
        return self.periods.setdefault((definition.year_starts_in, definition.frequency.value), {})

    def _plain(self, found: Known | None) -> Plain | None:
        """What lines of a measure are held against without looking closely; none where each must be looked at."""
        if found is None or not found.mine or found.own or len(found.versions) > 1 or found.versions[0][1].formula:
            return None
        definition, measure = found.versions[0][1], found.measure
        least = definition.least or Decimal(0)
        most = definition.most if definition.most is not None else possible.MOST_WHOLE
        if definition.unit == "%":
            least = max(least, _SHARE + Decimal("0.000001"))  # up to one it may be a share, and is looked at
            most = min(most, ASKED_FROM - Decimal("0.000001"))
        # As the seal spells a figure, without zeros at its ends; of fifteen digits two are never one float.
        places = definition.places
        after = rf"(?:\.[0-9]{{0,{places - 1}}}[1-9])?" if places else ""
        figure = re.compile(rf"(?:0|[1-9][0-9]{{0,{14 - places}}}){after}").fullmatch
        ends = min(measure.ends_before or self.on, self.on)
        return Plain(
            measure.pk,
            self._days(definition),
            figure,
            float(least),
            float(most),
            measure.starts_on.isoformat(),
            ends.isoformat(),
        )

    def _keep(self, actor: Actor, job: Job, good: Sequence[PlainValue], start: int, now: int) -> None:
        at = clock.now()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        try:
            with transaction.atomic():
                batch = measuring.keep_plain(
                    good,
                    kind=BatchKind.FILE,
                    source=self.options["source"],
                    by=actor.user,
                    at=at,
                    document=self.source,
                    meanwhile=lambda: self._look_ahead(now),
                )
        except IntegrityError as problem:
            raise possible.ValueStandsError("A period was given its value by somebody else meanwhile.") from problem
        facts: dict[str, Any] = {"document": self.source.sha256, "rows": batch.rows, "sha256": batch.sha256}
        ledger.write(
            actor,
            role=require(actor, Capability.RECORD_VALUE, on=clock.day_of(at)),
            at=at,
            why=self.options["why"],
            action="import_values",
            subject=f"job:{job.pk}",
            facts={**facts, "lines": [start + 2, now + 1], "source": self.options["source"]},
            records=[batch],
        )

    def _stand(self, actor: Actor, job: Job, last: int, at: datetime) -> Part:
        """What lists ask of the measures, and what is worked out of them, anew for the next of them."""
        values = MeasureValue.objects.filter(measure=OuterRef("pk"), batch__document=self.source)
        some = list(Measure.objects.filter(Exists(values), pk__gt=last).order_by("pk")[:2_000])
        measuring.restand(some)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        said = f"Values of {self.options['name']} were recorded."
        if worked := formulas.follow(some, by=actor.user, at=at, because=said):
            ledger.write(
                actor,
                role=require(actor, Capability.RECORD_VALUE, on=clock.day_of(at)),
                at=at,
                why=self.options["why"],
                action="import_values",
                subject=f"job:{job.pk}",
                facts={"document": self.source.sha256, "worked_out": sum(one.rows for one in worked)},
                records=worked,
            )
        ended = len(some) < 2_000
        place = f"{STAND}:{some[-1].pk if some else last}"
        return Part(job.total if ended else job.done, job.total, place, ended=ended)
