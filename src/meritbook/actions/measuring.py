"""What the acts on measures share: an entry as a row, the lock, and a batch of values with its seal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar

from django.db.models import Max

from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period
from meritbook.core.results.standing import PeriodValue, kept_up
from meritbook.core.values import canonical_json, digest
from meritbook.records.bulk import PlainValue, insert_values
from meritbook.records.models import (
    BatchKind,
    Department,
    Measure,
    MeasureStanding,
    MeasureValue,
    MeasureVersion,
    ResultsRow,
    StoredDocument,
    User,
    ValueBatch,
)

Row = TypeVar("Row", bound=ResultsRow)


class Recorded(NamedTuple):
    """A value to record: of which measure, for which period, and with which narrative."""

    measure: Measure
    period: Period
    value: Decimal
    says: str = ""
    replaces: MeasureValue | None = None
    """The value that stood before, which whoever records it has put aside."""


def of_department_or_all(model: type[Row], department: Department | None) -> Row:
    """A row that is not kept, by which permission is asked before there is one; no department is the enterprise."""
    return model(department=department)


def locked(measure: Measure) -> Measure:
    """The measure as it stands, kept from others until the transaction ends."""
    found: Measure = Measure.objects.select_for_update().get(pk=measure.pk)
    return found


def definition_of(version: MeasureVersion) -> MeasureDefinition:
    """The entry of a version."""
    return MeasureDefinition.model_validate_json(version.definition_json)


def version_of(
    measure: Measure,
    definition: MeasureDefinition,
    *,
    number: int,
    starts_on: date,
    by: User,
    at: datetime,
    because: str = "",
    breaks_series: bool = False,
) -> MeasureVersion:
    """The entry as a row, saved."""
    return MeasureVersion.objects.create(
        measure=measure,
        number=number,
        starts_on=starts_on,
        frequency=definition.frequency.value,
        definition_json=canonical_json(definition),
        sha256=digest(definition),
        breaks_series=breaks_series,
        because=because,
        written_by=by,
        written_at=at,
    )


def seal(values: Iterable[MeasureValue]) -> str:
    """SHA-256 over values in the order of their measures and periods, by which a batch vouches for them."""
    found = hashlib.sha256()
    for one in sorted(values, key=lambda value: (value.measure_id, value.starts_on, value.replaces_id or 0)):
        found.update(canonical_json(one.plain()).encode("utf-8"))
        found.update(b"\n")
    return found.hexdigest()


def keep(
    values: Sequence[Recorded],
    *,
    kind: BatchKind,
    source: str,
    by: User,
    at: datetime,
    document: StoredDocument | None = None,
) -> ValueBatch:
    """The values as a sealed batch, saved. Whether each is possible was asked before."""
    rows = [
        MeasureValue(
            measure=one.measure,
            starts_on=one.period.starts_on,
            ends_before=one.period.ends_before,
            value=one.value,
            says=one.says,
            replaces=one.replaces,
        )
        for one in values
    ]
    batch = ValueBatch.objects.create(
        kind=kind, source=source, document=document, rows=len(rows), sha256=seal(rows), recorded_by=by, recorded_at=at
    )
    for row in rows:
        row.batch = batch
    MeasureValue.objects.bulk_create(rows, batch_size=5_000)
    return batch


def keep_plain(
    values: Sequence[PlainValue],
    *,
    kind: BatchKind,
    source: str,
    by: User,
    at: datetime,
    document: StoredDocument | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> ValueBatch:
    """Many values that replace none as a sealed batch, as `keep` does it and several times as fast.

    `meanwhile` asks no database, and may be done while a server keeps the values (`insert_values`).
    """
    batch = ValueBatch.objects.create(
        kind=kind,
        source=source,
        document=document,
        rows=len(values),
        sha256=seal_plain(values),
        recorded_by=by,
        recorded_at=at,
    )
    insert_values(batch.pk, values, meanwhile)
    return batch


def seal_plain(values: Iterable[PlainValue]) -> str:
    """The same as `seal` of such values, spelled without a model for each; a test compares the two."""
    return hashlib.sha256(
        "".join(
            f'{{"ends_before":"{last}","measure":{measure},"replaces":null,'
            f'"says":{json.dumps(says, ensure_ascii=False) if says else _NOTHING},'
            f'"starts_on":"{first}","value":"{value}"}}\n'
            for measure, first, last, value, says in sorted(values)
        ).encode()
    ).hexdigest()


_NOTHING = '""'
_AT_ONCE = 5_000


def versions_of(measures: Iterable[Measure]) -> dict[int, list[MeasureVersion]]:
    """The versions of each measure, the oldest first; one statement for each five thousand."""
    found: dict[int, list[MeasureVersion]] = {}
    for some in parts_of([one.pk for one in measures]):
        for one in MeasureVersion.objects.filter(measure__in=some).order_by("measure", "number"):
            found.setdefault(one.measure_id, []).append(one)
    return found


def newest_values(measures: Iterable[int], *, on: date | None = None) -> dict[int, PeriodValue]:
    """The newest value of each measure, by its key; with `on`, of the periods that have ended by then.

    Two statements for each five thousand.
    """
    found: dict[int, PeriodValue] = {}
    for some in parts_of(list(measures)):
        rows = MeasureValue.objects.filter(measure__in=some, current=True)
        ended = rows if on is None else rows.filter(ends_before__lte=on)
        newest = ended.order_by().values("measure").annotate(newest=Max("starts_on")).values_list("measure", "newest")
        days = dict(newest)
        for row in rows.filter(starts_on__in=set(days.values())):
            if days.get(row.measure_id) == row.starts_on:
                found[row.measure_id] = as_value(row)
    return found


def parts_of(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    """The keys in parts that one statement takes."""
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def as_value(row: MeasureValue) -> PeriodValue:
    """A row as the core takes it, without the zeros that the column adds."""
    return PeriodValue(
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        value=Decimal(f"{row.value.normalize():f}"),
        says=row.says,
    )


def restand(measures: Sequence[Measure]) -> None:
    """Work out anew what lists ask of the measures, after an act on them or their values."""
    versions, newest = versions_of(measures), newest_values([one.pk for one in measures])
    rows = []
    for one in measures:
        held = [(version.starts_on, definition_of(version)) for version in versions[one.pk]]
        found = kept_up(held, newest.get(one.pk), begins_on=one.starts_on, ends_before=one.ends_before)
        newest_entry = held[-1][1]
        rows.append(
            MeasureStanding(
                measure=one,
                kind=newest_entry.kind.value,
                worked_out=bool(newest_entry.formula),
                **found.model_dump(),
            )
        )
    fields = ["kind", "newest_on", "next_ends_before", "due_on", "reached", "worked_out"]
    MeasureStanding.objects.bulk_create(
        rows, batch_size=2_000, update_conflicts=True, unique_fields=["measure"], update_fields=fields
    )
