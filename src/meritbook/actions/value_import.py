"""A large file of values as long work: all its lines are looked at first, and only a sound file is recorded, in parts.

A part is one sealed batch. Whoever stops or kills the work loses no whole part, and nothing is recorded twice: the
place says how many lines are done, and the database keeps one current value of a period.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from meritbook.actions import jobs, ledger, measuring, value_lines
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.job_work import Left, Part
from meritbook.actions.measuring import Recorded
from meritbook.actions.permissions import Capability, ForbiddenError, Standing, require
from meritbook.actions.policies import PolicyError
from meritbook.actions.value_lines import Known, LayoutError, Line
from meritbook.core.errors import MeritbookError
from meritbook.core.results.cells import Cell, TwiceError
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period
from meritbook.core.results.standing import held_on
from meritbook.readers.errors import DamagedFileError
from meritbook.readers.value_tables import column, delimiter_of, text_of
from meritbook.records import clock
from meritbook.records.models import BatchKind, Job, Measure, MeasureValue, StoredDocument

AT_ONCE = 20_000
"""Lines of one part: one to two seconds, in which others who write to the record wait."""
CHECK, RECORD, STAND = "check", "record", "stand"
_SHARE = Decimal(1)


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


def head_of(text: str, name: str) -> dict[str, int]:
    """Places of the columns of a long table, from 0; raises `LayoutError`."""
    first = next(csv.reader(io.StringIO(text), delimiter=delimiter_of(text)), [])
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
        self.places = head_of(text, self.options["name"])
        self.widest = max(self.places.values()) + 1
        self.rows: Iterator[list[str]] = iter(())
        self.text = text
        self.at = -1
        """How many lines `rows` has given; -1 while it is not begun."""
        self.known: dict[str, Known] = {}
        self.asked: set[str] = set()
        self.periods: dict[tuple[str, int, str], tuple[Period, MeasureDefinition]] = {}
        self.seen: dict[int, int] = {}
        """By measure: its periods in the file so far, as bits counted in months from 1900."""

    def part(self, job: Job) -> Part:
        """The next lines."""
        at = clock.now()
        on = clock.day_of(at)
        actor = Actor(job.asked_by)
        require(actor, Capability.RECORD_VALUE, on=on)
        phase, _, done = (job.place or f"{CHECK}:0").partition(":")
        if phase == STAND:
            return self._stand(job, int(done))
        if phase == CHECK and self.at != int(done):
            done = "0"  # what was seen of the file is not kept: another worker looks at it from its beginning
        if phase == RECORD and done == "0" and job.left_out:
            raise ValuesRefusedError(
                f"{job.left_out:,} lines cannot be taken as they stand; nothing was recorded.",
                where=self.options["name"],
            )
        start = int(done)
        lines = self._lines(start)
        standing = Standing(actor.user, on)
        good, left = self._read(standing, start, lines)
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

    def _lines(self, start: int) -> list[list[str]]:
        if self.at != start:
            self.rows = csv.reader(io.StringIO(self.text), delimiter=delimiter_of(self.text))
            next(self.rows, None)
            self.at = sum(1 for _ in itertools.islice(self.rows, start))
            self.seen = {}
        try:
            found = list(itertools.islice(self.rows, AT_ONCE))
        except csv.Error as problem:
            raise DamagedFileError(f"“{self.options['name']}” is no sound CSV: {problem}.") from problem
        self.at += len(found)
        return found

    def _read(self, standing: Standing, start: int, lines: Sequence[list[str]]) -> tuple[list[Recorded], list[Left]]:
        measure = self.places["measure"]
        keys = {row[measure].strip().casefold() for row in lines if len(row) > measure}
        fresh = keys - self.asked
        self.known.update(value_lines.known(standing, fresh, taken=False))
        self.asked |= fresh
        good: list[tuple[int, Recorded]] = []
        left: list[tuple[int, Left]] = []
        for number, row in enumerate(lines, start + 2):
            if not any(row):
                continue
            try:
                one = self._value(standing, number, row)
                if one is None:
                    continue
                months = (one.period.starts_on.year - 1900) * 12 + one.period.starts_on.month
                if self.seen.get(one.measure.pk, 0) >> months & 1:
                    where = f"{column(measure + 1)}{number}"
                    raise TwiceError(f"{one.measure.title}, {one.period.words} stands twice in the file.", where=where)
            except MeritbookError as problem:
                left.append((number, Left(problem.where or f"line {number}", problem.message, problem.code)))
                continue
            self.seen[one.measure.pk] = self.seen.get(one.measure.pk, 0) | 1 << months
            good.append((number, one))
        taken = self._taken([one for _, one in good])
        kept = []
        for number, one in good:
            if (one.measure.pk, one.period.starts_on) not in taken:
                kept.append(one)
                continue
            where = f"{column(self.places['value'] + 1)}{number}"
            says = f"{one.measure.title}, {one.period.words} has a value already."
            left.append((number, Left(where, says, possible.ValueStandsError.code)))
        return kept, [one for _, one in sorted(left, key=lambda pair: pair[0])]

    def _taken(self, good: Sequence[Recorded]) -> set[tuple[int, date]]:
        """Which of the periods have a value on record; one statement for each five thousand measures."""
        days = {one.period.starts_on for one in good}
        found: set[tuple[int, date]] = set()
        for some in measuring.parts_of(sorted({one.measure.pk for one in good})):
            rows = MeasureValue.objects.filter(
                measure__in=some, current=True, starts_on__gte=min(days), starts_on__lte=max(days)
            )
            found.update(rows.order_by().values_list("measure", "starts_on"))
        return found

    def _value(self, standing: Standing, number: int, row: Sequence[str]) -> Recorded | None:
        """The value of a line; none of one that has no value. Raises the error that names the cell."""
        row = [*row, *[""] * (self.widest - len(row))]
        value = row[self.places["value"]].strip()
        if not value:
            return None
        found = self.known.get(row[self.places["measure"]].strip().casefold())
        quick = self._quick(standing, found, row, value) if found is not None else None
        if quick is not None:
            return quick
        cell = {name: Cell(f"{column(place + 1)}{number}", row[place].strip()) for name, place in self.places.items()
                if place >= 0}  # fmt: skip
        says = cell["says"].text if "says" in cell else ""
        line = Line(cell["measure"], cell["period"], cell["value"], says, cell.get("unit"))
        one = value_lines.good_of(line, found, on=standing.on)
        if found is not None:
            definition = held_on(found.versions, one.recorded.period.starts_on)
            key = (row[self.places["period"]], definition.year_starts_in, definition.frequency.value)
            self.periods[key] = (one.recorded.period, definition)
        return one.recorded

    def _quick(self, standing: Standing, found: Known, row: Sequence[str], value: str) -> Recorded | None:
        """The value of a plain line of a measure with one version; none where the line must be looked at closely."""
        if not found.mine or len(found.versions) > 1 or (self.places["unit"] >= 0 and row[self.places["unit"]].strip()):
            return None
        definition = found.versions[0][1]
        if definition.formula:
            return None
        key = (row[self.places["period"]], definition.year_starts_in, definition.frequency.value)
        known = self.periods.get(key)
        if known is None or not value.isascii() or not value.replace(".", "", 1).isdigit():
            return None
        figure, period, measure = Decimal(value), known[0], found.measure
        exponent = figure.as_tuple().exponent
        whole = isinstance(exponent, int) and -exponent <= definition.places
        if not whole or figure >= possible.MOST_WHOLE or (definition.unit == "%" and 0 < figure <= _SHARE):
            return None
        low, high = definition.least, definition.most
        if (low is not None and figure < low) or (high is not None and figure > high):
            return None
        over = measure.ends_before is not None and period.starts_on >= measure.ends_before
        if over or period.starts_on < measure.starts_on or period.ends_before > standing.on:
            return None
        says = row[self.places["says"]].strip() if self.places["says"] >= 0 else ""
        return (
            Recorded(measure, period, figure, says) if not says or (says.isprintable() and len(says) <= 4000) else None
        )

    def _keep(self, actor: Actor, job: Job, good: Sequence[Recorded], start: int, now: int) -> None:
        at = clock.now()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        try:
            with transaction.atomic():
                batch = measuring.keep(
                    good, kind=BatchKind.FILE, source=self.options["source"], by=actor.user, at=at, document=self.source
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

    def _stand(self, job: Job, last: int) -> Part:
        """What lists ask of the measures, worked out anew for the next of them."""
        values = MeasureValue.objects.filter(measure=OuterRef("pk"), batch__document=self.source)
        some = list(Measure.objects.filter(Exists(values), pk__gt=last).order_by("pk")[:2_000])
        measuring.restand(some)
        ended = len(some) < 2_000
        place = f"{STAND}:{some[-1].pk if some else last}"
        return Part(job.total if ended else job.done, job.total, place, ended=ended)
