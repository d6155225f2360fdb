"""What the acts on measures share: an entry as a row, the lock, and a batch of values with its seal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar

from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import Period
from meritbook.core.values import canonical_json, digest
from meritbook.records.models import (
    BatchKind,
    Department,
    Measure,
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
    replaces: MeasureValue | None = None,
) -> ValueBatch:
    """The values as a sealed batch, saved. Whether each is possible was asked before."""
    rows = [
        MeasureValue(
            measure=one.measure,
            starts_on=one.period.starts_on,
            ends_before=one.period.ends_before,
            value=one.value,
            says=one.says,
            replaces=replaces,
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
