"""The measures of the results register: the list, one measure, and every act on it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from meritbook.actions import (
    change_measure,
    correct_value,
    decide_baseline,
    define_measure,
    end_value_query,
    fetch_values,
    measuring_policies,
    name_measure_owner,
    record_values,
    retire_measure,
    set_value_query,
)
from meritbook.actions.measuring import definition_of
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, standing
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Asked, Because, Id, Number, Paged
from meritbook.core.results.charts import Chart
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.periods import parse
from meritbook.core.results.standing import Standing
from meritbook.core.results.trust import Trust
from meritbook.desk import measure_page as one_measure
from meritbook.desk import measures as read
from meritbook.records import clock
from meritbook.records.models import BatchKind, Department, Measure, User, ValueBatch

router = Router(tags=["results register"])
Key = Annotated[str, Field(max_length=100)]
Said = Annotated[str, Field(min_length=1, max_length=4000)]
Maybe = Annotated[str, Field(max_length=4000)]
Username = Annotated[str, Field(max_length=150)]


class RegisterLine(Schema):
    """A measure in the list."""

    key: str
    title: str
    department: str | None
    kind: str
    owner: str
    standing: Standing
    trust: Trust
    """What the newest audit says of it."""


class RegisterValue(Schema):
    """A value that stands, with how many it replaced."""

    id: int
    period: str
    starts_on: date
    ends_before: date
    value: str
    says: str
    source: str
    recorded_by: str
    recorded_at: datetime
    document: str | None
    replaced: list[str]


class RegisterSeries(Schema):
    """Values in one unit and frequency."""

    unit: str
    says: str
    values: list[RegisterValue]


class RegisterVersion(Schema):
    """A version of the entry."""

    number: int
    starts_on: date
    breaks_series: bool
    because: str
    definition: MeasureDefinition


class RegisterOwner(Schema):
    """Who answers for it, for a term."""

    owner: str
    starts_on: date
    ends_before: date | None


class RegisterMeasure(RegisterLine):
    """One measure: entry, versions, owners, values by series, and the chart of the newest series."""

    retired_on: date | None
    retired_because: str
    definition: MeasureDefinition
    versions: list[RegisterVersion]
    owners: list[RegisterOwner]
    series: list[RegisterSeries]
    chart: Chart | None


class BatchAnswer(Schema):
    """Values recorded together."""

    id: int
    rows: int
    sha256: str
    document: str | None


class NewMeasure(Because):
    """A measure to define; without a department it is of the enterprise as a whole."""

    key: Key
    department: Annotated[str, Field(max_length=40)] | None = None
    definition: MeasureDefinition
    starts_on: date
    owner: Username = ""


class ChangedMeasure(Because):
    """A new version of an entry."""

    definition: MeasureDefinition
    starts_on: date
    because: Said


class NewOwner(Because):
    """Who answers for it from a day on."""

    owner: Username
    starts_on: date


class RetiredMeasure(Because):
    """The end of a measure."""

    ends_before: date
    because: Said


class PeriodFigure(Asked):
    """The value of a period, such as `FY2026 Q2`."""

    period: Annotated[str, Field(max_length=40)]
    value: Decimal
    says: Maybe = ""


class NewValues(Because):
    """Values of several periods."""

    values: Annotated[list[PeriodFigure], Field(min_length=1, max_length=1000)]
    source: Said


class CorrectedValue(Because):
    """A value corrected."""

    value: Decimal
    source: Said
    because: Said
    says: Maybe = ""


class NewLimits(Because):
    """A decision on the limits of the chart; with `ends_before` they are kept from then on."""

    starts_on: date
    ends_before: date | None = None
    because: Said


class NewQuery(Because):
    """A query: the name of a connection, and one statement that only reads."""

    connection: Annotated[str, Field(max_length=60)]
    statement: Annotated[str, Field(min_length=1, max_length=8000)]


class QueryAnswer(Schema):
    """The query of a measure."""

    id: int
    connection: str
    statement: str
    set_at: datetime
    ended_at: datetime | None


class QueryRunAnswer(Schema):
    """One run of a query."""

    id: int
    ran_at: datetime
    outcome: str
    says: str
    rows: int


class LimitsAnswer(Schema):
    """A decision on the limits."""

    id: int
    kind: str
    starts_on: date
    ends_before: date | None


@router.get("/results/measures", response=with_errors(Paged[RegisterLine]))
def list_register(
    request: HttpRequest,
    q: Annotated[str, Field(max_length=100)] = "",
    show: Literal["", "due", "stale", "missed", "unowned", "mine", "retired"] = "",
    kind: Literal["", "input", "output", "efficiency", "quality", "outcome"] = "",
    department: Annotated[str, Field(max_length=40)] = "",
    page: Number = 1,
) -> Any:
    """The measures, each with how it stands today."""
    who = standing(request)
    require(actor(request), Capability.READ_RESULTS, on=who.on)
    where = _department(department) if department else None
    found = read.lines(who, department=where, words=q, show=show, kind=kind, number=page)
    rows = [_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.get("/results/measures/{key}", response=with_errors(RegisterMeasure))
def get_register_measure(request: HttpRequest, key: Key, page: Number = 1) -> Any:
    """One measure, with a page of its values."""
    who = standing(request)
    require(actor(request), Capability.READ_RESULTS, on=who.on)
    shown = one_measure.measure_page(one_measure.measure(key), on=who.on, number=page)
    return {
        **_line(shown.line),
        "retired_on": shown.measure.ends_before,
        "retired_because": shown.measure.retired_because,
        "definition": shown.definition,
        "versions": [
            {
                **_picked(one.row, "number", "starts_on", "breaks_series", "because"),
                "definition": definition_of(one.row),
            }
            for one in shown.versions
        ],
        "owners": [{**_picked(one, "starts_on", "ends_before"), "owner": one.owner.full_name} for one in shown.owners],
        "series": [
            {"unit": one.unit, "says": one.says, "values": [_value(each) for each in one.values]}
            for one in shown.series
        ],
        "chart": shown.chart,
    }


@router.post("/results/measures", response=with_errors(RegisterLine, 201))
def define(request: HttpRequest, body: NewMeasure) -> Any:
    """Put a measure into the dictionary."""
    require(actor(request), Capability.KEEP_MEASURE, on=clock.today())
    done = define_measure.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        key=body.key,
        department=_department(body.department) if body.department else None,
        definition=body.definition,
        starts_on=body.starts_on,
        owner=_user(body.owner) if body.owner else None,
    )
    return Status(201, _stands(request, done))


@router.post("/results/measures/{key}/change", response=with_errors(RegisterVersion, 201))
def change_entry(request: HttpRequest, key: Key, body: ChangedMeasure) -> Any:
    """Write a new version of the entry."""
    row = _kept(request, key)
    taken: dict[str, Any] = {"definition": body.definition, "starts_on": body.starts_on, "because": body.because}
    done = change_measure.perform(actor(request), at=clock.now(), why=body.why, measure=row, **taken)
    picked = _picked(done, "number", "starts_on", "breaks_series", "because")
    return Status(201, {**picked, "definition": definition_of(done)})


@router.post("/results/measures/{key}/owner", response=with_errors(RegisterOwner, 201))
def name_owner(request: HttpRequest, key: Key, body: NewOwner) -> Any:
    """Name who answers for it."""
    row = _kept(request, key)
    taken: dict[str, Any] = {"owner": _user(body.owner), "starts_on": body.starts_on}
    done = name_measure_owner.perform(actor(request), at=clock.now(), why=body.why, measure=row, **taken)
    return Status(201, {**_picked(done, "starts_on", "ends_before"), "owner": done.owner.full_name})


@router.post("/results/measures/{key}/retire", response=with_errors(RegisterLine))
def retire(request: HttpRequest, key: Key, body: RetiredMeasure) -> Any:
    """Retire it."""
    row = _kept(request, key)
    taken: dict[str, Any] = {"ends_before": body.ends_before, "because": body.because}
    return _stands(request, retire_measure.perform(actor(request), at=clock.now(), why=body.why, measure=row, **taken))


@router.post("/results/measures/{key}/limits", response=with_errors(LimitsAnswer, 201))
def limits(request: HttpRequest, key: Key, body: NewLimits) -> Any:
    """Decide on the limits of its chart."""
    row = _kept(request, key)
    taken = body.model_dump(exclude={"why"})
    return Status(201, decide_baseline.perform(actor(request), at=clock.now(), why=body.why, measure=row, **taken))


@router.post("/results/measures/{key}/values", response=with_errors(BatchAnswer, 201))
def record(request: HttpRequest, key: Key, body: NewValues) -> Any:
    """Record values of periods; all of them or none."""
    row = one_measure.measure(key)
    require(actor(request), Capability.RECORD_VALUE, row, on=clock.today())
    versions = list(row.versions.all())
    values = []
    for one in body.values:
        newest = definition_of(versions[-1])
        period = parse(one.period, newest.frequency, newest.year_starts_in)
        counts = definition_of(measuring_policies.version_on(versions, period.starts_on))
        values.append((parse(one.period, counts.frequency, counts.year_starts_in), one.value, one.says))
    done = record_values.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        measure=row,
        values=values,
        source=body.source,
        kind=BatchKind.API,
    )
    return Status(201, _batch(done))


@router.post("/results/measures/{key}/values/{value_id}/correct", response=with_errors(BatchAnswer, 201))
def correct_figure(request: HttpRequest, key: Key, value_id: Id, body: CorrectedValue) -> Any:
    """Correct a value; the one that stood stays on record."""
    row = one_measure.measure(key)
    require(actor(request), Capability.RECORD_VALUE, row, on=clock.today())
    taken: dict[str, Any] = {"figure": body.value, "source": body.source, "because": body.because, "says": body.says}
    value = one_measure.value(row, value_id)
    return Status(
        201, _batch(correct_value.perform(actor(request), at=clock.now(), why=body.why, value=value, **taken))
    )


@router.post("/results/measures/{key}/query", response=with_errors(QueryAnswer, 201))
def ask_elsewhere(request: HttpRequest, key: Key, body: NewQuery) -> Any:
    """Let a measure ask another system for its values."""
    row = _kept(request, key)
    taken = {"connection": body.connection, "statement": body.statement}
    return Status(201, set_value_query.perform(actor(request), at=clock.now(), why=body.why, measure=row, **taken))


@router.post("/results/measures/{key}/query/end", response=with_errors(QueryAnswer))
def ask_no_more(request: HttpRequest, key: Key, body: Because) -> Any:
    """End the query of a measure."""
    row = _kept(request, key)
    return end_value_query.perform(actor(request), at=clock.now(), why=body.why, measure=row)


@router.post("/results/measures/{key}/query/ask", response=with_errors(QueryRunAnswer))
def ask_now(request: HttpRequest, key: Key, body: Because) -> Any:
    """Ask the other system now; a run that fails says why, and is kept."""
    row = one_measure.measure(key)
    run = fetch_values.perform(actor(request), at=clock.now(), why=body.why, measure=row)
    return {**_picked(run, "id", "ran_at", "outcome", "says"), "rows": run.batch.rows if run.batch else 0}


def _kept(request: HttpRequest, key: str) -> Measure:
    row = one_measure.measure(key)
    require(actor(request), Capability.KEEP_MEASURE, row, on=clock.today())
    return row


def _department(code: str) -> Department:
    found: Department | None = Department.objects.filter(code=code).first()
    if found is None:
        raise one_measure.NoSuchMeasureError(
            f"There is no department {code}.", where="department", remedy="Give the code of a department."
        )
    return found


def _user(name: str) -> User:
    found: User | None = User.objects.filter(username__iexact=name).first()
    if found is None:
        raise measuring_policies.OwnerError(f"Nobody is called {name}.", where="owner")
    return found


def _picked(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _stands(request: HttpRequest, row: Measure) -> dict[str, Any]:
    (line,) = read.stand([row], on=standing(request).on)
    return _line(line)


def _line(one: read.MeasureLine) -> dict[str, Any]:
    row = one.measure
    return {
        **_picked(row, "key", "title"),
        "department": row.department.code if row.department else None,
        "kind": one.definition.kind.value,
        "owner": one.owner,
        "standing": one.standing,
        "trust": one.trust,
    }


def _value(one: one_measure.ValueLine) -> dict[str, Any]:
    batch = one.row.batch
    return {
        **_picked(one.row, "starts_on", "ends_before", "says"),
        "id": one.row.pk,
        "period": one.period.label,
        "value": f"{one_measure.plain(one.row):f}",
        "source": batch.source,
        "recorded_by": batch.recorded_by.full_name,
        "recorded_at": batch.recorded_at,
        "document": batch.document.sha256 if batch.document else None,
        "replaced": [f"{one_measure.plain(old):f}" for old, _ in one.replaced],
    }


def _batch(row: ValueBatch) -> dict[str, Any]:
    document = row.document.sha256 if row.document else None
    return {"id": row.pk, "rows": row.rows, "sha256": row.sha256, "document": document}


__all__ = ["router"]
