"""Files of values as read: what each would record, which cells must be mended, and large ones as long work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from meritbook.actions import value_import
from meritbook.actions.permissions import Standing
from meritbook.actions.value_lines import Good, Reading, Trouble, reading
from meritbook.core.errors import MeritbookError
from meritbook.desk.jobs import JobLine, line_of
from meritbook.desk.paging import Page, paged
from meritbook.readers.value_tables import read_tables
from meritbook.records.models import BatchKind, Job, JobKind, ValueBatch, ValueFile

MOST_SHOWN = 200
"""Cells to mend that a page shows at once."""
NEWEST = 10


class NoSuchFileError(MeritbookError):
    """No file of values of that number, or none that this person handed in."""

    code = "results.file_unknown"
    remedy = "Hand the file in again; nothing is recorded of one that was not confirmed."
    http_status = 404


@dataclass(frozen=True)
class Preview:
    """What a file would record."""

    file: ValueFile
    reading: Reading
    troubles: tuple[Trouble, ...]
    """The first of them."""
    more: int
    """How many further cells must be mended, which are shown once these are."""
    page: Page[Good]
    batches: tuple[ValueBatch, ...]
    """The batches that were recorded of the same file, the newest first."""
    recorded: ValueBatch | None
    """The one that was recorded since it was handed in; none while it waits."""


def files(standing: Standing) -> tuple[ValueFile, ...]:
    """The newest files that the person handed in."""
    return tuple(_files(standing).select_related("document")[:NEWEST])


def file(standing: Standing, pk: int) -> ValueFile:
    """A file that the person may go on with; raises `NoSuchFileError`."""
    found = _files(standing).select_related("document", "taken_by").filter(pk=pk).first() if pk < 2**62 else None
    if found is None:
        raise NoSuchFileError(f"There is no file {pk} that you handed in.", where=str(pk))
    return found


def _files(standing: Standing) -> QuerySet[ValueFile]:
    rows: QuerySet[ValueFile] = ValueFile.objects.all()
    return rows if value_import.everywhere(standing) else rows.filter(taken_by=standing.user)


def preview(standing: Standing, row: ValueFile, mends: Mapping[str, str], *, number: int = 1) -> Preview:
    """What the file would record with what was mended; raises what reading it raises."""
    tables = read_tables(row.document.original(), name=row.name)
    found = reading(standing, tables, mends)
    troubles = tuple(found.troubles.values())
    batches = tuple(
        ValueBatch.objects.filter(document=row.document_id, kind=BatchKind.FILE).select_related("recorded_by")[:NEWEST]
    )
    return Preview(
        file=row,
        reading=found,
        troubles=troubles[:MOST_SHOWN],
        more=max(0, len(troubles) - MOST_SHOWN),
        page=paged(found.good, number),
        batches=batches,
        recorded=next((one for one in batches if one.recorded_at >= row.taken_at), None),
    )


def plain(shown: Preview) -> dict[str, Any]:
    """The preview as plain data: every value that would be recorded, and every cell to mend."""
    return {
        "file": shown.file.pk,
        "name": shown.file.name,
        "document": shown.file.document.sha256,
        "sha256": shown.reading.sha256,
        "values": [
            {
                "cell": one.place,
                "measure": one.recorded.measure.key,
                "period": one.recorded.period.label,
                "value": str(one.recorded.value),
                "says": one.recorded.says,
            }
            for one in shown.reading.good
        ],
        "refused": [
            {
                "cell": one.place,
                "typed": one.typed,
                "code": one.code,
                "message": one.says,
                "to_do": one.to_do,
                "offer": one.offer,
                "values": one.waits,
            }
            for one in shown.reading.troubles.values()
        ],
        "left_out": shown.reading.left_out,
        "notes": list(shown.reading.notes),
    }


def works(standing: Standing) -> tuple[JobLine, ...]:
    """The newest large files that the person may see the work on."""
    return tuple(line_of(one) for one in _works(standing).defer("skipped_json")[:NEWEST])


def work(standing: Standing, pk: int) -> JobLine:
    """The work on a large file; raises `NoSuchFileError`."""
    found = _works(standing).filter(pk=pk).first() if pk < 2**62 else None
    if found is None:
        raise NoSuchFileError(f"There is no work {pk} on a file that you handed in.", where=str(pk))
    return line_of(found)


def _works(standing: Standing) -> QuerySet[Job]:
    rows = Job.objects.filter(kind=JobKind.IMPORT_VALUES).select_related("asked_by", "source", "department")
    return rows if value_import.everywhere(standing) else rows.filter(asked_by=standing.user)
