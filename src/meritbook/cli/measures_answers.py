"""What the commands of `results` answer with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.results.charts import Chart
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.standing import Standing
from meritbook.core.results.trust import Trust
from meritbook.core.values import Value


class ResultsMeasureLine(Value):
    """A measure in the list."""

    key: str
    title: str
    department: str
    owner: str
    standing: Standing
    trust: Trust


class ResultsMeasuresAnswer(Value):
    """The measures that the filters name."""

    on: date
    total: int
    measures: tuple[ResultsMeasureLine, ...]


class ResultsValue(Value):
    """A value that stands."""

    period: str
    value: str
    says: str
    source: str
    replaced: tuple[str, ...]


class ResultsSeries(Value):
    """Values in one unit and frequency, the newest first."""

    unit: str
    values: tuple[ResultsValue, ...]


class ResultsWorked(Value):
    """A period of a measure that is worked out of others."""

    period: str
    working: str
    value: str
    """With its unit; empty where it cannot be told."""
    missing: tuple[str, ...]


class ResultsMeasureAnswer(Value):
    """One measure: entry, values by series, and the chart of the newest series."""

    key: str
    on: date
    owner: str
    definition: MeasureDefinition
    standing: Standing
    trust: Trust
    series: tuple[ResultsSeries, ...]
    chart: Chart | None
    worked: tuple[ResultsWorked, ...] = ()
    """Of a formula: how the newest periods are worked out."""


class ResultsRun(Value):
    """One run of the query of a measure."""

    measure: str
    outcome: str
    """`recorded`, `nothing` or `failed`."""
    rows: int
    says: str
    """What was wrong, with its code."""


class ResultsFetchAnswer(Value):
    """What asking other systems brought."""

    on: date
    runs: tuple[ResultsRun, ...]


class ResultsCell(Value):
    """A cell that cannot be taken as it stands."""

    cell: str
    code: str
    message: str
    to_do: str
    offer: str


class ResultsImportAnswer(Value):
    """What a file would record, or what was recorded of it."""

    name: str
    values: int
    """How many would be recorded, or were."""
    refused: tuple[ResultsCell, ...]
    notes: tuple[str, ...]
    batch: str
    """The seal of the recorded batch; empty while nothing is recorded, and for a large file."""
    job: int | None = None
    """The work on a large file."""
