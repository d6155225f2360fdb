"""What `results report …` answers with `--json`."""

from __future__ import annotations

from datetime import date

from meritbook.core.results.report import Head, LeftOut, ReportProblem
from meritbook.core.values import Value


class ReportLine(Value):
    """A report in the list."""

    key: str
    title: str
    year: str
    edition: int | None
    """The edition that stands; null where none does."""
    draft: int | None
    """The draft, for those in office."""
    withdrawn_because: str


class ReportsAnswer(Value):
    """One page of the reports that are open to the person."""

    page: int
    pages: int
    total: int
    reports: tuple[ReportLine, ...]


class EditionLine(Value):
    """An edition of a report."""

    number: int
    status: str
    published_on: date | None
    because: str
    withdrawn_because: str


class ReportAnswer(Value):
    """An edition of a report."""

    key: str
    edition: int
    status: str
    sha256: str
    """The seal over its facts; empty for a draft."""
    head: Head
    left_out: int
    actions: int
    resources_moved: int
    savings: int
    changes: int
    editions: tuple[EditionLine, ...]


class ReportDraftAnswer(Value):
    """A draft as it would be published today."""

    key: str
    edition: int
    sha256: str
    """What `publish --sha256` takes, to publish exactly this."""
    words_version: int
    measures: int
    blocks: tuple[ReportProblem, ...]
    """What stands in the way of publishing it."""
    left_out: tuple[LeftOut, ...]
    """Every measure that is not in it, with the reasons."""


class ReportExportAnswer(Value):
    """A paper of an edition, written to a file."""

    key: str
    edition: int
    form: str
    file: str
    sha256: str
